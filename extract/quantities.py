"""Quantities: numbers with their units, ranges joined, and what is none left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.numbers import Number, numbers
from extract.plain import plain
from extract.units import Units, units_of

_REGIONS = re.compile(
    r"\S*(?:https?://|www\.)\S*|\S+@\S+"  # addresses
    r"|\+?\d[\d()]*(?:[-. /]\(?\d{2,4}\)?){3,}(?!\d)(?![,.]\d)"  # telephone numbers
    r"|\d+(?:\.\d+){2,}"  # versions and internet addresses
    r"|\d{1,2}:\d\d(?::\d\d)?|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d"  # clock and calendar
)
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_SCORE = re.compile(r"(?<![\d.,-])(\d{1,3})-(\d{1,3})(?![\d%.,-])")
_REACH = 48  # characters after a number in which its unit and what it is per may stand
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
    units = units_of(language)
    low = plain(text)
    regions = [*excluded, *(match.span() for match in _REGIONS.finditer(low))]
    regions += [hit.span() for hit in _SCORE.finditer(low) if int(hit[1]) >= int(hit[2])]
    return _joined(low, _each(text, low, regions, units, language), units)


def _each(
    text: str, low: str, regions: Sequence[tuple[int, int]], units: Units, language: str
) -> Iterator[Quantity]:
    """Yield the quantities one by one; what one takes in the next can't have."""
    reached = 0
    for number in numbers(text, language=language):
        if number.start < reached or _inside(number, regions):
            continue
        quantity = _measured(text, low, number, units, language, reached)
        if quantity is not None:
            yield quantity
            reached = max(quantity.end, quantity.per_end)


def _inside(number: Number, regions: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in regions)


def _measured(
    text: str, low: str, number: Number, units: Units, language: str, reached: int
) -> Quantity | None:
    """Give a number its unit, or refuse it when it counts nothing."""
    before = low[max(reached, number.start - 16) : number.start]
    after = low[number.end : number.end + _REACH]
    if units.after.match(after):
        return None
    money = _money(text, low, number, units, before)
    if money is not None:
        return _with_per(money, low, units)
    if _is_glued(text, low, number, units):
        return None
    has_plus = after.startswith("+")
    match = units.suffix.match(after[1:] if has_plus else after)
    if match is not None and not (match[0].startswith(" -") or match[0] == "-"):
        word = match[1] or match[2]
        sort, unit = units.suffixes[word]
        if number.has_scale and word in units.scaled_money:
            sort, unit = "money", units.scaled_money[word]
        end = number.end + match.end() + has_plus
        if sort == "percent" or _fits(text, number, word, sort, end, language):
            return _with_per(_quantity(number, end, sort, unit, has_plus), low, units)
    if after[:1].isalpha() or (not number.is_words and units.before.search(before)):
        return None
    if number.is_fraction:
        return _quantity(number, number.end, "fraction", "percent", has_plus=False)
    if units.aged.search(before) or (
        units.ages.search(before) and number.value < _OLDEST and re.match(r" ?[,;)]|\.?$", after)
    ):
        return _quantity(number, number.end, "age", "year of age", has_plus=False)
    sort = "year" if _YEAR.fullmatch(low[number.start : number.end]) else "count"
    return _with_per(_quantity(number, number.end + has_plus, sort, "", has_plus), low, units)


def _quantity(number: Number, end: int, sort: str, unit: str, has_plus: bool) -> Quantity:
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
        has_plus=has_plus,
    )


def _money(text: str, low: str, number: Number, units: Units, before: str) -> Quantity | None:
    """Find a currency before or after the number: $10M, 10 M$, EUR 3bn, 2 millions d'euros."""
    after = low[number.end : number.end + _REACH]
    suffix = units.suffix.match(after)
    is_after = suffix is not None and units.suffixes[suffix[1] or suffix[2]][0] == "money"
    prefix = units.prefix.search(before)
    if prefix is not None and not (
        is_after and prefix[0].endswith(" ") and suffix and not suffix[0].startswith(" ")
    ):
        written = (prefix[1] or prefix[2]).strip()
        sign = -1 if before[: prefix.start()].endswith("-") else 1
        end = number.end
        if suffix is not None and is_after and (suffix[1] or "")[-1:].isalpha():
            end += suffix.end()
        made = _quantity(number, end, "money", units.symbols.get(written, "USD"), has_plus=False)
        made = replace(made, start=number.start - (len(before) - prefix.start()))
        return made if sign > 0 else _scaled(made, -1)
    raw = text[number.start - len(before) : number.start]
    code = units.codes_before.search(raw)
    if code is not None:
        made = _quantity(number, number.end, "money", code["code"], has_plus=False)
        made = replace(made, start=number.start - (len(raw) - code.start()))
        return _scaled(made, units.letters[code["scale"]]) if code["scale"] else made
    follow = units.codes_after.match(text, number.end)
    if follow is not None:
        made = _quantity(number, follow.end(), "money", follow["code"], has_plus=False)
        factor = units.letters.get(follow["scale"], 1.0) * units.scales.get(follow["word"], 1.0)
        return _scaled(made, factor)
    if is_after and suffix is not None:
        word = suffix[1] or suffix[2]
        return _quantity(
            number, number.end + suffix.end(), "money", units.suffixes[word][1], has_plus=False
        )
    return None


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    return replace(
        quantity,
        value=quantity.value * factor,
        low=quantity.low * factor,
        high=quantity.high * factor,
    )


