"""Reports that stand beside their sentence: "…, Lind said, …", « selon Lind, … »."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues, cues
from extract.inquits import turned
from extract.nlp import sentence_at, texts
from extract.phrases import (
    ACTIVE_SUBJECTS,
    COMMAS,
    OBJECTS,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    inverted_speaker,
    noun_phrase,
    plain,
    trimmed,
)
from extract.tails import is_gerund, is_tail
from extract.tellers import may_speak

LONGEST_TAIL = 10
"""Tokens after the verb of an aside ("Lind told reporters on Monday")."""
LONGEST_CLOSING = 24
"""Tokens after a verb of telling that closes its sentence: who was told, where and when."""
LONGEST_REPLY = 3
"""Tokens of a reply without a verb before its cue."""
LONGEST_NAME = 2
"""Tokens by which a full name is told from a nickname: « Vasseur, dit Polo »."""
SHORTEST = 3
"""Tokens of what a source is given for; less is a fragment."""
PEOPLE = frozenset({"PER", "PERSON", "ORG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A report beside its sentence: the content is what stands round it."""

    cue: TokenSpan
    speaker: TokenSpan | None
    content: tuple[TokenSpan, ...]
    is_reply: bool = False
    """True for a word or two that answer somebody: « Faux, réplique Lind »."""


def aside(  # noqa: C901 (refusals in order)
    token: Token, cue: Cue, *, inside: Sequence[int]
) -> Aside | None:
    """Return the sentence around ", Lind said," or ", explique Lind,"; None when it is no aside."""
    if not (cue.takes("clause") or cue.takes("inquit")):
        return None
    if is_gerund(token) or _governs_infinitive(token, cue):
        return None
    doc, whole = token.doc, sentence_bounds(token)
    bounds = _after_colon(doc, whole, token.i, inside=inside)
    found = between_commas(token, cue, bounds)
    if found is None:
        return None
    speaker, start, end = found
    before = trimmed(doc, bounds[0], start) if start > bounds[0] else None
    if before is None or all(inside[i] >= 0 for i in range(*before)):
        return None
    table = cues(doc.vocab.lang)
    if _is_question(doc[before[0]], table):
        return None
    is_led = not cue.takes("clause") and not table.clitics["subject"]
    if is_led and all(inside[i] < 0 for i in range(*before)):
        return None  # "the race, Lind began, …": only marks make a saying of it
    opens_after = is_subordinator(doc[start - 1])
    content = [] if opens_after else [before]
    rest = trimmed(doc, end, bounds[1]) if end < bounds[1] and doc[end].text in COMMAS else None
    if rest and not is_tail(doc, before, rest, table):
        content.append(rest)
    if not content or (len(content) == 1 and _is_setting(doc, content[0])):
        return None
    is_reply = False
    if not any(doc[i].pos_ in VERBS for part in content for i in range(*part)):
        # « Faux, réplique Lind »: a reply is short and opens its sentence.
        is_reply = len(content) == 1 and before[1] - before[0] <= LONGEST_REPLY
        if not (is_reply and cue.force == "speech" and speaker and speaker[0] > token.i - 1):
            return None
    return Aside(
        cue=cue_span(token, cue), speaker=speaker, content=tuple(content), is_reply=is_reply
    )


def is_subordinator(token: Token) -> bool:
    """Ask whether a clause has only begun: "when, the regulator said, it had moved the work"."""
    return token.pos_ in {"SCONJ", "CCONJ"} or (
        token.pos_ in {"PRON", "ADV"}
        and not {"Rel", "Int"}.isdisjoint(token.morph.get("PronType", []))
    )


def _is_question(first: Token, table: Cues) -> bool:
    """Ask whether what was asked stands before the speaker: "Asked about it, Lind laughed"."""
    cue = table.at(first)
    return cue is not None and cue.receives and "Part" in first.morph.get("VerbForm", [])


