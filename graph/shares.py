"""Shares of shares: *55 % of the 39 % who cut jobs*, and the article that tells it of all. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from db.ids import fold
from graph.comparison import AT_ONCE, Setting, agree, words_after
from graph.features import around, has, paragraph, sentences, short
from graph.rules import Rules

_OPENING = 3
"""Words that open the sentence of a share in which stands of what it is one."""
_CLOSE = 5
"""Words before a share in which stands of what it is one: *of those, about 55 %*."""


def lost_base(one: Setting, origin: Sequence[Setting], *, rules: Rules) -> str | None:
    """Return in words which base a figure lost; None when it lost none.

    ``origin`` holds all tellings of the figure in its origin.
    """
    if one.figure.unit != "percent":
        return None
    of = next(((place, share) for place in origin if (share := _share_of(place))), None)
    if of is None or _keeps_base(one, of[1], rules):
        return None
    place, share = of
    return (
        f"in the origin {place.figure.text} is a share of another share, {share.figure.text}"
        f" (“{short(place.window)}”); the article tells it of all"
    )


def _share_of(place: Setting) -> Setting | None:
    """Return the share of which a figure is a share, where the text says so."""
    text, language = place.source.text, place.source.language
    sentence = place.span
    before = text[sentence[0] : place.told.start]
    after = words_after(place, AT_ONCE)
    if not (
        has(" ".join(before.split()[-_CLOSE:]), "subgroup.words", language=language)
        or has(" ".join(before.split()[:_OPENING]), "subgroup.words", language=language)
        or has(after, "subgroup.words", language=language)
        or _has_share_before_restriction(place)
    ):
        return None
    first = paragraph(text, sentence)[0]
    earlier = [span for span in sentences(text) if first <= span[0] < sentence[0]]
    start = earlier[-1][0] if earlier else sentence[0]
    shares = [
        told
        for told in place.source.figures
        if told.figure.unit == "percent"
        and start <= told.start < place.told.start
        and told.figure.value != place.figure.value
    ]
    after_it = [
        told
        for told in place.source.figures
        if told.figure.unit == "percent"
        and place.told.end <= told.start < place.told.end + len(after) + 2
        and told.figure.value != place.figure.value
    ]
    near = [*shares, *after_it]
    return replace(place, told=near[-1]) if near else None


def _has_share_before_restriction(place: Setting) -> bool:
    """Tell whether a figure is followed by another share: *55 % of the 39 % who …*."""
    after = place.source.text[place.told.end : place.told.end + 24]
    return any(
        told.figure.unit == "percent"
        and place.told.end <= told.start <= place.told.end + len(after)
        and has(_after(place, told.end), "subgroup.restricts", language=place.source.language)
        for told in place.source.figures
    )


def _after(place: Setting, end: int) -> str:
    return " ".join(fold(place.source.text[end : end + 60]).split()[:AT_ONCE])


def _keeps_base(one: Setting, share: Setting, rules: Rules) -> bool:
    """Tell whether an article names the share of which the figure is one, or restricts its base."""
    language = one.source.language
    near = around(one.source.text, (one.told.start, one.told.end), before=1, after=1)
    if any(
        agree(told.figure, share.figure, rules=rules) and told.figure.text in near
        for told in one.source.figures
        if told is not one.told
    ):
        return True
    if _share_of(one) is not None:
        return True
    before = one.source.text[one.span[0] : one.told.start]
    return (
        has(one.sentence, "subgroup.words", language=language)
        or has(before, "subgroup.restricts", language=language)
        or has(words_after(one, AT_ONCE), "subgroup.restricts", language=language)
    )
