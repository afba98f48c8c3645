"""Articles from files: JSON Lines, JSON, HTML and WARC, alone or in folders. Pure reading."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from crawler.dates import edtf
from crawler.errors import MissingPathError
from crawler.markup import read_markup
from crawler.metadata import MAX_TITLE, host_of, read_metadata, split_names
from crawler.page import agency_of, read_page
from crawler.urls import identity
from crawler.warc import responses
from crawler.words import language_of
from db.records import Article, Capture, PageKind, Skip

MAX_BYTES = 10 * 1024 * 1024
"""Of one record or one HTML file."""

_LINES = frozenset({".jsonl", ".ndjson"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_WARC = (".warc", ".warc.gz")
_TEXT_KEYS = ("url", "title", "text", "html", "published", "publisher", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """An article from a file, as if it had been fetched."""

    article: Article
    capture: Capture


class _WrongRecordError(ValueError):
    """A record that isn't an article, with a word for counting."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def records(paths: Sequence[Path]) -> Iterator[Ingested | Skip]:
    """Yield the articles of files and folders in order; a Skip for each that is none.

    Raises MissingPathError, naming every path that is not there, before the first is read.
    """
    if missing := [str(path) for path in paths if not path.exists()]:
        raise MissingPathError(f"no such file: {', '.join(missing)}")
    return (record for path in paths for file in _files(path) for record in _of_file(file))


def read_record(value: object, *, subject: str, fetched_at: str) -> Ingested | Skip:
    """Return the article of one parsed JSON object; a Skip for one that is none."""
    try:
        return _of_record(value, fetched_at)
    except _WrongRecordError as error:
        return _skip(subject, error.reason, str(error))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    known = (*_LINES, *_HTML, *_WARC, ".json")
    files = (file for file in path.rglob("*") if file.name.lower().endswith(known))
    return sorted(file for file in files if file.is_file())


def _of_file(file: Path) -> Iterator[Ingested | Skip]:
    name = file.name.lower()
    if name.endswith(_WARC):
        yield from _of_warc(file)
    elif file.suffix.lower() in _HTML:
        yield _of_html(file)
    elif file.suffix.lower() in _LINES:
        yield from _of_lines(file)
    elif file.suffix.lower() == ".json":
        yield from _of_json(file)
    else:
        yield _skip(str(file), "unknown_format", "known are .jsonl, .json, .html and .warc")


def _of_lines(file: Path) -> Iterator[Ingested | Skip]:
    with file.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_BYTES):
            number += 1
            if line.strip():
                yield _of_text(line, f"{file}:{number}", file)


def _of_json(file: Path) -> Iterator[Ingested | Skip]:
    """Read one record, or a list of them; a file of lines by this name is read as such."""
    try:
        value = json.loads(_head(file))
    except (ValueError, RecursionError):
        yield from _of_lines(file)
        return
    for number, record in enumerate(value if isinstance(value, list) else [value], start=1):
        subject = f"{file}:{number}" if isinstance(value, list) else str(file)
        yield _of_value(record, subject, file)


def _of_text(line: bytes, subject: str, file: Path) -> Ingested | Skip:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _skip(subject, "not_json", str(error))
    return _of_value(value, subject, file)


def _of_value(value: object, subject: str, file: Path) -> Ingested | Skip:
    try:
        return _of_record(value, _modified(file))
    except _WrongRecordError as error:
        return _skip(subject, error.reason, str(error))


def _of_record(value: object, fetched_at: str) -> Ingested:
    if not isinstance(value, dict):
        raise _WrongRecordError("not_a_record", f"a {type(value).__name__}, not an object")
    given = {key: _text(key, value.get(key)) for key in _TEXT_KEYS}
    url = identity(given["url"])
    if not url:
        raise _WrongRecordError("no_address", f"url is {given['url'][:200]!r}")
    published = edtf(given["published"])
    if given["published"] and not published:
        raise _WrongRecordError("no_date", f"published is {given['published'][:80]!r}, not a date")
    capture = _capture(url, fetched_at)
    read = Article(url=url, text=_plain(given["text"]))
    if not read.text and given["html"]:
        read = read_page(given["html"].encode(), capture=capture, language_hint=given["language"])
    if read.kind is not PageKind.ARTICLE:
        raise _WrongRecordError(read.kind.value, "its html is no article")
    if not read.text:
        raise _WrongRecordError("no_text", "neither text nor html")
    authors = tuple(split_names(_listed(value.get("authors")))) or read.authors
    article = replace(
        read,
        url=url,
        title=" ".join(given["title"].split())[:MAX_TITLE] or read.title,
        language=given["language"].lower()[:2] or read.language or language_of(read.text),
        published=published or read.published,
        authors=authors,
        agency=read.agency or agency_of(read.text, authors),
        publisher=given["publisher"] or read.publisher or host_of(url),
        may_archive=False,
    )
    return Ingested(article=article, capture=capture)


def _of_html(file: Path) -> Ingested | Skip:
    """Read a page from a file; its canonical link says where it is from."""
    body = _head(file)
    url = identity(read_metadata(read_markup(body)).canonical)
    if not url:
        return _skip(str(file), "no_address", "it has no canonical link to say where it is from")
    return _of_page(body, _capture(url, _modified(file)), str(file))


def _of_warc(file: Path) -> Iterator[Ingested | Skip]:
    for offset, response in responses(file):
        url = identity(response.url)
        if response.status == HTTPStatus.OK and url and response.media_type in _HTML_TYPES:
            capture = _capture(url, response.fetched_at or _modified(file))
            capture = replace(capture, charset=response.charset, media_type=response.media_type)
            yield _of_page(response.body, capture, f"{file}:{offset}")


def _of_page(body: bytes, capture: Capture, subject: str) -> Ingested | Skip:
    article = read_page(body, capture=capture)
    if article.kind is not PageKind.ARTICLE:
        return _skip(subject, article.kind.value, article.title)
    # The file stays its owner's: no copy of ours is offered.
    return Ingested(article=replace(article, may_archive=False), capture=capture)


def _capture(url: str, fetched_at: str) -> Capture:
    return Capture(
        requested_url=url, final_url=url, outlet="", status=HTTPStatus.OK, fetched_at=fetched_at
    )


def _skip(subject: str, reason: str, detail: str) -> Skip:
    return Skip(stage="ingest", subject=subject, reason=reason, detail=detail)


def _text(key: str, value: Any) -> str:  # noqa: ANN401 - anything JSON may hold
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _WrongRecordError("not_a_record", f"{key} is {value!r}, not a text"[:300])
    return value.strip()


def _listed(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _plain(text: str) -> str:
    """Return a text with paragraphs set apart as those of pages are; else it stays as it is."""
    lines = text.replace("\r\n", "\n").replace("\x00", " ").split("\n")
    return "\n\n".join(line.strip() for line in lines if line.strip())


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES)


def _modified(file: Path) -> str:
    moment = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
