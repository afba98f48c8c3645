"""Corrections: how an outlet takes back what it told. Pure."""

from graph.claims import stance
from graph.comparison import Setting, is_incompatible
from graph.features import around
from graph.voices import has

_OPENING = 3
"""Words before a colon that are a title."""


def is_correction(place: Setting) -> bool:
    """Tell whether a text says, near a figure or in its title, that it corrects an error."""
    language = place.source.language
    near = around(place.source.text, (place.told.start, place.told.end), before=1, after=1)
    title = place.source.title
    # *Correction: …* opens a note as a title does.
    opening, colon, _ = near.partition(":")
    heads = [title, opening if colon and len(opening.split()) <= _OPENING else ""]
    return any(has(head, "evidence.correction_title", language=language) for head in heads) or has(
        f"{title} . {near}", "evidence.correction", language=language
    )


def takes_back(first: Setting, then: Setting) -> bool:
    """Tell whether an outlet takes back, of one value, that it was done, or only planned."""
    return (
        bool(then.source.outlet)
        and then.source.outlet == first.source.outlet
        and then.source.published > first.source.published
        and bool(then.figure.company_id)
        and then.figure.company_id == first.figure.company_id
        and not is_incompatible(then.figure, first.figure)
        and stance(then.figure) != stance(first.figure)
        and is_correction(then)
    )
