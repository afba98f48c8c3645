"""Cardinals: the pieces that numbers are written with, and how they add up."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.lexicons import lexicon

# French counts by scores: quatre-vingts is 80, and teens follow 60 and 80 (soixante-douze).
_QUATRE, _TEN, _SCORE, _QUATRE_VINGT, _HUNDRED = 4.0, 10.0, 20.0, 80.0, 100.0
_TAKE_TEENS = frozenset({60.0, 80.0})
_AFTER_DIX = frozenset({7.0, 8.0, 9.0})
_GROUP = 3  # digits between two marks of grouping
GAP = r"[ \-]{1,2}"


@dataclass(frozen=True, slots=True)
class Atom:
    """One digit group or number word: its kind is the table of the lexicon that has it."""

    start: int
    end: int
    kind: str
    value: float
    word: str
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class Writing:
    """One language's way of writing numbers, compiled."""

    atom: re.Pattern[str]
    words: dict[str, tuple[tuple[str, float], ...]]
    letters: dict[str, float]
    letter: re.Pattern[str]
    article: re.Pattern[str]
    few: re.Pattern[str]
    few_ranges: dict[str, tuple[float, float]]
    negative: re.Pattern[str]
    half_after: re.Pattern[str]
    point: re.Pattern[str]
    out_of: re.Pattern[str]
    halves: dict[str, float]
    decimal: str
    and_after: str
    ands: tuple[str, ...]
    bare: frozenset[str]
    comparatives: frozenset[str]
    definite: frozenset[str]
    part: re.Pattern[str]
    """What follows a definite fraction that is one: *le cinquième des achats*."""


@cache
def writing_of(language: str) -> Writing:
    """Return the compiled number writing of a language. Raises LexiconError."""
    table = lexicon(language, "numbers")
    words: dict[str, list[tuple[str, float]]] = {}
    kinds = ("cardinals", "tens", "hundreds", "scales", "wholes", "plurals", "collectives")
    for kind in (*kinds, "fractions", "halves"):
        for word, value in table[kind].items():
            for form in {word, _unaccented(word)}:
                words.setdefault(form, []).append((kind, float(value)))
    longest = sorted(words, key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", GAP) for word in longest)
    point, group = re.escape(table["decimal"]), re.escape(table["groups"])
    digits = (
        rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{point}\d+)?"
        rf"|\d{{1,3}}(?: \d{{3}})+(?!\d)(?:[.,]\d+)?"
        rf"|\d{{1,3}}(?:, 000)+(?!\d)"
        rf"|\d{{1,3}}(?:'\d{{3}})+(?!\d)"
        rf"|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)(?:\.\d+)?"
        r"|\d+(?:[.,]\d+)?(?:e[+-]?\d{1,2}(?!\w)|\^[+-]*\d{1,2})"
        r"|\d+(?:[.,]\d+)?(?![\d])|(?<![\d\w])[.,]\d+"
    )
    few = "|".join(re.escape(word) for word in sorted(table["few"], key=len, reverse=True))
    glued = rf"(?<!{table['glued_before']})" if table.get("glued_before") else ""
    articles = "|".join(re.escape(word) for word in table["articles"])
    letters = sorted(table["letters"], key=len, reverse=True)
    # At most places neither can begin: one look at the letter spares a try of every alternative.
    initials = re.escape("".join(sorted({word[0] for word in words})))
    return Writing(
        # A suffix may be glued to a number word: sixfold.
        atom=re.compile(
            rf"(?=[\d.,])(?P<digits>{digits})"
            rf"|(?<![^\W\d])(?=[{initials}])(?P<words>{spelled})(?!\w{glued})"
        ),
        words={word: tuple(found) for word, found in words.items()},
        letters={key: float(value) for key, value in table["letters"].items()},
        letter=re.compile(rf"[ \u00a0\u202f]?({'|'.join(letters)})(?![^\W\d_]|\d|\.\w)"),
        article=re.compile(rf"(?<!\w)(?:{articles})[ ]?$"),
        few=re.compile(rf"(?<!\w)({few}) $"),
        few_ranges={key: (float(a), float(b)) for key, (a, b) in table["few"].items()},
        negative=re.compile(rf"(?<!\w)(?:{'|'.join(table['negatives'])})[ -]$"),
        half_after=re.compile(table["half_after"]),
        point=re.compile(table["zero_point"]),
        out_of=re.compile(
            rf"(?: (?P<noun>[^\W\d_]{{3,}}(?: (?:de |d')?[^\W\d_]{{4,}})?))?{table['out_of']}$"
        ),
        halves={key: float(value) for key, value in table["halves"].items()},
        decimal=table["decimal"],
        and_after=table["and_after"],
        ands=tuple(table["and"]),
        bare=frozenset(table["bare"]),
        comparatives=frozenset(table["comparatives"]),
        definite=frozenset(table["definite"]),
        part=re.compile(table["part_after"]),
    )


