"""Who does what to whose jobs: frames of cutting, replacing, hiring, regretting, denying."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from db.records import Attribution, Axis, Function, Modality, Population
from extract.assertion import is_asserted
from extract.attribution import attribution
from extract.clauses import bounds, follows, is_background, is_participle
from extract.curbs import is_curbed, is_for_each
from extract.doers import doer, is_anybody, is_crowd
from extract.doubts import (
    faint,
    is_doubtful,
    is_judged_beside,
    is_of_none,
    is_recalled,
    is_said_of_them,
)
from extract.findings import Finding, findings
from extract.modality import Mood, certainty, is_ability, is_disputed, mood
from extract.neighbours import beside_machines
from extract.nlp import text_of
from extract.patterns import Match, Words
from extract.scope import function, is_widened, population
from extract.strength import Cause, cause, denied, polarity
from extract.wording import Kind, Wording, sentences, wording

__all__ = ["Frame", "attribution", "frames"]

# Strength from which a deed stands without the reason given for it.
_LOUD = 0.5
# Strength from which it takes a side.
_SILENT = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One thing done or said about people and AI. Spans are character offsets."""

    name: str
    """A frame of the lexicons, such as ``freeze_hiring``."""
    trigger: tuple[int, int]
    span: tuple[int, int]
    """The clause; frames of one sentence have clauses that don't overlap."""
    agent: tuple[int, int] | None
    """Who does it as written: noun phrase, pronoun or possessive."""
    function: Function
    population: Population
    modality: Modality
    certainty: float
    polarity: float
    """Signed strength in [-1, 1], negation and attribution taken in, other modality not."""
    axis: Axis
    evidence: tuple[str, ...]
    attribution: Attribution = Attribution.UNKNOWN
    attribution_words: str = ""
    acknowledges_change: bool = False
    is_clarification: bool = False
    retracts_nothing: bool = False
    judges: bool = False
    """It passes judgement on the deed told beside it, and outweighs it."""
    is_background: bool = False
    """Told as what went before or as the circumstance of another frame of the sentence."""
    is_supported: bool = False
    """A machine that takes the work over, or leaves it, is told beside it."""


def frames(doc: Doc, *, language: str = "") -> Iterator[Frame]:
    """Yield the frames of a document in reading order. ``language`` defaults to the document's.

    Raises LexiconError when the language has no lexicon.
    """
    words = wording(language or doc.lang_)
    passage = sentences(doc, words=words)
    has_ai = any(sentence.union & words.bit("TOOL") for sentence in passage)
    told: list[tuple[int, Frame]] = []
    for number, sentence in enumerate(passage):
        found = findings(sentence, words, passage=passage, number=number)
        if not found:
            continue
        clauses = bounds(sentence, [_own(item) for item in found], words=words)
        is_cut = any(item.kind.attributed is not None for item in found)
        blamed = cause(passage, number, words=words) if is_cut else Cause()
        made = [
            _frame(passage, number, item, clause, words, blamed=blamed, has_ai=has_ai)
            for item, clause in zip(found, clauses, strict=True)
        ]
        told += [(number, frame) for frame in _together(made, found, sentence, words)]
    yield from beside_machines(told, passage, words=words)


def _together(
    made: Sequence[Frame], found: Sequence[Finding], sentence: Words, words: Wording
) -> Iterator[Frame]:
    """Lend a frame of the sentence what its neighbour has and it lacks.

    A deed without a function takes that of its circumstance (*after the failure of the desk's
    bot*), a verb after *and* without a subject the doer before it. A reason stands behind the
    deed it is given for.
    """
    reasons = _reasons(made, sentence, words)
    last = None
    for number, frame in enumerate(made):
        after = made[number + 1] if number + 1 < len(made) else None
        whose, whom = frame.function, frame.agent
        if whose is Function.ALL and after is not None and after.is_background:
            whose = after.function
        if whom is None and last is not None and _goes_on(frame, sentence, words):
            whom = last
        last = whom
        item = found[number]
        is_denied = frame.polarity > 0 and any(
            other.modality is Modality.NEGATED
            and other.population is frame.population
            and -_LOUD < other.polarity < 0
            for other in made
        )
        is_reason = frame.trigger[0] in reasons and any(
            other.polarity * frame.polarity > 0
            and abs(other.polarity) >= _LOUD
            and not other.is_background
            for other in made
            if other is not frame
        )
        is_reason = is_reason and frame.axis in {Axis.CAPABILITY, Axis.PRACTICE}
        is_aside = frame.polarity > 0 and is_said_of_them(
            sentence, item.match, item.kind, words=words
        )
        is_aside = is_aside and not any(
            abs(other.polarity) >= _SILENT
            and not is_said_of_them(sentence, one.match, one.kind, words=words)
            for one, other in zip(found, made, strict=True)
        )
        is_alone = whose is frame.function and whom is frame.agent
        if is_alone and not (is_reason or is_aside or is_denied):
            yield frame
            continue
        yield replace(
            frame,
            function=whose,
            agent=whom,
            is_background=frame.is_background or is_reason,
            polarity=faint(frame.polarity) if is_aside or is_denied else frame.polarity,
        )


