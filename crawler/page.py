"""A page as read: HTML to an article, or to the reason why it is none. Pure."""

import re
from contextlib import suppress
from copy import deepcopy
from datetime import datetime, timedelta
from urllib.parse import urljoin

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Document

from crawler.dates import edtf, is_earlier
from crawler.markup import Markup, read_markup
from crawler.metadata import MAX_TITLE, Metadata, host_of, read_metadata, split_names
from crawler.urls import canonical_identity, identity
from crawler.verdict import Verdict, verdict
from crawler.words import language_of, words
from crawler.written_dates import is_date_line
from db.records import Article, Capture

MAX_TEXT = 400_000
"""Characters of body kept: the longest articles have a tenth."""

MAX_PROMOTION = 160
"""Characters of a paragraph that may be an invitation to do something else."""


def read_page(body: bytes, *, capture: Capture, language_hint: str = "") -> Article:
    """Return what a fetched page says, as an article of one kind or another.

    What is no article has the text that was found all the same; only articles are stored.
    Metadata comes from schema.org data and meta elements first, the body from trafilatura.
    Paragraphs are separated by an empty line. Never raises for what a server sent.
    """
    return _read(body, capture=capture, language_hint=language_hint)[0]


def verdict_of(body: bytes, *, capture: Capture) -> Verdict:
    """Return what a fetched page is, and by which sign."""
    return _read(body, capture=capture, language_hint="")[1]


def _read(body: bytes, *, capture: Capture, language_hint: str) -> tuple[Article, Verdict]:
    page = read_markup(body, charset=capture.charset)
    about = read_metadata(page)
    text, further = _body(page, about)
    found = verdict(
        page,
        about,
        text,
        requested=capture.requested_url or capture.final_url,
        final=capture.final_url,
    )
    authors = about.authors or tuple(split_names((further.author or "").split(";")))
    published = about.published or edtf(further.date or "")
    claimed = _absolute(about.canonical, page, capture) if about.canonical else ""
    article = Article(
        url=canonical_identity(claimed, final=capture.final_url),
        kind=found.kind,
        title=about.title or " ".join((further.title or "").split()),
        text=text,
        language=language_of(text, default=about.language or language_hint),
        published="" if _is_to_come(published, capture) else published,
        modified="" if _is_to_come(about.modified, capture) else about.modified,
        authors=authors,
        section=about.section,
        publisher=about.publisher or host_of(capture.final_url),
        canonical_url=identity(claimed),
        agency=agency_of(text, authors),
        is_free=about.is_free,
        may_archive=about.may_archive and about.is_free,
    )
    return article, found


def _absolute(address: str, page: Markup, capture: Capture) -> str:
    """Return an address of a page in full: it may say itself what its links start from."""
    base = page.first("//base/@href")
    with suppress(ValueError):
        return urljoin(urljoin(capture.final_url, base), address)
    return ""


def _is_to_come(date: str, capture: Capture) -> bool:
    """Return whether a date is a year and more after its page was fetched.

    Less may be a clock that is wrong, or a file whose own date is.
    """
    if not date or not capture.fetched_at:
        return False
    latest = datetime.fromisoformat(capture.fetched_at) + timedelta(days=366)
    return is_earlier(f"{latest:%Y-%m-%d}", date)


def _body(page: Markup, about: Metadata) -> tuple[str, Document]:
    """Return the body text, and what else trafilatura found."""
    document = None
    if len(page.tree) > 1 or "html" in page.source[:50].lower():
        # Else it has no head, and doesn't say that it is HTML: no page, but some other file.
        with suppress(etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
            # Markup that breaks the reader is a page without a body, not a crawl without an end.
            document = trafilatura.bare_extraction(
                _for_reading(page.tree),
                favor_precision=True,
                include_comments=False,
                include_tables=True,
                with_metadata=not (about.title and about.authors and about.published),
            )
    if not isinstance(document, Document):
        document = Document()
    paragraphs = _paragraphs((document.text or "").translate(_UNMARKED))
    given = _paragraphs(about.body)
    if sum(map(len, given)) > 2 * sum(map(len, paragraphs)):
        paragraphs = given
    while paragraphs and _is_head(paragraphs[0], about):
        del paragraphs[0]
    return "\n\n".join(paragraphs)[:MAX_TEXT].strip(), document


def _is_head(line: str, about: Metadata) -> bool:
    """Return whether a line is headline, byline or date: they stand over a text, not in it."""
    if line.casefold()[:MAX_TITLE].strip() == about.title.casefold() or is_date_line(line):
        return True
    is_byline = len(line) <= MAX_PROMOTION and words().byline.match(line)
    return bool(is_byline and set(split_names([line])) == set(about.authors))


def _paragraphs(text: str) -> list[str]:
    lines = (" ".join(_SPACES.sub(" ", line).split(" ")).strip() for line in text.splitlines())
    kept = [line for line in lines if line]
    return [line for line in kept if not _is_promotion(line)]


def _for_reading(tree: HtmlElement) -> HtmlElement:
    """Return a copy of a page without what nobody reads, its inner no-break spaces marked.

    A copy takes a third of a parsing, and all that is left in it is looked at many times over.
    """
    bare = deepcopy(tree)
    whole = _length_of_paragraphs(bare)
    for element in [*bare.iter(*_BESIDE)]:
        if 2 * _length_of_paragraphs(element) <= whole:
            element.drop_tree()
        elif element.find(".//h1") is not None:
            # It was never closed, and has swallowed the article.
            element.tag = "div"
    for element in [*bare.iter(*_UNREAD)]:
        if "ld+json" not in (element.get("type") or ""):
            element.drop_tree()
    for text in _WITH_NO_BREAK_SPACE(bare):
        marked = _KEPT_SPACE.sub(_mark, text)
        if text.is_tail:
            text.getparent().tail = marked
        else:
            text.getparent().text = marked
    return bare


def _length_of_paragraphs(element: HtmlElement) -> int:
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


_UNREAD = ("script", "style", "svg", "iframe", "noscript", "template", "link", "select")
_BESIDE = ("nav", "aside", "footer", "menu")
"""Elements that HTML has for what is not the article."""

_WITH_NO_BREAK_SPACE = etree.XPath("//text()[contains(., '\u00a0') or contains(., '\u202f')]")

# A no-break space inside a line belongs to its words (« 1 400 »), and trafilatura would make a
# common one of it: it goes through as the sign that typesetters draw for it.
_KEPT_SPACE = re.compile(r"(?<=\S)[\u00a0\u202f](?=\S)")
_MARKED = {"\u00a0": "⍽", "\u202f": "␣"}
_UNMARKED = {ord(sign): space for space, sign in _MARKED.items()}


def _mark(match: re.Match[str]) -> str:
    return _MARKED[match[0]]


_SPACES = re.compile(r"[ \t\f\v]+")


def _is_promotion(line: str) -> bool:
    return len(line) <= MAX_PROMOTION and bool(words().promotion.match(line.lstrip("-–•*>[( ")))


def agency_of(text: str, authors: tuple[str, ...] = ()) -> str:
    """Return the agency that a text credits: in its dateline or in a line of its own."""
    credited = words().agency.search(text)
    if credited:
        return _group(credited)
    # "Additional reporting by …" names people too; an agency stands in the byline as well.
    doubtful = words().agency_or_person.search(text)
    name = _group(doubtful) if doubtful else ""
    return name if name in authors else ""


def _group(match: re.Match[str]) -> str:
    return next((group.strip() for group in match.groups() if group), "")
