"""Numbers as languages write them: digits, words, fractions, vague amounts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.cardinals import GAP, Cardinal, Line, atoms_of, cardinal, writing_of
from extract.plain import plain

_ARTICLE_REACH = 14  # characters before a number in which its article may stand
_NEGATIVE_REACH = 10
_MANY = 10.0  # an unnamed number of tens is below ten of them
_DOZEN, _DOZENS = 12.0, (24.0, 99.0)
_COUPLE = (2.0, 3.0)
_TEENS = 20.0
_DOZEN = 12.0
_RATED = frozenset({20.0, 25.0, 50.0, 100.0, 1_000.0, 10_000.0})
_OUT_OF_REACH = 40  # characters that *salariés interrogés sur* may take
_LARGEST_WHOLE = 10_000.0
_LARGEST_SLASHED = 100.0  # 3/4 is a fraction, 9/1989 isn't


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One written number: where it stands and what it is worth.

    ``low`` and ``high`` differ from ``value`` for vague amounts alone (*dozens*, *quelques
    centaines*). ``mantissa`` is the value without its scale (*10* in *10 million*), and
    ``other`` a second reading of the digits (1.4 or 1400), 0 when there is none.
    """

    start: int
    end: int
    value: float
    low: float
    high: float
    mantissa: float
    other: float = 0.0
    is_fraction: bool = False
    is_vague: bool = False
    is_about: bool = False
    is_words: bool = False
    has_scale: bool = False


def numbers(text: str, *, language: str) -> Iterator[Number]:
    """Yield each number of the text, in reading order, whatever it counts.

    Reads 1 400, 1,400 and 1.400 by the language's marks, scales (*10 millions*, *2.5bn*,
    *3k*), words (*quatre-vingt-dix-sept*), fractions (*two-thirds*, *un sur neuf*) and vague
    amounts (*dizaines* is 20 to 99). Raises LexiconError for a language without lexicon.
    """
    writing = writing_of(language)
    low = plain(text)
    line = Line(text, low, tuple(atoms_of(text, low, writing)), writing)
    place = 0
    waiting: Number | None = None
    while place < len(line.atoms):
        number, place = _number(line, place)
        if number is None:
            continue
        # An article read as *one* gives way to the amount that it opens: *une centaine*.
        if waiting is not None and waiting.end <= number.start:
            yield waiting
        waiting = number
    if waiting is not None:
        yield waiting


def _number(line: Line, place: int) -> tuple[Number | None, int]:
    """Return the number that starts at an atom, and the place after it."""
    first, writing = line.atoms[place], line.writing
    before = line.low[max(0, first.start - _ARTICLE_REACH) : first.start]
    article = writing.article.search(before)
    start = first.start - len(article[0].removeprefix("d'")) if article else first.start
    special: tuple[Number | None, int] | None = _vague(line, place, before)
    if special is None and article:
        special = _about(line, place, start)
    special = special or _half(line, place, start) or _plain_fraction(line, place, article)
    if special is not None:
        return special
    made = cardinal(line, place)
    if made is not None:
        return _finished(line, place, made, first.start)
    if first.kind in {"hundreds", "scales"} and (article or first.word in writing.bare):
        made = cardinal(line, place, implied=True)
    return (None, place + 1) if made is None else _finished(line, place, made, start)


def _made(start: int, end: int, value: float, **more: Any) -> Number:  # noqa: ANN401
    filled = {"low": value, "high": value, "mantissa": value} | more
    return Number(start=start, end=end, value=value, **filled)


def _vague(line: Line, place: int, before: str) -> tuple[Number, int] | None:
    """Read *dozens*, *tens of thousands*, *quelques centaines de milliers*."""
    first = line.atoms[place]
    few = line.writing.few.search(before)
    is_plural = any(kind == "plurals" for kind, _ in line.writing.words.get(first.word, ()))
    if few is not None and first.kind in {"plurals", "scales", "hundreds"}:
        bounds, start = line.writing.few_ranges[few[1]], first.start - len(few[0])
    elif is_plural:
        bounds, start = _DOZENS if first.value == _DOZEN else (2.0, _MANY), first.start
    else:
        return None
    scale, end, after = first.value, first.end, place + 1
    if bounds == _DOZENS:
        scale = 1.0
    while line.kind(after) in {"plurals", "scales", "hundreds"} and re.fullmatch(
        r" (?:of |de |d')?", line.between(end, after)
    ):
        scale *= line.atoms[after].value
        end, after = line.atoms[after].end, after + 1
    least, most = bounds[0] * scale, bounds[1] * scale
    if bounds[1] == _MANY:
        most -= 1
    value = least if bounds == _COUPLE else (least + most) / 2
    return _made(start, end, value, low=least, high=most, is_vague=True, is_words=True), after


