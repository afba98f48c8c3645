"""The archived copy of a page: one response, read back from its place in a WARC file.

The crawler writes these files (``crawler/warc.py``); the site shows what is in them.
"""

import re
import zlib
from dataclasses import dataclass
from email.message import Message
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

MAX_BODY = 10 * 1024 * 1024
"""Bytes read of one body, decompressed: the crawler keeps no larger one."""

BROKEN = (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError, zlib.error)
"""What reading a torn record raises; AttributeError is warcio's for one without an address."""

_CHUNK = 1 << 16
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.warc(\.gz)?")


REQUESTED = "Walkback-Requested-URI"
OUTLET = "Walkback-Outlet"
"""Fields of our own in a record's head; WARC 1.1, section 4, lets readers pass over them."""


class ArchiveError(Exception):
    """A copy that is not there or cannot be read; the message is one clear line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedResponse:
    """What a server answered, with its body decompressed."""

    url: str
    status: int
    media_type: str
    charset: str
    """As the server declared it; empty when it didn't."""
    body: bytes
    fetched_at: str = ""
    requested_url: str = ""
    """The address that led there; empty where the file doesn't tell."""
    outlet: str = ""
    """Id of the outlet it was asked for; the same."""
    headers: tuple[tuple[str, str], ...] = ()


def archived(folder: Path, file: str, offset: int) -> ArchivedResponse:
    """Return the response whose record starts at byte ``offset`` of a file in ``folder``.

    Raises ArchiveError for a name that leads elsewhere, a file that is gone, or a place where
    no whole response stands.
    """
    if not _FILE_NAME.fullmatch(file):
        raise ArchiveError(f"not the name of an archive file: {file!r}")
    path = folder / file
    if not path.is_file() or path.is_symlink():
        raise ArchiveError(f"no archive file {file} beside the base")
    if not 0 <= offset < path.stat().st_size:
        raise ArchiveError(f"{file} ends before {offset}")
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            record = next(iter(ArchiveIterator(stream)), None)
            response = response_of(record) if record is not None else None
        except BROKEN as error:
            raise ArchiveError(f"no whole record at {offset} of {file}") from error
    if response is None:
        raise ArchiveError(f"no response at {offset} of {file}")
    return response


def response_of(record: Any) -> ArchivedResponse | None:  # noqa: ANN401 - warcio is untyped
    """Return the HTTP response of a warcio record; None for a record of another kind.

    Raises one of ``BROKEN`` for a record that its file does not hold to the end.
    """
    if record.rec_type != "response" or record.http_headers is None:
        return None
    head = record.http_headers
    code = head.get_statuscode()
    media_type, charset = content_type(head.get_header("Content-Type") or "")
    return ArchivedResponse(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        status=int(code) if code.isdecimal() else 0,
        media_type=media_type,
        charset=charset,
        body=_body(record),
        fetched_at=record.rec_headers.get_header("WARC-Date") or "",
        requested_url=record.rec_headers.get_header(REQUESTED) or "",
        outlet=record.rec_headers.get_header(OUTLET) or "",
        headers=tuple(head.headers),
    )


def _body(record: Any) -> bytes:  # noqa: ANN401 - warcio is untyped
    declared = record.raw_stream.limit
    raw = _read(record.raw_stream)
    if len(raw) < min(declared, MAX_BODY):
        raise EOFError("the record is torn")
    record.raw_stream = BytesIO(raw)
    return _read(record.content_stream())


def _read(stream: IO[bytes]) -> bytes:
    parts: list[bytes] = []
    room = MAX_BODY
    while room > 0 and (part := stream.read(min(room, _CHUNK))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def content_type(header: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, both lower-case.

    >>> content_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'utf-8')
    >>> content_type("")
    ('', '')
    """
    if not header.strip():
        return "", ""
    message = Message()
    message["Content-Type"] = "".join(char for char in header if char.isprintable())
    charset = message.get_content_charset() or ""
    return message.get_content_type(), charset
