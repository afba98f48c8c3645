"""One name for the forms of a name: surnames, short forms, acronyms in brackets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc

from extract.kinds import COMPANY, POSSESSIVES, Name
from extract.phrases import plain
from extract.renames import renames
from extract.vocabulary import Words, given_names, words

SHORTEST = 3
"""Letters that a company's first word must exceed to stand for it."""
LONGEST_ACRONYM = 8


def surnames(people: Iterable[str]) -> dict[str, str]:
    """Map the last words of each full name to it; a surname of two people maps to neither."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        parts = person.split()
        for at in range(1, len(parts)):
            found[" ".join(parts[at:])].add(person)
        found[parts[0]].add(person)
    return {surname: full.pop() for surname, full in found.items() if len(full) == 1}


def short_names(kinds: Mapping[str, str], language: str) -> dict[str, str]:
    """Map the first word of each company's name to it, where it tells one: "Hallam" is "Hallam …".

    A given name, a country or the first word of two companies tells none.
    """
    given = words(language).given
    found: dict[str, set[str]] = defaultdict(set)
    for text, kind in kinds.items():
        first, _, rest = text.partition(" ")
        if kind == COMPANY and rest and first.istitle() and len(first) > SHORTEST:
            found[first].add(text)
    return {
        first: full.pop()
        for first, full in found.items()
        if len(full) == 1 and first.lower() not in given
    }


def namesakes(people: Iterable[str]) -> dict[str, list[str]]:
    """Map each surname of several people to them: spouses, brothers, a father and his daughter."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in sorted(people):
        parts = person.split()
        if len(parts) > 1:
            found[" ".join(parts[1:]).casefold()].append(person)
    return {surname: several for surname, several in found.items() if len(several) > 1}


def given_gender(person: str, language: str) -> str:
    """Return the gender that the given name tells, "Jean-Yves" by its first half, or empty."""
    first = person.lower().split()[0]
    names = given_names(language)
    for form in (first, first.partition("-")[0]):
        if form in names["feminine"]:
            return "f"
        if form in names["masculine"]:
            return "m"
    return ""


def full_forms(
    doc: Doc, names: Sequence[Name], organisations: Iterable[str], table: Words
) -> dict[str, str]:
    """Map each short or longer form of an organisation's name to the one that stands for all.

    News gives the full name first and the short one after: "Brontal" is the "Brontal Assurances"
    told of before, "Veltra Group" is "Veltra", "FCA" is what stands before "(FCA)". A name that
    may be short for two stands for itself.
    """
    known = set(organisations)
    bodies = [name for name in names if name.text in known]
    old = {former: name for former, name in renames(doc, bodies, table) if former != name}
    first: dict[str, int] = {}
    for name in names:
        first.setdefault(name.text, name.start)
    told = _bracketed(doc, names, known)
    result = {}
    parts = {text: tuple(text.split()) for text in known}
    bare = {text: _bare(text, known, table) for text in known}
    divisions = _divisions(doc, names, table)
    for text in known:
        if text in told:
            result[text] = told[text]
            continue
        if text in old:
            result[text] = old[text]
            continue
        owned = next((o for o in (text + "'s", text + "’s") if o in known), "")
        fuller = [
            other
            for other in sorted(known)
            if text not in divisions
            and bare[other] != text
            and _is_short_for(text, other, parts, first, table)
        ]
        if owned:
            result[text] = owned
        elif bare[text]:
            result[text] = bare[text]
        elif len(fuller) == 1:
            result[text] = fuller[0]
    return {text: _followed(result, text) for text in result}


def _followed(found: Mapping[str, str], text: str) -> str:
    """Follow "FCA" to its full name, and that to the name without its legal form."""
    seen = {text}
    while text in found and found[text] not in seen:
        text = found[text]
        seen.add(text)
    return text


def _bare(text: str, known: set[str], table: Words) -> str:
    """Return the name that a longer one only adds a legal form to, if it stands alone too."""
    parts = text.split()
    while len(parts) > 1 and parts[-1].lower() in table.legal_suffixes:
        parts.pop()
        if " ".join(parts) in known:
            return " ".join(parts)
    return ""


def _is_short_for(
    text: str,
    other: str,
    parts: Mapping[str, tuple[str, ...]],
    first: Mapping[str, int],
    table: Words,
) -> bool:
    short, full = parts[text], parts[other]
    if len(short) >= len(full):
        return False
    if text.isupper() and len(short) == 1 and _initials(full) == text:
        return True
    if first.get(other, 0) > first.get(text, 0):
        return False
    is_start = full[: len(short)] == short
    is_end = full[-len(short) :] == short and full[-len(short) - 1][:1].isupper()
    is_inside = any(full[i : i + len(short)] == short for i in range(1, len(full)))
    is_inside = is_inside and all(part[:1].isupper() for part in full)
    is_telling = any(part.lower() not in table.trades | table.legal_forms for part in short)
    return is_telling and (is_start or is_end or is_inside)


def _initials(parts: Sequence[str]) -> str:
    return "".join(part[0] for part in parts if part[0].isupper())


def _bracketed(doc: Doc, names: Sequence[Name], known: set[str]) -> dict[str, str]:
    """Map "FCA" to the name before "(FCA)", or to the one in brackets after it."""
    found = {}
    by_start = {name.start: name for name in names}
    for name in names:
        after = by_start.get(name.end + 1)
        if after is None or doc[name.end].text != "(" or doc[after.end : after.end + 1].text != ")":
            continue
        if not {name.text, after.text} & known or _is_member(doc, name, known):
            continue
        short, full = sorted((name.text, after.text), key=lambda text: len(text.split()))
        if " " not in short and len(short) <= LONGEST_ACRONYM and short[1:].upper() == short[1:]:
            found[short] = full
    return {short: full for short, full in found.items() if full != short}


def _is_member(doc: Doc, name: Name, known: set[str]) -> bool:
    """Ask whether a bracket tells somebody's union or party: "Ana Costa (CGT)"."""
    is_person = name.text not in known and len(name.text.split()) > 1
    return is_person and doc[name.start].is_title and doc[name.end - 1].is_title


def _divisions(doc: Doc, names: Sequence[Name], table: Words) -> set[str]:
    """Return the names of which something is a part: "a unit of Veltra" is not "Veltra Cloud"."""
    found = set()
    for name in names:
        at = name.start - 1
        is_owner = name.end < len(doc) and doc[name.end].lower_ in POSSESSIVES
        following = doc[name.end + 1 : name.end + 3] if is_owner else ()
        if any(token.lower_ in table.divisions for token in following) or (
            at > 0 and plain(doc[at]) in table.links and doc[at - 1].lower_ in table.divisions
        ):
            found.add(name.text)
    return found
