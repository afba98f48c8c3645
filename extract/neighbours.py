"""What a frame gains from its neighbours: a cut beside the machine that takes the work over.

News tells the deed and what comes in its place in two breaths: *The carrier is cutting 110
dispatchers. The rounds will be planned by software.* Neither sentence blames the machine for the
cut, and both together do.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from db.records import Attribution, Axis, Function, Modality, Population
from extract.attribution import is_market, other_cause
from extract.doubts import faint
from extract.patterns import Words
from extract.wording import Kind, Wording

if TYPE_CHECKING:
    from extract.frames import Frame

# Strength from which a frame takes a side.
_LOUD = 0.25
# What a cut says whose machine is told beside it: less than a cut of which AI is named the cause.
_SUCCEEDED = 0.6
# What hiring says beside the machine that leaves: more than its leaving, for people take its place.
_RETURNED = 0.7
# What a cut of earlier says in a text that tells of people coming back for a machine.
_UNDONE = 0.5
# Strength from which a text says that people are needed.
_SAID = 0.4
_FIRM = frozenset({Axis.PRACTICE, Axis.INTENTION})


def beside_machines(
    told: Sequence[tuple[int, "Frame"]], passage: Sequence[Words], *, words: Wording
) -> Iterator["Frame"]:
    """Yield the frames in their order, those that a machine explains with the strength it lends.

    ``told`` are the frames with the number of their sentence in ``passage``. A cut is explained
    by a machine that takes over work of its function in its own sentence or the next to it; a cut
    told as what went before also by the machine's withdrawal, wherever the text tells it. A cut
    for which the text blames anything else is not. A cut is also explained by the machine that its
    own sentence puts to work. Hiring beside a machine's withdrawal is of people in its place.
    A cut explained in one place is explained where the text tells it again, in its headline or of
    the same function. Hiring far from any machine takes no side in a text that nowhere else says
    that people are needed. Linear in the frames of neighbouring sentences.
    """
    explained = list(_explained(told, passage, words=words))
    causes = {
        frame.function
        for frame in explained
        if _is_cut(frame, words) and frame.polarity >= _SUCCEEDED and _is_told(frame)
    }
    needed = {frame.name for frame in explained if frame.polarity <= -_SAID}
    for (number, _), frame in zip(told, explained, strict=True):
        if _is_cut(frame, words) and _is_told_again(frame, number, causes, passage, words):
            yield replace(frame, polarity=_SUCCEEDED, is_supported=True)
        elif _is_unfounded(frame, needed, words):
            yield replace(frame, polarity=faint(frame.polarity))
        else:
            yield frame


def _explained(
    told: Sequence[tuple[int, "Frame"]], passage: Sequence[Words], *, words: Wording
) -> Iterator["Frame"]:
    takers = [(n, frame) for n, frame in told if _takes(frame, words.kinds[frame.name])]
    leavers = [(n, frame) for n, frame in told if _leaves(frame, words.kinds[frame.name])]
    for number, frame in told:
        kind = words.kinds[frame.name]
        if leavers and frame.polarity < 0 and kind.attributed is None and kind.beside is not None:
            is_near = any(_is_near(number, frame, n, other) for n, other in leavers)
            yield _returned(frame) if is_near else frame
            continue
        if kind.attributed is None or not 0 < frame.polarity < _SUCCEEDED or not _is_told(frame):
            yield frame
            continue
        if is_market([passage[number]], words=words) or other_cause(passage[number], words=words):
            yield frame
        elif any(
            _is_near(number, frame, n, other) for n, other in takers if other is not frame
        ) or _puts_to_work(passage[number], words):
            yield replace(frame, polarity=_SUCCEEDED, is_supported=True)
        elif frame.is_background and any(_is_of_one(frame, other) for _, other in leavers):
            yield replace(frame, polarity=max(_UNDONE, frame.polarity), is_supported=True)
        else:
            yield frame


def _is_cut(frame: "Frame", words: Wording) -> bool:
    return words.kinds[frame.name].attributed is not None


def _is_told_again(
    frame: "Frame",
    number: int,
    causes: Collection[Function],
    passage: Sequence[Words],
    words: Wording,
) -> bool:
    """Say whether a cut without a cause beside it is one that the text explains elsewhere."""
    if not causes or not 0 < frame.polarity < _SUCCEEDED or not _is_told(frame):
        return False
    if frame.is_background or other_cause(passage[number], words=words):
        return False
    is_same = frame.function is not Function.ALL and frame.function in causes
    return is_same or (number == 0 and Function.ALL in {frame.function, *causes})


def _is_unfounded(frame: "Frame", needed: Collection[str], words: Wording) -> bool:
    """Say so of hiring far from machines where no other frame says that people are needed."""
    kind = words.kinds[frame.name]
    if not kind.needs_ai or kind.beside is None or not kind.polarity <= frame.polarity < 0:
        return False
    return not any(name != frame.name for name in needed)


def _returned(frame: "Frame") -> "Frame":
    return replace(frame, polarity=min(frame.polarity, -_RETURNED), is_supported=True)


def _puts_to_work(found: Words, words: Wording) -> bool:
    """Say whether a sentence puts a machine to a task: *it will use AI to read the claims*."""
    told = words.vocabulary.matches(found, words.causes["employed"])
    return next(told, None) is not None


def _takes(frame: "Frame", kind: Kind) -> bool:
    return kind.by_machine and frame.polarity >= _LOUD and _is_told(frame)


def _leaves(frame: "Frame", kind: Kind) -> bool:
    return kind.stops_machine and frame.polarity <= -_LOUD and _is_told(frame)


def _is_told(frame: "Frame") -> bool:
    """Say whether it is told as a deed or plan of an organisation, and not denied."""
    is_own = frame.population is not Population.ECONOMY and frame.axis in _FIRM
    is_denied = frame.attribution is Attribution.DENIED
    return is_own and not is_denied and frame.modality is Modality.ASSERTED


def _is_near(number: int, frame: "Frame", other_number: int, other: "Frame") -> bool:
    return abs(number - other_number) <= 1 and _is_of_one(frame, other)


def _is_of_one(frame: "Frame", other: "Frame") -> bool:
    return frame.function is other.function or Function.ALL in {frame.function, other.function}
