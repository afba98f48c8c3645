"""What is cut from a run of words to leave a name: articles, titles, possessive endings."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.datelines import story_start
from extract.kinds import POSSESSIVES, VERBS, Name
from extract.nlp import text_of
from extract.phrases import plain
from extract.vocabulary import Words

LONGEST = 6
"""Words of a name; more is a sentence that the model took for one."""
SHORTEST = 2
"""Characters of "Q." before a question."""


def cut(  # noqa: PLR0913, PLR0917 (what cuts a name)
    doc: Doc, start: int, end: int, label: str, table: Words, headed: set[str]
) -> Iterator[Name]:
    """Strip articles, titles and possessive endings; "Klarna CEO Sam Altman" is two names."""
    run = start
    inside = start
    for i in range(start, end + 1):
        is_over = i == end
        inside = inside if is_over else max(inside, _title_end(doc, i, table))
        lower = "" if is_over else doc[i].lower_
        is_cut = not is_over and (
            i < inside
            or lower in table.titles
            or lower in table.courtesy
            or (lower in table.organisations and (doc[i].is_lower or _opens(doc, i, end)))
            or (table.group(lower) != "" and i == start and _opens(doc, i, end))
            or (doc[i].is_punct and doc[i].text not in {"-", "&", "."})
            or (doc[i].is_lower and doc[i].pos_ in VERBS)
            or doc[i].is_space
        )
        if (is_over or is_cut) and run < i:
            name = _stripped(doc, run, i, label, table)
            is_word = name is not None and name.end - name.start == 1
            if name and not (is_word and _is_a_word(doc[name.start], table, headed)):
                yield name
        if is_cut:
            run = i + 1


def _title_end(doc: Doc, at: int, table: Words) -> int:
    """Return the end of a title of several words ("Chief Technology Officer"), else ``at``."""
    lengths = [
        len(parts)
        for parts in table.title_starts.get(doc[at].lower_, ())
        if [token.lower_ for token in doc[at : at + len(parts)]] == list(parts)
    ]
    longest = max(lengths, default=0)
    return at + longest if longest > 1 else at


def _is_common(token: Token) -> bool:
    is_plural = token.pos_ == "NOUN" and token.morph.get("Number", []) == ["Plur"]
    return is_plural or token.pos_ in {"VERB", "ADV"}


def begins(doc: Doc, at: int) -> bool:
    """Ask whether a capital comes from the place: the sentence's or the quoted words' first."""
    is_first = doc[at].is_sent_start is True or (at > 0 and doc[at - 1].is_quote)
    return is_first and not doc[at].text.isupper()


def _is_participle(token: Token, table: Words) -> bool:
    """Ask whether a sentence opens with what was done to its subject: « Contacté, l'éditeur … »."""
    following = token.doc[token.i + 1 : token.i + 2].text
    is_apart = following == "," or following.lower().replace("’", "'") in table.links | table.issued
    is_first = begins(token.doc, token.i) and is_apart and token.lower_ not in table.given
    return is_first and token.lower_.endswith(table.participles or ("\0",))


def _opens(doc: Doc, at: int, end: int) -> bool:
    """Ask whether a noun has its capital from opening a sentence ("Rival Beddoe & Sons")."""
    is_first = doc[at].is_sent_start is True or doc[at].idx == story_start(text_of(doc))
    return is_first and at + 1 < end and doc[at + 1].text[:1].isupper()


def _stripped(doc: Doc, start: int, end: int, label: str, table: Words) -> Name | None:
    while start < end and (
        not doc[start].text[:1].isalnum()
        or (doc[start].is_lower and doc[start].is_alpha and end - start > 1)
        or (doc[start].is_lower and doc[start].pos_ in {"DET", "ADP"})
        or doc[start].lower_ in table.stripped
    ):
        start += 1
    while end > start and (
        doc[end - 1].lower_ in POSSESSIVES or not doc[end - 1].text[:1].isalnum()
    ):
        end -= 1
    if end - start > 1 and (_is_called(doc, start, table) or _is_label(doc, start)):
        start += 1
    if start < end < len(doc) - 1 and doc[end].lower_ in POSSESSIVES:
        # "McDonald's is ending": the ending is the name's own before a verb.
        end += doc[end + 1].pos_ in VERBS or doc[end + 1].text == ","
    text = doc[start:end].text
    is_shaped = any(
        doc[i].text[:1].isupper() or doc[i].text[:1].isdigit() for i in range(start, end)
    )
    if (
        start == end
        or not is_shaped
        or len(text.rstrip(".")) == 1
        or text.isdigit()
        or len(text.split()) > LONGEST
    ):
        return None
    if text.lower() in table.not_names or doc[start].idx < story_start(text_of(doc)):
        return None
    return Name(start, end, text, label)


def _is_label(doc: Doc, start: int) -> bool:
    """Ask whether a letter opens a line of an interview: "R. Nous …"."""
    text = doc[start].text
    opens = start == 0 or "\n" in doc[start - 1].text
    return opens and len(text) == SHORTEST and text[0].isupper() and text[1] == "."


def _is_called(doc: Doc, start: int, table: Words) -> bool:
    """Ask whether a common word stands before a given name: "Picker Shaz Iqbal"."""
    first, second = doc[start].lower_, doc[start + 1].lower_
    return second in table.given and first not in table.given and doc[start].is_sent_start is True


def _is_a_word(token: Token, table: Words, headed: set[str]) -> bool:
    """Ask whether a single word has its capital from its place, or is no name anywhere."""
    if token.lower_ in table.pronouns["plural"] or token.lower_ in table.definite:
        return True
    if token.is_stop and not token.is_upper:
        return True
    if _is_participle(token, table):
        return True
    if token.i and token.lower_ in table.generic and plain(token.nbor(-1)) in table.definite:
        return True  # "the Company" of a press release
    following = token.doc[token.i + 1 : token.i + 2].text.lower()
    if token.lower_ in table.generic and following in table.title_starts:
        return True  # "Group Chief Financial Officer"
    if not begins(token.doc, token.i) or token.text in headed:
        return False
    lower = token.lower_
    is_known = (
        lower in table.owned
        or lower in table.fillers
        or table.group(lower) != ""
        or lower in table.titles
    )
    return is_known or _is_common(token)
