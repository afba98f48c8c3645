"""Where a stretch of text stands: +1 AI replaces people … -1 people are needed."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from db.records import Axis, Function, Modality, Position, Span
from extract.classifier import Verdict, grounds, verdicts
from extract.frames import Frame
from extract.nlp import sentence_with, text_of

# Below this strength a frame says nothing of a side: a cut for another reason, an apology.
_SILENT = 0.25
# Strengths of both signs within this of each other are a mixed statement, and no position.
_MIXED = 0.3
# The numbers below were set on 23 November 2026 on verdicts of held folds, beside frames that had
# not been worked on with the training data.
# Chance of the other side, or of neither, from which a frame's side is given up, in words without a
# negation: of the frames so refuted 30 of 36 were wrong, 20 of them on the other side; of 271
# plain sentences of the news, not told with twins, it costs 3. With a negation it is half of them.
_OTHER_SIDE = 0.7
_NEITHER = 0.93
# Below this chance of its side a frame was right about three quarters as often as above.
_DOUBTED = 0.3
_DOUBT = 0.75
# How much rarer a side is in quotes of an article that name machines and people, and in which no
# frame is, than in the training data: 3 of 19 in the sample newsroom and the gold worked with, to
# two in three.
_RARER = 10
# Chance from which words that no frame knows take a side, sides being that rare: on held folds 14
# of 15 such were right. Lower, at .6, it was 25 of 29.
_SURE = 0.7
# The other side, in another sentence of the same words, from which they are mixed.
_OTHER = 0.5
# What the classifier's word is worth: held, but two of them are no full reversal (rules.toml: half
# the difference must be .5), and not so little that a frame before it would look like a retreat.
_CLASSIFIED = 0.48
_WEIGHT = {
    Modality.ASSERTED: 1.0,
    Modality.NEGATED: 1.0,
    Modality.FORECAST: 0.8,
    Modality.CONDITIONAL: 0.5,
    Modality.HEARSAY: 0.5,
    Modality.QUESTION: 0.0,
}


def position(
    doc: Doc, *, spans: Sequence[Span], frames: Sequence[Frame], is_quote: bool = False
) -> Position | None:
    """Return the position of what is said in ``spans``; None abstains.

    Frames come first, and the strongest decides. When both sides are taken about as strongly, or
    only in a question, there is no position. ``is_quote`` keeps frames to those whose trigger the
    spans hold; otherwise a clause that overlaps is enough. A classifier refutes a frame's side
    that it holds for very unlikely, and takes one in a quote whose words are clear and whose
    frames, if any, take none.
    """
    if all(text_of(doc)[start:end].rstrip().endswith("?") for start, end in spans):
        return None
    inside = [frame for frame in frames if _is_inside(frame, spans, is_quote=is_quote)]
    if not inside:
        return _classified(doc, spans) if is_quote else None
    stance = _framed(inside)
    if is_quote and not any(abs(frame.polarity) >= _SILENT for frame in inside):
        return _classified(doc, spans) or stance
    # The classifier knows sides, not courses: whether one is kept is for frames alone to say.
    if stance is None or any(f.retracts_nothing or f.acknowledges_change for f in inside):
        return stance
    # It weighs words alone, and can't see the machine told beside them, or whom they contradict.
    same = [frame for frame in inside if frame.polarity * stance.value > 0]
    if any(frame.is_supported or frame.modality is Modality.NEGATED for frame in same):
        return stance
    return _doubted(doc, spans, stance)


def _framed(inside: Sequence[Frame]) -> Position | None:
    """Return the position of the strongest frame, unless both sides are about as strong."""
    weighed = [(frame.polarity * _WEIGHT[frame.modality], frame) for frame in _foreground(inside)]
    loud = [(weight, frame) for weight, frame in weighed if abs(weight) >= _SILENT / 2]
    if not loud:
        return None
    up = max((weight for weight, _ in loud if weight > 0), default=0.0)
    down = -min((weight for weight, _ in loud if weight < 0), default=0.0)
    if up and down and abs(up - down) < _MIXED:
        return None
    sign = 1 if up > down else -1
    best = max((pair for pair in loud if pair[0] * sign > 0), key=lambda pair: abs(pair[0]))[1]
    confidence = best.certainty * (0.9 if not (up and down) else 0.6)
    same = [frame for weight, frame in loud if weight * sign > 0]
    evidence = tuple(dict.fromkeys(words for frame in same for words in frame.evidence))
    return Position(
        value=round(max(-1.0, min(1.0, best.polarity)), 2),
        axis=best.axis,
        function=_function(best, same),
        population=best.population,
        confidence=round(confidence, 2),
        evidence=evidence,
    )


def _doubted(doc: Doc, spans: Sequence[Span], stance: Position) -> Position | None:
    """Return a frame's position less sure, or None, where the words around speak against it."""
    side = 1 if stance.value > 0 else -1
    told = _verdicts(doc, spans)
    if not told or any(verdict.chance(side) >= _DOUBTED for verdict in told):
        return stance
    # A clause may be too short to tell by: its sentence is asked as well.
    told += _verdicts(doc, [span for span in _sentences(doc, spans) if span not in spans])
    best = max(told, key=lambda verdict: verdict.chance(side))
    if best.is_plain and (best.chance(-side) >= _OTHER_SIDE or best.neither >= _NEITHER):
        return None
    if best.chance(side) < _DOUBTED:
        return replace(stance, confidence=round(stance.confidence * _DOUBT, 2))
    return stance


