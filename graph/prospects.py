"""What can't be checked yet: values that are supposed, asked for or expected. Pure."""

import re

from db.records import SURVEYED, Axis, LaneStatement, Modality, StoredFigure
from graph.claims import QUOTES, is_expected
from graph.dates import interval
from graph.features import has
from graph.holding import POSSIBLE, held_back, is_finished, is_supposed

UNCHECKABLE = frozenset({Modality.CONDITIONAL, Modality.FORECAST, Modality.QUESTION})


def is_to_come(member: LaneStatement, figure: StoredFigure) -> bool:
    """Tell whether a value is supposed or expected. One of days that are past was observed.

    What is told as done was observed too, in whatever statement it stands.
    """
    if is_supposed(figure.sentence, language=figure.language):
        return True
    days = interval(figure.as_of) if figure.as_of else None
    if days and member.published and days[1] <= member.published[:10]:
        return member.modality is Modality.CONDITIONAL
    is_ahead = bool(days and member.published and days[0] > member.published[:10])
    held = held_back(figure.sentence, figure.text, language=figure.language)
    if not (held or is_ahead) and is_finished(figure.sentence, language=figure.language):
        return False
    if figure.measure in SURVEYED and not is_ahead:
        return False  # what those who were asked expect was found by asking them
    if member.modality is Modality.QUESTION:
        # The reader holds back a stand for many reasons; of a number a question mark alone does.
        return "?" in figure.sentence
    if member.modality in UNCHECKABLE or member.axis is Axis.FORECAST:
        return True
    if held == POSSIBLE and _is_by_chance(figure):
        return True  # *could affect up to 75 clerks*; but who considers a cut does consider it
    return is_expected(member) and member.kind in QUOTES


def _is_by_chance(figure: StoredFigure) -> bool:
    """Tell whether the clause of a number says that it may be, or may not."""
    before = _CLAUSE.split(figure.sentence.partition(figure.text)[0])[-1]
    return has(before, "held.chance", language=figure.language)


_CLAUSE = re.compile(r"[:;(«“\"]")