def _is_setting(doc: Doc, before: TokenSpan) -> bool:
    """Ask whether only where it was said stands before: "In a memo seen by the paper, Lind …"."""
    is_phrase = doc.vocab.lang == "en" and doc[before[0]].pos_ == "ADP"
    return is_phrase and not any(
        "Fin" in doc[i].morph.get("VerbForm", []) or doc[i].tag_ == "MD" for i in range(*before)
    )


def _governs_infinitive(verb: Token, cue: Cue) -> bool:
    """Ask whether what somebody says of himself follows: « Le groupe, qui …, dit avoir … »."""
    at = verb.i + 1
    if verb.doc.vocab.lang != "fr" or at >= len(verb.doc):
        return False
    says = cue.forces.get("infinitive") == "speech"
    return says and verb.doc[at].morph.get("VerbForm", []) == ["Inf"]


def _after_colon(doc: Doc, bounds: TokenSpan, at: int, *, inside: Sequence[int]) -> TokenSpan:
    """Return the part of a sentence around a token between colons and semicolons."""
    start, end = bounds
    written = texts(doc)
    for i in range(at - 1, start, -1):
        if written[i] in {":", ";"} and inside[i] < 0:
            start = i + 1
            break
    for i in range(at + 1, end):
        if written[i] in {":", ";"} and inside[i] < 0:
            end = i
            break
    return start, end


def sentence_bounds(token: Token) -> TokenSpan:
    """Return the sentence's tokens, rejoined where the parser cut it in the middle."""
    doc = token.doc
    start, end = sentence_at(doc, token.i)
    while start > 0 and (doc[start].text == "," or not _ends_sentence(doc, start - 1)):
        start, _ = sentence_at(doc, start - 1)
    while end < len(doc) and not _ends_sentence(doc, end - 1):
        _, end = sentence_at(doc, end)
    return start, end


def _ends_sentence(doc: Doc, at: int) -> bool:
    """Ask whether a sentence may end at a token: at its stop, its marks or its paragraph."""
    token = doc[at]
    return token.text in STOPS or token.is_quote or token.is_space or token.text[-1] in ".!?"


def clitic_subject(verb: Token, start: int, limit: int) -> int | None:
    """Return the token of an inverted pronoun: « a-t-il déclaré », « explique-t-elle »."""
    doc = verb.doc
    clitics = cues(doc.vocab.lang).clitics["subject"]
    for i in range(start, min(limit, verb.i + 4)):
        lower = doc[i].lower_
        if "-" in lower and lower.rsplit("-", 1)[-1] in clitics:
            return i
    return None


def between_commas(
    token: Token, cue: Cue, bounds: TokenSpan, *, opening: AbstractSet[str] = COMMAS
) -> tuple[TokenSpan | None, int, int] | None:
    """Find an aside's speaker, the comma or other ``opening`` before it and its end."""
    doc = token.doc
    if found := turned(token, bounds, opening=opening):
        return found
    if before_clitic := clitic_aside(token, bounds, opening=opening):
        return before_clitic
    if cue.force == "speech" and (
        after_verb := inverted(token, bounds, after=cue_span(token, cue)[1], opening=opening)
    ):
        return after_verb
    if doc.vocab.lang == "fr":
        return None  # French turns verb and subject round: « , les départs continuent » is none
    subject = next((c for c in token.children if c.dep_ in ACTIVE_SUBJECTS and c.i < token.i), None)
    if subject is None and cue.force == "speech":
        return _heard(token, cue, bounds) or _closing(token, cue, bounds)
    if subject is None or subject.lower_ in RELATIVES or _is_asked_in(doc, bounds, subject):
        return None
    start = subject.left_edge.i
    if start <= bounds[0] or not _is_apart(doc, start - 1, COMMAS):
        return None
    end = _aside_end(doc, token.i + 1, bounds[1])
    is_closing = cue.receives and end == bounds[1] - 1
    if any(
        (doc[i].pos_ in VERBS and not (is_closing and doc[i].tag_ == "VBG"))
        or plain(doc[i]) in {"that", "que", "qu'"}
        for i in range(token.i + 1, end)
    ):
        return None
    longest = LONGEST_CLOSING if is_closing else LONGEST_TAIL
    if end - token.i > longest or _governs(token, receives=cue.receives):
        return None
    return noun_phrase(subject, without=token), start - 1, end