def _goes_on(frame: Frame, sentence: Words, words: Wording) -> bool:
    """Say whether a clause opens with *and*, or its verb is a present participle."""
    joint = words.bit("AND")
    return any(
        (mask & joint and token.idx == frame.span[0])
        or (token.idx == frame.trigger[0] and is_participle(token))
        for token, mask in zip(sentence.tokens, sentence.masks, strict=True)
    )


def _reasons(made: Sequence[Frame], sentence: Words, words: Wording) -> set[int]:
    """Return the triggers whose clause gives the reason of another: *because AI can write*."""
    reason, over = words.bit("MOD_reason"), words.bit(",") | words.bit(".")
    if not sentence.union & reason:
        return set()
    triggers = {frame.trigger[0] for frame in made}
    found: set[int] = set()
    is_open = False
    for token, mask in zip(sentence.tokens, sentence.masks, strict=True):
        is_open = bool(mask & reason) or (is_open and not mask & over)
        if is_open and token.idx in triggers:
            found.add(token.idx)
            is_open = False
    return found


def _own(item: Finding) -> Match:
    first, end = item.own
    return Match(name=item.kind.name, positions=(first, end - 1), marked=(first,), end=end)


def _frame(  # noqa: PLR0913 - a frame rests on all of them
    passage: Sequence[Words],
    number: int,
    item: Finding,
    clause: tuple[int, int],
    words: Wording,
    *,
    blamed: Cause,
    has_ai: bool,
) -> Frame:
    sentence, kind, match = passage[number], item.kind, item.match
    # What merely happens, as headcount falls, has no doer.
    happens = sentence.masks[match.marked[0]] & words.bit("MOD_happens")
    whom = None if happens else doer(sentence, match, words=words)
    is_of_many = is_crowd(sentence, match, whom, words=words)
    whose = population(
        sentence, match, clause=clause, kind=kind, is_of_many=is_of_many, words=words
    )
    how = mood(
        sentence,
        match,
        clause=(min(clause[0], match.start), clause[1]),
        consumed=item.consumed or (kind.negated is None and not kind.negated_as),
        denies=kind.polarity > 0,
        words=words,
    )
    after = passage[number + 1] if number + 1 < len(passage) else None
    if how.is_future and whose is Population.EMPLOYEES and is_widened(after, words=words):
        whose = Population.ECONOMY
    blamed = blamed if kind.attributed is not None else Cause()
    modality = _modality(kind, how, whose)
    # "You replace them, and then …" is a figure of speech; "you cannot replace them" is a stand.
    is_figure = kind.is_rhetorical and not (how.is_negated and kind.negated_as)
    if not is_asserted(sentence, match, kind, words=words) or (
        is_figure and is_anybody(sentence, match, whom, words=words)
    ):
        modality = Modality.QUESTION
    strength = polarity(passage, number, match, kind, blamed, words=words)
    is_promise = how.is_future or bool(sentence.union & words.bit("MOD_pledge"))
    if is_promise and kind.promised is not None:
        strength = kind.promised
    is_of_nobody = not item.consumed and is_of_none(sentence, match, words=words)
    is_negated = (
        how.is_negated
        or is_of_nobody
        or is_curbed(sentence, match, words=words)
        or (
            kind.polarity > 0
            and not kind.retracts_nothing
            and is_disputed(sentence, match, words=words)
        )
    )
    rule = words.at_task.get("each")
    if (
        rule is not None
        and (is_negated or kind.polarity > 0)
        and is_for_each(sentence, match, words=words)
    ):
        kind, strength, is_negated = rule, rule.polarity, False
    elif is_negated and kind.negated_as:
        kind = words.kinds[kind.negated_as]
        strength = denied(sentence, match, kind)
    elif is_negated:
        strength = _negated(kind, is_promise=is_promise)
        modality = modality if modality is Modality.QUESTION else Modality.NEGATED
    if is_of_many and kind.retracts_nothing:
        strength = 0.0
    is_before = follows(sentence, match, clause=clause, words=words)
    is_doubted = not kind.retracts_nothing and (
        is_doubtful(sentence, match, side=strength, is_before=is_before, words=words)
        or is_recalled(sentence, match, words=words)
        or (strength > 0 and is_judged_beside(passage, number, words=words))
    )
    if (kind.needs_ai and not has_ai) or is_doubted:
        strength = faint(strength)
    return Frame(
        name=kind.name,
        trigger=_span(sentence, match.marked[0], match.marked[-1] + 1),
        span=_span(sentence, *clause),
        agent=whom,
        function=function(sentence, _scope(match, item), clause=clause, kind=kind, words=words),
        population=whose,
        modality=modality,
        certainty=certainty(modality, is_hedged=how.is_hedged),
        polarity=strength,
        axis=Axis.CAPABILITY
        if kind.by_machine and is_ability(sentence, match, words=words)
        else _axis(kind, how, whose, is_of_many=is_of_many),
        evidence=_evidence(sentence, item),
        attribution=blamed.attribution,
        attribution_words=blamed.words,
        acknowledges_change=kind.acknowledges_change
        and not is_negated
        and not is_of_many
        and modality is not Modality.QUESTION,
        is_clarification=kind.is_clarification,
        retracts_nothing=kind.retracts_nothing and modality is not Modality.QUESTION,
        judges=kind.judges and not is_negated,
        is_background=is_background(sentence, match, clause=clause, words=words),
    )


