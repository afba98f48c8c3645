"""One article as somebody gives it: a file, an address, or text on standard input."""

import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import CrawlError
from crawler.ingestion import MAX_BYTES, Ingested, read_record, records
from crawler.messages import Known, Plan, Visit
from crawler.page import read_page
from crawler.process import crawling
from crawler.settings import TIMEOUT, agent_for
from crawler.urls import identity
from crawler.words import language_of
from db.records import Article, Capture, Outlet, PageKind, Skip

STANDARD_INPUT = "-"

_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<article")
_LONGEST_TITLE = 200
_ONCE = "given"


class NoArticleError(CrawlError):
    """What was given holds no article that can be read; the message says why."""


def address_of(given: str) -> str:
    """Return the identity of an http or https address; empty for anything else."""
    return identity(given) if urlsplit(given).scheme.lower() in {"http", "https"} else ""


def from_file(path: Path) -> Ingested:
    """Return the first article of a file: what ``ingest`` reads, or plain text.

    Raises NoArticleError, and MissingPathError for a path that is not there.
    """
    if path.is_dir():
        raise NoArticleError(f"{path} is a folder: check takes one article")
    first = next(iter(records([path])), None)
    if isinstance(first, Ingested):
        return first
    if isinstance(first, Skip) and first.reason in {"unknown_format", "no_address"}:
        with path.open("rb") as stream:
            return from_bytes(stream.read(MAX_BYTES), name=str(path))
    raise NoArticleError(f"{path}: {first.detail or first.reason}" if first else f"{path} is empty")


def from_bytes(body: bytes, *, name: str = "standard input") -> Ingested:
    """Return the article of a JSON record, a page, or plain text whose first line may be its title.

    Plain text has neither address nor date. Raises NoArticleError.
    """
    start = body.lstrip()[:64].lower()
    capture = _capture("")
    if start.startswith(_MARKUP):
        article = read_page(body, capture=capture)
        if not article.text:
            raise NoArticleError(f"{name}: {article.kind.value.replace('_', ' ')}")
        return Ingested(article=replace(article, kind=PageKind.ARTICLE), capture=capture)
    text = body.decode("utf-8-sig", "replace")
    if start.startswith(b"{"):
        try:
            record = read_record(json.loads(text), subject=name, fetched_at=_now())
        except (ValueError, RecursionError) as error:
            raise NoArticleError(f"{name} is no JSON: {error}") from error
        if isinstance(record, Skip):
            raise NoArticleError(f"{name}: {record.detail or record.reason}")
        return record
    lines = [line.strip() for line in text.replace("\x00", " ").splitlines() if line.strip()]
    if not lines:
        raise NoArticleError(f"{name} is empty")
    has_title = len(lines) > 1 and len(lines[0]) <= _LONGEST_TITLE and lines[0][-1] not in ".!?…"
    body_text = "\n\n".join(lines[1:] if has_title else lines)
    article = Article(
        url="",
        title=lines[0] if has_title else "",
        text=body_text,
        language=language_of(body_text, default="en"),
    )
    return Ingested(article=article, capture=capture)


def fetched(url: str, *, allow_loopback: bool = False, timeout: float = TIMEOUT) -> Ingested:
    """Fetch one page as a crawl would: robots.txt, pace, safe addresses, a contact.

    Nothing is kept. Raises NoArticleError, ContactNeededError, CrawlFailedError.
    """
    page = address_of(url)
    if not page:
        raise NoArticleError(f"{url} is no http or https address")
    parts = urlsplit(page)
    home = f"{parts.scheme}://{parts.netloc}/"
    outlet = Outlet(id=_ONCE, name=parts.netloc, home=home, language="", enabled=True)
    agent = agent_for((outlet,), allow_loopback=allow_loopback)
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(
            outlets=(outlet,),
            known={_ONCE: {page: Known(is_due=True)}},
            archive=Path(folder),
            timestamp=_now(),
            user_agent=agent,
            max_pages=1,
            allow_loopback=allow_loopback,
            timeout=timeout,
        )
        with crawling(plan) as told:
            visits = [m for m in chain.from_iterable(told) if isinstance(m, Visit)]
    visit = next((visit for visit in visits if not visit.is_listing), None)
    if visit is None:
        raise NoArticleError(f"{page} was not fetched")
    if visit.article is None or visit.capture is None or visit.outcome != PageKind.ARTICLE:
        why = visit.detail or str(visit.outcome).replace("_", " ")
        raise NoArticleError(f"{page} gave no article: {why}")
    capture = replace(visit.capture, outlet="", warc_file="", warc_offset=0)
    return Ingested(article=replace(visit.article, may_archive=False), capture=capture)


def _capture(url: str) -> Capture:
    return Capture(requested_url=url, final_url=url, outlet="", status=200, fetched_at=_now())


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