def _is_apart(doc: Doc, at: int, opening: AbstractSet[str]) -> bool:
    """Ask whether a comma parts an aside, also inside marks: "Waiting “makes it worse,” Lind said".

    Only where the marks open with the verb, so that they hold no sentence, or don't pair.
    """
    if doc[at].text in opening:
        return True
    if doc.vocab.lang != "en" or not doc[at].is_quote or not at or doc[at - 1].text != ",":
        return False
    first = next((i for i in range(at - 1, -1, -1) if doc[i].is_quote), at)
    is_odd = doc[first].text == '"' != doc[at].text
    return is_odd or doc[first + 1].tag_ in {"MD", "VBD", "VBP", "VBZ"}


def _heard(verb: Token, cue: Cue, bounds: TokenSpan) -> tuple[None, int, int] | None:
    """Find ", staff were told on Tuesday": by whom, the text doesn't say."""
    doc = verb.doc
    told = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.i < verb.i), None)
    if told is None or not cue.receives:
        return None
    start, end = told.left_edge.i, _aside_end(doc, verb.i + 1, bounds[1])
    is_plain = all(doc[i].pos_ not in VERBS for i in range(verb.i + 1, end))
    is_apart = start > bounds[0] and _is_apart(doc, start - 1, COMMAS)
    if not (is_apart and is_plain) or end - verb.i > LONGEST_TAIL:
        return None
    return None, start - 1, end


def _is_asked_in(doc: Doc, bounds: TokenSpan, subject: Token) -> bool:
    """Ask whether a French sentence opens with a phrase before its subject: « À la question … »."""
    return doc.vocab.lang == "fr" and doc[bounds[0]].pos_ == "ADP" and subject.pos_ != "PRON"


def _closing(token: Token, cue: Cue, bounds: TokenSpan) -> tuple[TokenSpan, int, int] | None:
    """Find "…, its chief executive, Orla Venn, said on Monday" where the parser saw no subject."""
    doc = token.doc
    is_closing = any(child.dep_ == "ccomp" and child.i < token.i for child in token.children)
    if not is_closing or doc.vocab.lang != "en" or _governs(token, receives=cue.receives):
        return None
    first = token.i
    while first > bounds[0] and doc[first - 1].pos_ not in VERBS:
        first -= 1
    comma = next((i for i in range(first, token.i - 1) if doc[i].text == ","), None)
    if comma is None:
        return None
    speaker = trimmed(doc, comma + 1, token.i)
    if speaker is None or not (may_speak(doc, speaker) or doc[speaker[0]].pos_ == "PRON"):
        return None
    return speaker, comma, _aside_end(doc, token.i + 1, bounds[1])


def clitic_aside(
    token: Token, bounds: TokenSpan, *, opening: AbstractSet[str] = COMMAS
) -> tuple[TokenSpan, int, int] | None:
    """Find « , a-t-il déclaré, » and « , explique-t-elle »: speaker, comma before and end."""
    doc = token.doc
    first = token.i
    while first > bounds[0] and doc[first - 1].pos_ in {"AUX", "ADV", "PRON"}:
        first -= 1
    if first <= bounds[0] or doc[first - 1].text not in opening:
        return None
    clitic = clitic_subject(token, first, bounds[1])
    if clitic is None:
        return None
    end = max(token.i, clitic) + 1
    return (clitic, clitic + 1), first - 1, _aside_end(doc, end, bounds[1])


def _governs(verb: Token, *, receives: bool) -> bool:
    """Ask whether a verb has a complement of its own to the right."""
    return any(
        child.i > verb.i
        and (child.dep_ in {"ccomp", "xcomp"} or (child.dep_ in OBJECTS and not receives))
        for child in verb.children
    )


