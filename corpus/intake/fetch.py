"""Downloading official files: from government hosts only, never from a private address.

The address is checked at the moment of connecting, for every request and every redirect, so that
a name which resolves into the user's own network is refused whatever it resolved to before.
"""

from __future__ import annotations

import hashlib
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from corpus.errors import IntakeError
from corpus.identifier import Identifier
from corpus.intake.extracted import FileKind
from corpus.intake.progress import Progress, silent
from corpus.intake.sniff import sniff
from corpus.intake.store import OfficialStore
from corpus.library import Library

OFFICIAL_DOMAINS = ("go.id",)
"""Domains that files are taken from, with every host under them: the registry of .id gives names
under go.id to bodies of the Indonesian state only (peraturan.go.id, the JDIH of each ministry,
putusan3.mahkamahagung.go.id)."""

_WITH_PAGE = frozenset({"uu", "perppu", "pp", "perpres"})
_NAT64 = IPv6Network("64:ff9b::/96")
_MARK = ".mark"
_LINK = re.compile(r"""<a\s[^<>]*?href\s*=\s*["']?([^"'<>\s]+)""", re.I)
_PAGE = 4 << 20
"""Bytes of a web page that are searched for links."""


@dataclass(frozen=True)
class FetchLimits:
    size: int = 256 << 20
    """Bytes of a file."""
    seconds: float = 900
    """Of one file, all its requests together."""
    silence: float = 30
    """Seconds without a byte."""
    redirects: int = 5
    attempts: int = 4
    """Requests for a file whose transfer breaks off."""
    pause: float = 2
    """Seconds before the second attempt, doubled for each one after it."""


@dataclass(frozen=True)
class Fetched:
    """A downloaded file and the address that it came from after redirects and links."""

    path: Path
    url: str


def official_page(work: Identifier) -> str | None:
    """The lasting page of an act on peraturan.go.id, None for kinds that have none."""
    if work.doctype != "act" or work.kind not in _WITH_PAGE or work.year is None:
        return None
    return f"https://peraturan.go.id/id/{work.kind}-no-{work.number}-tahun-{work.year}"


def official_addresses(library: Library) -> dict[Identifier, str]:
    """Where the official text of each of the library's acts, amending ones too, is to be had."""
    found: dict[Identifier, str] = {}
    for instrument in library.instruments.values():
        named = instrument.url if instrument.url and is_official(instrument.url) else None
        for work in (instrument.id, *(amendment.id for amendment in instrument.amendments)):
            address = official_page(work) if work != instrument.id else named or official_page(work)
            if address:
                found.setdefault(work, address)
    return found


def is_official(url: str) -> bool:
    """Whether files may be taken from this address at all."""
    host = urlsplit(url).hostname or ""
    return any(host == domain or host.endswith(f".{domain}") for domain in OFFICIAL_DOMAINS)


