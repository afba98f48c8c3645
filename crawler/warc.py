"""Evidence: responses as they came, in WARC 1.1 files, gzipped record by record.

One run writes one file, and no run touches the file of another: what a killed run left is
whole but for its last record, which readers pass over.
"""

import itertools
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedWriter, BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.archive import BROKEN, OUTLET, REQUESTED, ArchivedResponse, archived, response_of
from db.records import Capture

__all__ = ["Place", "WarcFile", "archived", "responses"]

LEVEL = 6
"""Of compression, zlib's own choice."""

_GZIP = 16
"""Asks zlib for a gzip head and tail."""

# What describes the connection, not the response; a body is kept whole and unchunked.
_OF_THE_CONNECTION = frozenset({"transfer-encoding", "connection", "keep-alive", "content-length"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record starts."""

    file: str
    offset: int


class WarcFile:
    """A new WARC file, open for appending; use as a context manager or ``close`` it.

    Named ``<name>-<timestamp>-<n>.warc.gz``, with the first ``n`` that is free. The file comes
    into being with its first record.
    """

    def __init__(self, folder: Path, *, name: str, timestamp: str) -> None:
        """``timestamp`` goes into the name with its digits alone."""
        self._folder = folder
        self._stem = f"{name}-{''.join(char for char in timestamp if char.isdigit())}"
        self._file: BufferedWriter | None = None
        self._writer: Any = None
        self.name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(
        self, capture: Capture, *, reason: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> Place:
        """Write a response and hand it to the system; return where it starts."""
        file, writer = self._open()
        kept = [
            (name, _one_line(value))
            for name, value in headers
            if name.lower() not in _OF_THE_CONNECTION
        ]
        head = StatusAndHeaders(
            f"{capture.status} {reason}".strip(),
            [*kept, ("Content-Length", str(len(body)))],
            protocol="HTTP/1.1",
        )
        record = writer.create_warc_record(
            capture.final_url,
            "response",
            payload=BytesIO(body),
            # Given a length, warcio needs no temporary file to count one.
            length=len(body),
            http_headers=head,
            warc_headers_dict={
                "WARC-Date": capture.fetched_at,
                REQUESTED: capture.requested_url,
                OUTLET: capture.outlet,
            },
        )
        offset = file.tell()
        writer.write_record(record)
        return Place(self.name, offset)

    def close(self) -> None:
        """Close the file, on the disk for good."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        self._file = self._writer = None

    def _open(self) -> tuple[BufferedWriter, Any]:
        if self._file is not None:
            return self._file, self._writer
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._create()
        self._writer = WARCWriter(_Members(self._file), gzip=False, warc_version="1.1")
        about = {"software": "Walkback", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(self.name, about))
        return self._file, self._writer

    def _create(self) -> BufferedWriter:
        for number in itertools.count(1):
            self.name = f"{self._stem}-{number}.warc.gz"
            with suppress(FileExistsError):
                return (self._folder / self.name).open("xb")
        raise AssertionError  # the numbers don't end


class _Members:
    """Compresses what is written; with each flush, which ends a record, a gzip member ends.

    warcio does the same at level 9, which on news pages takes half as long again for 1 % less.
    """

    def __init__(self, out: BufferedWriter) -> None:
        self._out = out
        self._member: Any = None

    def write(self, data: bytes) -> None:
        """Add to the record."""
        if self._member is None:
            self._member = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | _GZIP)
        self._out.write(self._member.compress(data))

    def flush(self) -> None:
        """End the record, and hand it to the system."""
        if self._member is not None:
            self._out.write(self._member.flush())
            self._member = None
        self._out.flush()


def responses(path: Path) -> Iterator[tuple[int, ArchivedResponse]]:
    """Yield each response of a WARC file with its offset; a torn end ends the file."""
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        while True:
            try:
                record = next(records)
                response = response_of(record)
                # Asked for last: warcio reads the record away to know.
                offset = records.get_record_offset()
            except (StopIteration, *BROKEN):
                return
            if response is not None:
                yield offset, response


def _one_line(value: str) -> str:
    return "".join(char for char in value if char.isprintable() or char == "\t")
