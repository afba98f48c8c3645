"""What a text tells of the time before its news: deeds in the past that no date stands beside.

*In March 2024 it launched a bot. In the months that followed it let 300 clerks go.* The second
sentence is of after March 2024 and not of the day of publication; *at first people wrote them* is
of a time that is over.
"""

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from db.records import DateMethod, SaidDate
from extract import intervals
from extract.dates import some_day_before
from extract.governing import is_past_clause, sentence_of, token_of, verb_over
from extract.lexicons import lexicon
from extract.occasions import NEWS_DAYS, days_between
from extract.scene import Scene

# What ends the clause that a stretch of time is measured from.
_BREAK = re.compile(r"[,;:.!?\n\"“”«»]")


def dated_by_story(scene: Scene, trigger: tuple[int, int], said: SaidDate) -> SaidDate:
    """Return the date of a deed, of one that only the publication dates by the story before it.

    Such a deed in the past is of after the date last told, if its words say so (*in the months that
    followed*) or its paragraph goes on from a past day: an interval that ends at publication. Where
    its words speak of a time that is over (*at first*) it is of an open past.
    """
    place = scene.doc.char_span(*trigger, alignment_mode="expand")
    if said.method is not DateMethod.PUBLICATION or place is None:
        return said
    if not is_past_clause(place.root):
        return said
    sentence = sentence_of(place)
    words = sentence.text.lower().replace("’", "'")
    following, bygone = _told(scene.doc.lang_)
    if bygone.search(words):
        return some_day_before(scene.version.published)
    before = [one for one in scene.dates if one.end <= sentence.start_char and one.earliest]
    if not before:
        return said
    last = before[-1]
    goes_on = following.search(words) or _continues(scene, last, sentence.start_char)
    return _since(last, said) if goes_on and _is_over(last, scene.version.published) else said


def measured_back(scene: Scene, trigger: tuple[int, int]) -> SaidDate | None:
    """Return the date of a deed from which a stretch of time is measured to the news of today.

    *Two years after it gave its calls to a bot, the bank hires*: the calls went two years before
    publication. Where only a bound is told (*less than a year after*) it is some day before.
    None where nothing is measured from it.
    """
    published = intervals.parse(scene.version.published)
    if published is None:
        return None
    _, bound = _measured(scene.doc.lang_)
    text = scene.version.text
    for date in scene.dates:
        between = text[date.end : trigger[0]]
        if date.end > trigger[0] or not is_measured(scene, date) or _BREAK.search(between):
            continue
        back = intervals.parse(date.anchor)
        if back is None or bound.search(text[: date.start].lower()):
            return some_day_before(scene.version.published)
        return replace(
            date,
            edtf=back.edtf,
            earliest=back.first.isoformat(),
            latest=back.last.isoformat(),
            anchor=published.edtf,
        )
    return None


def is_measured(scene: Scene, date: SaidDate) -> bool:
    """Tell whether words measure how long ago something was: *two years after*, told today.

    They say nothing of the day on which the news of today was done.
    """
    published = intervals.parse(scene.version.published)
    after, _ = _measured(scene.doc.lang_)
    is_today = published is not None and date.edtf == published.edtf
    return is_today and bool(after.search(date.words.lower()))


@cache
def _measured(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon(language, "dates")
    return re.compile(table["measured"]), re.compile(table["bound"])


@cache
def _told(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon(language, "dates")
    return re.compile(table["following"]), re.compile(table["bygone"])


def _continues(scene: Scene, last: SaidDate, start: int) -> bool:
    """Tell whether a sentence goes on from the one before, whose main clause is of a past day."""
    between = scene.version.text[last.end : start]
    token = token_of(scene.doc, last)
    if token is None or "\n" in between:
        return False
    told = sentence_of(scene.doc[token.i : token.i + 1])
    is_next = not scene.version.text[told.end_char : start].strip()
    return is_next and _is_main(verb_over(token), told.root)


def _is_main(verb: Token, root: Token) -> bool:
    return verb == root and is_past_clause(verb)


def _is_over(last: SaidDate, published: str) -> bool:
    """Tell whether a date lies so far back that it is no news any more."""
    day = intervals.parse(published)
    return day is not None and days_between(last.latest, day.last.isoformat()) > NEWS_DAYS


def _since(last: SaidDate, said: SaidDate) -> SaidDate:
    return replace(
        said,
        edtf=f"{last.earliest}/{said.latest}",
        earliest=last.earliest,
        method=DateMethod.RELATIVE,
        anchor=last.edtf,
    )
