"""Whether a frame is asserted, negated, conditional, hearsay, a forecast or a question."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from db.records import Modality
from extract.patterns import Match, Words
from extract.wording import Wording

# Certainty of what is said, by how it is held back; set by hand, on the cases of tests/extract.
_CERTAINTY = {
    Modality.ASSERTED: 1.0,
    Modality.NEGATED: 1.0,
    Modality.CONDITIONAL: 0.4,
    Modality.HEARSAY: 0.4,
    Modality.FORECAST: 0.6,
    Modality.QUESTION: 0.2,
}
_HEDGED = 0.85
# How many words before its trigger a negation reaches.
_REACH = 7
_NEGATED_BEFORE = 3
# Words before a verb in which *can* stands.
_ABLE = 3
# A conditional or future shows in the infinitive inside it: "rembaucher-ait", "supprimer-a".
_CONDITIONAL = re.compile(
    r"(?:er|ir|dr|ttr|aur|ser|vr|fer|pourr|devr|voudr)(?:ait|aient|ions|iez)$"
)
_FUTURE = re.compile(r"(?:er|ir|dr|ttr|[îi]tr|aur|ser|vr|fer|pourr|devr)(?:a|ont|ons|ai|ez)$")
_IMPERFECT_OF_IR = re.compile(r"(?:ret|t|dés|adm|asp)ir(?:ait|aient)$")
_PERFECT_HEARSAY = frozenset({"aurait", "auraient", "serait", "seraient"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How a match stands, before its negation is turned into another frame."""

    modality: Modality
    is_negated: bool
    is_future: bool
    is_hedged: bool


def mood(  # noqa: PLR0913 - what mood depends on
    found: Words,
    match: Match,
    *,
    clause: tuple[int, int],
    consumed: bool,
    denies: bool,
    words: Wording,
) -> Mood:
    """Return how the match stands in its clause and sentence.

    ``consumed`` says that the pattern itself holds the negation ("not hiring"), ``denies`` that
    one inside it counts ("laid off no employee").
    """
    trigger = match.marked[0]
    low = max(clause[0], min(trigger - _REACH, match.start - _NEGATED_BEFORE))
    modal = _modal(found, low, match, words)
    is_future = bool(modal) or _is_future(found, low, match, words)
    hedge = words.bit("MOD_hedge")
    return Mood(
        modality=_modality(found, match, low, modal, is_future=is_future, words=words),
        is_negated=not consumed and _is_negated(found, match, low, denies=denies, words=words),
        is_future=is_future,
        is_hedged=found.has(hedge, low, match.end),
    )


def certainty(modality: Modality, *, is_hedged: bool) -> float:
    """Return how sure what is said is, in [0, 1], from the way it is said."""
    return _CERTAINTY[modality] * (_HEDGED if is_hedged else 1.0)


def is_disputed(found: Words, match: Match, *, words: Wording) -> bool:
    """Say whether somebody disagrees before the match: *she disagreed with him, who says …*."""
    disagree = words.bit("MOD_disagree")
    return found.has(disagree, 0, match.start)


def is_ability(found: Words, match: Match, *, words: Wording) -> bool:
    """Say whether something can be done and isn't told as done: *can already do the work of*."""
    trigger = match.marked[0]
    able = words.bit("CAN")
    return found.has(able, max(0, trigger - _ABLE), trigger)