def _about(line: Line, place: int, start: int) -> tuple[Number, int] | None:
    """Read *une centaine*, *une dizaine de milliers*: about so many."""
    first = line.atoms[place]
    if not any(kind == "collectives" for kind, _ in line.writing.words.get(first.word, ())):
        return None
    value, end, after = first.value, first.end, place + 1
    if line.kind(after) == "scales" and line.between(end, after) == " de ":
        value, end, after = value * line.atoms[after].value, line.atoms[after].end, after + 1
    return _made(start, end, value, is_words=True, is_about=True), after


def _half(line: Line, place: int, start: int) -> tuple[Number, int] | None:
    """Read *half a million*, *un demi-million*, *a quarter million*."""
    first = line.atoms[place]
    parts = line.writing.halves.get(first.word)
    if parts is None or line.kind(place + 1) not in {"scales", "hundreds"}:
        return None
    if not re.fullmatch(r"[ \-](?:an? |of an? |de |d')?", line.between(first.end, place + 1)):
        return None
    scale = line.atoms[place + 1]
    number = _made(
        start,
        scale.end,
        scale.value / parts,
        mantissa=1 / parts,
        has_scale=True,
        is_words=True,
    )
    return number, place + 2


def _plain_fraction(
    line: Line, place: int, article: re.Match[str] | None
) -> tuple[Number | None, int] | None:
    """Read a fraction without numerator: *half*, *a third*, *un quart*; refuse *the third*."""
    first = line.atoms[place]
    if first.kind == "wholes":
        number = _made(first.start, first.end, first.value, is_words=True, is_fraction=True)
        return number, place + 1
    if first.kind != "fractions":
        return None
    is_definite = article is not None and article[0].strip() in line.writing.definite
    is_part = line.writing.part.match(line.low, first.end) is not None
    if article is None or (is_definite and not is_part):
        return None, place + 1
    start = first.start - len(article[0].removeprefix("d'"))
    number = _made(start, first.end, 1 / first.value, is_words=True, is_fraction=True)
    return number, place + 1


@dataclass(slots=True)
class _Draft:
    """A number that may still grow at its end."""

    value: float
    end: int
    after: int
    mantissa: float
    other: float
    has_scale: bool
    is_fraction: bool = False

    def times(self, line: Line) -> None:
        """Take in a scale that follows: *three quarters billion*."""
        is_next = line.between(self.end, self.after) in {" ", " de ", " d'"}
        if line.kind(self.after) == "scales" and is_next:
            scale = line.atoms[self.after]
            self.value, self.end, self.after = self.value * scale.value, scale.end, self.after + 1
            self.has_scale, self.is_fraction = True, False


def _finished(line: Line, place: int, made: Cardinal, start: int) -> tuple[Number, int]:
    """Add what may follow a cardinal: a letter of scale, a fraction, a half, *out of ten*."""
    first = line.atoms[place]
    draft = _Draft(
        value=made.value,
        end=line.atoms[made.after - 1].end,
        after=made.after,
        mantissa=made.mantissa,
        other=first.other if made.after == place + 1 else 0.0,
        has_scale=made.has_scale,
    )
    is_words = first.kind != "digits"
    _give_back_numerator(line, place, draft)
    letter = line.writing.letter.match(line.text, draft.end)
    if letter is not None and not is_words and draft.after == place + 1:
        draft.value *= line.writing.letters[letter[1]]
        draft.end, draft.has_scale, draft.other = letter.end(), True, 0.0
    _take_half(line, draft)
    _take_decimals(line, draft)
    _take_fraction(line, draft)
    negative = line.writing.negative.search(line.low[max(0, start - _NEGATIVE_REACH) : start])
    # French *moins* is also *fewer*: only glued to its number does it make it negative.
    if negative is not None and (
        negative[0].endswith("-") or negative[0].strip() not in line.writing.comparatives
    ):
        draft.value, start = -draft.value, start - len(negative[0])
    number = _made(
        start,
        draft.end,
        draft.value,
        mantissa=draft.mantissa,
        other=draft.other,
        is_fraction=draft.is_fraction,
        is_words=is_words,
        has_scale=draft.has_scale,
    )
    return number, draft.after


def _give_back_numerator(line: Line, place: int, draft: _Draft) -> None:
    """Undo *and* before a numerator: *vingt et trois quarts* is 20 ¾, not 23 quarters."""
    if draft.after - place <= 1 or not line.denominator(draft.after):
        return
    before, last = line.atoms[draft.after - 2 : draft.after]
    is_joined = line.low[before.end : last.start].strip(" -") in line.writing.ands
    is_numerator = last.value != 1 and line.between(last.end, draft.after) in {" ", "-"}
    if is_joined and is_numerator and line.writing.and_after == "tens":
        draft.after, draft.end, draft.value = draft.after - 1, before.end, draft.value - last.value


