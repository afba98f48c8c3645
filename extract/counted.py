"""Noun phrases beside a number: what it counts, and of what it is a share."""

import re
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from extract.lexicons import lexicon
from extract.quantities import Quantity

_WORD_RUN = 7  # words a noun phrase may have
_OPENED = re.compile(r'[ \-]?["“«]? ?')  # what may stand between a number and its noun
_NUMBER = re.compile(r"(?:\d[\d.,  ]*\d|\d) ")


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns of a language that figures count."""

    people: frozenset[str]
    names: dict[str, str]
    tails: tuple[str, ...]
    determiners: re.Pattern[str]
    of: re.Pattern[str]
    durations: frozenset[str]
    links: frozenset[str]
    closing: frozenset[str]
    """Nouns that open a new phrase: *60 jobs thanks to AI*."""
    share: re.Pattern[str]
    inner: re.Pattern[str]
    out_of: re.Pattern[str]
    prepositions: frozenset[str]
    strong: re.Pattern[str]
    whole: re.Pattern[str]
    pronouns: re.Pattern[str]
    occupations: re.Pattern[str]
    """The endings of nouns for those who do something: *packers*, *pétrisseurs*."""
    things: frozenset[str]
    """Nouns with such an ending that are things."""
    machines: frozenset[str]
    machine_nouns: frozenset[str]
    relative: frozenset[str]
    """Words that make a time of what follows: *last week* counts nothing."""
    bots: frozenset[str]
    """Nouns behind which a machine's name stands: *its assistant, Bo*."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase: its span and what its head is called as a unit."""

    start: int
    end: int
    unit: str
    is_known: bool
    is_proper: bool
    is_whole: bool = False
    """The phrase has a number of its own: 26 of its 31 stenographers."""


@cache
def nouns_of(language: str) -> Nouns:
    """Return the compiled nouns of a language. Raises LexiconError."""
    table = lexicon(language, "units")
    counted = table["counted"]
    percent = "|".join(re.escape(word) for word in table["percent"]["words"])
    whole = lexicon(language, "numbers")["out_of"]
    determiners = "|".join(
        re.escape(word) + ("" if word.endswith("'") else " ")
        for word in sorted(counted["determiners"], key=len, reverse=True)
    )
    of = "|".join(
        re.escape(word) + ("" if word.endswith("'") else " ")
        for word in sorted(counted["of"], key=len, reverse=True)
    )
    return Nouns(
        people=frozenset(counted["people"]),
        names=counted["names"],
        tails=tuple(counted["tails"]),
        determiners=re.compile(rf"(?:{determiners})*"),
        # Marks may close on the share alone: « la moitié » des caisses.
        of=re.compile(rf"(?: ?[»”\"])? ?(?:{of})(?:{determiners})*"),
        durations=frozenset(table["durations"]),
        links=frozenset(counted["links"]),
        closing=frozenset(counted["closing"]),
        share=re.compile(rf"\d[\d.,]* ?(?:{percent})"),
        inner=re.compile(rf"\S+ ([^\W\d_]+(?: (?:de |d')?[^\W\d_]+)?)(?:{whole})"),
        out_of=re.compile(whole),
        prepositions=frozenset(counted["place_after"]),
        strong=re.compile(counted["strong"]),
        whole=re.compile(counted["whole"]),
        pronouns=re.compile(counted["pronouns"]),
        occupations=re.compile(counted["occupations"]),
        things=frozenset(counted["things"]),
        machines=frozenset(counted["machines"]),
        machine_nouns=frozenset(counted["machine_nouns"]),
        relative=frozenset(counted["relative"]),
        bots=frozenset(counted["bots"]),
    )


def counted_by(doc: Doc, low: str, quantity: Quantity, nouns: Nouns) -> Counted | None:
    """Return the noun phrase that a number counts, as far as it is closed."""
    start = quantity.end
    opened = _OPENED.match(low, start)
    start = opened.end() if opened else start
    strong = nouns.strong.match(low, quantity.end)
    if strong is not None:
        return Counted(start, strong.end(), "people", is_known=True, is_proper=False)
    linked = nouns.of.match(low, quantity.end)
    if linked is not None:
        # The number of the whole belongs to the phrase: 26 of its 31 stenographers.
        whole = nouns.whole.match(low, linked.end()) if quantity.value != 1 else None
        start = whole.end() if whole else linked.end()
        pronoun = nouns.pronouns.match(low, start)
        if pronoun is not None:
            end = quantity.end
            return Counted(end, end, "people", is_known=True, is_proper=False)
        if whole is not None:
            found = _phrase(doc, low, start, nouns)
            return None if found is None else replace(found, is_whole=True)
    return _phrase(doc, low, start, nouns)


def base_of(doc: Doc, low: str, quantity: Quantity, nouns: Nouns) -> tuple[int, int] | None:
    """Return where a text tells of what a share is one: *of the 39 %*, *half its staff*."""
    linked = nouns.of.match(low, quantity.end)
    if linked is not None:
        start = linked.end()
        share = nouns.share.match(low, start)
        if share:
            return start, share.end()
        # The number of a counted base belongs to it: 10 of its 40 stores.
        digits = _NUMBER.match(low, start)
        phrase = _phrase(doc, low, digits.end() if digits else start, nouns)
        if phrase is None or low[phrase.start : phrase.end] in nouns.durations:
            return None
        return start, phrase.end
    if quantity.sort == "fraction":
        inner = nouns.inner.match(low, quantity.start, quantity.end)
        if inner:
            return inner.span(1)
        determiner = nouns.determiners.match(low, quantity.end + 1)
        is_bare = determiner is None or not determiner[0]
        if is_bare and not is_out_of(low, quantity, language=doc.lang_):
            return None
        start = determiner.end() if determiner else quantity.end + 1
        phrase = _phrase(doc, low, start, nouns)
        return (phrase.start, phrase.end) if phrase else None
    return None