def _is_negated(found: Words, match: Match, low: int, *, denies: bool, words: Wording) -> bool:
    trigger = match.marked[0]
    negation, barrier = words.bit("MOD_negation"), words.bit("BREAK") | words.bit(".")
    not_negation = words.bit("MOD_not_negation")
    # "had laid off no full-time employee"
    none = words.bit("MOD_none")
    if denies and found.has(none, trigger + 1, match.end):
        return True
    joint = words.bit("AND")
    is_finite = any(child.dep_.startswith("aux") for child in found.tokens[trigger].children)
    for position in range(trigger - 1, low - 1, -1):
        mask = found.masks[position]
        if mask & barrier and position < match.start:
            return False
        if mask & words.bit(",") and position < match.start:
            return False
        # "Technology rather than people and will cut jobs": a new verb of its own.
        if mask & joint and is_finite and position < match.start:
            return False
        # "Without any staff": the second word denies nothing more.
        is_within = position > match.start and found.masks[match.start] & negation
        if mask & negation and position not in match.positions and not is_within:
            return not mask & not_negation and not _is_restriction(found, position, trigger)
    return any(child.dep_ == "neg" for child in found.tokens[trigger].children) and not found.has(
        not_negation, low, trigger
    )


def _is_restriction(found: Words, position: int, trigger: int) -> bool:
    """*ne … que* and *plus … que* restrict, they don't deny."""
    if found.tokens[position].lower_ not in {"ne", "n'", "n’"}:
        return False
    after = [token.lower_ for token in found.tokens[trigger + 1 : trigger + 4]]
    inside = [token.lower_ for token in found.tokens[position : trigger + 4]]
    return bool({"que", "qu'", "qu’"} & set(after)) and not {"pas", "plus", "jamais"} & set(inside)


def _modality(  # noqa: PLR0913 - what modality depends on
    found: Words, match: Match, low: int, modal: str, *, is_future: bool, words: Wording
) -> Modality:
    if any(token.text == "?" for token in found.tokens[match.end - 1 :]):
        return Modality.QUESTION
    is_reported = bool(modal) and _is_reported(found, match, words)
    condition = words.bit("MOD_condition")
    has_condition = found.has(condition)
    is_under = found.has(condition, low, match.start)
    hearsay = words.bit("MOD_hearsay")
    if (modal and has_condition) or is_under:
        return Modality.CONDITIONAL
    is_told = found.has(hearsay, 0, match.end)
    if is_told or (modal == "hearsay" and not is_reported):
        return Modality.HEARSAY
    if modal == "possible" or (modal == "would" and not is_reported):
        return Modality.CONDITIONAL
    if is_future and found.union & words.bit("MOD_speakers"):
        has_forecast = found.union & words.bit("MOD_forecast")
        return Modality.FORECAST if has_forecast else Modality.ASSERTED
    return Modality.ASSERTED


def _modal(found: Words, low: int, match: Match, words: Wording) -> str:
    """Return ``would``, ``possible``, ``hearsay`` (French conditional) or nothing."""
    for position in range(low, match.end):
        token = found.tokens[position]
        if words.language == "fr":
            if _is_conditional(token):
                if found.masks[position] & words.bit("MOD_modal"):
                    return "possible"
                return "hearsay"
        elif found.masks[position] & words.bit("MOD_modal") and position < match.marked[-1]:
            if found.masks[position] & words.bit("CAN") and position in match.positions:
                continue
            if position and token.text.istitle():
                continue  # *In May 2023 it froze hiring* is a month
            return "would" if token.lower_ == "would" else "possible"
    return ""


def _is_conditional(token: Token) -> bool:
    form = token.lower_
    if form in _PERFECT_HEARSAY:
        return True
    return bool(_CONDITIONAL.search(form)) and not _IMPERFECT_OF_IR.search(form)


def _is_reported(found: Words, match: Match, words: Wording) -> bool:
    """Say whether *said it would*, *a annoncé que* make of a conditional a future told."""
    said = words.bit("MOD_past_saying")
    return found.has(said, 0, match.end)


def _is_future(found: Words, low: int, match: Match, words: Wording) -> bool:
    future = words.bit("MOD_future")
    for position in range(low, match.end):
        token = found.tokens[position]
        if found.masks[position] & future and position < match.marked[-1]:
            return token.lower_ != "to" or position + 1 in match.marked
        if (
            words.language == "fr"
            and (token.pos_ in {"VERB", "AUX"} or position in match.marked)
            and _FUTURE.search(token.lower_)
        ):
            return True
    return False
