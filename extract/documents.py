"""Words read out of a document: whose they are, "the memo said", « l'étude relève »."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extract.casts import Cast
from extract.kinds import POSSESSIVES, SUBJECTS
from extract.names import PERSON, Mention
from extract.nlp import sentence_end, sentence_start, sentence_with
from extract.phrases import STOPS, plain
from extract.pronouns import antecedent
from extract.vocabulary import Words

REACH = 10
"""Tokens after a document's noun in which its issuer stands."""
LOOK_BACK = 300
"""Tokens before "the memo" in which it was told of first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who made a document: a person or an organisation, or neither where nothing tells."""

    person: Mention | None = None
    company: str = ""


def document_noun(tokens: Span, table: Words) -> Token | None:
    """Return the document that a phrase names itself, if it names one: « un rapport interne »."""
    for token in tokens:
        if token.pos_ in {"ADP", "VERB", "AUX"} or token.is_punct:
            return None
        following = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if following is not None and following.lower_ in POSSESSIVES:
            continue
        if token.lower_ in table.papers or token.lemma_.lower() in table.papers:
            return token
    return None


def issuer(tokens: Span, noun: Token, *, cast: Cast, table: Words) -> Issuer:
    """Return whose words a document's are.

    Who owns it in the phrase itself; for "the memo" who owns it where it was told of first, or who
    is the subject there. An internal paper is the company's own.
    """
    doc = tokens.doc
    if found := _owned(doc, tokens.start, tokens.end, noun, cast, table):
        return found
    if tokens[0].lower_ in table.personal:
        found_before = antecedent(doc, tokens[0], cast=cast, table=table)
        return Issuer(person=found_before if isinstance(found_before, Mention) else None)
    if any(token.lower_ in table.internal for token in tokens):
        return Issuer(company=cast.topics.at(noun.idx))
    if plain(tokens[0]) not in table.definite and plain(tokens[0]) not in table.possessives:
        return Issuer()
    before = [
        doc[i]
        for i in range(tokens.start - 1, max(-1, tokens.start - LOOK_BACK), -1)
        if doc[i].lower_ in table.papers
    ]
    # "The memo" is the memo told of; without one, « l'étude » may be the survey told of.
    same = [token for token in before if token.lemma_ == noun.lemma_]
    for token in [*same, *(t for t in before if t.lemma_ != noun.lemma_)]:
        i = token.i
        start = max(sentence_start(token), i - REACH // 2)
        end = min(sentence_end(token), i + REACH)
        owned = _owned(doc, start, end, token, cast, table)
        if found := owned or _sender(token, cast, table):
            return found
        if any(t.lower_ in table.internal for t in doc[i : i + 3]):
            return Issuer(company=cast.topics.at(token.idx))
    return Issuer()


def _owned(  # noqa: C901, PLR0913, PLR0917 (cases in order; a stretch and what is known of it)
    doc: Doc, start: int, end: int, noun: Token, cast: Cast, table: Words
) -> Issuer | None:
    """Return the issuer of "Veltra's memo", "a report by the consultancy Moss", "its filing"."""
    for i in range(noun.i - 1, max(start - 1, noun.i - REACH // 2), -1):
        token = doc[i]
        if token.lower_ in table.possessives and token.lower_ not in table.personal:
            return Issuer(company=cast.topics.owner(i))
        if token.lower_ in POSSESSIVES:
            return _named(doc, i - 1, cast) or _described(doc[i - 1], cast, table)
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}:
            break
        if token.pos_ == "PROPN" and (found := _named(doc, i, cast)):
            return found
    is_linked = False
    following = doc[end] if end < len(doc) else None
    if following is not None and following.pos_ == "VERB" and _is_participle(following):
        end += REACH  # « les chiffres | publiés jeudi par l'Office »
    for i in range(noun.i + 1, min(len(doc), end, noun.i + REACH)):
        token = doc[i]
        is_over = token.text in STOPS or "\n" in token.text or token.is_quote
        is_told = token.pos_ == "AUX" or (token.pos_ == "VERB" and not _is_participle(token))
        if is_over or is_told:
            return None
        is_linked = is_linked or plain(token) in table.issued
        if is_linked and (found := _named(doc, i, cast)):
            return found
        if is_linked and table.group(token.lower_) and (found := _described(token, cast, table)):
            return found
    return None


def _is_participle(token: Token) -> bool:
    return token.morph.get("VerbForm", []) == ["Part"]


def _named(doc: Doc, at: int, cast: Cast) -> Issuer | None:
    token = doc[at]
    before = cast.named_before(token.idx + len(token))
    if not before or before[0].end <= token.idx:
        return None
    mention = before[0]
    if mention.kind == PERSON:
        return Issuer(person=mention)
    return Issuer(company=mention.name)


def _described(noun: Token, cast: Cast, table: Words) -> Issuer | None:
    if noun.lower_ in table.papers:
        return None
    found = cast.topics.described(noun.lower_, noun.idx)
    if not found and table.group(noun.lower_) == "companies":
        found = cast.topics.at(noun.idx)
    return Issuer(company=found) if found else None


def _sender(noun: Token, cast: Cast, table: Words) -> Issuer | None:
    """Return the subject of the sentence that tells of a document first."""
    for token in sentence_with(noun):
        if token.dep_ not in SUBJECTS or token == noun:
            continue
        named = cast.overlapping(token.idx, token.idx + len(token))
        near = named or cast.within(token.idx, token.right_edge.idx + len(token.right_edge))
        if near:
            person = near[0] if near[0].kind == PERSON else None
            return Issuer(person=person, company="" if person else near[0].name)
        if table.group(token.lower_):
            return _described(token, cast, table)
    return None