def _unaccented(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if char.isascii())


def atoms_of(text: str, low: str, writing: Writing) -> Iterator[Atom]:
    """Yield the digit groups and number words of a text, ``low`` being its plain form."""
    for match in writing.atom.finditer(low):
        start, end = match.span()
        if match["digits"] is None:
            word = re.sub(r"[ \-]+", " ", match["words"])
            kind, value = writing.words[word][0]
            yield Atom(start, end, kind, value, word)
            continue
        value, other = _digits(match["digits"], writing.decimal)
        if start and low[start - 1] == "-" and not (start > 1 and low[start - 2].isalnum()):
            value, other, start = -value, -other, start - 1
        yield Atom(start, end, "digits", value, text[start:end], other)


def _digits(written: str, decimal: str) -> tuple[float, float]:
    """Return the value of digits and, when one mark could be read both ways, the other value."""
    compact = written.replace(" ", "").replace("'", "")
    if "e" in compact:
        return float(compact.replace(",", ".")), 0.0
    if "^" in compact:
        base, power = compact.replace(",", ".").split("^")
        sign = -1 if power.count("-") % 2 else 1
        return float(base) ** (sign * int(power.lstrip("+-"))), 0.0
    group = "." if decimal == "," else ","
    marks = [mark for mark in compact if mark in ".,"]
    if not marks:
        return float(compact), 0.0
    tail = compact.rsplit(marks[-1], 1)[1]
    as_number = float(compact.replace(",", ".")) if len(marks) == 1 else 0.0
    as_groups = float(re.sub("[.,]", "", compact))
    if len(marks) == 1:
        is_group = (
            marks[0] == group and len(tail) == _GROUP and not compact.startswith(("0", ".", ","))
        )
        if " " in written and marks[0] == ",":
            is_group = len(tail) == _GROUP and written.endswith(", 000")
        other = as_number if is_group else as_groups
        has_other = len(tail) == _GROUP and not compact.startswith("0")
        return (as_groups if is_group else as_number), (other if has_other else 0.0)
    if len(set(marks)) == 1:
        return as_groups, 0.0
    whole, part = compact.rsplit(marks[-1], 1)
    return float(re.sub("[.,]", "", whole) + "." + part), 0.0


