"""A page as read: HTML to an article, or to the reason why it is none. Pure."""

import re

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from crawler.dates import edtf
from crawler.markup import Markup, read_markup
from crawler.metadata import Metadata, host_of, read_metadata, split_names
from crawler.urls import canonical_identity, identity
from crawler.verdict import Verdict, verdict
from crawler.words import language_of, words
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
    article = Article(
        url=canonical_identity(about.canonical, final=capture.final_url),
        kind=found.kind,
        title=about.title or " ".join((further.title or "").split()),
        text=text,
        language=language_of(text, default=about.language or language_hint),
        published=about.published or edtf(further.date or ""),
        modified=about.modified,
        authors=authors,
        section=about.section,
        publisher=about.publisher or host_of(capture.final_url),
        canonical_url=identity(about.canonical, base=capture.final_url) if about.canonical else "",
        agency=agency_of(text, authors),
        is_free=about.is_free,
        may_archive=about.may_archive and about.is_free,
    )
    return article, found


def _body(page: Markup, about: Metadata) -> tuple[str, Document]:
    """Return the body text, and what else trafilatura found."""
    try:
        document = trafilatura.bare_extraction(
            _KEPT_SPACE.sub(_mark, page.source),
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            with_metadata=not (about.title and about.authors and about.published),
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        # Markup that breaks the reader is a page without a body, not a crawl without an end.
        document = None
    if not isinstance(document, Document):
        document = Document()
    paragraphs = _paragraphs((document.text or "").translate(_UNMARKED))
    given = _paragraphs(about.body)
    if sum(map(len, given)) > 2 * sum(map(len, paragraphs)):
        paragraphs = given
    while paragraphs and paragraphs[0].casefold() == about.title.casefold():
        # The headline stands over the text, not in it.
        del paragraphs[0]
    return "\n\n".join(paragraphs)[:MAX_TEXT].strip(), document


def _paragraphs(text: str) -> list[str]:
    lines = (" ".join(_SPACES.sub(" ", line).split(" ")).strip() for line in text.splitlines())
    kept = [line for line in lines if line]
    return [line for line in kept if not _is_promotion(line)]


# A no-break space inside a line belongs to its words (« 1 400 »), and trafilatura would make a
# common one of it: it goes through as the sign that typesetters draw for it.
# (The pattern begins with the few characters it may start at: pages are long, and these rare.)
_KEPT_SPACE = re.compile(
    r"[\u00a0\u202f&](?:(?<!&)|(?:nbsp|#160|#8239|#xa0|#x202f);)(?=[^\s<&])", re.IGNORECASE
)
_NARROW = {"\u202f", "&#8239;", "&#x202f;"}
_UNMARKED = {ord("⍽"): "\u00a0", ord("␣"): "\u202f"}


def _mark(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    if not before.strip(">;").strip():
        return match[0]
    return "␣" if match[0].lower() in _NARROW else "⍽"


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
