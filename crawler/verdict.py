"""What a page is: an article, or one of the things that servers send in its place."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from crawler.linked_data import ARTICLE_TYPES, LIST_TYPES
from crawler.markup import Markup
from crawler.metadata import Metadata
from crawler.words import words
from db.records import PageKind

# Characters of body text, set by eye on pages of both languages in 2026: a news brief has 250
# and more, what a wall leaves of an article under 1,500, a notice under 900 with its menus.
BRIEF = 140
STUB = 1500
NOTICE = 900

BELOW = 600
"""Characters under a text in which an invitation to subscribe is about the text."""

SAMPLE = 40
"""Characters of a paragraph by which it is found again."""

LINKED_SHARE = 0.6
"""Of a page's visible characters, in links: lists are above, articles with all menus below."""

_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|auth|account|connexion|identification|se-connecter|sso)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_CONSENT_PLACE = re.compile(r"\bconsent\b|/cookie-?wall|privacy-?(?:gate|wall)", re.IGNORECASE)
_LIST_OG = frozenset({"og:website", "og:blog", "og:profile"})
_OTHER_OG = frozenset(
    {"og:product", "og:video.other", "og:video", "og:video.movie", "og:book", "og:music.song"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a page is, and by which sign."""

    kind: PageKind
    why: str = ""


def verdict(page: Markup, about: Metadata, text: str, *, requested: str, final: str) -> Verdict:
    """Return what a page is, given its body text and the addresses it came from."""
    sight = _Sight(page=page, about=about, text=text, requested=requested, final=final)
    says_article = bool(about.types & ARTICLE_TYPES) or "og:article" in about.types
    for sign in (_login, _consent, _not_found, _wall, _live):
        found = sign(sight)
        if found is not None:
            return found
    if not says_article and (why := _list_sign(sight)):
        return Verdict(kind=PageKind.LIST_PAGE, why=why)
    if about.types & _OTHER_OG and not says_article:
        return Verdict(kind=PageKind.NOT_ARTICLE, why="says it is something else")
    if len(text) < BRIEF:
        return Verdict(kind=PageKind.NOT_ARTICLE, why=f"{len(text)} characters of text")
    if not says_article and not about.published and len(text) < STUB:
        return Verdict(kind=PageKind.NOT_ARTICLE, why="undated, short, and doesn't say it is one")
    return Verdict(kind=PageKind.ARTICLE)


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """A page as the signs look at it."""

    page: Markup
    about: Metadata
    text: str
    requested: str
    final: str

    @cached_property
    def visible(self) -> str:
        """What a reader sees; gathered only where a sign needs it, as pages are large."""
        return self.page.visible

    @property
    def about_the_text(self) -> str:
        """What a reader sees from the headline to a little below the text.

        The menus of many papers greet their subscribers, above and below; all that is seen
        where headline and text aren't found in it.
        """
        lines = [" ".join(line.split()) for line in self.text.splitlines()]
        paragraphs = [line for line in lines if line]
        headline = " ".join(self.about.title.split())
        start = max(self.visible.find(headline), 0) if headline else 0
        if not paragraphs:
            return self.visible[start:]
        last = self.visible.rfind(paragraphs[-1][-SAMPLE:])
        end = last + SAMPLE + BELOW if last >= 0 else len(self.visible)
        return self.visible[start:end]


def _login(sight: _Sight) -> Verdict | None:
    path = urlsplit(sight.final).path
    was_sent = _LOGIN_PATH.search(path) and not _LOGIN_PATH.search(urlsplit(sight.requested).path)
    has_password = bool(sight.page.tree.xpath("//input[@type='password']"))
    if was_sent and (has_password or len(sight.text) < STUB):
        return Verdict(kind=PageKind.LOGIN, why=f"sent to {path}"[:200])
    if has_password and len(sight.text) < NOTICE and _any(words().login, sight):
        return Verdict(kind=PageKind.LOGIN, why="asks for a password and for nothing else")
    return None


def _consent(sight: _Sight) -> Verdict | None:
    parts = urlsplit(sight.final)
    is_sent = bool(_CONSENT_PLACE.search(f"{parts.hostname} {parts.path}"))
    # A banner on an article says the same: what counts is that nothing else is there.
    is_bare = len(sight.text) < 2 * STUB and not sight.page.is_longer(2 * STUB)
    if not (is_sent or is_bare):
        return None
    marks = {match[0].lower() for match in words().consent.finditer(sight.visible)}
    if is_sent and marks:
        return Verdict(kind=PageKind.CONSENT_WALL, why="sent to a consent page")
    beside = words().consent.sub("", sight.text)
    if is_bare and len(marks) >= 2 and len(beside) < NOTICE:  # noqa: PLR2004
        has_button = any(
            words().consent_button.search(text)
            for text in sight.page.texts("//button | //a | //input[@type='submit']/@value")
        )
        if has_button and not (sight.about.published and len(sight.text) > NOTICE // 2):
            return Verdict(kind=PageKind.CONSENT_WALL, why=", ".join(sorted(marks))[:200])
    return None


def _not_found(sight: _Sight) -> Verdict | None:
    fronts = {"", "/"}
    parts = urlsplit(sight.final)
    if parts.path in fronts and not parts.query and urlsplit(sight.requested).path not in fronts:
        return Verdict(kind=PageKind.SOFT_404, why="sent to the front page")
    if len(sight.text) >= NOTICE:
        return None
    match = _any(words().not_found, sight)
    # An article may quote such a notice: one that is dated counts only by its headline.
    if match and not sight.about.published:
        return Verdict(kind=PageKind.SOFT_404, why=match)
    return None


def _wall(sight: _Sight) -> Verdict | None:
    # Metered pages say so too, and give their whole text: that is read, and no copy kept.
    if not sight.about.is_free and len(sight.text) < STUB:
        return Verdict(kind=PageKind.PAYWALL, why="says it is not accessible for free")
    prompt = words().paywall.search(sight.about_the_text) if len(sight.text) < NOTICE else None
    if prompt:
        return Verdict(kind=PageKind.PAYWALL, why=prompt[0][:200])
    return None


def _live(sight: _Sight) -> Verdict | None:
    titles = (sight.about.title, sight.page.first("//head/title"))
    if "LiveBlogPosting" in sight.about.types or any(map(words().live.search, titles)):
        return Verdict(kind=PageKind.LIVE_BLOG, why=sight.about.title[:200])
    return None


def _list_sign(sight: _Sight) -> str:
    page, about, text, visible = sight.page, sight.about, sight.text, sight.visible
    if urlsplit(sight.final).path in {"", "/"}:
        return "the front page"
    if about.types & LIST_TYPES and not about.published:
        return "says it is a list"
    links = page.texts("//body//a[@href]")
    linked = sum(map(len, links))
    if len(links) > 5 and visible and linked / len(visible) > LINKED_SHARE:  # noqa: PLR2004
        return f"{linked} of {len(visible)} characters are links"
    headings = page.tree.xpath("//h2/a[@href] | //h3/a[@href] | //a[@href]/h2 | //a[@href]/h3")
    paragraphs = [line for line in text.splitlines() if len(line) > BRIEF]
    is_site = bool(about.types & _LIST_OG) or not about.published
    if is_site and len(headings) >= 5 and len(paragraphs) < len(headings):  # noqa: PLR2004
        return f"{len(headings)} linked headings"
    return ""


def _any(pattern: re.Pattern[str], sight: _Sight) -> str:
    """Return what a pattern finds in a page's title or headings; empty when nothing."""
    title = sight.page.first("//head/title")
    for text in (sight.about.title, title, *sight.page.texts("//h1 | //h2")[:3]):
        if match := pattern.search(text):
            return match[0][:200]
    return ""
