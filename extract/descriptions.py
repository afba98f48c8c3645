"""Which organisation a description stands for: "the public body", « le site de puériculture »."""

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from db.ids import fold
from db.records import SpeakerKind
from extract.casts import Cast
from extract.names import ORGANISATION, PERSON
from extract.phrases import plain
from extract.speakers import Speaker
from extract.unnamed import own_staff
from extract.vocabulary import Words, words

EMPLOYERS = frozenset({"public", "research"})
"""Groups of bodies that employ people and may be whom a story is about."""
STEM = 7
"""Letters that a noun and its cognate share: "university", « université »."""
FAR = frozenset({"ADP", "SCONJ", "PRON"})
"""What parts a description from a name that isn't its own: "landlord to …", "that …"."""


def described(  # noqa: C901 (cases in order, first match wins)
    doc: Doc, span: tuple[int, int], who: Speaker, *, cast: Cast
) -> Speaker:
    """Return a speaker with the organisation that the phrase describes, where none was found.

    A noun that the article sets beside a company's name is that company; a company's noun whose
    complement names another is not the other; a memo of which nobody is told to be the author is
    the company's own.
    """
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or who.person:
        return who
    table = words(doc.vocab.lang)
    head = tokens.root
    if not who.company and _is_own_body(tokens, cast, table):
        company = cast.topics.at(tokens.start_char)
        return replace(who, company=company, about="") if company else who
    if not who.company and (employer := own_staff(tokens, cast=cast, table=table)):
        return replace(who, company=employer, about="")
    if who.company and _is_in_complement(tokens, head, who.company, cast, table):
        return _of(who, cast.topics.meant(head.lower_, head.i), cast)
    if not who.company and _is_cognate(head, cast, table):
        return replace(who, kind=SpeakerKind.ORGANISATION, company=cast.main_company, about="")
    if not who.company and _is_organ(tokens, table):
        return _of(who, cast.topics.at(tokens.start_char), cast)
    if who.company or (
        plain(tokens[0]) not in table.definite and plain(tokens[0]) not in table.indefinite
    ):
        return who
    if any(mention.kind == PERSON for mention in cast.within(*span)):
        return who
    is_told = head.lower_ in cast.topics.nouns and head.lower_ not in table.titles
    is_the = plain(tokens[0]) in table.definite and _is_one(head) and is_told
    found = cast.topics.described(head.lower_, head.idx) if is_the else ""
    if found:
        return _of(who, found, cast)
    is_paper = head.lower_ in table.documents or head.lemma_.lower() in table.documents
    if is_paper and not cast.within(*span) and not _is_elsewhere(tokens, table):
        return _of(who, cast.topics.at(head.idx), cast)
    return who


def _is_cognate(head: Token, cast: Cast, table: Words) -> bool:
    """Ask whether "the university" takes up a name in another language: « Université d'Orvel »."""
    first = plain(head.doc[head.left_edge.i])
    if table.group(head.lower_) not in EMPLOYERS or first not in table.definite:
        return False
    stem = fold(head.lower_)[:STEM]
    own = fold(cast.main_company).split()
    return len(stem) == STEM and any(part.startswith(stem) for part in own)


def is_employer(who: Speaker, *, cast: Cast, table: Words) -> bool:
    """Ask whether a body that is no company is whom the story is about: a council, a university.

    What it does with its own staff binds it; a union speaks for workers and employs nobody.
    """
    if who.person or not who.company or who.company != cast.main_company:
        return False
    kinds = {mention.kind for mention in cast.mentions if mention.name == who.company}
    return kinds == {ORGANISATION} and not _is_staffs(who.company, table)


def _is_staffs(name: str, table: Words) -> bool:
    """Ask whether a body speaks for workers or readers, who employ nobody: a union."""
    return any(table.group(part) in {"unions", "press"} for part in name.lower().split())


def _is_own_body(tokens: Span, cast: Cast, table: Words) -> bool:
    """Ask whether « les délégués du personnel », "the staff council" are of the company told of."""
    if cast.within(tokens.start_char, tokens.end_char):
        return False
    at = tokens.start + (tokens[0].pos_ == "DET")
    told = tokens.doc[at : tokens.end].text.lower().replace("’", "'")
    return any(told.startswith(body) for body in table.own_bodies if " " in body)


def _is_organ(tokens: Span, table: Words) -> bool:
    """Ask whether « la présidence », "the board" speaks, whatever complement follows."""
    if plain(tokens[0]) not in table.definite and plain(tokens[0]) not in table.possessives:
        return False
    told = tokens[1:].text.lower().replace("’", "'")
    return any(told == organ or told.startswith(f"{organ} ") for organ in table.organs)


def _of(who: Speaker, company: str, cast: Cast) -> Speaker:
    if not company:
        return who
    return replace(
        who,
        kind=SpeakerKind.ORGANISATION,
        company=company,
        about=cast.main_company if company != cast.main_company else "",
        speaks_for_company=True,
    )


def _is_one(head: Token) -> bool:
    return head.pos_ == "NOUN" and head.morph.get("Number", []) != ["Plur"]


def _is_in_complement(tokens: Span, head: Token, company: str, cast: Cast, table: Words) -> bool:
    """Ask whether a company's noun has its name only from a complement of another noun.

    "The charity, landlord to families in Orvel Cross" is not Orvel Cross.
    """
    if table.organisations.get(head.lower_) != "companies" or plain(tokens[0]) not in (
        table.definite
    ):
        return False
    inside = cast.within(tokens.start_char, tokens.end_char)
    named = [mention for mention in inside if mention.name == company]
    if not named or named[0].start < head.idx:
        return False
    between = [token for token in tokens if head.i < token.i and token.idx < named[0].start]
    commas = [at for at, token in enumerate(between) if token.text == ","]
    # « L'éditeur du logiciel, Veltra » is Veltra: only what follows the comma parts them.
    return bool(commas) and any(token.pos_ in FAR for token in between[commas[0] :])


def _is_elsewhere(tokens: Span, table: Words) -> bool:
    """Ask whether a document is told to be a union's, a court's or a rival's."""
    for token in tokens:
        if token.pos_ == "VERB" or plain(token) in table.owed:
            return False  # « une note diffusée aux élus » is nobody's who gets it
        if table.group(token.lower_) not in {"", "companies"}:
            return True
    return False