def is_out_of(low: str, quantity: Quantity, *, language: str) -> bool:
    """Tell whether a share is written with its whole: *one in nine*, *neuf sur dix*."""
    return bool(nouns_of(language).out_of.search(low, quantity.start, quantity.end))


def place_after(doc: Doc, low: str, end: int, sentence: Span) -> str:
    """Return the place named right after a noun phrase: *in the United Kingdom*; or ""."""
    follower = doc.char_span(end + 1, end + 2, alignment_mode="expand")
    nouns = nouns_of(doc.lang_)
    if follower is None or follower.text.lower() not in {
        word.split()[0] for word in nouns.prepositions
    }:
        return ""
    for entity in sentence.ents:
        between = low[end : entity.start_char].strip()
        if entity.label_ in {"GPE", "LOC"} and between in nouns.prepositions:
            return str(entity.text)
    return ""


def _phrase(doc: Doc, low: str, start: int, nouns: Nouns) -> Counted | None:
    """Read a noun phrase from an offset: adjectives, nouns, *à temps plein*, *de postes*."""
    first = doc.char_span(start, min(start + 1, len(low)), alignment_mode="expand")
    if first is None or not first.text.strip() or first[0].idx < start - 1:
        return None
    head: Token | None = None
    end = start
    for token in doc[first.start : first.start + _WORD_RUN]:
        if head is not None and token.lower_ in nouns.closing:
            break
        role = _french_role(token, head, nouns) if doc.lang_ == "fr" else _role(token, head, nouns)
        if role == "stop":
            break
        if role == "head":
            head = token
        if role in {"head", "part"}:
            end = token.idx + len(token)
    if head is None:
        return None
    tail = next((tail for tail in nouns.tails if low.startswith(f" {tail}", end)), "")
    end += len(tail) + 1 if tail else 0
    is_machine = _forms(head) & nouns.machine_nouns and nouns.machines & set(
        re.findall(r"[^\W_]+", low[start:end])
    )
    if is_person(head, nouns) and not is_machine:
        return Counted(start, end, "people", is_known=True, is_proper=False)
    lemma = head.lemma_.lower()
    if lemma in nouns.durations and first[0].lower_ in nouns.relative:
        return None  # *it had spoken of 50 last week*
    name = next((nouns.names[form] for form in (lemma, head.lower_) if form in nouns.names), "")
    # A name in the plural after a plain adjective is counted: 64 human Santas.
    is_plural = low[start : start + 1] == first.text[:1] and head.lower_.endswith("s")
    is_proper = head.pos_ == "PROPN" and not is_plural and not name
    return Counted(start, end, name or lemma, is_known=bool(name), is_proper=is_proper)


def is_person(noun: Token, nouns: Nouns) -> bool:
    """Tell whether a noun names people or their jobs, by the lexicon or by its ending."""
    forms = _forms(noun)
    if forms & nouns.people:
        return True
    if forms & nouns.things or forms & nouns.names.keys() or noun.pos_ == "PROPN":
        return False
    return any(nouns.occupations.search(form) for form in forms)


def _role(token: Token, head: Token | None, nouns: Nouns) -> str:
    """Tell what a word does in an English phrase, whose head is its last noun.

    ``head`` and ``part`` belong to it, ``open`` does if a noun follows, ``stop`` ends it.
    """
    if token.pos_ in {"NOUN", "PROPN"} or (head is None and _forms(token) & nouns.people):
        return "head"
    if token.text == "-" or (head is not None and _is_compounded(token)):
        return "open"
    is_modifier = token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBG"} or _joins_adjectives(token)
    return "open" if head is None and is_modifier else "stop"


def _french_role(token: Token, head: Token | None, nouns: Nouns) -> str:
    """Tell what a word does in a French phrase, whose head is its first noun."""
    if head is None:
        if token.pos_ in {"NOUN", "PROPN"} or _forms(token) & nouns.people:
            return "head"
        return "open" if token.pos_ == "ADJ" or token.text == "-" else "stop"
    if token.pos_ in {"NOUN", "ADJ"} or token.text == "-":
        return "part"
    if token.lower_ in nouns.links and token.i + 1 < len(token.doc):
        return "open" if token.nbor(1).pos_ == "NOUN" else "stop"
    return "stop"


def _is_compounded(token: Token) -> bool:
    """Tell whether a small word is the end of a compound: the *in* of *check-in staff*."""
    return token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_


def _joins_adjectives(token: Token) -> bool:
    """Tell whether an *and* stands between two adjectives: *digital and physical sales*."""
    return token.pos_ == "CCONJ" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADJ"


def _forms(token: Token) -> set[str]:
    return {token.lemma_.lower(), token.lower_, token.lower_.rstrip("s")}