def _with_per(quantity: Quantity, low: str, units: Units) -> Quantity:
    match = units.per.match(low, quantity.end)
    if match is not None:
        return replace(quantity, per=match[1], per_end=match.end())
    following = re.match(r" ?([^\W\d_]+)", low[quantity.end : quantity.end + 20])
    if following and following[1] in units.per_adverbs:
        return replace(
            quantity, per=units.per_adverbs[following[1]], per_end=quantity.end + following.end()
        )
    return quantity


def _fits(text: str, number: Number, word: str, sort: str, end: int, language: str) -> bool:
    """Tell whether a short unit is one: *5 m* is metres, *5 M* isn't, nor *700 c*."""
    if sort in {"age", "multiple"}:
        return True
    if len(word) <= 2 and word.isalpha():
        written = text[end - len(word) : end]
        if number.is_words or (
            len(word) == 1 and written.isupper() != (word in {"c", "f", "w", "v"}) and word != "l"
        ):
            return False
        if language == "fr" and word in {"ha", "to", "t", "mo", "ch", "go", "l", "g"}:
            return True
    return True


def _is_glued(text: str, low: str, number: Number, units: Units) -> bool:
    """Tell whether a number is part of a name: GPT-4, V12, TA-125; but *sub-500* counts."""
    if number.is_words or not number.start:
        return False
    if text[number.start - 1].isalpha():
        return True
    if re.match(r"[^\W\d_]\.$", low[max(0, number.start - 2) : number.start]):
        return True
    at = number.start - (text[number.start] not in "-–−")
    written = text[number.start]
    hyphen = at if written not in "-–−" else number.start
    if low[hyphen] != "-" or not hyphen or not text[hyphen - 1].isalpha():
        return False
    return not units.glue.search(low[max(0, hyphen - 8) : hyphen])


def _joined(low: str, found: Iterator[Quantity], units: Units) -> Iterator[Quantity]:
    """Join two ends of a range, and dollars with their cents."""
    waiting: Quantity | None = None
    for quantity in found:
        if waiting is None:
            waiting = quantity
            continue
        joined = _range(low, waiting, quantity, units) or _with_minor(low, waiting, quantity, units)
        if joined is None:
            yield waiting
            waiting = quantity
        else:
            waiting = joined
    if waiting is not None:
        yield waiting


def _with_minor(low: str, major: Quantity, minor: Quantity, units: Units) -> Quantity | None:
    """Add *45 cents*, or the *50* of *15 dollars 50*, to the currency before them."""
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


def _range(low: str, first: Quantity, second: Quantity, units: Units) -> Quantity | None:
    """Join *20-30 %*, *between 3,000 and 5,000*, *from 10 to 15*; None for two numbers.

    *Up 3 % to 15 euros* is no range: what has its own unit needs *from* or *between* before it.
    """
    if first.is_range or second.number.is_vague or first.number.is_vague:
        return None
    joint = low[first.end : second.start]
    before = low[max(0, first.start - 24) : first.start]
    is_between = bool(units.between.search(before)) and joint.strip() in units.joints
    is_from = bool(units.from_.search(before)) and bool(units.ranges.fullmatch(joint))
    if not is_between and not units.ranges.fullmatch(joint):
        return None
    if first.sort not in {"count", second.sort} and second.sort != "count":
        return None
    if "year" in {first.sort, second.sort} or (
        first.sort == second.sort and first.unit != second.unit
    ):
        return None
    is_bare = first.sort in {"count", "age"} or joint.strip() in {"-", ""}
    is_bare = is_bare or (first.sort == second.sort and not units.moved.search(before))
    is_shared = second.number.has_scale and not first.number.has_scale
    if not (is_bare or is_between or is_from or is_shared):
        return None
    factor = 1.0
    if is_shared and abs(first.value) < _UNSCALED and second.number.mantissa:
        factor = second.number.value / second.number.mantissa
        is_near = first.value < second.number.mantissa * _LEAP
        factor = factor if is_near and (is_from or first.value < second.number.mantissa) else 1.0
    least, most = first.value * factor, second.value
    if least >= most and not is_from:
        return None
    measured = second if second.sort != "count" else first
    if measured is first:
        second = replace(second, sort=first.sort, unit=first.unit)
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
        ends=(
            replace(_scaled(first, factor), sort=measured.sort, unit=measured.unit, change="from"),
            replace(second, change="to"),
        )
        if is_from
        else (),
    )
