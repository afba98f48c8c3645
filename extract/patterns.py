"""The small language in which the lexicons write what to look for, over the words of a sentence.

A pattern is a row of steps. ``CUT`` is a word of that class, ``fewer`` a word, ``supprim*`` a
beginning, ``a|b`` either; ``?`` after a step makes it optional, ``!`` before it marks the words
that carry the meaning. ``_4`` lets up to four words stand between two steps, none of them a comma
or a word of the class BREAK; ``..4`` lets commas and breaks pass too.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_

from spacy.tokens import Doc, Span, Token

from extract.nlp import lower_keys

_STEP = re.compile(r"(?P<mark>!?)(?P<alternatives>[^?!]+)(?P<optional>\??)$")
_GAP = re.compile(r"(?P<kind>_|\.\.)(?P<most>\d+)$")
# Marks that stand between words without separating them.
_TRANSPARENT = frozenset("-‐‑\"'“”«»„()[]*")
# By how much each letter makes a word rarer. Of 1.5 to 4, each spares three in four tries.
_RARER = 3.0
_FULL_STOPS = frozenset([";", ":", ".", "!", "?", "…", "–", "—", "|"])


class PatternError(Exception):
    """A pattern or class of a lexicon that cannot be read; the message quotes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a sentence without marks, and for each the classes it belongs to as bits."""

    tokens: tuple[Token, ...]
    masks: tuple[int, ...]
    inner: tuple[int, ...]
    """The bits that a word has only as the second or later one of a phrase."""
    union: int
    """All the bits that any word has."""

    def has(self, bits: int, start: int = 0, end: int | None = None) -> bool:
        """Say whether a word from position ``start`` up to ``end`` has one of the bits."""
        # Most sentences have no such word at all.
        return bool(self.union & bits) and any(mask & bits for mask in self.masks[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One word to be found, after a gap of at most ``most`` others."""

    mask: int
    most: int
    crosses: bool
    is_optional: bool
    is_mark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of steps under the name of what it shows."""

    name: str
    steps: tuple[Step, ...]
    needs: tuple[int, ...]
    """The bits of every step that isn't optional: a sentence without one of them can't fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where a pattern fits: positions in ``Words`` of every step, and of the marked ones."""

    name: str
    positions: tuple[int, ...]
    marked: tuple[int, ...]
    end: int
    """Position after the last word, the rest of its phrase included."""

    @property
    def start(self) -> int:
        """First position."""
        return self.positions[0]


@dataclass(frozen=True, slots=True)
class Index:
    """Patterns by one bit that each needs: a sentence is asked only for those it may fit."""

    bits: int
    """All bits under which there are patterns."""
    entries: Mapping[int, Sequence[tuple[int, tuple[int, ...]]]]
    """By the place of a bit, the number of each pattern and what else it needs."""
    patterns: tuple[Pattern, ...]

    @classmethod
    def of(cls, patterns: Iterable[Pattern], *, share: Callable[[int], float]) -> "Index":
        """Return an index of patterns, each under the need that the smallest share of words has."""
        bits = 0
        entries: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        told = tuple(patterns)
        for number, pattern in enumerate(told):
            narrow = min(pattern.needs, key=share)
            others = tuple(need for need in pattern.needs if need != narrow)
            bits |= narrow
            for bit in _single(narrow):
                entries.setdefault(bit.bit_length(), []).append((number, others))
        return cls(bits, entries, told)

    def fitting(self, union: int) -> list[Pattern]:
        """Return, in their order, the patterns for whose every need a sentence has a word."""
        found: set[int] = set()
        rest = union & self.bits
        while rest:
            # The highest first: what is left grows shorter, and the bits are thousands.
            place = rest.bit_length()
            rest ^= 1 << (place - 1)
            for number, others in self.entries[place]:
                for need in others:
                    if not need & union:
                        break
                else:
                    found.add(number)
        return [self.patterns[number] for number in sorted(found)]


_Phrase = tuple[tuple[str, ...], int]
"""The words of a phrase and its classes."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A form as the patterns see it; empty for a mark that stands between words unseen."""

    form: str
    mask: int = 0
    openings: Mapping[str, Sequence[_Phrase]] = field(default_factory=dict)
    """The phrases that begin with it, by their second word, or by the first letter of a
    beginning with its star: ``t*`` for ``prendre temp*``."""
    initial: str = ""
    """Its own first letter with the star."""


class _Bits(dict[str, int]):
    """A bit for each name, made when it is first asked for."""

    def __missing__(self, name: str) -> int:
        self[name] = made = 1 << len(self)
        return made


