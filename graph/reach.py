"""How far a number reaches: of all or of a part, of a trial, of a firm's own people. Pure.

A number keeps its value while what it is told of grows: *71 % of the chats about late parcels*
become *71 % of all contacts*. What limits a number stands beside it, so only near words count.
"""

from collections.abc import Sequence

from db.ids import fold
from graph.comparison import Setting
from graph.features import STEM, places, words_of
from graph.features import has as holds
from graph.limits import AFTER, NOUN, is_of_part, name_in, sides, stem
from graph.wordlists import says


def widened(one: Setting, origin: Sequence[Setting]) -> str:
    """Return the words by which a share of a part is told of all; empty where it isn't.

    The article says *all*, none of the origin's tellings does, and each of them limits its noun.
    """
    if one.figure.unit != "percent" or not _is_of_all(one):
        return ""
    if any(_is_of_all(place) or not _limit(place) for place in origin):
        return ""
    if _limit(one) and any(_shares_limit(one, place) for place in origin):
        return ""
    return _limit(origin[0])


def tried(one: Setting, origin: Sequence[Setting]) -> bool:
    """Tell whether a number of a trial is told of more than the trial."""
    return all(_is_of_trial(place) for place in origin) and not _names_trial(one)


def hired(one: Setting, origin: Sequence[Setting]) -> bool:
    """Tell whether other firms' people, or people without a post, became a firm's own."""
    if not _says(one.sentence, "hired.own", one) or _says(one.sentence, "hired.others", one):
        return False
    return any(
        _says(place.sentence, "hired.others", place)
        and not _says(place.sentence, "hired.own", place)
        for place in origin
    )


def moved(one: Setting, origin: Sequence[Setting]) -> tuple[str, str] | None:
    """Return where a share's noun is of and where it was: *études de Bretagne*, *de France*.

    Only where both texts name a place right after the same noun.
    """
    if one.figure.unit != "percent":
        return None
    own = _named_after(one)
    theirs = [found for place in origin if (found := _named_after(place))]
    if not own or not theirs or any(stem(own) == stem(there) for there in theirs):
        return None
    language = one.source.language
    if one.source.language != origin[0].source.language:
        mine = places(own, language=language)
        there = places(theirs[0], language=origin[0].source.language)
        if not mine or not there or mine & there:
            return None
    return own, theirs[0]


def dismissed(one: Setting, origin: Sequence[Setting]) -> bool:
    """Tell whether people who went in another way, or were only fewer, became people dismissed."""
    if not _says(_clause(one), "left.dismissed", one) or holds(
        one.sentence, "negation.words", language=one.source.language
    ):
        return False
    return all(_left_otherwise(place) for place in origin)


def narrows(one: Setting, told: Setting) -> bool:
    """Tell whether a text says of what alone a number holds that another one told of more.

    *The 52 % covers only those that had cut*: it means the number of a text that it names.
    """
    if not is_of_part(one.sentence, language=one.source.language):
        return False
    if is_of_part(told.sentence, language=told.source.language) or _limit(told):
        return False
    outlet = fold(told.source.outlet)
    return bool(outlet) and f" {outlet} " in f" {fold(one.source.text)} "


def _is_of_all(place: Setting) -> bool:
    before, after = sides(place.sentence, place.figure.text)
    near = " ".join(after.split()[:NOUN])
    return _says(near, "all.words", place) or _says(before, "all.words", place)


def _limit(place: Setting) -> str:
    """Return the words that limit what a number is told of; empty where none do."""
    before, after = sides(place.sentence, place.figure.text)
    near = " ".join(after.split()[:AFTER])
    if _says(near, "limit.words", place):
        return near
    return before if _says(before, "limit.before", place) else ""


def _shares_limit(one: Setting, place: Setting) -> bool:
    ignored = words_of(one.source.language).ignored
    own, there = (
        {word[:STEM] for word in fold(_limit(each)).split() if len(word) >= STEM} - ignored
        for each in (one, place)
    )
    return len(own & there) * 2 > len(there)


def _is_of_trial(place: Setting) -> bool:
    return _says(place.sentence, "trial.words", place)


def _names_trial(place: Setting) -> bool:
    near = f"{place.window} {place.source.title}"
    return _says(near, "trial.words", place)


def _left_otherwise(place: Setting) -> bool:
    return _says(place.sentence, "left.otherwise", place) and not (
        _says(place.window, "left.dismissed", place)
        or holds(place.sentence, "removal.words", language=place.source.language)
    )


def _clause(place: Setting) -> str:
    before, after = sides(place.sentence, place.figure.text)
    return f"{before} {' '.join(after.split()[:AFTER])}"


def _named_after(place: Setting) -> str:
    _, after = sides(place.sentence, place.figure.text)
    return name_in(after, place.source.language)


def _says(text: str, phrases: str, place: Setting) -> bool:
    return says(text, phrases, of="reach", language=place.source.language)
