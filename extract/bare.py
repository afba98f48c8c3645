"""Bare numbers: what one counts that stands without a noun or with a short word of its unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from db.records import Change, Figure
from extract.counted import Counted, is_person, nouns_of
from extract.measures import Hits
from extract.quantities import Quantity
from extract.times import times
from extract.units import units_of

_SHORT = 24  # characters in which a verb governs its number
_CLAUSE = 60
_NEAR = 240  # characters in which a share may be told before its points
_DAYS = 31  # of a month
_SMALL = 12
_HUNDREDTH = 100
_SHARES = frozenset({"percent", "percentage points", "times"})
_CLIMB = 4
_SPENDING = ("cost", "spend", "profit", "revenue")
_EMPLOYING = ("hire", "dismiss", "level")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The sentence that a number stands in, with the figures told so far.

    ``earlier`` are those of this sentence, ``before`` those of the last sentence that had any.
    """

    doc: Doc
    text: str
    low: str
    sentence: Span
    hits: Hits
    earlier: Sequence[Figure]
    before: Sequence[Figure]


def borrowed(scene: Scene, quantity: Quantity, change: Change | None) -> str | None:
    """Return the unit of a bare number, "" for an unknown one, None when it counts nothing.

    It is that of the figure it is set against (*from 3,000 to 700*), what its verb counts
    (*complaints had passed 4,000*), people where they are hired, or what was counted last
    (*It's 298,000 now*).
    """
    units, nouns = units_of(scene.doc.lang_), nouns_of(scene.doc.lang_)
    start, number, offset = quantity.start, quantity.number, scene.sentence.start_char
    left, behind = scene.low[max(0, start - _CLAUSE) : start], scene.low[offset:start]
    is_day = not number.is_words and abs(quantity.value) <= _DAYS
    if units.bare_before.search(left) or (is_day and units.day_before.search(left)):
        return None
    if units.part_of.search(left) and nouns.durations & set(_WORD.findall(behind)):
        return None
    against = [item.unit for item in scene.earlier if _may_lend(item, change)]
    if change is Change.FROM and against:
        return against[-1]
    is_employed = min(scene.hits.behind(name, behind) for name in _EMPLOYING) < _SHORT
    if (
        is_employed
        or units.people_before.search(left)
        or units.people_after.match(scene.low, number.end)
    ):
        return "people"
    subject, place = _subject(scene, quantity)
    nearer = [item for item in scene.earlier if item.end > place]
    compared = [item.unit for item in nearer if _may_lend(item, change)]
    if compared or subject:
        return compared[-1] if compared else subject
    if scene.hits.places.get("headcount"):
        return "people"
    told = [item.unit for item in (*scene.before, *scene.earlier) if _may_lend(item, None)]
    if told:
        return told[-1]
    has_people = any(token.lemma_.lower() in nouns.people for token in scene.sentence)
    return "people" if has_people else ""


def _may_lend(figure: Figure, change: Change | None) -> bool:
    """Tell whether a bare number may have a figure's unit: money only when one is compared."""
    return figure.unit not in _SHARES and (change is not None or not figure.unit.isupper())


def is_passing(
    scene: Scene, quantity: Quantity, counted: Counted | None, change: Change | None
) -> bool:
    """Tell whether a small word only points at things: *one of the two reasons*, *these three*."""
    units = units_of(scene.doc.lang_)
    left = scene.low[max(0, quantity.start - _CLAUSE) : quantity.start]
    if units.passing.search(left):
        return True
    is_small = abs(quantity.value) <= _SMALL and counted is None and change is None
    return is_small and bool(units.pointing.search(left))


def is_name(scene: Scene, quantity: Quantity, counted: Counted | None) -> bool:
    """Tell whether a bare number belongs to a name before it: iPhone 14, Big 12, S&P 500."""
    number, text = quantity.number, scene.text
    if number.is_words and text[quantity.start].isupper():  # Group of Seven
        return quantity.start > scene.sentence.start_char and text[quantity.start - 2].isalnum()
    written = text[quantity.start : number.end]
    # Qwen 72B tells the size of a model; 72 billion would be written with its unit.
    is_size = written[:-1].isdigit() and written.endswith("B") and counted is None
    if number.is_words or not (is_size or (written.isdigit() and not number.has_scale)):
        return False
    span = scene.doc.char_span(quantity.start, number.end, alignment_mode="expand")
    if span is None or span.start <= scene.sentence.start:
        return False
    before = scene.doc[span.start - 1]
    is_title = before.text.istitle() and counted is None
    is_proper = before.pos_ == "PROPN" or (is_title and before.i > scene.sentence.start)
    if not is_proper or not before.text[:1].isalpha() or before.whitespace_ == "":
        return False
    if before.text.islower() or before.lower_.rstrip(".") in times(scene.doc.lang_).months:
        return False
    if counted is None or not text[counted.start].islower() or not counted.is_known:
        return True
    # The Fortune 500 firm: one firm isn't counted by 500.
    head = scene.doc.char_span(counted.start, counted.end, alignment_mode="expand")
    return head is not None and head.root.tag_ == "NN" and counted.unit != "people"