class Vocabulary:
    """The classes of a language as bits, and the patterns written with them.

    ``classes`` maps a name to its entries: words, beginnings (``automat*``), phrases of several
    words, ``#`` for a number in figures, ``@NAME`` for all the words of another class.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        """Raise PatternError for an entry that refers to no class."""
        self._bits = _Bits()
        # A bit is asked for some hundred times an article: straight from the table.
        self.bit: Callable[[str], int] = self._bits.__getitem__
        """Returns the bit of a class, or of a word for which one is made."""
        self._exact: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._share: dict[int, float] = {}
        self._known: dict[int, _Word] = {}
        self._number = 0
        for name in classes:
            self.bit(name)
        for name in classes:
            for entry in _entries(name, classes):
                self._add(entry, self.bit(name))
        self._comma = self.bit(",")
        self._exact[","] = self._comma
        self._stop = self.bit(".")
        for mark in _FULL_STOPS:
            self._exact[mark] = self._stop
        self._break = self.bit("BREAK") | self._comma | self._stop

    def pattern(self, text: str, *, name: str) -> Pattern:
        """Return a pattern ready for ``matches``. Raises PatternError for what isn't one."""
        steps: list[Step] = []
        most, crosses = 0, False
        for part in text.split():
            if gap := _GAP.match(part):
                most, crosses = int(gap["most"]), gap["kind"] == ".."
                continue
            step = _STEP.match(part)
            if step is None:
                raise PatternError(f"pattern {text!r} of {name}: cannot read {part!r}")
            mask = 0
            for alternative in step["alternatives"].split("|"):
                mask |= self._step_bit(alternative, text)
            steps.append(
                Step(
                    mask=mask,
                    most=most,
                    crosses=crosses,
                    is_optional=bool(step["optional"]),
                    is_mark=bool(step["mark"]),
                )
            )
            most, crosses = 0, False
        if not steps or steps[0].is_optional:
            raise PatternError(f"pattern {text!r} of {name} must begin with a step that is needed")
        # Bits made last are those of single words, the rarest: what can't fit fails early.
        needs = tuple(sorted({s.mask for s in steps if not s.is_optional}, reverse=True))
        return Pattern(name=name, steps=tuple(steps), needs=needs)

    def share(self, mask: int) -> float:
        """Return how large a share of running words has one of the classes, roughly and unscaled.

        The shorter a word, the more often it is used (Zipf's law of abbreviation). Commas, and
        what only a model tells of a word, are in nearly every sentence.
        """
        return sum(self._share.get(bit, 1.0) for bit in _single(mask))

    def words(self, span: Span | Doc) -> Words:
        """Return the words of a sentence with their classes; O(words)."""
        span = span[:] if isinstance(span, Doc) else span
        doc, known = span.doc, self._known
        keys = lower_keys(doc)[span.start : span.end]
        try:
            every = [known[key] for key in keys]
        except KeyError:
            unread = [key for key in keys if key not in known]
            known.update({key: self._read(doc.vocab.strings[key]) for key in unread})
            every = [known[key] for key in keys]
        tokens = [token for token, word in zip(span, every, strict=True) if word.form]
        read = [word for word in every if word.form]
        masks = [word.mask for word in read]
        inner = [0] * len(masks)
        for position, (word, following) in enumerate(pairwise(read)):
            # Most phrases fail at their second word.
            opened = word.openings
            if opened and (following.form in opened or following.initial in opened):
                _join(position, following, read, masks, inner)
        return Words(
            tokens=tuple(tokens),
            masks=tuple(masks),
            inner=tuple(inner),
            union=reduce(or_, masks, 0),
        )

    def matches(self, words: Words, patterns: Iterable[Pattern]) -> Iterator[Match]:
        """Yield every place where a pattern fits, pattern by pattern, shortest gaps first."""
        union = words.union
        for pattern in patterns:
            for need in pattern.needs:
                if not need & union:
                    break
            else:
                yield from self.places(words, pattern)

    def places(self, words: Words, pattern: Pattern) -> Iterator[Match]:
        """Yield every place where one pattern fits, asked of those that ``Index`` picked."""
        steps = pattern.steps
        first = steps[0].mask
        for start in [place for place, mask in enumerate(words.masks) if mask & first]:
            if not words.masks[start] & ~words.inner[start] & first:
                continue
            found = self._extend(steps, 1, words, _after(words, start, first))
            if found is None:
                continue
            taken = ((0, start), *found)
            positions = tuple(position for _, position in taken)
            marked = tuple(position for step, position in taken if steps[step].is_mark)
            yield Match(
                name=pattern.name,
                positions=positions,
                marked=marked or positions[:1],
                end=_after(words, positions[-1], steps[taken[-1][0]].mask),
            )

    def _extend(
        self, steps: tuple[Step, ...], number: int, words: Words, start: int
    ) -> tuple[tuple[int, int], ...] | None:
        if number == len(steps):
            return ()
        step, masks = steps[number], words.masks
        barrier = self._stop if step.crosses else self._break
        for position in range(start, min(start + step.most + 1, len(masks))):
            if masks[position] & step.mask:
                after = _after(words, position, step.mask)
                rest = self._extend(steps, number + 1, words, after)
                if rest is not None:
                    return ((number, position), *rest)
            if masks[position] & barrier:
                break
        return self._extend(steps, number + 1, words, start) if step.is_optional else None

    def _step_bit(self, alternative: str, text: str) -> int:
        if alternative in self._bits:
            return self._bits[alternative]
        if alternative.isupper() and len(alternative) > 1:
            raise PatternError(f"pattern {text!r}: no class {alternative}")
        bit = self.bit(alternative)
        self._add(alternative, bit)
        return bit

    def _add(self, entry: str, bit: int) -> None:
        self._known.clear()
        # The tokenizers split some hyphens and apostrophes and keep others: both spellings count.
        words = tuple(entry.replace("-", " ").replace("'", "' ").split())
        self._share[bit] = self._share.get(bit, 0.0) + _RARER ** -sum(map(len, words))
        if len(words) > 1:
            self._phrases.setdefault(words[0], []).append((words, bit))
            kept = tuple(entry.replace("'", "' ").split())
            if 1 < len(kept) < len(words):
                self._phrases.setdefault(kept[0], []).append((kept, bit))
        if entry == "#":
            self._number |= bit
        elif " " in entry:
            return
        elif entry.endswith("*"):
            self._begin(entry[:-1], bit)
            # "remplac*" is also "remplaçant".
            if entry.endswith("c*"):
                self._begin(entry[:-2] + "ç", bit)
        else:
            self._exact[entry] = self._exact.get(entry, 0) | bit

    def _begin(self, beginning: str, bit: int) -> None:
        self._beginnings[beginning] = self._beginnings.get(beginning, 0) | bit

    def _read(self, form: str) -> _Word:
        if "\n" in form and not form.strip():
            form = "|"
        form = form.replace("’", "'").strip()
        if not form or form in _TRANSPARENT:
            return _Word("")
        mask = self._exact.get(form, 0)
        phrases = list(self._phrases.get(form, ()))
        for length in range(2, len(form) + 1):
            mask |= self._beginnings.get(form[:length], 0)
            phrases += self._phrases.get(f"{form[:length]}*", ())
        if form[0].isdigit():
            mask |= self._number
        openings: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            second = phrase[0][1]
            key = f"{second[0]}*" if second.endswith("*") else second
            openings.setdefault(key, []).append(phrase)
        return _Word(form, mask, openings, f"{form[0]}*")


