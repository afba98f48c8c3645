"""Titles in a text: where one stands, its rank, and the post that it names."""

from dataclasses import dataclass

from spacy.tokens import Doc

from extract.nlp import lowers
from extract.vocabulary import Words

BINDING = frozenset({"heads", "executives", "spokespeople"})
"""Ranks whose words bind the company."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A title at its tokens with whom and what it names, as far as the text says."""

    start: int
    end: int
    title: str
    rank: str
    """``heads``, ``executives``, ``spokespeople``, ``others``."""
    person: str = ""
    company: str = ""
    is_former: bool = False
    place: int = 0
    """Character at which the title ends."""
    is_implied: bool = False
    """True when the company isn't named beside the title."""
    is_definite: bool = False
    """True for "the boss", "its boss", not "a boss" or "bosses"."""


def may_open_title(form: str, table: Words) -> bool:
    """Ask whether a title may start with a form: most words of a text can't."""
    plain = form.replace("’", "'") if "’" in form else form
    if plain in table.title_starts:
        return True
    return plain[-1:] == "s" and plain.rstrip("s") in table.titles


def title_at(doc: Doc, at: int, table: Words) -> tuple[int, str]:
    """Return the end and the lower-case words of the longest title that starts at a token."""
    forms = lowers(doc)
    lower = forms[at].replace("’", "'")
    best = (at, "")
    for parts in table.title_starts.get(lower, ()):
        end = at + len(parts)
        if end > best[0] and [form.replace("’", "'") for form in forms[at:end]] == list(parts):
            best = (end, doc[at:end].text.lower().replace("’", "'"))
    if not best[1] and lower.rstrip("s") in table.titles and lower.endswith("s"):
        return at + 1, lower.rstrip("s")
    if best[1]:
        # "co-founder and chief executive" is one post.
        end = best[0]
        if end < len(doc) - 1 and (doc[end].lower_ in table.joins or doc[end].lower_ == "&"):
            further, more = title_at(doc, end + 1, table)
            if more:
                return further, doc[at:further].text
        return end, doc[at:end].text
    return best


def former_of(title: str, table: Words) -> str:
    """Return the post of "ex-PDG", « ancien patron »; the title itself when nobody has left it."""
    lower = title.lower().replace("’", "'")
    first, _, rest = lower.replace("-", " ", 1).partition(" ")
    return rest if first in table.former and rest in table.titles else lower


def rank_of(title: str, table: Words) -> str:
    """Return the rank of a title, of its weightiest part when it joins several."""
    lower = title.lower().replace("’", "'")
    if lower in table.titles:
        return table.titles[lower]
    parts = lower.replace(" et ", " and ").replace(" & ", " and ").split(" and ")
    for rank in ("heads", "executives", "spokespeople"):
        if any(table.titles.get(part) == rank for part in parts):
            return rank
    return "others"