def coined(scene: Scene, quantity: Quantity) -> Quantity:
    """Give money its country's currency (*$45* in Sydney) and hundredths their main unit."""
    if quantity.sort != "money":
        return quantity
    units = units_of(scene.doc.lang_)
    written = scene.low[quantity.start : quantity.end]
    if units.plain_money.search(written):
        quantity = replace(quantity, unit=_home(scene.low, quantity.unit, language=scene.doc.lang_))
    main = units.hundredths.get(quantity.unit)
    if main is None:
        return quantity
    last = next((item.unit for item in scene.earlier if item.unit.isupper()), main)
    after = units.codes_near.search(scene.low[quantity.end : quantity.end + _SHORT])
    if after is not None:
        last = units.symbols[after[0]]
    return replace(
        quantity,
        unit=last,
        value=quantity.value / _HUNDREDTH,
        low=quantity.low / _HUNDREDTH,
        high=quantity.high / _HUNDREDTH,
    )


def is_share_point(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether points are those of a percentage, not of an index or a game."""
    if quantity.unit != "point" or abs(quantity.value) > _HUNDREDTH:
        return False
    units, offset = units_of(scene.doc.lang_), scene.sentence.start_char
    here = scene.low[offset : scene.sentence.end_char]
    if units.index.search(here):
        return False
    near = scene.low[max(0, quantity.start - _NEAR) : quantity.start]
    return "%" in near or bool(units.rate.search(here))


def money_of(scene: Scene, quantity: Quantity) -> str:
    """Return the currency of millions that are spent or earned, "" for other numbers."""
    units, behind = units_of(scene.doc.lang_), scene.low[scene.sentence.start_char : quantity.start]
    if not (quantity.number.has_scale or quantity.last.has_scale):
        return ""
    after = scene.low[quantity.end : quantity.end + _CLAUSE]
    near = min(scene.hits.behind(name, behind) for name in _SPENDING)
    if not units.money_after.match(after) and near > _SHORT:
        return ""
    last = [item.unit for item in (*scene.before, *scene.earlier) if item.unit.isupper()]
    return last[-1] if last else units.default_money


@lru_cache(maxsize=8)  # an article's amounts follow one another
def _home(low: str, unit: str, *, language: str) -> str:
    """Return the currency of the country that a text tells of most, for dollars and francs."""
    counts = {
        code: len(places.findall(low))
        for code, places in units_of(language).homes.get(unit, {}).items()
    }
    most = max(counts, key=lambda code: counts[code], default=unit)
    return most if counts.get(most) else unit


def _subject(scene: Scene, quantity: Quantity) -> tuple[str, int]:
    """Return what the subject of a number's verb counts and where it stands.

    *Complaints had passed 4,000*, *cut the number of scientists to 2,900*. Without one, ("", 0).
    """
    units, nouns = units_of(scene.doc.lang_), nouns_of(scene.doc.lang_)
    span = scene.doc.char_span(quantity.start, quantity.number.end, alignment_mode="expand")
    if span is None:
        return "", 0
    behind = scene.doc[scene.sentence.start : span.start]
    noun = next((token for token in behind if token.lemma_.lower() in units.totals), None)
    if noun is not None:
        found = [token for token in scene.doc[noun.i + 1 : span.start] if token.pos_ == "NOUN"]
        counted = found[-1 if scene.doc.lang_ == "en" else 0] if found else None
    else:
        counted = _subject_of(span.root)
    if counted is None or counted.pos_ != "NOUN" or counted.i >= span.start:
        return "", 0
    if is_person(counted, nouns):
        return "people", counted.idx
    is_plural = counted.tag_ == "NNS" or "Plur" in counted.morph.get("Number", [])
    return (counted.lemma_.lower(), counted.idx) if is_plural else ("", 0)


def _subject_of(token: Token) -> Token | None:
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"}:
            break
        token = token.head  # of the root, itself
    return next((child for child in token.children if child.dep_.startswith("nsubj")), None)
