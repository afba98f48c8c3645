"""Figures: the numbers that count something, with what is needed to compare them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from db.records import Change, Figure, SaidDate
from extract import measures
from extract.bare import Scene, borrowed, coined, is_name, is_passing, is_share_point, money_of
from extract.counted import Counted, base_of, counted_by, is_out_of, nouns_of, place_after
from extract.datelines import story_start
from extract.governing import sentence_around
from extract.nlp import text_of, tokens_at
from extract.plain import plain
from extract.qualifiers import change_of, modifier_of
from extract.quantities import Quantity, quantities
from extract.standing import as_of
from extract.times import CALENDAR, expressions
from extract.units import units_of

_SORTS = frozenset(
    {"percent", "points", "money", "multiple", "fraction", "count", "year", "dimension"}
)
_PERCENT = 100.0
_ABSURD = 100.0  # two values of one thing in one sentence don't differ by so much
_CUE_REACH = 90  # characters in which the verb of change stands before its number
_LEFT = 60  # characters beside a number that are looked at


def figures(
    doc: Doc,
    *,
    found: Sequence[SaidDate] = (),
    published: str = "",
    everything: bool = False,
) -> Iterator[Figure]:
    """Yield each number in the document that counts something, in reading order.

    ``value`` is in the unit itself (10 millions de dollars is 1e7 USD); a share in words is
    a percentage (*two-thirds* is 66.67). A range's value is its middle. ``low`` and ``high`` are
    the bounds that the text gives: a modifier (*more than*) is told beside and doesn't widen
    them. Dates in ``found`` are no figures and give ``as_of``. ``everything`` asks
    for ages, durations, dimensions, *one* and *two* and bare numbers besides.
    """
    text = text_of(doc)
    told = expressions(text, language=doc.lang_)
    excluded = [(item.start, item.end) for item in told if item.kind in CALENDAR]
    excluded.append((0, story_start(text)))
    waiting: list[tuple[Figure, Quantity]] = []
    told_before: list[Figure] = []
    sentence: Span | None = None
    last_sample = ""
    hits: measures.Hits | None = None
    low = plain(text)
    for quantity in _split(low, quantities(text, language=doc.lang_, excluded=excluded), doc.lang_):
        if not everything and quantity.sort not in _SORTS:
            continue
        place = tokens_at(doc, quantity.start, quantity.end)
        if place is None:
            continue
        start, end = sentence_around(doc, place)
        if sentence is None or start != sentence.start:
            here = doc[start:end]
            last_sample = _sample(waiting) if sentence is not None and sentence.end == start else ""
            yield from _finished(doc, waiting, found, published)
            told_before = [item for item, _ in waiting] or told_before
            sentence, waiting = here, []
            hits = measures.hits(low[here.start_char : here.end_char], language=doc.lang_)
        context = Scene(
            doc=doc,
            text=text,
            low=low,
            sentence=sentence,
            hits=hits or measures.Hits({}),
            earlier=[item for item, _ in waiting],
            before=told_before,
        )
        figure = _figure(context, quantity, everything=everything)
        if figure is None:
            continue
        figure = _with_base(context, figure, _sample(waiting) or last_sample)
        figure = _restated(context, figure, waiting)
        waiting.append((figure, quantity))
    yield from _finished(doc, waiting, found, published)


def _split(low: str, found: Iterable[Quantity], language: str) -> Iterator[Quantity]:
    """Part *from 4,500 to 3,500* in two where it tells a change, and keep *from 10 to 20* whole."""
    classes = measures.words(language).classes
    for quantity in found:
        if not quantity.ends:
            yield quantity
            continue
        first, last = quantity.ends
        before = low[max(0, quantity.start - _CUE_REACH) : quantity.start]
        # What is cut falls and what grows rises: *cut 200 to 250 jobs* is a range.
        is_rise = first.value < last.value
        is_change = not is_rise or bool(classes["grow"].search(before))
        yield from (quantity.ends if is_change else (quantity,))


def _figure(context: Scene, quantity: Quantity, *, everything: bool) -> Figure | None:
    """Return the figure of a quantity with all its context tells, or None if it counts nothing."""
    doc, text, low, hits = context.doc, context.text, context.low, context.hits
    words, nouns = measures.words(doc.lang_), nouns_of(doc.lang_)
    offset = context.sentence.start_char
    start, end = quantity.start - offset, quantity.end - offset
    left = low[max(offset, quantity.start - _LEFT) : quantity.start]
    after = low[quantity.end : quantity.end + _LEFT]
    modifier, before = modifier_of(left, after, words, quantity)
    change = change_of(
        quantity, (before, after, low[offset : quantity.start]), hits=hits, words=words
    )
    counted, sort = None, "percent" if quantity.sort == "fraction" else quantity.sort
    quantity = coined(context, quantity)
    unit, stop, base = quantity.unit, quantity.end, ""
    if sort == "dimension" and is_share_point(context, quantity):
        sort, unit = "points", "percentage points"
    if sort == "percent":
        ends = base_of(doc, low, quantity, nouns)
        base = text[ends[0] : ends[1]] if ends else ""
        if quantity.sort == "fraction" and not (
            base or modifier or change or _is_share(context, quantity)
        ):
            return None
    elif sort in {"count", "year"}:
        found_count = _count(context, quantity, change, everything=everything)
        if found_count is None:
            return None
        counted, unit = found_count
        stop = counted.end if counted is not None and not counted.is_whole else stop
        sort = "people" if unit == "people" else "count"
    is_sample = (
        sort in {"people", "count"}
        and change is None
        and bool(words.sample.search(before))
        and hits.near("survey", start, end) < _CUE_REACH
    )
    found = measures.measure(
        hits,
        start=start,
        end=end,
        sort=sort,
        change=change,
        is_whose=sort == "percent" and _is_whose(base, after, doc.lang_),
    )
    if sort == "percent" and change is None and _is_of_asked(base, after, words):
        found = "survey share"
    value = _value(quantity, unit)
    factor = _PERCENT if quantity.sort == "fraction" else 1.0
    is_spread = quantity.low != quantity.high
    return Figure(
        start=quantity.start,
        end=stop,
        text=text[quantity.start : stop],
        value=value * factor,
        low=(quantity.low if is_spread else value) * factor,
        high=(quantity.high if is_spread else value) * factor,
        unit=unit or "number",
        modifier=modifier,
        change=change if not (quantity.sort == "fraction" and base) else None,
        measure="survey sample" if is_sample else found,
        counted=text[counted.start : counted.end] if counted else "",
        base=base,
        per=quantity.per or _per(context, counted),
        place=place_after(doc, low, stop, context.sentence),
        sentence_start=offset,
        sentence_end=context.sentence.end_char,
    )


def _per(context: Scene, counted: Counted | None) -> str:
    """Return what counted things are counted by: *1.4 million calls a month*."""
    if counted is None:
        return ""
    units = units_of(context.doc.lang_)
    match = units.per.match(context.low, counted.end)
    return units.per_names.get(match[1], match[1]) if match else ""


def _is_share(context: Scene, quantity: Quantity) -> bool:
    """Tell whether a fraction without a base is a share: *0.5*, *one in nine*, *half of it*."""
    nouns, low = nouns_of(context.doc.lang_), context.low
    is_of = bool(nouns.of.match(low, quantity.end))
    return (
        not quantity.number.is_words
        or is_out_of(low, quantity, language=context.doc.lang_)
        or is_of
    )


def _count(
    context: Scene, quantity: Quantity, change: Change | None, *, everything: bool
) -> tuple[Counted | None, str] | None:
    """Return what a number without unit counts and its unit; None when it counts nothing.

    A number set against another (*contre 700 au lancement*) takes that one's unit.
    """
    counted = counted_by(context.doc, context.low, quantity, nouns_of(context.doc.lang_))
    is_people = counted is not None and counted.unit == "people"
    if (quantity.sort == "year" and not is_people) or is_name(context, quantity, counted):
        return None
    if quantity.number.is_words:
        if not everything and is_passing(context, quantity, counted, change):
            return None
        if quantity.value == 1:
            return (counted, counted.unit) if everything and counted is not None else None
    currency = money_of(context, quantity)
    if currency and (counted is None or not counted.is_known):
        return None, currency
    if counted is not None and (counted.is_known or change is not Change.FROM):
        return (counted, counted.unit) if everything or not counted.is_proper else None
    unit = borrowed(context, quantity, change)
    return None if unit is None and not everything else (None, unit or "")


def _is_whose(base: str, after: str, language: str) -> bool:
    """Tell whether a share is one of actors (*of companies*, *who cut staff*), not of work."""
    words = measures.words(language)
    if words.whose.match(after):
        return True
    held = plain(base)
    return bool(base) and not any(words.classes[name].search(held) for name in words.work)


def _is_of_asked(base: str, after: str, words: measures.Words) -> bool:
    """Tell whether a share is one of those who were asked: of firms at large, or of who answered.

    *12 % of companies*, *47 % said*: no firm's own number, unless it is one of its own people.
    """
    held = plain(base)
    if held and words.owned.search(after.partition(held)[0] + held):
        return False
    return bool(words.answers.match(after)) or bool(words.classes["actors"].search(held))


def _value(quantity: Quantity, unit: str) -> float:
    """Prefer the whole number when people are counted: nobody lays off 1.4 workers."""
    if unit == "people" and quantity.number.other and quantity.value != int(quantity.value):
        return quantity.number.other
    return quantity.value


def _sample(waiting: Sequence[tuple[Figure, Quantity]]) -> str:
    """Return the words of the survey sample told so far in a sentence."""
    return next((item.text for item, _ in waiting if item.measure == "survey sample"), "")


def _with_base(context: Scene, figure: Figure, sample: str) -> Figure:
    """Give a share without a base of its own the one that its sentence opened with.

    *Of the 39 % of leaders who cut, 55 % regret it*; else the sample of the survey.
    """
    if figure.base or figure.unit != "percent" or figure.change is not None:
        return figure
    opened = measures.words(context.doc.lang_).opening.match(
        context.low, figure.sentence_start, figure.start
    )
    if opened:
        return replace(figure, base=context.text[opened.start(1) : opened.end(1)])
    if not sample or figure.measure not in {"survey share", ""}:
        return figure
    return replace(figure, base=sample, measure="survey share")


def _restated(context: Scene, figure: Figure, waiting: Sequence[tuple[Figure, Quantity]]) -> Figure:
    """Give a number the measure of the share that it restates: *7 % of its staff, or 1,600*."""
    if not waiting or figure.unit != "people" or waiting[-1][0].unit != "percent":
        return figure
    share = waiting[-1][0]
    between = context.low[share.end : figure.start]
    is_same = len(between) < _LEFT and measures.words(context.doc.lang_).restated.search(between)
    if share.measure != "headcount reduction" or not is_same:
        return figure
    return replace(figure, measure="jobs cut")


def _finished(
    doc: Doc,
    waiting: Sequence[tuple[Figure, Quantity]],
    found: Sequence[SaidDate],
    published: str,
) -> Iterator[Figure]:
    """Yield a sentence's figures with their dates, those marked that can't be."""
    for place, (alone, _) in enumerate(waiting):
        figure = _with_follower(alone, waiting[place + 1 :])
        follower = waiting[place + 1][0].start if place + 1 < len(waiting) else figure.sentence_end
        before = waiting[place - 1][0] if place else None
        when = as_of(doc, figure, found, before=before, until=follower, published=published)
        dated = replace(figure, as_of=when) if when else figure
        yield dated if _is_plausible(alone, waiting) else replace(dated, is_plausible=False)


def _with_follower(figure: Figure, rest: Sequence[tuple[Figure, Quantity]]) -> Figure:
    """Give the start of a change the noun of its end: *from 1,150 to 1,900 advisers*."""
    if not rest or figure.change is not Change.FROM or figure.counted:
        return figure
    follower = rest[0][0]
    is_pair = follower.change is Change.TO and follower.counted
    return replace(figure, unit=follower.unit) if is_pair and not figure.unit.isupper() else figure


def _is_plausible(figure: Figure, waiting: Sequence[tuple[Figure, Quantity]]) -> bool:
    if figure.unit == "percent":
        is_part = bool(figure.base) or figure.measure in {
            "headcount reduction",
            "survey share",
            "cost reduction",
        }
        return not (is_part and figure.low > _PERCENT)
    for other, _ in waiting:
        is_pair = Change.FROM in {figure.change, other.change} and figure is not other
        if not is_pair or not figure.value or not other.value or figure.unit != other.unit:
            continue
        ratio = abs(figure.value / other.value)
        if max(ratio, 1 / ratio) > _ABSURD:
            return False
    return True
