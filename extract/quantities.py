"""Quantities: numbers with their units, ranges joined, and what is none left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.numbers import Number, numbers
from extract.plain import plain
from extract.regions import regions
from extract.units import Units, modifies, units_of

_LETTERED = re.compile(r"-[A-Z](?!\w)")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_REACH = 48  # characters after a number in which its unit and what it is per may stand
_BEFORE = 20  # characters before a number in which its currency may stand
_JOINT_REACH = 24
_SYMBOL = 2  # letters of a unit that must be written in their own case
_HUNDREDTH = 100
_OLDEST = 120
_UNSCALED = 1000
_LEAP = 20  # a fall from 24.2 to 3 billion may share its scale; from 200 to 4 million doesn't


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with the unit it is written with, if any.

    ``sort`` is percent, points, money, multiple, age, duration, dimension, fraction, count or year
    (four digits that are a year unless people follow);
    ``unit`` an ISO 4217 code, a unit's English name, or empty for a count. The offsets take in
    number and unit; ``after`` is where the words about it go on.
    """

    start: int
    end: int
    value: float
    low: float
    high: float
    sort: str
    unit: str = ""
    per: str = ""
    per_end: int = 0
    number: Number
    last: Number
    is_range: bool = False
    ends: tuple["Quantity", ...] = ()
    """The two ends of *from … to …*, which may tell a change rather than a range."""
    change: str = ""
    """``from`` or ``to`` for such an end."""
    has_plus: bool = False


def quantities(
    text: str, *, language: str, excluded: Sequence[tuple[int, int]] = ()
) -> Iterator[Quantity]:
    """Yield the quantities of a text in reading order.

    Numbers inside the excluded spans (dates) are left out, and so are telephone numbers,
    addresses, versions, clock times, scores, ordinals and years. Money takes symbols and codes
    before or after, amounts in hundredths are added to their currency, and a range of two
    numbers is one quantity. Raises LexiconError for a language without lexicon.
    """
    page = _Page(text, plain(text), units_of(language))
    found = numbers(text, language=language)
    named = [*excluded, *regions(page.low)]
    return _joined(page, _with_multiples(page, _each(page, found, named)))


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as written, its plain form, and the units of its language."""

    text: str
    low: str
    units: Units


def _each(
    page: _Page, found: Iterator[Number], regions: Sequence[tuple[int, int]]
) -> Iterator[Quantity]:
    """Yield the quantities one by one; what one takes in the next can't have."""
    reached = 0
    for number in found:
        if number.start < reached or _inside(number, regions):
            continue
        before = page.low[max(reached, number.start - _BEFORE) : number.start]
        quantity = _measured(page, number, before)
        if quantity is not None:
            yield quantity
            reached = max(quantity.end, quantity.per_end)