def _negated(kind: Kind, *, is_promise: bool) -> float:
    """Weigh a denial: nothing having been cut says less than a promise to cut nothing."""
    if kind.negated_told is not None and not is_promise:
        return kind.negated_told
    return kind.negated or 0.0


def _modality(kind: Kind, how: Mood, whose: Population) -> Modality:
    is_forecast = kind.axis is Axis.FORECAST or (
        whose is Population.ECONOMY and how.is_future and kind.axis is not Axis.CAPABILITY
    )
    if how.modality is Modality.ASSERTED and is_forecast:
        return Modality.FORECAST
    return how.modality


def _scope(match: Match, item: Finding) -> Match:
    """Keep for a gapped clause the words of its own tell the function, not the verb far off."""
    if match.start == item.own[0]:
        return match
    first = item.own[0]
    return Match(name=match.name, positions=(first, match.end - 1), marked=(first,), end=match.end)


def _axis(kind: Kind, how: Mood, whose: Population, *, is_of_many: bool) -> Axis:
    if is_of_many and kind.axis in {Axis.PRACTICE, Axis.INTENTION}:
        return Axis.FORECAST if how.is_future else Axis.EVALUATION
    if kind.axis is Axis.PRACTICE and how.is_future:
        return Axis.FORECAST if whose is Population.ECONOMY else Axis.INTENTION
    return kind.axis


def _evidence(sentence: Words, item: Finding) -> tuple[str, ...]:
    match = item.match
    if match.end - match.start == len(match.positions) or match.start == item.own[0]:
        start, end = _span(sentence, match.start, match.end)
        return (text_of(sentence.tokens[0].doc)[start:end],)
    return tuple(sentence.tokens[position].text for position in match.positions)


def _span(sentence: Words, start: int, end: int) -> tuple[int, int]:
    first, last = sentence.tokens[start], sentence.tokens[end - 1]
    while end - 1 > start and last.is_punct:
        end -= 1
        last = sentence.tokens[end - 1]
    while start < end - 1 and first.is_punct:
        start += 1
        first = sentence.tokens[start]
    return (first.idx, last.idx + len(last.text))
