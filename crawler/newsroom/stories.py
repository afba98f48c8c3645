"""Stories of the sample newsroom, read from their text files.

A story is `stories/<outlet>/<slug>.md`: TOML front matter between `+++` lines, then paragraphs
separated by blank lines, `## ` for a subhead. A line `+++ edition 2`, followed by front matter
of its own, begins the text that replaces the first one in the newsroom's second edition.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

_EDITION_LINE = re.compile(r"^\+\+\+ edition 2[ \t]*$", re.MULTILINE)
_TEASER_CHARS = 200


class StoryError(ValueError):
    """A story file that can't be read; the message names the file and what is wrong in it."""


class Quirk(StrEnum):
    """What a reader finds at the page's address instead of, or beside, a plain article."""

    CONSENT = "consent"
    """A consent interstitial stands in place of the article, with status 200."""
    SOFT_404 = "soft404"
    """The page says that it does not exist, with status 200."""
    PAYWALL = "paywall"
    """Only a teaser is shown, and marked as not accessible for free."""
    NOARCHIVE = "noarchive"
    """Robots are asked not to keep a copy."""
    UNLISTED = "unlisted"
    """In no feed and no sitemap, but linked from the home page."""
    IRRELEVANT = "irrelevant"
    """News about something else; Walkback should hold no statement from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One state of a story: what it says from `modified` on."""

    title: str
    modified: datetime
    body: str

    @property
    def blocks(self) -> tuple[tuple[str, str], ...]:
        """Return (tag, text) of each block in reading order; tag is `h2` or `p`."""
        return tuple(
            ("h2", block[3:]) if block.startswith("## ") else ("p", block)
            for block in self.body.split("\n\n")
            if block
        )

    @property
    def teaser(self) -> str:
        """Return the beginning of the first paragraph, cut between words."""
        first = self.blocks[0][1] if self.blocks else self.title
        if len(first) <= _TEASER_CHARS:
            return first
        return first[:_TEASER_CHARS].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of one outlet; times carry their zone."""

    outlet: str
    slug: str
    published: datetime
    authors: tuple[str, ...]
    section: str
    language: str
    events: tuple[str, ...]
    sources: tuple[str, ...]
    quirks: frozenset[Quirk] = frozenset()
    also_at: str | None = None
    """A second path with the same page; its canonical link names the first."""
    moved_from: str | None = None
    """An old path that redirects to the page."""
    tracking: str | None = None
    """Query string that the outlet's feeds add to the address."""
    canonical: str | None = None
    """`<outlet>/<slug>` of the original that a reprint names as its canonical address."""
    copy_of: str | None = None
    agency: str | None = None
    editions: tuple[Edition, ...] = field(repr=False)

    def edition(self, number: int) -> Edition:
        """Return what the story says in the newsroom's edition `number` (1 or 2)."""
        return self.editions[min(number, len(self.editions)) - 1]


def read_stories(folder: Path) -> tuple[Story, ...]:
    """Read every story under `folder`, newest first.

    Raises StoryError for a file that isn't a well-formed story.
    """
    stories = [read_story(path) for path in sorted(folder.glob("*/*.md"))]
    return tuple(sorted(stories, key=lambda story: (story.published, story.slug), reverse=True))


def read_story(path: Path) -> Story:
    """Read one story; its outlet is the folder's name, its slug the file's.

    Raises StoryError when front matter is missing, malformed or holds an unknown key.
    """
    first, *later = _EDITION_LINE.split(path.read_text(encoding="utf-8"))
    front, body = _front_matter(first, path)
    published = _moment(front.pop("published", None), path)
    title = str(front.pop("title", ""))
    modified = _moment(front.pop("modified", published), path)
    editions = [Edition(title=title, modified=modified, body=body)]
    for text in later:
        extra, changed = _front_matter("+++\n" + text.lstrip(), path)
        editions.append(
            Edition(
                title=str(extra.pop("title", title)),
                modified=_moment(extra.pop("modified", None), path),
                body=changed,
            )
        )
        _refuse_unknown(extra, path)
    story = Story(
        outlet=path.parent.name,
        slug=path.stem,
        published=published,
        authors=tuple(front.pop("authors", ())),
        section=str(front.pop("section", "")),
        language=str(front.pop("language", "")),
        events=tuple(front.pop("events", ())),
        sources=tuple(front.pop("sources", ())),
        quirks=_quirks(front.pop("quirks", ()), path),
        also_at=front.pop("also_at", None),
        moved_from=front.pop("moved_from", None),
        tracking=front.pop("tracking", None),
        canonical=front.pop("canonical", None),
        copy_of=front.pop("copy_of", None),
        agency=front.pop("agency", None),
        editions=tuple(editions),
    )
    _refuse_unknown(front, path)
    if not (title and story.section and story.language):
        message = f"{path}: title, section and language are needed"
        raise StoryError(message)
    return story


def _front_matter(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """Split `text` into its front matter and its body."""
    opening, _, rest = text.partition("+++\n")
    head, closing, body = rest.partition("\n+++\n")
    if opening.strip() or not closing:
        message = f"{path}: front matter between two lines of +++ is missing"
        raise StoryError(message)
    try:
        front = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: front matter is not TOML: {error}"
        raise StoryError(message) from error
    return front, body.strip()


def _moment(value: object, path: Path) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        message = f"{path}: {value!r} is not a date and time with a zone"
        raise StoryError(message)
    return value


def _quirks(names: Iterable[str], path: Path) -> frozenset[Quirk]:
    try:
        return frozenset(Quirk(name) for name in names)
    except ValueError as error:
        message = f"{path}: {error}"
        raise StoryError(message) from error


def _refuse_unknown(front: dict[str, Any], path: Path) -> None:
    if front:
        message = f"{path}: unknown front matter: {', '.join(sorted(front))}"
        raise StoryError(message)
