"""Where a number was counted, as its origin and a later text have it. Pure."""

from collections.abc import Iterator, Sequence

from db.ids import fold
from graph.comparison import AT_ONCE, Setting
from graph.differences import Difference
from graph.features import around, concepts, has, places, sentences, short
from graph.reach import moved

_NEAR = 8
"""Words after a number in which its noun stands with what belongs to it."""


def displaced(one: Setting, origin: Sequence[Setting]) -> Difference | None:
    """Return how a number's place was lost on its way from its origin, or None."""
    if names := moved(one, origin):
        words = f"the origin tells it of {names[1]}, the article of {names[0]}"
        return Difference(relation="mutates", lost="place", words=words)
    language = one.source.language
    own = places(_own_words(one), language=language) or _asked_in(one)
    is_wide = has(_own_words(one), "wide.words", language=language)
    if not own and not is_wide:
        return None
    theirs: set[str] = set()
    wide = ""
    for place in origin:
        for words in _about_survey(place):
            theirs |= places(words, language=place.source.language)
            if has(words, "wide.words", language=place.source.language):
                wide = wide or words
        wide = wide or _many_countries(place)
    if own & theirs or (not theirs and not wide):
        return None
    if is_wide:
        if wide or not theirs:
            return None
        listed = ", ".join(sorted(theirs))
        return Difference(
            relation="extrapolates",
            lost="",
            words=f"the origin speaks of one place ({listed}), the article of the world",
        )
    what = f"“{short(wide)}”" if wide else f"another ({', '.join(sorted(theirs))})"
    told = _own_words(one).strip() if places(_own_words(one), language=language) else min(own)
    words = f"the article speaks of one place (“{told}”), the origin of {what}"
    return Difference(relation="mutates", lost="place", words=words)


def _asked_in(one: Setting) -> frozenset[str]:
    """Return where those were asked of whom a share tells, where its sentence says so."""
    if one.figure.unit != "percent":
        return frozenset()
    return frozenset(
        code
        for told in one.source.figures
        if told.figure.measure == "survey sample" and told.figure.sentence == one.figure.sentence
        for code in places(told.figure.place, language=one.source.language)
    )


def _own_words(one: Setting) -> str:
    """Return the words of a figure's noun, and an opening *In Britain* before it."""
    text = one.source.text
    start = one.span[0]
    opening = text[start : one.told.start]
    kept = opening if len(fold(opening).split()) <= AT_ONCE else ""
    after = text[one.told.end : one.told.end + 80].split("\n")[0]
    for mark in (",", ";", ":", "(", ".", "”", "»"):
        after = after.split(mark)[0]
    return f"{kept} {' '.join(after.split()[: _NEAR - 2])}"


def _about_survey(place: Setting) -> Iterator[str]:
    """Yield what tells of whom a figure speaks: its own sentences, and those about the survey."""
    text, language = place.source.text, place.source.language
    near = around(text, (place.told.start, place.told.end), before=1, after=1)
    for start, end in sentences(text):
        words = text[start:end]
        is_near = words.strip() in near
        if not is_near and "survey" not in concepts(words, language=language):
            continue
        if not has(words, "negation.words", language=language):
            yield words


def _many_countries(place: Setting) -> str:
    """Return the words of a text that count its countries, where there are several."""
    for told in place.source.figures:
        noun = told.figure.counted or told.figure.text
        if (
            told.figure.unit != "percent"
            and told.figure.value > 1
            and "countries" in concepts(noun, language=place.source.language)
        ):
            return told.figure.text
    return ""