def _classified(doc: Doc, spans: Sequence[Span]) -> Position | None:
    """Return the side that clear words take, if they name people and machines and assert it."""
    told = _verdicts(doc, spans)
    clear = [
        (chance, verdict)
        for verdict in told
        if verdict.names_both
        and verdict.is_plain
        and (chance := verdict.chance_among(verdict.side, rarer=_RARER)) >= _SURE
        and verdict.is_asserted
    ]
    if not clear:
        return None
    chance, best = max(clear, key=lambda pair: pair[0])
    if any(verdict.chance(-best.side) >= _OTHER for verdict in told):
        return None
    told_by = grounds(best)
    return Position(
        value=best.side * _CLASSIFIED,
        axis=best.axis,
        function=told_by.function,
        population=told_by.population,
        confidence=round(chance, 2),
        evidence=told_by.evidence,
    )


def _verdicts(doc: Doc, spans: Sequence[Span]) -> list[Verdict]:
    return [verdict for start, end in spans for verdict in verdicts(doc, start, end)]


def _sentences(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """Return where the sentences stand in which the spans lie, if a model drew any."""
    found: dict[Span, None] = {}
    for start, end in spans:
        words = doc.char_span(start, end, alignment_mode="expand")
        if words is not None and doc.has_annotation("SENT_START"):
            found[sentence_with(words[0]).start_char, sentence_with(words[-1]).end_char] = None
    return list(found)


def _is_inside(frame: Frame, spans: Sequence[Span], *, is_quote: bool) -> bool:
    start, end = frame.trigger if is_quote else frame.span
    if is_quote:
        return any(low <= start and end <= high for low, high in spans)
    return any(start < high and low < end for low, high in spans)


def _foreground(inside: Sequence[Frame]) -> list[Frame]:
    """Drop what is only recalled: the deed regretted, the cut that a return to people undoes."""
    main = [frame for frame in inside if not frame.is_background and _is_loud(frame)]
    if not main:
        return [frame for frame in inside if _is_loud(frame)]
    if any(frame.retracts_nothing for frame in main):
        return [frame for frame in main if not frame.acknowledges_change]
    verdicts = [frame for frame in main if frame.acknowledges_change or frame.judges]
    if any(frame.modality is Modality.ASSERTED for frame in verdicts):
        main = [frame for frame in main if frame.polarity < 0]
    return main


def _is_loud(frame: Frame) -> bool:
    is_told = frame.modality is Modality.HEARSAY and frame.axis is Axis.CAPABILITY
    return (
        not is_told and abs(frame.polarity) >= _SILENT and frame.modality is not Modality.QUESTION
    )


def _function(best: Frame, same: Sequence[Frame]) -> Function:
    if best.function is not Function.ALL:
        return best.function
    named = {frame.function for frame in same} - {Function.ALL}
    return named.pop() if len(named) == 1 else Function.ALL
