"""Fetching, against a real HTTP server of our own."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus import Identifier, Library
from corpus.errors import IntakeError
from corpus.intake import OfficialStore
from corpus.intake.fetch import (
    Fetcher,
    FetchLimits,
    _Guard,
    is_official,
    is_public,
    official_addresses,
)
from corpus.intake.take import Source, take
from tests.corpus.intake.conftest import SMALL_ACT, SMALL_WORK
from tests.corpus.intake.typeset import set_pdf

LIMITS = FetchLimits(size=1 << 20, seconds=120, silence=60, attempts=3, pause=0.01)
"""Of a machine that may be busy; what is about slowness has limits of its own."""


class Site:
    """What the server holds and what it was asked for."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.asked: Counter[str] = Counter()
        self.ranges: list[str] = []
        self.address = ""
        self.over = threading.Event()
        """Set when the test has ended: until then some answers never do."""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path
        self.asked[path] += 1
        if "Range" in request.headers:
            self.ranges.append(f"{path} {request.headers['Range']}")
        redirects = {
            "/moved": "/act.pdf",
            "/loop": "/loop",
            "/inside": self.address.replace("127.0.0.1", "localhost") + "/act.pdf",
            "/elsewhere": "https://example.com/act.pdf",
            "/private": "https://jdih.contoh.go.id/act.pdf",
            "/scheme": "file:///etc/passwd",
        }
        pages = {
            "/error.pdf": b"<html><title>Galat</title>Maaf</html>",
            "/page": b'<html><a href="/">Beranda</a><a class=x href="act.pdf">Unduh</a></html>',
            "/pages": b'<html><a href="act.pdf">1</a><a href="/lain/2.PDF">2</a></html>',
            "/nothing": b"<html><title>Beranda</title>Selamat datang</html>",
        }
        if path in redirects:
            self.send(request, 302, b"", Location=redirects[path])
        elif path in pages:
            self.send(request, 200, pages[path], Content_Type="application/pdf")
        elif path == "/act.pdf":
            self.send(request, 200, self.pdf, Content_Type="text/plain")
        elif path in ("/cut", "/cut-changed", "/cut-unmarked"):
            self.cut(request, path)
        elif path == "/slow":
            self.send(request, 200, b"", Content_Length="900")
            request.wfile.write(b"%PDF-1.4")
            request.wfile.flush()
            self.over.wait()
        elif path == "/trickle":
            self.send(request, 200, b"", Content_Length="9000")
            while not self.over.wait(0.1):
                request.wfile.write(b"%")
                request.wfile.flush()
        elif path == "/large":
            self.send(request, 200, b"", Content_Length=str(1 << 30))
            request.wfile.write(b"%PDF" * 10_000)
        elif path == "/endless":
            self.send(request, 200, b"", Transfer_Encoding="chunked")
            block = b"%x\r\n%s\r\n" % (1 << 16, b"x" * (1 << 16))
            while True:
                request.wfile.write(block)
        elif path == "/packed":
            self.send(request, 200, b"\x1f\x8b", Content_Encoding="gzip")
        elif path == "/tired" and self.asked[path] < 3:
            self.send(request, 503, b"later")
        elif path == "/tired":
            self.send(request, 200, self.pdf)
        else:
            self.send(request, 404, b"no")

    def cut(self, request: BaseHTTPRequestHandler, path: str) -> None:
        """Breaks off after a third, twice; goes on where it is asked to, for the same file."""
        mark = '"first"'
        data = self.pdf
        if path == "/cut-changed" and self.asked[path] > 1:
            mark, data = '"second"', self.pdf + b"\n"
        start = 0
        if request.headers.get("If-Range") == mark:
            start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        rest = data[start:]
        status = 206 if start else 200
        headers = {"Content_Length": str(len(rest))}
        if path != "/cut-unmarked":
            headers["ETag"] = mark
        if start:
            headers["Content_Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self.send(request, status, b"", **headers)
        broken = self.asked[path] < 3
        request.wfile.write(rest[: len(data) // 3] if broken else rest)

    @staticmethod
    def send(request: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if not {"Content_Length", "Transfer_Encoding"} & set(headers):
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(set_pdf(SMALL_ACT * 3, tmp_path / "act.pdf").read_bytes())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # the client goes away from what is too long or too slow
                site.answer(self)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    site.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(site: Site, store: OfficialStore) -> Callable[..., bytes]:
    fetcher = Fetcher(store, LIMITS, trusted=frozenset({site.address.removeprefix("http://")}))

    def run(path: str) -> bytes:
        with fetcher.fetching(site.address + path) as fetched:
            return fetched.path.read_bytes()

    return run


@pytest.mark.parametrize("path", ["/act.pdf", "/moved", "/page", "/tired", "/cut"])
def test_the_file_arrives_whole(path: str, site: Site, fetch: Callable[..., bytes]) -> None:
    assert fetch(path) == site.pdf


def test_a_broken_transfer_goes_on_where_it_stopped(
    site: Site, fetch: Callable[..., bytes]
) -> None:
    third = len(site.pdf) // 3
    assert fetch("/cut") == site.pdf
    assert site.ranges == [f"/cut bytes={third}-", f"/cut bytes={2 * third}-"]


def test_a_later_run_goes_on_where_the_first_stopped(site: Site, store: OfficialStore) -> None:
    trusted = frozenset({site.address.removeprefix("http://")})
    once = Fetcher(store, FetchLimits(attempts=1), trusted)
    for _ in range(2):
        with (
            pytest.raises(IntakeError, match=r"broke off.*Run the command again to go on"),
            once.fetching(f"{site.address}/cut"),
        ):
            pass
    with once.fetching(f"{site.address}/cut") as fetched:
        assert fetched.path.read_bytes() == site.pdf
    assert len(site.ranges) == 2


def test_a_file_that_changed_meanwhile_is_not_patched_together(
    site: Site, fetch: Callable[..., bytes]
) -> None:
    assert fetch("/cut-changed") == site.pdf + b"\n"
    site.asked.clear()
    site.ranges.clear()
    assert fetch("/cut-unmarked") == site.pdf
    assert site.ranges == [], "without a mark of the version nothing is resumed"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/missing", "answers 404"),
        ("/loop", "redirects more than 5 times"),
        ("/inside", "not a plain https address"),
        ("/scheme", "not a plain https address"),
        ("/elsewhere", "not a host of the Indonesian state"),
        ("/error.pdf", "web page in place of the PDF"),
        ("/pages", "several PDF files"),
        ("/large", "larger than 1 MB"),
        ("/endless", "larger than 1 MB"),
        ("/packed", "compressed"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    path: str, said: str, fetch: Callable[..., bytes], store: OfficialStore
) -> None:
    with pytest.raises(IntakeError, match=said) as caught:
        fetch(path)
    assert len(str(caught.value)) < 300
    assert store.documents() == []


@pytest.mark.parametrize(
    ("path", "limits", "said"),
    [
        ("/slow", replace(LIMITS, silence=1), "cannot be read"),
        ("/trickle", replace(LIMITS, seconds=2), "longer than 2 seconds"),
    ],
)
def test_a_file_that_never_ends_is_not_waited_for(
    path: str, limits: FetchLimits, said: str, site: Site, store: OfficialStore
) -> None:
    fetcher = Fetcher(store, limits, trusted=frozenset({site.address.removeprefix("http://")}))
    with pytest.raises(IntakeError, match=said), fetcher.fetching(site.address + path):
        pass
    assert store.documents() == []


def test_a_redirect_to_a_name_inside_the_network_is_refused(
    fetch: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    private = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 443))
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: [private] if host.endswith("go.id") else real(host, *a, **k),
    )
    with pytest.raises(IntakeError, match=r"private address 10\.1\.2\.3"):
        fetch("/private")


def test_the_address_is_checked_at_the_connection(site: Site) -> None:
    port = int(site.address.rpartition(":")[2])
    for host in ("localhost", "127.0.0.1", "0.0.0.0"):
        with pytest.raises(IntakeError, match="private address"):
            _Guard(frozenset()).connect_tcp(host, port)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("103.109.1.1", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.pdf",
        "https://go.id.example.com/a.pdf",
        "https://palsugo.id/a.pdf",
        "http://peraturan.go.id/a.pdf",
        "https://orang@peraturan.go.id/a.pdf",
        "https://peraturan.go.id:8443/a.pdf",
        "https://[::1]/a.pdf",
        "https://[bukan/a.pdf",
    ],
)
def test_addresses_that_are_not_taken(url: str, store: OfficialStore) -> None:
    with pytest.raises(IntakeError), Fetcher(store, LIMITS).fetching(url):
        pass


def test_what_is_fetched_is_stored_with_its_hash_and_address(
    site: Site, store: OfficialStore
) -> None:
    fetcher = Fetcher(store, LIMITS, trusted=frozenset({site.address.removeprefix("http://")}))
    heard: list[tuple[str, int, int]] = []
    with store.writing() as writer:
        source = Source(f"{site.address}/page", named=SMALL_WORK)
        stored = take(writer, fetcher, source, lambda *done: heard.append(done)).stored
        assert heard[-1] == ("download", len(site.pdf), len(site.pdf))
        assert stored.origin == f"{site.address}/act.pdf"
        assert stored.original.read_bytes() == site.pdf
        assert not take(writer, fetcher, source).new
        other = Source(f"{site.address}/act.pdf", named=Identifier("act", "uu", 2031, "1"))
        writer.remove(SMALL_WORK)
        with pytest.raises(IntakeError, match="it was said to be"):
            take(writer, fetcher, other)
        with pytest.raises(IntakeError, match="web page without"):
            take(writer, fetcher, Source(f"{site.address}/nothing", named=SMALL_WORK))
    assert store.documents() == []
    assert not list((store.root / "downloads").iterdir())


def test_the_library_names_official_addresses(library: Library) -> None:
    addresses = official_addresses(library)
    assert addresses[Identifier("act", "uu", 2016, "10")] == (
        "https://peraturan.go.id/id/uu-no-10-tahun-2016"
    )
    assert all(is_official(url) for url in addresses.values())
