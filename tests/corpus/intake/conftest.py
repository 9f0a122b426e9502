"""A store of one's own, and importing into it as the command line does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import IntakeError
from corpus.identifier import Identifier
from corpus.intake import OfficialStore, Stored
from corpus.intake.fetch import Fetcher
from corpus.intake.limits import Limits
from corpus.intake.ocr import require_ocr
from corpus.intake.take import Source, take

# invented, in the form of a short regulation
SMALL_ACT = """PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 7 TAHUN 2031
TENTANG
KEBUN CONTOH
Menimbang :
a. bahwa kebun contoh perlu dirawat;
b. bahwa perawatan itu perlu diatur;
MEMUTUSKAN:
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan kebun adalah tanah yang ditanami.
Pasal 2
(1) Setiap kebun wajib disiram.
(2) Penyiraman sebagaimana dimaksud pada ayat (1) dilakukan:
a. pada pagi hari; dan
b. pada sore hari.
Pasal 3
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan."""
SMALL_WORK = Identifier("act", "pp", 2031, "7")

Import = Callable[..., Stored]


@pytest.fixture
def store(tmp_path: Path) -> OfficialStore:
    return OfficialStore(tmp_path / "home")


@pytest.fixture
def take_in(store: OfficialStore) -> Import:
    """Imports one file and returns what is stored."""

    def run(path: Path | str, limits: Limits | None = None, **source: object) -> Stored:
        with store.writing() as writer:
            one = Source(str(path), **source)  # type: ignore[arg-type]
            return take(writer, Fetcher(store), one, limits=limits or Limits()).stored

    return run


@pytest.fixture
def contents(store: OfficialStore) -> Callable[[], dict[str, bytes]]:
    """Every file of the store with its bytes, the lock left out."""

    def read() -> dict[str, bytes]:
        return {
            str(path.relative_to(store.root)): path.read_bytes()
            for path in sorted(store.root.rglob("*"))
            if path.is_file() and path.name != "write.lock"
        }

    return read


@pytest.fixture(scope="session")
def ocr() -> None:
    """Skips where the programs that read scans are not installed."""
    try:
        require_ocr()
    except IntakeError as error:
        pytest.skip(str(error))
