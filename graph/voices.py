"""Whose word it is: the voice behind what a text tells, as far as the text says so. Pure.

Two tellings are independent only when the voice behind each is known, and they are two. A paper
that names nobody may have it from anybody. What a company says, writes or lets be seen is one
voice, whoever prints it.
"""

from dataclasses import dataclass

from db.ids import fold
from db.records import Kind, LaneStatement, SpeakerKind, Tier
from db.sources import Source
from graph.features import around
from graph.wordlists import patterns

OWN_WORD = frozenset({Tier.COMPANY.value, Tier.PUBLIC.value})
"""Outlets that publish what they know themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whose word something is."""

    key: str
    """The same for the same voice; empty when it isn't known."""
    words: str
    """Who it is, for a reader."""


UNKNOWN = Voice(key="", words="a report that names no source")


def voice(
    statement: LaneStatement, *, source: Source | None, company_id: str, sentence: str = ""
) -> Voice:
    """Return whose word a statement about a company is.

    ``sentence`` is the sentence that tells it; without a ``source`` only the speaker counts.
    """
    party = "" if statement.kind is Kind.ACTION else party_of(statement)
    if source and source.tier in OWN_WORD and not _is_of_other(statement, source):
        return _publisher(statement, source, company_id)
    if party:
        return Voice(key=f"{party} {company_id}", words=statement.speaker)
    if source is None:
        named = _named(statement)
        return Voice(key=f"company {named}", words=statement.company) if named else UNKNOWN
    if statement.company_id and (
        _is_quoted(statement) or _is_official(statement, company_id=company_id)
    ):
        own = not company_id or statement.company_id == company_id
        words = statement.company if own else statement.speaker
        return Voice(key=f"company {statement.company_id}", words=words)
    return _in_sentence(statement, source, company_id, sentence)


def _publisher(statement: LaneStatement, source: Source, company_id: str) -> Voice:
    """Return the voice of an outlet that publishes what it knows itself."""
    outlet = source.outlet
    if source.tier == Tier.COMPANY.value and (not company_id or _is_name_of(outlet, statement)):
        return Voice(key=f"company {company_id or fold(outlet)}", words=outlet)
    return Voice(key=f"outlet {fold(outlet)}", words=outlet)


def _in_sentence(statement: LaneStatement, source: Source, company_id: str, sentence: str) -> Voice:
    """Return the voice that a sentence names without anybody speaking: a party, papers, a count."""
    language = statement.language
    if found := _party(_attribution(sentence, language), statement):
        return Voice(key=f"{found} {company_id}", words=_attribution(sentence, language))
    near = f"{sentence} {statement.speaker}"
    if has(near, "evidence.inside", language=language):
        return Voice(key=f"company {company_id}", words=statement.company or "the company")
    if sentence and (at := source.text.find(sentence)) >= 0:
        near = f"{around(source.text, (at, at + len(sentence)), before=1)} {statement.speaker}"
    is_own = any(has(near, f"evidence.{kind}", language=language) for kind in ("own", "records"))
    if is_own or _is_shown_to(near, source):
        outlet = source.outlet
        return Voice(key=f"outlet {fold(outlet)}", words=f"{outlet}, by its own evidence")
    return UNKNOWN


def has(text: str, phrases: str, *, language: str, at_end: bool = False) -> bool:
    """Tell whether a text holds a phrase of a list of ``voices.toml``, as ``evidence.own``.

    With ``at_end``, only the phrases count with which the text ends.
    """
    folded = f" {fold(text)} "
    found = patterns("voices", language)[phrases].finditer(folded)
    return any(not at_end or match.end() == len(folded) - 1 for match in found)


def _is_shown_to(text: str, source: Source) -> bool:
    """Tell whether a text says that its own paper saw what it tells: *seen by the Gazette*."""
    names = {word for word in fold(source.outlet).split() if len(word) >= _TELLING}
    folded = f" {fold(text)} "
    return any(
        names.intersection(folded[match.end() :].split()[:_BEHIND])
        for match in patterns("voices", source.language)["evidence.by"].finditer(folded)
    )


_TELLING = 4
"""Letters of a word by which a paper is known."""
_BEHIND = 3
"""Words behind *seen by* in which the paper stands."""


def _named(statement: LaneStatement) -> str:
    if statement.speaker_kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}:
        return statement.company_id
    return ""


def _is_quoted(statement: LaneStatement) -> bool:
    """Tell whether somebody is told to have said it, and not only to have done it."""
    return statement.kind in {Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE} and (
        statement.speaker_kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}
    )


def _is_official(statement: LaneStatement, *, company_id: str) -> bool:
    """Tell whether somebody without a name is quoted for the company itself: *a spokeswoman*."""
    is_quote = statement.kind in {Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE}
    is_own = statement.company_id == company_id
    return is_quote and is_own and statement.speaks_for_company and bool(statement.speaker)


def _is_of_other(statement: LaneStatement, source: Source) -> bool:
    """Tell whether a publisher of its own word quotes somebody else here."""
    if not _is_quoted(statement):
        return False
    own = set(fold(source.outlet).split())
    said = set(fold(f"{statement.speaker} {statement.company}").split())
    return bool(statement.company) and not own & said


def _is_name_of(outlet: str, statement: LaneStatement) -> bool:
    """Tell whether an outlet is the company that is spoken of: by its name, or as *we*."""
    name = f" {fold(outlet)} "
    spoken_of = [fold(n) for n in (statement.company, statement.about) if n]
    return not spoken_of or any(f" {one} " in name or name.strip() in one for one in spoken_of)


def _attribution(sentence: str, language: str) -> str:
    """Return the words after *according to* in a sentence, folded; empty where it has none."""
    folded = f" {fold(sentence)} "
    match = patterns("voices", language)["attribution.before"].search(folded)
    return " ".join(folded[match.end() :].split()[:_NEAR]) if match else ""


_NEAR = 8
"""Words after *according to* in which stands who is meant."""


def party_of(statement: LaneStatement) -> str:
    """Return which party the speaker of a statement is, if not the company's: *union*."""
    return _party(fold(statement.speaker), statement)


def _party(folded: str, statement: LaneStatement) -> str:
    if not folded:
        return ""
    return next(
        (
            name.split(".")[1]
            for name, pattern in patterns("voices", statement.language).items()
            if name.startswith("parties.") and pattern.search(f" {folded} ")
        ),
        "",
    )
