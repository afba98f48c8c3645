"""What a page says about itself: schema.org data and meta elements first, its text after."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler import linked_data
from crawler.dates import edtf, is_earlier
from crawler.markup import Markup, read_markup
from crawler.words import words
from crawler.written_dates import written_dates

MAX_TITLE = 500
"""Characters; a headline is a tenth of that, a broken page's may be a megabyte."""

MAX_AUTHORS = 20

_SECTION_PATH = (
    "//*[contains(@class, 'breadcrumb') or contains(@class, 'kicker') "
    "or contains(@class, 'rubrique')]//a[@href]"
)
_PUBLISHED_PATHS = (
    "//time[@pubdate]/@datetime | //time[contains(@class, 'published')]/@datetime",
    "//article//time/@datetime",
    "//header//time/@datetime",
)
_AUTHOR_PATHS = (
    "//*[contains(@class, 'author')]//*[contains(@class, 'fn')]",
    "//a[contains(concat(' ', @rel, ' '), ' author ')]",
)
_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+|\s*\|\s*")
_TAG = re.compile(r"</(?:p|div|h\d|a|span|em|strong)>|<br ?/?>", re.IGNORECASE)
_NO_NAME = re.compile(r"https?://|@|\d{3}|[{}<>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about itself; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    language: str = ""
    publisher: str = ""
    canonical: str = ""
    types: frozenset[str] = frozenset()
    """Of the page's things in schema.org's words; those of Open Graph after ``og:``."""
    is_free: bool = True
    may_archive: bool = True
    body: str = ""
    """The article's text where the page gives it as data."""
    meta: Mapping[str, list[str]] = field(default_factory=dict, repr=False)


def read_metadata(page: Markup) -> Metadata:
    """Return what a page says about itself. Never raises."""
    found = linked_data.things(page)
    article = linked_data.article_of(found)
    meta = _meta_elements(page)
    item = _microdata(page)
    types = frozenset(kind for thing in found for kind in linked_data.types(thing))
    language = _language(article, meta, page)
    published, modified = _dates(page, article, meta, item, language=language)
    return Metadata(
        title=_title(page, article, meta, item),
        authors=_authors(article, meta, item, page),
        published=published,
        modified=modified,
        section=_first(
            [linked_data.text(article.get("articleSection"))],
            _values(meta, "section"),
            item.get("articlesection", ()),
            _found(page, ["//a[contains(@rel, 'category')]", f"({_SECTION_PATH})[last()]"]),
        )[:MAX_TITLE],
        language=language,
        publisher=_first([linked_data.text(article.get("publisher"))], _values(meta, "publisher"))[
            :MAX_TITLE
        ],
        canonical=_first(
            _found(page, ["//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href"]),
            _values(meta, "canonical"),
        ),
        types=types | {f"og:{value.lower()}" for value in meta.get("og:type", ())},
        is_free=_is_free(found, meta),
        may_archive=not _forbids_copy(meta),
        body=_body(article.get("articleBody")),
        meta=meta,
    )


def forbids_copy(body: bytes, *, robots_header: str = "") -> bool:
    """Return whether a response asks that no copy be kept, from its bytes alone.

    Quick enough to ask before anything is written: ``noarchive`` in the header X-Robots-Tag or
    a robots element, or an article that says it is not accessible for free.
    """
    if re.search(r"\b(?:noarchive|none)\b", robots_header, re.IGNORECASE):
        return True
    return bool(_NO_ARCHIVE.search(body) or _NOT_FREE.search(body))


_NO_ARCHIVE = re.compile(
    rb"<meta\b(?=[^>]{0,300}?name\s*=\s*[\"']?(?:robots|walkback))"
    rb"[^>]{0,300}?content\s*=\s*[\"'][^\"'>]{0,200}\b(?:noarchive|none)\b",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(
    rb"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?(?:https?://schema\.org/)?false\b", re.IGNORECASE
)


@cache
def _keys() -> dict[str, list[str]]:
    """Return the names of meta elements by what they tell, best first."""
    path = Path(__file__).with_name("metadata.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _meta_elements(page: Markup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _values(meta: Mapping[str, list[str]], what: str) -> list[str]:
    return [value for key in _keys()[what] for value in meta.get(key, ())]


def _found(page: Markup, paths: Iterable[str]) -> Iterator[str]:
    """Yield what a page has at some XPaths, looking no further than it is asked to."""
    return (text for path in paths for text in page.texts(path))


def _microdata(page: Markup) -> dict[str, list[str]]:
    """Return the values of itemprop attributes by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in page.tree.xpath("//*[@itemprop]"):
        value = element.get("content") or element.get("datetime") or ""
        inner = element.xpath(".//*[@itemprop='name']")
        if not value:
            value = (inner[0] if inner else element).text_content()
        for name in element.get("itemprop").lower().split():
            if name != "articlebody":
                found.setdefault(name, []).append(" ".join(value.split())[:MAX_TITLE])
    return found


def _title(
    page: Markup,
    article: Mapping[str, Any],
    meta: Mapping[str, list[str]],
    item: Mapping[str, list[str]],
) -> str:
    written = page.first("//head/title") or page.first("//title")
    headings = [text for text in page.texts("//h1") if text]
    title = _first(
        [linked_data.text(article.get("headline"))],
        item.get("headline", ())[:1],
        _values(meta, "title"),
        headings if len(headings) == 1 else [],
        [_without_site(written, headings)],
    )
    return _unescaped(title)[:MAX_TITLE].strip()


def _without_site(title: str, headings: Iterable[str]) -> str:
    """Return a window title without the site's name behind it."""
    for heading in headings:
        if title.startswith(heading):
            return heading
    parts = _SEPARATOR.split(title)
    # The headline is what has most words; the site and the section have few.
    return max(parts, key=len) if parts else title


def _authors(
    article: Mapping[str, Any],
    meta: Mapping[str, list[str]],
    item: Mapping[str, list[str]],
    page: Markup,
) -> tuple[str, ...]:
    said = (
        linked_data.names(article.get("author")) or linked_data.names(article.get("creator")),
        _values(meta, "author"),
        item.get("author", []),
    )
    for written in chain(said, map(page.texts, _AUTHOR_PATHS)):
        names = tuple(dict.fromkeys(split_names(written)))
        if names:
            return names[:MAX_AUTHORS]
    return ()


def split_names(written: Iterable[str]) -> list[str]:
    """Return the single names in bylines.

    >>> split_names(["By Ada Lovelace and Charles Babbage", "Par Zoé Le Goff, Ali Ba"])
    ['Ada Lovelace', 'Charles Babbage', 'Zoé Le Goff', 'Ali Ba']
    >>> split_names(["https://example.org/profile", "desk@example.org", ""])
    []
    """
    names = []
    for byline in written:
        bare = words().byline.sub("", byline.strip()[:MAX_TITLE])
        for part in re.split(r"\s*[,;|]\s*|\s+&\s+", words().name_break.sub(";", bare)):
            name = part.strip(" .*·—-")
            if name and len(name) <= MAX_TITLE // 5 and not _NO_NAME.search(name):
                names.append(_unescaped(name))
    return names


def _language(article: Mapping[str, Any], meta: Mapping[str, list[str]], page: Markup) -> str:
    declared = _first(
        [linked_data.text(article.get("inLanguage"))],
        _found(page, ["//article/@lang", "/html/@lang"]),
        _values(meta, "language"),
    )
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", declared)
    return code[0].lower() if code else ""


def _is_free(found: Iterable[Mapping[str, Any]], meta: Mapping[str, list[str]]) -> bool:
    said = [
        linked_data.truth(thing["isAccessibleForFree"])
        for thing in found
        if "isAccessibleForFree" in thing
    ]
    tier = {value.lower() for value in _values(meta, "tier")}
    return False not in said and not tier & {"locked", "premium", "metered", "subscriber"}


def _forbids_copy(meta: Mapping[str, list[str]]) -> bool:
    robots = " ".join(_values(meta, "robots")).lower()
    return bool(re.search(r"\b(?:noarchive|none)\b", robots))


def _dates(
    page: Markup,
    article: Mapping[str, Any],
    meta: Mapping[str, list[str]],
    item: Mapping[str, list[str]],
    *,
    language: str,
) -> tuple[str, str]:
    """Return when a page appeared and when it was changed."""
    published = _date(
        [linked_data.text(article.get("datePublished"))],
        _values(meta, "published"),
        item.get("datepublished", ()),
        _found(page, _PUBLISHED_PATHS),
    )
    modified = _date(
        [linked_data.text(article.get("dateModified"))],
        _values(meta, "modified"),
        item.get("datemodified", ()),
        _found(page, ["//time[contains(@class, 'updated')]/@datetime"]),
    )
    if not published:
        published, changed = written_dates(page, language=language)
        modified = modified or changed
    # No page is changed before it appears: such a date is of something else.
    return published, "" if modified and is_earlier(modified, published) else modified


def _date(*written: Iterable[str]) -> str:
    """Return the first date that holds, one with an hour before one without."""
    first = ""
    for date in filter(None, map(edtf, chain.from_iterable(written))):
        if "T" in date and date.startswith(first[:10]):
            return date
        first = first or date
    return first


def _first(*values: Iterable[str]) -> str:
    """Return the first value that isn't empty; the later ones are only looked up if needed."""
    return next(filter(None, map(str.strip, chain.from_iterable(values))), "")


def _body(value: object) -> str:
    """Return a text that is given as data, without the markup that some leave in it."""
    text = value.strip() if isinstance(value, str) else ""
    if not _TAG.search(text):
        return text
    return read_markup(text.encode()).visible


def _unescaped(text: str) -> str:
    """Return a text without entities that were escaped twice over."""
    return " ".join(unescape(text).split())


def host_of(url: str) -> str:
    """Return the host of an address without ``www.``: a publisher's name of last resort."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
