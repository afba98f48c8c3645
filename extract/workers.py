"""People known by what they do: *graders*, *cataloguers*, *affréteurs*, listed or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from extract.nlp import lowers

# "ores", "heurs": shorter words aren't made of a verb and an ending.
_LEAST = 6
_NAMING = frozenset({"NOUN", "ADJ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """How the nouns for people who do something end in a language, in the plural."""

    people: tuple[str, ...]
    any: frozenset[str]
    """Workers of no function in particular."""
    none: frozenset[str]
    """Nouns that end so and are no workers of an organisation."""
    singular: bool = False
    """Whether a noun without the plural's *s* is known by the same endings."""


def endings(table: Mapping[str, Any]) -> Endings:
    """Return the endings of a lexicon's table. Raises KeyError when one is missing."""
    return Endings(
        people=tuple(table["people"]),
        any=frozenset(table["any"]),
        none=frozenset(table["none"]),
        singular=bool(table.get("singular", False)),
    )


def with_workers(
    tokens: Sequence[Token], masks: Sequence[int], *, known: Endings, people: int, trade: int
) -> list[int]:
    """Return the masks with ``people`` and ``trade`` on nouns that end like those for workers.

    What is a machine, a firm or anything else by its ending alone isn't told from a worker here:
    ``known`` names what isn't one. Linear in the words.
    """
    found = list(masks)
    forms = lowers(tokens[0].doc) if tokens else []
    for position, (token, mask) in enumerate(zip(tokens, masks, strict=True)):
        form = forms[token.i]
        if len(form) < _LEAST or token.pos_ not in _NAMING or mask & people:
            continue
        plural = form if form.endswith("s") or not known.singular else f"{form}s"
        if not plural.endswith(known.people) or plural in known.none or not token.text.islower():
            continue
        if token.pos_ == "ADJ" and token.dep_ == "amod":  # "annonces frauduleuses"
            continue
        # One *contractor* or *supervisor* tells less of what is done than many do.
        is_of_any = form in known.any or plural != form
        found[position] = mask | people if is_of_any else mask | people | trade
    return found