def _single(mask: int) -> Iterator[int]:
    """Yield the bits of a mask one by one."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _entries(name: str, classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for entry in classes[name]:
        if not entry.startswith("@"):
            yield entry
        elif entry[1:] in classes:
            yield from _entries(entry[1:], classes)
        else:
            raise PatternError(f"class {name} refers to {entry}, which doesn't exist")


def _after(words: Words, position: int, mask: int) -> int:
    """Position after a word, or after the phrase that begins with it."""
    bits = words.masks[position] & mask
    position += 1
    while position < len(words.inner) and words.inner[position] & bits:
        position += 1
    return position


def _join(
    position: int, following: _Word, read: Sequence[_Word], masks: list[int], inner: list[int]
) -> None:
    """Give the words of each phrase its classes; ``inner`` takes those they have only inside it."""
    for key in (following.form, following.initial):
        for phrase, mask in read[position].openings.get(key, ()):
            if _has_phrase(read, position, phrase):
                masks[position] |= mask
                for later in range(position + 1, position + len(phrase)):
                    inner[later] |= mask & ~masks[later]
                    masks[later] |= mask


def _has_phrase(read: Sequence[_Word], position: int, phrase: Sequence[str]) -> bool:
    if len(read) - position < len(phrase):
        return False
    for word, part in zip(read[position + 1 :], phrase[1:], strict=False):
        form = word.form
        if form != part and not (part.endswith("*") and form.startswith(part[:-1])):
            return False
    return True