def _take_half(line: Line, draft: _Draft) -> None:
    """Take in *and a half*, *et demi*: of the scale where there is one."""
    half = line.writing.half_after.match(line.low, draft.end)
    if half is None:
        return
    last = line.atoms[draft.after - 1]
    draft.value += (last.value if last.kind == "scales" else 1.0) / 2
    draft.end = half.end()
    while draft.after < len(line.atoms) and line.atoms[draft.after].start < draft.end:
        draft.after += 1
    if last.kind != "scales":
        draft.times(line)


def _take_decimals(line: Line, draft: _Draft) -> None:
    """Take in *virgule trois*, *point five*."""
    point = line.writing.point.match(line.low, draft.end)
    if point is None or draft.after >= len(line.atoms):
        return
    part = cardinal(line, draft.after)
    if part is not None and line.atoms[draft.after].start == point.end():
        draft.value += part.value / 10 ** len(str(int(part.value)))
        draft.end, draft.after = line.atoms[part.after - 1].end, part.after


def _take_fraction(line: Line, draft: _Draft) -> None:
    share = _share(line, draft.after, draft.end, draft.value)
    if share is not None:
        draft.value, draft.end, draft.after = share
        draft.is_fraction = True
        draft.times(line)
    else:
        mixed = _mixed(line, draft.after, draft.end)
        if mixed is None:
            return
        # *six millions et deux tiers*: two thirds of the scale
        last = line.atoms[draft.after - 1]
        scale, end, after = (last.value if last.kind == "scales" else 1.0), mixed[1], mixed[2]
        if line.kind(after) == "scales" and line.between(end, after) == " ":
            own = line.atoms[after]
            if own.value < scale:  # *un milliard et trois quarts millions*
                scale, end, after = own.value, own.end, after + 1
        draft.value += mixed[0] * scale
        draft.end, draft.after = end, after
    draft.mantissa, draft.other = draft.value, 0.0


_Share = tuple[float, int, int]  # its value, where it ends, the place after it


def _mixed(line: Line, after: int, end: int) -> _Share | None:
    """Read the fraction of a mixed number: *7 3/4*, *vingt et trois quarts*."""
    joint = line.between(end, after)
    is_digits = line.kind(after) == line.kind(after - 1) == "digits"  # *un 1/4* is a quarter
    is_spaced = is_digits and joint in {" ", "  "}
    if not is_spaced and joint.strip() not in line.writing.ands:
        return None
    part = cardinal(line, after)
    if part is None:
        return None
    last = line.atoms[part.after - 1].end
    share = _share(line, part.after, last, part.value)
    if share is None or share[0] >= 1 or (is_spaced and line.low[last] != "/"):
        return None
    return None if line.writing.out_of.match(line.between(last, part.after)) else share


def _share(line: Line, after: int, end: int, value: float) -> _Share | None:
    """Read *two-thirds*, *3/4*, *one in nine*, *un salarié sur neuf*."""
    if after >= len(line.atoms) or value <= 0:
        return None
    then, between = line.atoms[after], line.between(end, after)
    denominator = line.denominator(after)
    is_whole = line.atoms[after - 1].kind == "digits" and value >= denominator
    if denominator and re.fullmatch(GAP, between) and not is_whole:
        return value / denominator, then.end, after + 1
    if value == 1 and then.kind == "tens" and between in {" ", "-"}:
        # un vingt-cinquième, un vingt et unième
        unit = line.denominator(after + 1)
        joint = line.between(then.end, after + 1)
        if 0 < unit < _TEENS and joint.strip(" -") in {"", *line.writing.ands}:
            return 1 / (then.value + unit), line.atoms[after + 1].end, after + 2
    if between == "/" and then.kind == "digits" and value < then.value <= _LARGEST_SLASHED:
        return value / then.value, then.end, after + 1
    return _out_of(line, after, between, value)


def _is_rated(whole: float) -> bool:
    """Tell whether a rate is told in so many: *one in nine*, *four in 25*, *12 in 1,000*."""
    return whole <= _DOZEN or whole in _RATED


def _out_of(line: Line, after: int, between: str, value: float) -> _Share | None:
    if (
        value != int(value)
        or len(between) >= _OUT_OF_REACH
        or not line.writing.out_of.match(between)
    ):
        return None
    whole = cardinal(line, after)
    if whole is None and line.atoms[after].word in line.writing.bare:
        whole = cardinal(line, after, implied=True)
    if whole is None or not value < whole.value <= _LARGEST_WHOLE:
        return None
    if not _is_rated(whole.value):
        return None  # *26 postes sur 58* are two counts
    end = line.atoms[whole.after - 1].end
    is_percent = line.low.startswith((" %", "%"), end)
    return None if is_percent else (value / whole.value, end, whole.after)