class Fetcher:
    """Downloads into ``<store>/downloads``; a transfer that broke off goes on where it stopped.

    ``trusted``: ``host:port`` pairs that need be neither official, public nor https; there for
    tests with a server of their own.
    """

    def __init__(
        self,
        store: OfficialStore,
        limits: FetchLimits | None = None,
        trusted: frozenset[str] = frozenset(),
    ) -> None:
        self._folder = store.root / "downloads"
        self._limits = limits or FetchLimits()
        self._trusted = trusted

    @contextmanager
    def fetching(self, url: str, progress: Progress = silent) -> Iterator[Fetched]:
        """A downloaded file, or the one PDF that a web page links to; gone after the block.

        ``progress`` hears ("download", bytes done, bytes in all). Raises `IntakeError`; the part
        that did arrive is then kept for the next try.
        """
        fetched = self._fetch(url, progress)
        try:
            yield fetched
        finally:
            _discard(fetched)

    def _fetch(self, url: str, progress: Progress) -> Fetched:
        fetched = self._download(url, progress)
        if sniff(fetched.path) is not FileKind.HTML:
            return fetched
        if urlsplit(fetched.url).path.lower().endswith(".pdf"):
            _discard(fetched)
            raise IntakeError("The server sent a web page in place of the PDF: try again later.")
        links = _pdf_links(fetched)
        if not links:
            return fetched
        _discard(fetched)
        if len(links) > 1:
            raise IntakeError(
                "The page links to several PDF files; import the right one with "
                f"`netral library import`: {' '.join(links[:5])}"
            )
        return self._download(links[0], progress)

    def _download(self, url: str, progress: Progress) -> Fetched:
        deadline = time.monotonic() + self._limits.seconds
        part = _Part(self._folder, url)
        failure = ""
        for attempt in range(self._limits.attempts):
            if attempt:
                time.sleep(self._limits.pause * 2 ** (attempt - 1))
            try:
                return Fetched(part.path, self._transfer(part, url, deadline, progress))
            except (httpcore.TimeoutException, httpcore.NetworkError) as error:
                failure = str(error) or "it does not answer"
            except httpcore.ProtocolError as error:
                failure = f"the transfer broke off: {error}"
            except _TransientError as error:
                failure = str(error)
        host = urlsplit(url).netloc
        raise IntakeError(f"{host} cannot be read ({failure}). Run the command again to go on.")

    def _transfer(self, part: _Part, url: str, deadline: float, progress: Progress) -> str:
        """One request with its redirects; returns the address that answered."""
        with httpcore.ConnectionPool(network_backend=_Guard(self._trusted)) as pool:
            for _ in range(self._limits.redirects + 1):
                self._require_allowed(url)
                with self._request(pool, url, part) as response:
                    headers = {k.decode().lower(): v.decode("latin-1") for k, v in response.headers}
                    if response.status in (301, 302, 303, 307, 308):
                        url = urljoin(url, headers.get("location", ""))
                        continue
                    self._receive(part, response, headers, deadline, progress)
                    return url
        raise IntakeError(f"The address redirects more than {self._limits.redirects} times.")

    def _request(self, pool: httpcore.ConnectionPool, url: str, part: _Part) -> Any:
        silence = self._limits.silence
        timeout = {"connect": silence, "read": silence, "write": silence, "pool": silence}
        headers: dict[str | bytes, str | bytes] = {
            "Host": urlsplit(url).netloc,
            "User-Agent": "netral",
            "Accept-Encoding": "identity",
            **part.resuming(),
        }
        try:
            return pool.stream("GET", url, headers=headers, extensions={"timeout": timeout})
        except (ValueError, TypeError) as error:
            raise IntakeError(f"{url} is not an address.") from error

    def _receive(
        self,
        part: _Part,
        response: httpcore.Response,
        headers: dict[str, str],
        deadline: float,
        progress: Progress,
    ) -> None:
        if response.status == 416 and part.size:
            part.restart({})
            raise _TransientError("the file changed while it was downloaded")
        if response.status in (408, 425, 429) or response.status >= 500:
            raise _TransientError(f"the server answers {response.status}")
        if response.status not in (200, 206):
            raise IntakeError(f"The server has no file there (it answers {response.status}).")
        if headers.get("content-encoding", "identity") != "identity":
            raise IntakeError("The server sends the file compressed, which was not asked for.")
        goes_on = re.match(r"bytes (\d+)-", headers.get("content-range", ""))
        if response.status == 200 or not goes_on or int(goes_on[1]) != part.size:
            part.restart(headers)
            if response.status == 206:
                raise _TransientError("the server sent another part than the one asked for")
        total = part.size + int(headers.get("content-length", 0) or 0)
        with part.path.open("ab") as file:
            for block in response.iter_stream():
                file.write(block)
                if max(file.tell(), total) > self._limits.size:
                    file.truncate(0)
                    raise IntakeError(f"The file is larger than {self._limits.size >> 20} MB.")
                if time.monotonic() > deadline:
                    raise IntakeError(
                        f"The download takes longer than {self._limits.seconds:.0f} seconds. "
                        "Run the command again to go on."
                    )
                progress("download", file.tell(), total)

    def _require_allowed(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise IntakeError(f"{url} is not an address.") from None
        if f"{parts.hostname}:{port}" in self._trusted:
            return
        if parts.scheme != "https" or parts.username or port not in (None, 443):
            raise IntakeError(f"{url} is not a plain https address.")
        if not is_official(url):
            raise IntakeError(
                f"{parts.hostname} is not a host of the Indonesian state "
                f"({', '.join(f'*.{domain}' for domain in OFFICIAL_DOMAINS)}): "
                "download the file yourself and import it."
            )


class _TransientError(Exception):
    """A failure that another attempt may mend."""


class _Part:
    """What has arrived of a file, and the marks by which the server knows the same file again."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(url.encode()).hexdigest()  # nothing of a URL becomes a file name
        self.path = folder / name
        self._marks = folder / f"{name}{_MARK}"

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def resuming(self) -> dict[str | bytes, str | bytes]:
        """Headers that ask for the rest; none where the same file could not be told."""
        try:
            mark = json.loads(self._marks.read_text(encoding="utf-8"))["mark"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": str(mark)} if self.size and mark else {}

    def restart(self, headers: dict[str, str]) -> None:
        etag = headers.get("etag", "")
        # a weak mark says that files are alike, not that their bytes are the same
        mark = headers.get("last-modified", "") if etag.startswith("W/") else etag
        self.path.write_bytes(b"")
        self._marks.write_text(json.dumps({"mark": mark or headers.get("last-modified", "")}))


class _Guard(httpcore.SyncBackend):
    """Connects to public addresses only, and to the very address that was checked."""

    def __init__(self, trusted: frozenset[str]) -> None:
        self._trusted = trusted

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if f"{host}:{port}" in self._trusted:
            return super().connect_tcp(host, port, *args, **kwargs)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise IntakeError(f"{host} cannot be found: is this machine online?") from None
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not is_public(address):
                raise IntakeError(f"{host} leads to the private address {address}: refused.")
        return super().connect_tcp(addresses[0], port, *args, **kwargs)


def is_public(address: str) -> bool:
    """Whether an IP address, and one that is wrapped in it, is on the public internet."""
    outer = ip_address(address.partition("%")[0])
    wrapped: list[IPv4Address | IPv6Address | None] = [outer]
    if isinstance(outer, IPv6Address):
        wrapped += [outer.ipv4_mapped, outer.sixtofour, *(outer.teredo or ())]
        if outer in _NAT64:
            wrapped.append(IPv4Address(int(outer) & 0xFFFFFFFF))
    return all(a.is_global and not a.is_multicast for a in wrapped if a is not None)


def _discard(fetched: Fetched) -> None:
    for path in (fetched.path, fetched.path.with_suffix(_MARK)):
        path.unlink(missing_ok=True)


def _pdf_links(page: Fetched) -> list[str]:
    """Addresses of the PDF files that a page links to, each once."""
    with page.path.open("rb") as file:
        text = file.read(_PAGE).decode("utf-8", "replace")
    targets = (urljoin(page.url, unescape(href)) for href in _LINK.findall(text))
    return list(dict.fromkeys(t for t in targets if urlsplit(t).path.lower().endswith(".pdf")))
