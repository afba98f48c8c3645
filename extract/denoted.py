"""Which organisation a speaker's phrase denotes: by its noun, its apposition, its owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extract.casts import Cast
from extract.kinds import POSSESSIVES
from extract.names import PERSON, Mention
from extract.nlp import text_of
from extract.phrases import NOMINAL, plain
from extract.titles import BINDING
from extract.vocabulary import Words

JOINED = frozenset({"NOUN", "ADJ"})
"""Parts of speech right before a name in apposition."""
BARE = 2
"""Tokens of a noun with its article."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker as written, among the names of the article."""

    doc: Doc
    tokens: Span
    text: str
    cast: Cast
    table: Words

    def house(self, noun: Token) -> str:
        """Return whose "the survey" is when the article only tells of the house that made it."""
        is_bare = len(self.tokens) == BARE
        is_the = is_bare and plain(self.tokens[0]) in self.table.definite
        is_study = is_the and self.table.group(noun.lower_) == "research"
        return self.cast.topics.described(noun.lower_, noun.idx) if is_study else ""

    def apposed(self, named: Sequence[Mention]) -> str:
        """Return the organisation that closes its description: "its biggest client, Veltra".

        Right after a comma, a noun or an adjective: a post is in what stands behind "of".
        """
        for mention in named:
            if mention.kind == PERSON:
                return ""
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and self._is_apposed(span):
                return mention.name
        return ""

    def _is_apposed(self, span: Span) -> bool:
        if span.start <= self.tokens.start or self.doc[span.end : span.end + 1].text in POSSESSIVES:
            return False
        lead = self.doc[self.tokens.start : span.start]
        at = next((t.i for t in lead if t.text == ","), self.tokens.start - 1)
        heads = [t for t in lead if t.pos_ in NOMINAL and not self.tokens.start <= at <= t.i]
        before = self.doc[span.start - 1]
        is_run = all(t.pos_ != "ADP" for t in self.doc[at + 1 : span.start])
        is_beside = before.text == "," or (is_run and at < before.i and before.pos_ in JOINED)
        is_post = any(self.table.titles.get(t.lower_) in BINDING for t in heads)
        is_post = is_post or self.group() not in {"", "others", "companies"}
        is_clause = any(t.pos_ in {"VERB", "AUX"} or plain(t) in self.table.relatives for t in lead)
        return is_beside and bool(heads) and not (is_post or is_clause)

    def release(self) -> str:
        """Return the company in whose voice "the filing", « le communiqué » is by default."""
        first, lower = self.tokens[0].lower_.replace("’", "'"), self.text.lower()
        is_own = any(lower.endswith(noun) or f"{noun} " in lower for noun in self.table.documents)
        is_told = first in self.table.definite
        return self.cast.topics.at(self.tokens.start_char) if is_own and is_told else ""

    def organ(self) -> str:
        """Return the company of "the board", « le conseil d'administration »."""
        lower = self.text.lower().replace("’", "'")
        first, _, rest = lower.partition(" ")
        rest = lower[2:] if lower.startswith("l'") else rest
        is_whose = (
            first in self.table.definite
            or first in self.table.possessives
            or lower.startswith("l'")
        )
        is_bare = first in self.table.organs and not self.cast.within(
            self.tokens.start_char, self.tokens.end_char
        )  # "management in a letter to staff"
        if is_bare or (is_whose and rest in self.table.organs):
            return self.cast.topics.at(self.tokens.start_char)
        return ""

    def team(self) -> str:
        """Return the company of "its data team", « son service de communication »."""
        if not any(token.lower_ in self.table.teams for token in self.tokens):
            return ""
        first = self.tokens[0]
        if first.lower_ in self.table.possessives and first.lower_ not in self.table.personal:
            return self.cast.topics.owner(first.i)
        for token in self.tokens:
            is_owner = token.i + 1 < self.tokens.end and token.nbor(1).lower_ in POSSESSIVES
            if is_owner and self.table.group(token.lower_) == "companies":
                return self.cast.topics.at(token.idx)
        return ""

    def head(self) -> Token:
        """Return the phrase's head as the parser takes it."""
        return self.tokens.root

    def leads(self, mention: Mention) -> bool:
        """Ask whether a company is the phrase's head, or what its head noun describes."""
        head = self.head()
        if mention.start <= head.idx < mention.end or head.pos_ == "PROPN":
            return True
        if self.table.organisations.get(head.lower_) in {"companies", "others"}:
            return True
        first = next((t for t in self.tokens if t.pos_ not in {"DET", "PUNCT"}), head)
        return mention.start <= first.idx < mention.end and text_of(self.doc)[
            mention.end : mention.end + 1
        ] not in {"'", "’"}

    def group(self) -> str:
        """Return the group of the phrase's head noun when it isn't a company."""
        head = self.head()
        for token in (head, *(t for t in self.tokens if t.pos_ in NOMINAL and t.i < head.i)):
            for form in (token.lower_, token.lemma_.lower()):
                group = self.table.organisations.get(form, "")
                if group and group != "companies":
                    return group
            if self.table.institution_words and token.lower_ in self.table.institution_words:
                return "institution"
        return ""

    def body(self) -> str:
        """Return the union or public body that "the union", « la cour » stands for, if named."""
        first = self.tokens[0].lower_.replace("’", "'")
        if first not in self.table.definite or self.head().lower_ in self.table.allied:
            return ""
        return self.cast.topics.described(self.head().lower_, self.tokens.start_char)

    def is_described(self) -> bool:
        """Ask whether the phrase is "the bank", « l'assureur lyonnais », "its parent"."""
        head = self.head()
        lower = head.lower_
        if self.table.organisations.get(lower) != "companies":
            return False
        first = self.tokens[0].lower_.replace("’", "'")
        return first in self.table.definite or first in self.table.possessives

    def described(self) -> str:
        """Return the company that a description stands for at this place."""
        head, place = self.head().lower_, self.tokens.start_char
        if owner := self.parent():
            return owner
        if self.tokens[0].lower_ in self.table.possessives - self.table.definite:
            return self.cast.topics.owner(self.tokens.start)
        told = self.cast.topics.called if head in self.table.generic else self.cast.topics.described
        if found := told(head, place):
            return found
        return self.cast.topics.at(place)

    def parent(self) -> str:
        """Return the owner that "its parent", « la maison mère » stands for."""
        return next((o for t in self.tokens if (o := self.cast.topics.parent(t))), "")

    def about(self, own: str) -> str:
        """Return the article's main company when the speaker belongs elsewhere."""
        return self.cast.main_company if own != self.cast.main_company else ""