def _with_multiples(page: _Page, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """Add the words that are a number of times by themselves: *doubled*, *le triple*."""
    words = page.units.multiples.finditer(page.low)
    word = next(words, None)
    reached = 0
    for quantity in found:
        while word is not None and word.start() < quantity.start:
            if word.start() >= reached and word.end() <= quantity.start:
                yield _times(word, page.units.times[word[0]])
            word = next(words, None)
        yield quantity
        reached = max(quantity.end, quantity.per_end)
    while word is not None:
        if word.start() >= reached:
            yield _times(word, page.units.times[word[0]])
        word = next(words, None)


def _times(word: re.Match[str], value: float) -> Quantity:
    start, end = word.span()
    number = Number(
        start=start, end=end, value=value, low=value, high=value, mantissa=value, is_words=True
    )
    return _quantity(number, end, "multiple", "times")


def _inside(number: Number, regions: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in regions)


def _measured(page: _Page, number: Number, before: str) -> Quantity | None:
    """Give a number its unit, or refuse it when it counts nothing."""
    units = page.units
    after = page.low[number.end : number.end + _REACH]
    # 10-K is a filing.
    if units.after.match(after) or _LETTERED.match(page.text, number.end):
        return None
    money = _priced(page, number, before)
    if money is not None:
        return _with_per(page, money)
    if _is_glued(page, number):
        return None
    with_unit = _with_unit(page, number, after)
    if with_unit is not None:
        return _with_per(page, with_unit)
    if after[:1].isalpha() or (not number.is_words and units.before.search(before)):
        return None
    return _bare(page, number, before, after)


def _bare(page: _Page, number: Number, before: str, after: str) -> Quantity | None:
    """Name what a number without unit is: a fraction, an age, a year or a count."""
    units = page.units
    if number.is_fraction:
        if units.mark.fullmatch(page.low, number.start, number.end):
            return None
        return _quantity(number, number.end, "fraction", "percent")
    is_apposed = units.ages.search(before) and re.match(r" ?[,;)]|\.?$", after)
    if units.factor.search(before):
        return _quantity(number, number.end, "multiple", "times")
    if number.value < _OLDEST and (units.aged.search(before) or is_apposed):
        return _quantity(number, number.end, "age", "year of age")
    sort = "year" if _YEAR.fullmatch(page.low[number.start : number.end]) else "count"
    has_plus = after.startswith("+")
    made = _quantity(number, number.end + has_plus, sort, "")
    return _with_per(page, replace(made, has_plus=True) if has_plus else made)


def _with_unit(page: _Page, number: Number, after: str) -> Quantity | None:
    """Find a unit after a number: *22 %*, *cinq fois*, *40 km*."""
    units = page.units
    has_plus = after.startswith("+")
    match = units.suffix.match(after[has_plus:])
    if match is None or match[0].startswith(" -"):
        return None
    word = match[1] or match[2]
    sort, unit = units.suffixes[word]
    if number.has_scale and word in units.scaled_money:
        sort, unit = "money", units.scaled_money[word]
    end = number.end + match.end() + has_plus
    is_time = sort == "duration" and word == unit
    if (
        is_time
        and number.value != 1
        and modifies(page.low, (number.start, number.end), word, units)
    ):
        return None
    is_letter = len(word) <= _SYMBOL and word.isalpha() and sort not in {"age", "multiple"}
    if is_letter and not _fits(page.text[end - len(word) : end], number):
        return None
    made = _quantity(number, end, sort, unit)
    made = replace(made, has_plus=True) if has_plus else made
    half = units.half.match(page.low, end) if sort == "multiple" else None
    if half is not None:  # une fois et demie
        value = number.value + 0.5
        made = replace(made, end=half.end(), value=value, low=value, high=value)
    return made


def _quantity(number: Number, end: int, sort: str, unit: str) -> Quantity:
    return Quantity(
        start=number.start,
        end=end,
        value=number.value,
        low=number.low,
        high=number.high,
        sort=sort,
        unit=unit,
        number=number,
        last=number,
    )


def _priced(page: _Page, number: Number, before: str) -> Quantity | None:
    """Find a currency before or after the number: $10M, 10 M$, EUR 3bn, 2 millions d'euros."""
    units = page.units
    suffix = units.suffix.match(page.low[number.end : number.end + _REACH])
    if suffix is not None and units.suffixes[suffix[1] or suffix[2]][0] != "money":
        suffix = None
    prefix = units.prefix.search(before)
    # In 10 $ 30 $ the sign between belongs to the number before it.
    is_followed = suffix is not None and not suffix[0].startswith(" ")
    if prefix is not None and not (is_followed and prefix[0].endswith(" ")):
        is_spelled = suffix is not None and (suffix[1] or "")[-1:].isalpha()
        end = number.end + (suffix.end() if suffix is not None and is_spelled else 0)
        unit = units.symbols.get((prefix[1] or prefix[2]).strip(), "USD")
        made = _quantity(number, end, "money", unit)
        made = replace(made, start=number.start - (len(before) - prefix.start()))
        sign = made.start - 1
        is_minus = page.low[sign : made.start] == "-" and not page.low[:sign][-1:].isalnum()
        return _scaled(made, -1.0 if is_minus else 1.0)
    raw = page.text[number.start - len(before) : number.start]
    cased = units.cased.search(raw)
    # R12 is a road or a car; R88.15 and R410m are money.
    if cased is not None and (
        number.has_scale or not page.text[number.start : number.end].isdigit()
    ):
        made = _quantity(number, number.end, "money", units.cased_symbols[cased[1]])
        return replace(made, start=number.start - len(cased[0]))
    code = units.codes_before.search(raw)
    if code is not None:
        made = _quantity(number, number.end, "money", code["code"])
        made = replace(made, start=number.start - (len(raw) - code.start()))
        return _scaled(made, units.letters.get(code["scale"], 1.0))
    follow = units.codes_after.match(page.text, number.end)
    if follow is not None:
        made = _quantity(number, follow.end(), "money", follow["code"])
        factor = units.letters.get(follow["scale"], 1.0) * units.scales.get(follow["word"], 1.0)
        return _scaled(made, factor)
    if suffix is None:
        return None
    unit = units.suffixes[suffix[1] or suffix[2]][1]
    return _quantity(number, number.end + suffix.end(), "money", unit)


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    return replace(
        quantity,
        value=quantity.value * factor,
        low=quantity.low * factor,
        high=quantity.high * factor,
    )


def _with_per(page: _Page, quantity: Quantity) -> Quantity:
    """Add what a quantity is counted by: *a year*, *par an*, *annually*."""
    match = page.units.per.match(page.low, quantity.end)
    if match is None and quantity.sort == "money":
        match = page.units.per_any.match(page.low, quantity.end)
    if match is not None:
        per = page.units.per_names.get(match[1], match[1])
        return replace(quantity, per=per, per_end=match.end())
    adverb = re.match(r" ?([^\W\d_]+)", page.low[quantity.end : quantity.end + _BEFORE])
    if adverb is None or adverb[1] not in page.units.per_adverbs:
        return quantity
    per_end = quantity.end + adverb.end()
    return replace(quantity, per=page.units.per_adverbs[adverb[1]], per_end=per_end)


def _fits(written: str, number: Number) -> bool:
    """Tell whether letters are a unit: *5 m* is metres, *5 M* isn't, nor *five m*."""
    if number.is_words:
        return False
    return len(written) > 1 or written.lower() == "l" or written.isupper() == (written in "CFWV")


def _is_glued(page: _Page, number: Number) -> bool:
    """Tell whether a number is part of a name: GPT-4, V12, TA-125; but *sub-500* counts."""
    if number.is_words or not number.start:
        return False
    before = page.low[max(0, number.start - 2) : number.start]
    if before[-1].isalpha() or re.match(r"[^\W\d_]\.$", before):
        return True
    hyphen = number.start if page.low[number.start] == "-" else number.start - 1
    if page.low[hyphen] != "-" or not hyphen or not page.low[hyphen - 1].isalpha():
        return False
    return not page.units.glue.search(page.low[max(0, hyphen - _BEFORE) : hyphen])


def _joined(page: _Page, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """Join two ends of a range, and dollars with their cents."""
    waiting: Quantity | None = None
    for quantity in found:
        if waiting is None:
            waiting = quantity
            continue
        joined = _range(page, waiting, quantity) or _with_minor(page, waiting, quantity)
        if joined is None:
            yield waiting
            waiting = quantity
        else:
            waiting = joined
    if waiting is not None:
        yield waiting


def _with_minor(page: _Page, major: Quantity, minor: Quantity) -> Quantity | None:
    """Add *45 cents*, or the *50* of *15 dollars 50*, to the currency before them."""
    low, units = page.low, page.units
    if major.sort != "money" or major.is_range or not 0 < minor.value < _HUNDREDTH:
        return None
    if (
        low[major.end : minor.start].strip() not in units.minor_joints
        or low[major.end - 1].isdigit()
    ):
        return None
    if minor.sort == "money":
        if low[minor.number.end : minor.end].strip(" -") not in units.minors:
            return None
    elif (
        minor.sort != "count"
        or not re.match(r"[.,;!?]?(?: |$)", low[minor.end :])
        or re.match(r"[,;]? [^\W_]", low[minor.end :])
    ):
        return None
    value = major.value + minor.value / _HUNDREDTH
    return replace(major, end=minor.end, value=value, low=value, high=value)


def _range(page: _Page, first: Quantity, second: Quantity) -> Quantity | None:
    """Join *20-30 %*, *between 3,000 and 5,000*, *from 10 to 15*; None for two numbers."""
    units = page.units
    joint = page.low[first.end : second.start]
    before = page.low[max(0, first.start - _JOINT_REACH) : first.start]
    is_direct = bool(units.ranges.fullmatch(joint))
    is_between = bool(units.between.search(before)) and joint.strip() in units.joints
    is_from = is_direct and bool(units.from_.search(before))
    if not (is_direct or is_between) or not _may_join(first, second):
        return None
    is_share = first.sort in {"percent", "points", "multiple", "fraction"}
    if is_share and second.sort == "count" and re.match(r" [^\W\d_]", page.low[second.end :]):
        return None  # *down 12 % to 8,400 people*
    # *Up 3 % to 15 euros* is no range: what has its own unit needs *from* or *between* before it.
    is_bare = first.sort in {"count", "age"} or joint.strip() in {"-", ""}
    is_alike = first.sort == second.sort and not units.moved.search(before)
    is_shared = second.number.has_scale and not first.number.has_scale
    if not (is_bare or is_alike or is_between or is_from or is_shared):
        return None
    factor = _shared_scale(first, second, is_change=is_from) if is_shared else 1.0
    least, most = first.value * factor, second.value
    if least >= most and not is_from:
        return None
    measured = first if second.sort == "count" else second
    sort, unit = measured.sort, measured.unit
    ends = (
        replace(_scaled(first, factor), sort=sort, unit=unit, change="from"),
        replace(second, sort=sort, unit=unit, change="to"),
    )
    return replace(
        measured,
        start=first.start,
        end=second.end,
        value=(least + most) / 2,
        low=min(least, most),
        high=max(least, most),
        number=first.number,
        last=second.number,
        is_range=True,
        ends=ends if is_from else (),
    )


def _may_join(first: Quantity, second: Quantity) -> bool:
    """Tell whether two quantities are of one kind, or one lacks the unit the other has."""
    is_plain = not (first.is_range or first.number.is_vague or second.number.is_vague)
    is_kindred = first.sort in {"count", second.sort} or second.sort == "count"
    is_same = first.sort != second.sort or first.unit == second.unit
    return is_plain and is_kindred and is_same and "year" not in {first.sort, second.sort}


def _shared_scale(first: Quantity, second: Quantity, *, is_change: bool) -> float:
    """Return the scale that a first end takes from the second: *$10 to $15 billion*."""
    mantissa = second.number.mantissa
    if not mantissa or abs(first.value) >= _UNSCALED or first.value >= mantissa * _LEAP:
        return 1.0
    return second.number.value / mantissa if is_change or first.value < mantissa else 1.0
