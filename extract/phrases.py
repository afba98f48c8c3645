"""Noun phrases and subjects: whose words a verb reports, as the text writes them."""

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues
from extract.nlp import sentence_with
from extract.vocabulary import words

TokenSpan = tuple[int, int]

ACTIVE_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"dobj", "obj"})
RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
RELATIVES = frozenset({"who", "which", "that", "qui", "whom"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PHRASE = NOMINAL | {"DET", "ADJ", "NUM", "X"}
VERBS = frozenset({"VERB", "AUX"})
STOPS = frozenset({".", "!", "?", ";", "…"})
COMMAS = frozenset({",", "—", "–", "-", "--", "―"})
PASSIVES = frozenset({"auxpass", "aux:pass", "nsubjpass"})
PEOPLE = frozenset({"PER", "PERSON"})
LONGEST = 30
"""Tokens; a longer noun phrase is a parse that ran away."""
MOST_STEPS = 4
_ADVERBIAL = frozenset({"ADP", "SCONJ", "ADV", "CCONJ"})
_TAKEN_FOR = frozenset({"NOUN", "ADJ", "ADV", "X"})
"""What the French model takes a rare verb for."""
_BEFORE_VERB = frozenset({"NOUN", "PROPN", "ADJ", "PRON"})
MOST_COMMAS = 2
"""Commas after which an apposition has run into the next clause."""


def plain(token: Token) -> str:
    """Return a token's lower-case form with a straight apostrophe."""
    return token.lower_.replace("’", "'")


def is_verbal(token: Token, cues: Cues) -> bool:
    """Ask whether a cue's form is used as a verb here."""
    if token.pos_ not in VERBS and not (
        _has_helper(token)
        or _has_clitic(token, cues)
        or _opens_clause(token, cues)
        or _stands_as_verb(token, cues)
    ):
        return False
    if _modifies_noun(token) or token.lower_ in cues.never:
        return False
    return (
        token.lower_ not in cues.not_cues
        or _has_clitic(token, cues)
        or (token.i + 1 < len(token.doc) and _opens_complement(token.nbor(1), cues))
        or any(child.dep_.startswith(("aux", "nsubj")) for child in token.children)
    )


def _opens_complement(token: Token, cues: Cues) -> bool:
    """Ask whether what follows makes a form a verb: « dit que », « dit avoir », « dit ne pas »."""
    is_french = bool(cues.clitics["subject"])
    if is_french and token.is_quote and token.i + 1 < len(token.doc):
        token = token.nbor(1)  # « dit « en prendre acte » »
    is_infinitive = (
        token.morph.get("VerbForm", []) == ["Inf"] or plain(token) in cues.inquits["not"]
    )
    return plain(token) in cues.that or (is_french and is_infinitive)


def _has_helper(token: Token) -> bool:
    """Ask whether the model took a participle for an adjective: « n'a pas caché que »."""
    return any(child.dep_ == "aux:tense" for child in token.children)


def _has_clitic(token: Token, cues: Cues) -> bool:
    """Ask whether a pronoun hangs on a verb: « dit-elle », which the model cuts in two."""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1).lower_
    if following == "-t" and token.i + 2 < len(token.doc):
        following = token.nbor(2).lower_
    return following.startswith("-") and following.removeprefix("-") in cues.clitics["subject"]


def _opens_clause(token: Token, cues: Cues) -> bool:
    """Ask whether a form the model took for a noun stands between a subject and a clause."""
    doc, at = token.doc, token.i
    if not 0 < at < len(doc) - 1:
        return False
    opens = plain(doc[at + 1]) in cues.that or doc[at + 1].morph.get("VerbForm", []) == ["Inf"]
    if not opens:
        return False
    if doc.vocab.lang == "fr" and doc[at - 1].pos_ == "CCONJ":
        return True  # « évalue la perte à 2 millions et juge que … »
    if token.dep_ == "ROOT" and doc[at - 1].text == ",":
        return True  # "The ministry, for its part, disputes that …"
    return doc[at - 1].pos_ in NOMINAL and doc[at - 1].dep_ not in {"poss", "det", "case"}


def _stands_as_verb(token: Token, cues: Cues) -> bool:
    """Ask whether a form the French model took for a noun stands where only a verb can.

    After « se », between a comma and whoever speaks (« …, note l'institut »), before a colon.
    """
    doc, at = token.doc, token.i
    reflexive = cues.clitics["reflexive"]
    if not reflexive or not 0 < at < len(doc) - 1:
        return False
    if plain(doc[at - 1]) in reflexive or doc[at - 1].lower_ == "qui":
        return True
    cue = cues.at(token)
    is_naming = cue is not None and cue.names and doc[at + 1].is_quote
    if is_naming and doc[at - 1].pos_ in NOMINAL:
        return True  # « un accord, que la direction juge « équilibré » »
    leads = cues.that | {"à"} | (cue.prepositions if cue is not None else frozenset())
    governs = doc[at + 1].pos_ in {"DET", "PROPN"} or plain(doc[at + 1]) in leads
    governs = governs or plain(doc[at + 1]) in cues.inquits["asides"]
    is_apart = doc[at - 1].text in COMMAS and governs
    after = at + 1 + (doc[at + 1].is_space and at + 2 < len(doc))
    if is_apart or (
        doc[after].text == ":" and (doc[at - 1].pos_ in NOMINAL or doc[at - 1].pos_ == "PUNCT")
    ):
        return True
    return _is_only_verb(token, cues)


def _is_only_verb(token: Token, cues: Cues) -> bool:
    """Ask whether a sentence lacks its verb, and a noun's form stands in the verb's place.

    « La ministre vante un État … », « Elle chiffre à 3 millions … » with a noun for their root.
    """
    doc, at = token.doc, token.i
    if (
        not token.is_lower
        or sentence_with(token).root.pos_ in VERBS
        or token.pos_ not in _TAKEN_FOR
    ):
        return False
    before, after = doc[at - 1], doc[at + 1]
    cue = cues.at(token)
    leads = cue.prepositions if cue is not None else frozenset()
    may_govern = after.pos_ == "DET" or after.is_quote or plain(after) in {"à", *leads}
    may_govern = may_govern or (cue is not None and cue.names and after.pos_ == "ADJ")
    if not may_govern or (before.pos_ not in _BEFORE_VERB and before.text != ","):
        return False
    return before.pos_ != "PUNCT" or any(
        child.dep_ == "appos" for child in sentence_with(token).root.children
    )


def _modifies_noun(token: Token) -> bool:
    """Ask whether an infinitive belongs to a noun: "the wish to explain"."""
    return (
        token.dep_ in {"acl", "amod", "nmod"}
        and token.head.pos_ == "NOUN"
        and token.morph.get("VerbForm", []) == ["Inf"]
        and _may_be_infinitive(token)
    )


def _may_be_infinitive(token: Token) -> bool:
    """Ask whether the form can be one: the French model takes « minimise » for it."""
    return token.doc.vocab.lang != "fr" or token.lower_.endswith(("r", "re"))


def is_passive(verb: Token) -> bool:
    """Ask whether a verb stands in the passive."""
    return any(child.dep_ in PASSIVES for child in verb.children)


def is_hearing(verb: Token, cue: Cue) -> bool:
    """Ask whether the subject is who is told, by whom ever: "Staff were told that …"."""
    return cue.receives and is_passive(verb)


def cue_span(token: Token, cue: Cue) -> TokenSpan:
    """Return the verb with the auxiliaries before it and the particle it needs."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start - 1].pos_ == "AUX" and doc[start - 1].head == token:
        start -= 1
    if cue.partner and cue.partner not in {"se", "y"}:
        length = cue.partner.count(" ") + 1
        for i in range(end, min(len(doc) - length + 1, end + 3)):
            if doc[i : i + length].text.lower() == cue.partner:
                return start, i + length
    return start, end


def head_of(token: Token, cue: Cue) -> Token:
    """Return the verb that governs what a cue reports: « valoir » in « fait valoir que »."""
    if cue.partner in {"", "se", "y"}:
        return token
    start, end = cue_span(token, cue)
    last = token.doc[end - 1]
    return last if end > start + 1 and last.pos_ in VERBS and last != token else token


def subject_of(verb: Token, *, steps: int = 0) -> Token | None:  # noqa: C901 (cases in order, first match wins)
    """Return the head of a verb's subject, found through coordination and control.

    A passive's subject is its agent; a relative pronoun stands for its antecedent.
    """
    children = list(verb.children)
    if any(child.dep_ in PASSIVES for child in children):
        return _agent(children)
    for child in children:
        if child.dep_ in ACTIVE_SUBJECTS:
            if child.lower_ in RELATIVES and child.pos_ != "NOUN":
                return _antecedent(verb)
            return child
    for child in children:
        # French: the model calls most « il » empty, and a cue's « il » seldom is.
        if child.dep_ == "expl:subj" and child.lower_ not in {"-t", "ce", "c'"}:
            return child
    head = verb.head
    if head == verb or steps > MOST_STEPS:
        return None
    if (verb.dep_ in RELATIVE_CLAUSES or verb.dep_ == "acl") and head.pos_ in {"NOUN", "PROPN"}:
        return head
    is_below_verb = head.pos_ in VERBS or verb.dep_ == "advcl"
    if verb.dep_ in {"conj", "xcomp", "advcl", "acl", "dep"} and is_below_verb:
        if verb.dep_ == "xcomp":
            controller = next(
                (c for c in head.children if c.dep_ in OBJECTS and head.i < c.i < verb.i), None
            )
            if controller is not None:
                return controller
        return subject_of(head, steps=steps + 1)
    return None


def _agent(children: list[Token]) -> Token | None:
    for child in children:
        if child.dep_ == "agent":
            return next((below for below in child.children if below.dep_ == "pobj"), None)
        if child.dep_ == "obl:agent":
            return child
    return None


def _antecedent(verb: Token) -> Token | None:
    clause = verb
    for _ in range(MOST_STEPS):
        if clause.dep_ in RELATIVE_CLAUSES:
            return clause.head
        if clause.head == clause:
            return None
        clause = clause.head
    return None


def noun_phrase(head: Token, *, without: Token | None = None) -> TokenSpan | None:
    """Return a noun's phrase with appositions, cut before the clause that holds ``without``."""
    if head.pos_ == "PUNCT":
        return None
    doc, left, right = head.doc, head.left_edge.i, head.right_edge.i + 1
    if without is not None and left <= without.i < right:
        if without.i > head.i:
            right = _before_clause(head, without)
        else:
            left = head.i
    for i in range(head.i + 1, right):
        if "\n" in doc[i].text or (doc[i].text in STOPS and doc[i].text != "."):
            right = i
            break
    left = _after_adverbial(head, left)
    right = _before_open_bracket(doc, head.i + 1, right)
    if right - left > LONGEST:
        left, right = max(left, head.i - 8), head.i + 1
    return trimmed(doc, left, right)


def _after_adverbial(head: Token, left: int) -> int:
    """Step over what the parser drew into a subject: "In January, a survey"."""
    doc = head.doc
    for i in range(head.i - 1, left, -1):
        is_asked = "Part" in doc[left].morph.get("VerbForm", [])
        if doc[i].text == "," and (doc[left].pos_ in _ADVERBIAL or is_asked):
            left = i + 1
            break
    if head.i - left > 1 and doc[left].pos_ == "PRON" and doc[left + 1].pos_ == "AUX":
        left += 2  # "It is the same man who …"
    while left < head.i and (
        doc[left].pos_ in {"SCONJ", "CCONJ"}
        or (doc[left].pos_ == "ADV" and left + 1 < head.i and doc[left + 1].pos_ == "SCONJ")
    ):
        left += 1
    return left


def _before_open_bracket(doc: Doc, start: int, end: int) -> int:
    for i in range(start, end):
        if doc[i].text == "(" and all(doc[j].text != ")" for j in range(i, end)):
            return i
    return end


def _before_clause(head: Token, inner: Token) -> int:
    clause = inner
    while clause.head not in (head, clause):
        clause = clause.head
    edge: int = clause.left_edge.i
    return max(head.i + 1, edge)


def trimmed(doc: Doc, start: int, end: int) -> TokenSpan | None:
    """Strip punctuation and spaces at both ends; None when nothing is left."""
    while start < end and _is_loose(doc[start]):
        start += 1
    while end > start and _is_loose(doc[end - 1]) and doc[end - 1].text != ")":
        end -= 1
    return (start, end) if start < end else None


def _is_loose(token: Token) -> bool:
    return (token.is_punct or token.is_space) and token.text not in {"%", "$"}


def inverted_speaker(verb: Token, limit: int, *, after: int = 0) -> TokenSpan | None:
    """Return the noun phrase right after a verb ("said Nora Lind, who runs Veltra").

    ``after`` is where the cue ends when it has a second word (« a fait valoir son patron »).
    """
    doc = verb.doc
    start = max(verb.i + 1, after)
    days = words(doc.vocab.lang).days
    while start < limit and (doc[start].pos_ in {"ADV", "SPACE"} or doc[start].lower_ in days):
        start += 1
    if start < limit and doc[start].pos_ == "ADP":
        start = over_adverbial(doc, start, limit)
    if start >= limit or not _may_name(doc[start]):
        return None
    if doc[start].pos_ == "PRON" and doc[start].lower_ not in {"he", "she", "they", "it", "i"}:
        return None
    end = start
    while end < limit and _may_name(doc[end]) and "\n" not in doc[end].text:
        end += 1
    head = next((doc[i] for i in range(end - 1, start - 1, -1) if doc[i].pos_ in NOMINAL), None)
    if head is None:
        return None
    for child in verb.children:
        if child.dep_ in ACTIVE_SUBJECTS and start <= child.i < end:
            head = child
    full = noun_phrase(head)
    reach = max(end, min(full[1], limit)) if full and full[0] >= start else end
    return trimmed(doc, start, min(limit, _apposition_end(doc, reach, limit)))


def over_adverbial(doc: Doc, start: int, limit: int) -> int:
    """Step over where or to whom it was said: « a annoncé mardi à Metz son directeur »."""
    has_noun = False
    for i in range(start, limit):
        token = doc[i]
        opens = token.pos_ == "DET" and token.dep_ != "nummod"
        if opens and has_noun and (doc[i - 1].pos_ in NOMINAL or doc[i - 1].pos_ in {"NUM", "ADJ"}):
            return i
        if (token.pos_ not in PHRASE and token.pos_ != "ADP") or "\n" in token.text:
            return limit
        has_noun = has_noun or token.pos_ in NOMINAL or token.pos_ == "NUM"
    return limit


def _may_name(token: Token) -> bool:
    """Ask whether a token may stand in a noun phrase; a rare first name is called a verb."""
    return token.pos_ in PHRASE or (token.ent_type_ in PEOPLE and token.text[:1].isupper())


def _is_predicate(token: Token) -> bool:
    """Ask whether a verb is more than a participle beside a noun: « avocate associée chez … »."""
    return token.pos_ in VERBS and "Part" not in token.morph.get("VerbForm", [])


def _apposition_end(doc: Doc, start: int, limit: int) -> int:
    """Stretch a speaker over ", title of company" up to the next stop or finite verb."""
    reach = start
    commas = 0
    for i in range(start, min(limit, start + LONGEST)):
        token = doc[i]
        if token.text in STOPS or token.text == ":" or "\n" in token.text:
            return i
        if token.pos_ in {"SCONJ", "CCONJ"} or token.is_quote or _is_predicate(token):
            return reach
        is_hyphen = token.text != "," and i > 0 and not doc[i - 1].whitespace_
        if token.text in COMMAS and not is_hyphen:
            commas += 1
            reach = i
            following = doc[i + 1].pos_ if i + 1 < limit else ""
            is_of = following != "ADP" or plain(doc[i + 1]) in words(doc.vocab.lang).links
            may_follow = following in {"NOUN", "DET", "ADJ", "PROPN", "ADP"} and is_of
            if commas > MOST_COMMAS or not may_follow:
                return reach
    return limit if limit <= start + LONGEST else reach
