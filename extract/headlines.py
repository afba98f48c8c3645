"""What a headline tells of its names: who opens it, who has a boss, what lies in a place."""

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from extract.vocabulary import Words

_CAPITAL = r"[A-ZÀ-Þ](?!['’][a-zà-ÿ])[\w'’-]*"
_RUN = re.compile(rf"{_CAPITAL}(?: (?:& )?{_CAPITAL})*")
_ELIDED = re.compile(r"\b[LDdlJjNnSsQq]u?['’](?=[A-ZÀ-Þ])")
_MARKS = frozenset({"“", "‘", "«", '"', "'"})
SHORT = 2
"""Letters of a word whose capitals tell nothing."""


def is_title_case(title: str) -> bool:
    """Ask whether a headline's capitals tell nothing of a word: "Publisher Shelves Its Plan"."""
    words_of = title.split()
    return sum(word[:1].isupper() for word in words_of) * 2 > len(words_of) + 2


def headline_names(title: str, table: Words) -> set[str]:
    """Return the runs of capitals in a headline, without the articles and nouns that open them.

    None where capitals tell nothing: "Publisher Shelves Its Plan".
    """
    if is_title_case(title):
        return set()
    found = set()
    for run in _RUN.finditer(title):
        parts = [bare(part) for part in _ELIDED.sub("", run.group()).split()]
        if len(parts) == 1 and title[: run.start()].rstrip("\u00a0\u202f ")[-1:] in _MARKS:
            continue  # the capital of the first quoted word
        while parts and _is_no_name(parts[0], table):
            parts.pop(0)
        while parts and parts[-1] == "&":
            parts.pop()
        is_noun = len(parts) == 1 and _is_noun_of_bodies(parts[0].lower(), table)
        if parts and not is_noun and (len(parts) > 1 or len(parts[0]) > SHORT):
            found.add(" ".join(parts))
    return found


def _is_noun_of_bodies(lower: str, table: Words) -> bool:
    return lower in table.organisations or lower in table.bodies


def _is_no_name(word: str, table: Words) -> bool:
    lower = word.lower()
    return (
        lower in table.stripped
        or lower in table.definite
        or lower in table.indefinite
        or lower in table.titles
        or lower in table.not_names
        or lower in table.possessives
        or lower in table.links
        or lower in table.courtesy
        or lower in table.within
        or lower in table.at
        or lower in table.places
        or (lower in table.organisations and not table.trade_first)
    )


def is_place_in(title: str, text: str, table: Words) -> bool:
    """Ask whether a headline tells of a place: "Layoffs in Mattawan"."""
    heard = title.split()
    return any(
        word == text and at and heard[at - 1].lower() in table.places
        for at, word in enumerate(heard)
    )


def openings(title: str) -> set[str]:
    """Return the words with which a headline, or what stands behind its colon, begins."""
    parts = [re.findall(r"[\w&'’-]+", part) for part in title.split(":")]
    return {bare(part[0]) for part in parts if part}


def headline_company(title: str, *, people: Iterable[str], table: Words) -> str:
    """Return the company that only a headline names: « Ana Costa (Orvel) : … », "Veltra boss …".

    ``people`` are those of the story. Empty where nothing in the headline tells one.
    """
    known = {part for person in people for part in (person, *person.split())}
    heard = re.findall(r"[\w&'’-]+", title)
    headed = headed_words(heard, table)
    opening = openings(title)
    best, most = "", 0
    for name in sorted(headline_names(title, table), key=title.find):
        parts = name.split()
        is_known = name in known or parts[-1] in known or parts[0].lower() in table.given
        if is_known or is_place_in(title, parts[0], table) or name.lower() in table.geography:
            continue
        before = title[: title.find(name)].split()[-1:]
        told = (
            3 * (f"({name})" in title or parts[0] in headed)
            + 2 * (bool(before) and before[0].lower() in table.at)
            + (parts[0] in opening and len(parts) > 1)
        )
        if told > most:
            best, most = name, told
    return best


def headline_words(title: str) -> set[str]:
    """Return the words of a headline with a capital, without the ending of a possessor."""
    heard = re.findall(r"[\w&-]+(?:['’]s)?", title)
    return {bare(word) for word in heard if word[:1].isupper()}


def headed_words(heard: Sequence[str], table: Words) -> set[str]:
    """Return the words of a headline that have a head: « le patron de Veltra », "Veltra boss"."""
    lower = [word.lower() for word in heard]
    found = set()
    for at, word in enumerate(heard):
        pair = lower[at - 2] if at > 1 and lower[at - 1] in table.links else ""
        following = lower[at + 1] if at + 1 < len(heard) else ""
        is_headed = any(
            head in table.titles and head not in table.civic_titles for head in (pair, following)
        )
        if word[:1].isupper() and is_headed:
            found.add(bare(word))
        if word.lower().startswith(("d'", "d’")) and at and lower[at - 1] in table.titles:
            found.add(word[2:])
    return found


def is_shouted(doc: Doc, start: int, end: int) -> bool:
    """Ask whether capitals open a paragraph in small print: "BIN boss Barry", "DOWN THE DRAIN:"."""
    text = doc[start:end].text
    if not text.isupper() or len(text) <= SHORT:
        return False
    before = doc[start - 1] if start else None
    opens = before is None or "\n" in before.text
    if before is not None and before.is_upper and before.is_alpha:
        at = before.i
        while at > 0 and doc[at - 1].is_upper and doc[at - 1].is_alpha:
            at -= 1
        opens = opens or at == 0 or "\n" in doc[at - 1].text
    return opens and end < len(doc) and not doc[end].is_upper


def bare(word: str) -> str:
    """Return a word without its ending of a possessor."""
    return word.removesuffix("'s").removesuffix("’s")