def gap(low: str, left: Atom, right: Atom, writing: Writing) -> str:
    """Name what stands between two atoms: ``space``, ``and`` or nothing that joins."""
    between = low[left.end : right.start]
    if not between:
        return "space" if left.kind == "digits" and right.kind == "scales" else ""
    if re.fullmatch(GAP, between):
        return "space"
    if between.strip(" -") in writing.ands and between[:1] in " -":
        return "and"
    return ""


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its atoms, as the readers of numbers go along it."""

    text: str
    low: str
    atoms: tuple[Atom, ...]
    writing: Writing

    def between(self, end: int, place: int) -> str:
        """Return what stands between an offset and an atom; nothing past the last atom."""
        return self.low[end : self.atoms[place].start] if place < len(self.atoms) else "\n"

    def kind(self, place: int) -> str:
        """Return the kind of an atom; empty past the last."""
        return self.atoms[place].kind if place < len(self.atoms) else ""

    def denominator(self, place: int) -> float:
        """Return what an atom is as a denominator, 0 for none: *tiers* is 3."""
        word = self.atoms[place].word if place < len(self.atoms) else ""
        return dict(self.writing.words.get(word, ())).get("fractions", 0.0)


@dataclass(slots=True)
class Cardinal:
    """A cardinal as far as it has been summed up."""

    after: int
    """The place after its last atom."""
    total: float = 0.0
    current: float = 0.0
    smallest: float = float("inf")
    """The scale last taken: the next must be smaller."""
    mantissa: float = 0.0
    last: str = ""
    """The kind of the atom last taken."""
    has_scale: bool = False

    @property
    def value(self) -> float:
        """The sum."""
        return self.total + self.current

    def takes(self, atom: Atom, *, is_digits: bool) -> bool:
        """Add an atom if the grammar of cardinals lets it follow, and tell so."""
        if is_digits and self.last == "scales" and atom.kind in {"cardinals", "tens"}:
            return False  # 200 million | two years ago
        if not self._may_add(atom):
            return False
        if atom.kind == "scales":
            self.mantissa = self.mantissa or self.current
            self.total += self.current * atom.value
            self.current, self.smallest, self.has_scale = 0.0, atom.value, True
        elif atom.kind == "hundreds":
            self.current *= atom.value
        elif atom.value == _SCORE and self.last == "cardinals":
            self.current += _QUATRE_VINGT - _QUATRE
        else:
            self.current += atom.value
        self.last = atom.kind
        return True

    def _may_add(self, atom: Atom) -> bool:
        is_first = self.last in {"", "hundreds", "scales"}
        match atom.kind:
            case "digits":
                return not self.last
            case "cardinals":
                return is_first or self._may_add_unit(atom.value)
            case "tens":
                is_score = atom.value == _SCORE and self.current % _HUNDRED == _QUATRE
                return is_first or (is_score and self.last == "cardinals")
            case "hundreds":
                is_whole = self.current < _TEN and not self.current % 1
                is_counted = self.last in {"cardinals", "tens"} or (
                    self.last == "digits" and is_whole
                )
                return is_counted and 0 < abs(self.current) < _HUNDRED  # 34 cents are money
            case "scales":
                return bool(self.current) and atom.value < self.smallest
        return False

    def _may_add_unit(self, value: float) -> bool:
        """Tell whether a unit may follow a ten (*soixante-douze*) or *dix* (*dix-sept*)."""
        if self.last == "tens":
            return value < _TEN or (value < _SCORE and self.current % _HUNDRED in _TAKE_TEENS)
        return self.last == "cardinals" and self.current % _SCORE == _TEN and value in _AFTER_DIX


def cardinal(line: Line, place: int, *, implied: bool = False) -> Cardinal | None:
    """Sum up cardinal words, or digits with their scales, from an atom on; None for none.

    ``implied``: a one is understood before the first, as in *cent* and *a hundred*.
    """
    made = Cardinal(after=place)
    if implied:
        made.current, made.last = 1.0, "cardinals"
    is_digits = line.kind(place) == "digits"
    while made.after < len(line.atoms):
        atom = line.atoms[made.after]
        if made.after > place:
            joint = gap(line.low, line.atoms[made.after - 1], atom, line.writing)
            if not joint or (joint == "and" and not _may_join(made.last, atom, line.writing)):
                break
        if not made.takes(atom, is_digits=is_digits):
            break
        made.after += 1
    if made.after == place:
        return None
    made.mantissa = made.mantissa or made.value
    return made


def _may_join(last: str, atom: Atom, writing: Writing) -> bool:
    if writing.and_after == "hundreds":
        return last in {"hundreds", "scales"} and atom.kind in {"cardinals", "tens"}
    return last in {"tens", "hundreds"} and atom.kind == "cardinals"
