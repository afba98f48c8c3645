"""The cast of an article: its people, its companies, their posts and places."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from db.records import Company, Person, Role
from extract.names import Mention
from extract.phrases import noun_phrase
from extract.titles import Post
from extract.topics import Topics

LONGEST_NAME = 60
"""Characters that a name may reach beyond a stretch."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people and companies of an article and the posts they hold."""

    mentions: tuple[Mention, ...]
    people: tuple[Person, ...]
    companies: tuple[Company, ...]
    roles: tuple[Role, ...]
    main_company: str
    """The company that the article is about; empty when it names none."""
    titles: frozenset[str]
    topics: Topics
    """Which organisation each place is about."""
    posts: tuple[Post, ...] = field(default=())
    affiliations: Mapping[str, str] = field(default_factory=dict)
    """Person to the organisation that stands beside the name."""

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions inside a stretch of characters."""
        at = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < end:
            if self.mentions[at].end <= end:
                found.append(self.mentions[at])
            at += 1
        return found

    def overlapping(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that share a character with a stretch."""
        at = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        first = self.mentions[at - 1 : at] if at else ()
        return [m for m in first if m.end > start] + [
            m for m in self.within(start, end + LONGEST_NAME) if m.start < end
        ]

    def before(self, place: int, *, kind: str) -> list[Mention]:
        """Return the mentions of a kind before a place, the last one first."""
        return [mention for mention in self.named_before(place) if mention.kind == kind]

    def named_before(self, place: int) -> list[Mention]:
        """Return all mentions before a place, the last one first."""
        at = bisect_left(self.mentions, place, key=lambda mention: mention.start)
        return list(self.mentions[:at][::-1])

    def role_of(self, person: str, *, company: str = "") -> Role | None:
        """Return a person's post, in that company if one is given and known."""
        held = [role for role in self.roles if role.person == person]
        return next((role for role in held if role.company == company), held[0] if held else None)

    def subject(self, doc: Doc, span: tuple[int, int]) -> tuple[int, int] | None:
        """Return the characters of the main clause's subject in a stretch of text, if any."""
        stretch = doc.char_span(*span, alignment_mode="expand")
        if stretch is None:
            return None
        for child in stretch.root.children:
            if child.dep_ in SUBJECTS and (phrase := noun_phrase(child)):
                last = doc[phrase[1] - 1]
                return doc[phrase[0]].idx, last.idx + len(last)
        return None
