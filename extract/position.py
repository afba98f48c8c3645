"""Where a stretch of text stands: +1 AI replaces people … -1 people are needed."""

from collections.abc import Sequence

from spacy.tokens import Doc

from db.records import Axis, Function, Modality, Position, Span
from extract.frames import Frame
from extract.nlp import text_of

# Below this strength a frame says nothing of a side: a cut for another reason, an apology.
_SILENT = 0.25
# Strengths of both signs within this of each other are a mixed statement, and no position.
_MIXED = 0.3
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
    """Return the position of what is said in ``spans``, from the frames inside; None abstains.

    The strongest frame decides. When both sides are taken about as strongly, or only in a
    question, there is no position. ``is_quote`` keeps frames to those whose trigger the spans
    hold; otherwise a clause that overlaps is enough.
    """
    if all(text_of(doc)[start:end].rstrip().endswith("?") for start, end in spans):
        return None
    inside = [frame for frame in frames if _is_inside(frame, spans, is_quote=is_quote)]
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
