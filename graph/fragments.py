"""Words in quote marks that are no statement: whose they are said to be, and whose they were.

A fragment such as “lack of skills” is held against the texts in which other claims of the same
passage were found first. Told of another owner there, it has lost its subject.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from db.findings import Finding, FirstTold
from db.ids import fold
from db.records import Status
from db.sources import Source
from graph.features import concepts, features, has, sentences

NEAR = 400
"""Characters between a fragment and the claims that are of the same passage."""

OWNERS = {
    "ai": frozenset({"ai"}),
    "people": frozenset({"firms", "leaders", "workers"}),
}
"""Who may own what a fragment names: the machine, or those who use it."""

_FRAGMENT = re.compile(r"[«“\"]\s*([^«»“”\"\n]{6,80}?)\s*[»”\"]")
_MOST_WORDS = 8
_AFTER = 4


def fragments(
    checked: Source, texts: Sequence[Source], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the fragments of a text that are told of another owner than in their origin."""
    by_article = {text.article_id: text for text in texts}
    for match in _FRAGMENT.finditer(checked.text):
        place = match.span(1)
        if len(match[1].split()) > _MOST_WORDS or _is_said(place, found):
            continue
        own = _owner(_phrase_after(checked.text, match.end()), checked.language)
        if not own:
            continue
        near = {
            finding.origin.article_id
            for finding in found
            if finding.origin is not None and abs(finding.start - place[0]) <= NEAR
        }
        for article in sorted(near):
            origin = by_article.get(article)
            if origin is None:
                continue
            told = _told_otherwise(match[1], own, checked.language, origin)
            if told:
                yield _finding(match[1], place, told, origin)
                break


def _is_said(place: tuple[int, int], found: Iterable[Finding]) -> bool:
    return any(not f.unit and f.start <= place[0] and place[1] <= f.end for f in found)


def _phrase_after(text: str, end: int) -> str:
    """Return the words that tell whose the fragment is: *“…” of the machine*."""
    rest = re.split(r"[.,;:!?\n]", text[end : end + 60])[0]
    return " ".join(rest.split()[:_AFTER])


def _owner(phrase: str, language: str) -> str:
    """Return the kind of owner that a phrase beginning with *of* names; empty for none."""
    if not phrase or not has(" ".join(_first(phrase)), "owner.of", language=language):
        return ""
    named = concepts(phrase, language=language)
    return next((o for o, listed in OWNERS.items() if named and named[0] in listed), "")


def _first(phrase: str) -> list[str]:
    return fold(phrase).split()[:1]


def _told_otherwise(fragment: str, own: str, language: str, origin: Source) -> str:
    """Return the sentence of an origin that tells the same of the other owner alone."""
    wanted = features(fragment, language=language)
    if len(wanted) < 2:  # noqa: PLR2004 - one word is said of many things
        return ""
    other = next(name for name in OWNERS if name != own)
    for start, end in sentences(origin.text):
        words = origin.text[start:end]
        here = features(words, language=origin.language)
        if len(wanted & here) < max(2, (2 * len(wanted) + 2) // 3):
            continue
        if has(words, "negation.words", language=origin.language):
            continue
        named = set(concepts(words, language=origin.language))
        if named & OWNERS[other] and not named & OWNERS[own]:
            return words
    return ""


def _finding(text: str, place: tuple[int, int], told: str, origin: Source) -> Finding:
    words = " ".join(told.split())
    return Finding(
        text=text,
        start=place[0],
        end=place[1],
        value=None,
        unit="",
        status=Status.SINGLE_SOURCE,
        relation="mutates",
        lost=("subject",),
        why=f"the origin tells it of somebody else: “{words[:200]}”",
        origin=FirstTold(
            outlet=origin.outlet,
            date=origin.published[:10],
            url=origin.url,
            article_id=origin.article_id,
        ),
    )
