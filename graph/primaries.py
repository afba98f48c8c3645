"""Named primaries: from whom a text says that it has what it tells. Pure.

*According to a report by X*, *first reported by X*, « selon une étude de X »: two texts that name
one primary for one number tell one thing, and so does the primary itself. Newswriting names its
source beside what it takes from there, by a handful of phrases.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from db.ids import fold

LEAST_LETTERS = 4
"""Letters of the longest word of a name that can tell a source from others."""
NEAR = 110
"""Characters before a name in which a phrase stands that names it as a source."""

_GAP = " … "
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_END = re.compile(r"[.!?«»“”\n]")
_SPACES = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("’"): "'", ord("\n"): " "}


def cited(text: str, *, language: str) -> frozenset[str]:
    """Return the names, as keys, of all whom a text names as a source of anything."""
    return _sources(text, language)[0]


def documented(text: str, *, language: str) -> frozenset[str]:
    """Return the keys of those whose documents or first news a text tells."""
    return _sources(text, language)[1]


@lru_cache(maxsize=4096)
def key(name: str, *, language: str) -> str:
    """Return a name without what tells only its kind, folded: *l'agence Corvane*, *Corvane*.

    Empty for one that nothing distinguishes.
    """
    kinds = _table(language)["between"]["kinds"]
    words = [word for word in fold(name).split() if word not in kinds]
    return " ".join(words) if any(len(word) >= LEAST_LETTERS for word in words) else ""


@lru_cache(maxsize=4096)
def _sources(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of a text that are cited, and those whose documents it tells, as keys.

    Names are few, so the text is looked through for them, and each name's neighbours for phrases.
    """
    phrases = _phrases(language)
    every: set[str] = set()
    documents: set[str] = set()
    bare = _bare(text)
    is_even = len(bare) == len(text)  # a few capitals are two letters when small
    for match in phrases.name.finditer(text):
        name, start, end = match[0], match.start(), match.end()
        first, _, rest = name.partition(" ")
        if rest and _bare(first) in phrases.opening:
            every.add(rest)
            continue
        before, after = slice(max(0, start - NEAR), start), slice(end, end + LONGEST)
        leading = (bare[before] if is_even else _bare(text[before])).rstrip(" ")
        # Before most names stands nothing of the kind: seeing that is quick.
        endings = _endings(leading, phrases.between) if leading.endswith(phrases.ends) else []
        following = bare[after] if is_even else _bare(text[after])
        if _ends(endings, phrases.documents) or _starts(following, phrases.first):
            documents.add(name)
        elif _ends(endings, phrases.before) or _starts(following, phrases.after):
            every.add(name)
    told = frozenset(key(name, language=language) for name in documents) - {""}
    return told | frozenset(key(name, language=language) for name in every) - {""}, told


LONGEST = 24
"""Characters of the longest phrase after a name."""


def _bare(text: str) -> str:
    return text.translate(_SPACES).lower()


def _endings(before: str, between: re.Pattern[str]) -> list[str]:
    """Return words before a name, and what is left of them without small words at their end."""
    found: list[str] = []
    for _ in range(_MOST_BETWEEN):
        before = before.rstrip(" ")
        found.append(before)
        shorter = between.sub("", before)
        if shorter == before:
            break
        before = shorter
    return found


def _ends(endings: list[str], phrases: "_Ends") -> bool:
    """Tell whether words before a name end with a phrase, but for small words between."""
    for before in endings:
        if before.endswith(phrases.plain) and phrases.whole.search(before):
            return True
        if before.endswith(phrases.closings) and any(
            _has_gap(before, *pair) for pair in phrases.split
        ):
            return True
    return False


_MOST_BETWEEN = 5


def _has_gap(before: str, opening: str, closing: str) -> bool:
    if not before.endswith(closing):
        return False
    at = before.rfind(opening, 0, len(before) - len(closing))
    return at >= 0 and not _END.search(before, at)


def _starts(after: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether words after a name begin with a phrase, as whole words."""
    if not after.startswith(" "):
        return False
    words = after[1:]
    return words.startswith(phrases) and any(
        words.startswith(phrase) and not words[len(phrase) : len(phrase) + 1].isalnum()
        for phrase in phrases
    )


@dataclass(frozen=True, slots=True)
class _Ends:
    """Phrases before a name: plain ones, and those with a gap, in two parts."""

    plain: tuple[str, ...]
    whole: re.Pattern[str]
    split: tuple[tuple[str, str], ...]
    closings: tuple[str, ...]
    """The second parts of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    name: re.Pattern[str]
    before: _Ends
    documents: _Ends
    after: tuple[str, ...]
    first: tuple[str, ...]
    opening: frozenset[str]
    """Phrases of one word, which may open a sentence."""
    between: re.Pattern[str]
    ends: tuple[str, ...]
    """What stands before a name ends with one of these where it names a source."""


@cache
def _table(language: str) -> dict[str, dict[str, list[str]]]:
    folder = files("graph") / "lexicons" / language
    if not language or not folder.is_dir():
        folder = files("graph") / "lexicons" / "en"
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        (folder / "primaries.toml").read_text(encoding="utf-8")
    )
    return table


@cache
def _phrases(language: str) -> _Phrases:
    table = _table(language)
    named = table["named"]
    inside = _any(table["between"]["inside"])
    rest = r"[\w&’'.-]*\w"
    word = rf"{_CAPITAL}{rest}"
    # What begins with a class of letters is found quickest: the word's edge is asked for after it.
    first = rf"{_CAPITAL}(?<!\w{_CAPITAL}){rest}"
    before, documents = _ending(named["before"]), _ending(named["documents"])
    small = (words.replace("’", "'") for words in table["between"]["words"])
    return _Phrases(
        name=re.compile(rf"{first}(?:\s+(?:(?:{inside})\s*)*(?:{word}|\d+))*"),
        before=before,
        documents=documents,
        after=tuple(named["after"]),
        first=tuple(named["first"]),
        opening=frozenset(phrase for phrase in named["before"] if " " not in phrase),
        between=re.compile(rf"(?<!\w)(?:{_any(table['between']['words'])})$"),
        ends=(
            *before.plain,
            *before.closings,
            *documents.plain,
            *documents.closings,
            *small,
        ),
    )


def _ending(listed: list[str]) -> _Ends:
    plain = tuple(phrase for phrase in listed if _GAP not in phrase)
    split = tuple((one, other) for one, gap, other in (p.partition(_GAP) for p in listed) if gap)
    return _Ends(
        plain,
        re.compile(rf"(?<!\w)(?:{_any(list(plain))})$"),
        split,
        tuple(closing for _, closing in split),
    )


def _any(phrases: list[str]) -> str:
    listed = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in listed)