def inverted(  # noqa: C901 (refusals in order)
    token: Token, bounds: TokenSpan, *, after: int = 0, opening: AbstractSet[str] = COMMAS
) -> tuple[TokenSpan, int, int] | None:
    """Find ", said Lind," and « , explique Lind, »: speaker, the comma before it and its end.

    The French model often takes the speaker for an object, so a proper name or a word for a post
    or an organisation after the verb is enough there.
    """
    doc = token.doc
    first = token.i
    reflexive = cues(doc.vocab.lang).clitics["reflexive"]
    while first > bounds[0] and (
        doc[first - 1].pos_ in {"AUX", "ADV"} or plain(doc[first - 1]) in reflexive
    ):
        first -= 1
    if first <= bounds[0] or not _is_apart(doc, first - 1, opening):
        return None
    if _is_participle(token) and first == token.i:
        return None
    phrase = inverted_speaker(token, bounds[1], after=after)
    if phrase is None:
        return None
    phrase = _with_another(doc, phrase, bounds[1])
    end = phrase[1]
    if (
        end < bounds[1]
        and doc[end].text not in COMMAS
        and doc[end].text not in STOPS
        and not doc[end].is_space
    ):
        if doc.vocab.lang == "en":
            return None
        end = _tail_end(doc, end, bounds[1])
        if end < 0:
            return None
    subjects = [child.i for child in token.children if child.dep_ in ACTIVE_SUBJECTS]
    if any(first - 1 <= at < token.i for at in subjects):
        return None
    if any(phrase[0] <= at < end for at in subjects):
        return phrase, first - 1, end
    if doc.vocab.lang == "en":
        # "…, report Graham Orme and his co-authors": a name between the verb and the stop.
        is_name = doc[phrase[0]].pos_ == "PROPN" and (end >= bounds[1] or doc[end].text in STOPS)
        return (phrase, first - 1, end) if is_name and not subjects else None
    return (phrase, first - 1, end) if may_speak(doc, phrase) else None


def _is_participle(verb: Token) -> bool:
    """Ask whether a verb is one, whatever the model says.

    « lance » of « lancer » never is; nor is « dit » right before a first name and a surname.
    """
    is_present = verb.lemma_.removesuffix("r") == verb.lower_
    after = verb.doc[verb.i + 1 : verb.i + 3]
    is_before_name = len(after) == LONGEST_NAME and all(t.ent_type_ in PEOPLE for t in after)
    is_said = is_present or (is_before_name and verb.doc.vocab.lang == "fr")
    return verb.morph.get("VerbForm", []) == ["Part"] and not is_said


def _with_another(doc: Doc, phrase: TokenSpan, limit: int) -> TokenSpan:
    """Stretch a French speaker over a second one: « …, ont annoncé la ville et la région »."""
    end = phrase[1]
    is_joined = (
        end + 2 < limit and doc[end].pos_ == "CCONJ" and doc[end + 1].pos_ in {"DET", "PROPN"}
    )
    if doc.vocab.lang == "en" or not is_joined:
        return phrase
    end += 2
    while end < limit and doc[end].pos_ in {"NOUN", "PROPN", "ADJ"}:
        end += 1
    return phrase[0], end


def _tail_end(doc: Doc, start: int, limit: int) -> int:
    """Return where « …, ont annoncé les élus dans une déclaration commune » ends, else -1."""
    if doc[start].pos_ != "ADP":
        return -1
    end = _aside_end(doc, start, limit)
    is_short = end - start <= LONGEST_TAIL
    has_verb = any(doc[i].pos_ in VERBS or doc[i].text == ":" for i in range(start, end))
    return end if is_short and not has_verb else -1


def _aside_end(doc: Doc, start: int, limit: int) -> int:
    for i in range(start, limit):
        if doc[i].text in COMMAS or doc[i].text in STOPS:
            return i
    return limit
