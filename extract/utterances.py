"""Words in quote marks: which of them somebody uttered, and who."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc, Token

from extract.asides import clitic_subject
from extract.cues import Cues
from extract.cues import cues as cues_of
from extract.floating import (
    announcer_of,
    ends_clause,
    floats,
    is_announced,
    is_headline,
    is_long,
    subject_before,
    told_before,
    told_elsewhere,
)
from extract.inquits import inquit
from extract.inserted import within_marks
from extract.introductions import REACH, SHORTEST, Found, introduced, paragraph_start
from extract.nlp import text_of
from extract.phrases import (
    ACTIVE_SUBJECTS,
    COMMAS,
    NOMINAL,
    PEOPLE,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    inverted_speaker,
    is_verbal,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)
from extract.quoted import Words
from extract.sources import source_phrase, source_speaker
from extract.tellers import may_speak

LONGEST_JOIN = 4
"""Tokens between two passages of one attribution."""
SHORTEST_JOINED = 4
"""Tokens of the first of them; less is a term."""
LONGEST_SIGNATURE = 12
"""Tokens of a name with its title under a quotation."""


@dataclass(slots=True)
class Utterance:
    """Quoted words of one speaker; ``words`` are several when an attribution splits them."""

    words: list[Words]
    speaker: TokenSpan | None = None
    cue: TokenSpan | None = None
    inherited: bool = False
    is_part: bool = False
    """True for words that end a clause begun outside the marks: « Il ne cède « sur rien » »."""


def utterances(doc: Doc, words: Sequence[Words], *, cues: Cues) -> Iterator[Utterance]:
    """Yield quoted words that stand as an utterance, in reading order.

    Words in marks that are a term, a title or a few words inside the reporter's own sentence are
    left out; a clause under a cue may still take them up.
    """
    current: Utterance | None = None
    finished: list[Utterance] = []
    for number, here in enumerate(words):
        if is_headline(doc, here):
            current = None
            continue
        left = words[number - 1].outer[1] if number else 0
        left = max(left, paragraph_start(doc, here.outer[0]))
        right = words[number + 1].outer[0] if number + 1 < len(words) else len(doc)
        is_same = current is not None and current.words[-1] is words[number - 1]
        goes_on = current is not None and is_same and _continues(doc, current, here)
        if current and goes_on and not _has_own(doc, current, here, right, cues):
            if cues.reopens and _is_new_sentence(doc, current, here):
                current = Utterance([here], current.speaker, None, inherited=True)
                finished.append(current)
            else:
                current.words.append(here)
            if current.cue is None and (found := _after(doc, here, right, cues)):
                current.cue, current.speaker = found.cue, found.speaker
                current.inherited = False
            continue
        led = introduced(doc, here, left, cues)
        found = within_marks(doc, here, cues) or led or _after(doc, here, right, cues)
        if found is None and number + 1 < len(words):
            found = _after_next(doc, here, words[number + 1], cues)
        if found:
            who = found.speaker or _told_on(doc, here, found, finished)
            is_part = led is None and ends_clause(doc, here, left)
            current = Utterance([here], who, found.cue, is_part=is_part)
            finished.append(current)
        elif floats(doc, here, left):
            last = next((u for u in reversed(finished) if u.speaker), None)
            speaker = announcer_of(doc, here) if is_announced(doc, here) else None
            speaker = speaker or told_before(doc, here, left) or (last.speaker if last else None)
            speaker = speaker or told_elsewhere(doc, here, right)
            current = Utterance([here], speaker, None, inherited=speaker is not None)
            finished.append(current)
        else:
            current = None
    yield from finished


def _after_next(doc: Doc, here: Words, then: Words, cues: Cues) -> Found | None:
    """Read « … », pour « … », a déclaré Lind: few words join the marks before the attribution."""
    between = doc[here.outer[1] : then.outer[0]]
    is_joined = 0 < len(between) <= LONGEST_JOIN and not any(
        token.text in STOPS or token.text == ":" or "\n" in token.text or token.pos_ in VERBS
        for token in between
    )
    if not is_joined or not cues.clitics["subject"] or not is_long(here, SHORTEST_JOINED):
        return None
    return _after(doc, then, len(doc), cues)


def _told_on(
    doc: Doc, here: Words, found: Found, finished: Sequence[Utterance]
) -> TokenSpan | None:
    """Return who speaks where the cue has no subject of its own.

    Who spoke last for « Et d'ajouter : « … » », the next subject for « Estimant que « … », la
    fédération est partie ».
    """
    form = doc[found.cue[0]].morph.get("VerbForm", []) if found.cue else []
    if form == ["Inf"]:
        # « Lind est amer. Et d'ajouter : « … » » goes on from the words or the sentence before.
        is_near = finished and finished[-1].words[0].mark.paragraph == here.mark.paragraph
        last = finished[-1].speaker if finished else None
        first = doc[found.cue[0]].sent.start if found.cue else here.outer[0]
        return last if is_near else subject_before(doc, first, named=True) or last
    if form == ["Part"]:
        for token in doc[here.outer[1] : _stop(doc, here.outer[1], len(doc))]:
            if token.dep_ in ACTIVE_SUBJECTS:
                return noun_phrase(token, without=token.head)
    return None


def _continues(doc: Doc, current: Utterance, here: Words) -> bool:
    """Ask whether words go on with the utterance before: split, or a further paragraph of it."""
    last = current.words[-1]
    between = [
        t for t in doc[last.outer[1] : here.outer[0]] if not t.is_space and t.text not in COMMAS
    ]
    if last.mark.is_continued and here.mark.paragraph == last.mark.paragraph + 1:
        return not between
    if here.mark.paragraph != last.mark.paragraph:
        return False
    if not between:
        return True
    if _is_of_another(between, cues_of(doc.vocab.lang)):
        return False
    if current.cue is None or current.cue[0] < last.outer[1]:
        return False
    stops = [t.i for t in between if t.text in STOPS or t.text == ":"]
    if len(stops) > 1 or (stops and stops[0] != between[-1].i) or between[-1].text == ":":
        return False
    if _has_other_verb(current, between):
        return bool(stops)
    return is_long(here, SHORTEST)


def _is_of_another(between: Sequence[Token], cues: Cues) -> bool:
    """Ask whether a clause of its own begins: « …, dit Lind, pour qui la filière « … » »."""
    return any(
        plain(token) in cues.relatives and source_phrase(token.nbor(-1), cues)
        for token in between
        if token.i > 0
    )


def _is_new_sentence(doc: Doc, current: Utterance, here: Words) -> bool:
    """Ask whether the report between two quoted passages ends a sentence: they are two quotes."""
    last = current.words[-1]
    between = doc[last.outer[1] : here.outer[0]]
    return last.mark.paragraph == here.mark.paragraph and any(t.text in STOPS for t in between)


def _has_own(doc: Doc, current: Utterance, here: Words, right: int, cues: Cues) -> bool:
    """Ask whether the next sentence of quoted words has an attribution of its own."""
    between = doc[current.words[-1].outer[1] : here.outer[0]]
    return any(t.text in STOPS for t in between) and _after(doc, here, right, cues) is not None


def _has_other_verb(current: Utterance, between: Sequence[Token]) -> bool:
    spoken = set(range(*current.cue)) if current.cue else set()
    if current.speaker:
        start, end = current.speaker
        doc = between[0].doc
        # « …, dit Lind, qui promettait « … » »: what she promised has a verb of its own.
        spoken |= set(takewhile(lambda i: doc[i].lower_ not in RELATIVES, range(start, end)))
    return any(t.pos_ == "VERB" and t.i not in spoken for t in between)


# After the words: "…," said Lind · « … », explique Lind · "…," Lind said


def _after(  # noqa: C901 (cases in order, first match wins)
    doc: Doc, here: Words, right: int, cues: Cues
) -> Found | None:
    start = here.outer[1]
    limit = _stop(doc, start, min(right, start + REACH))
    if signed := _signature(doc, start, limit):
        return signed
    while start < limit and (doc[start].text in COMMAS or doc[start].is_space):
        if "\n" in doc[start].text:
            return None
        start += 1
    if start >= limit or not _expects(doc, here, start, cues):
        return None
    if found := _source_after(doc, start, limit, cues):
        return found
    if _is_title(doc, here):
        return None
    turned = inquit(doc, start, limit, cues=cues, is_quoted=True)
    if turned is not None and (turned.is_known or _is_sure(doc, here, turned.speaker)):
        return Found(turned.cue, turned.speaker)
    for i in range(start, limit):
        token = doc[i]
        if token.lower_ in RELATIVES and i > start and doc[i - 1].text == ",":
            return None
        cue = cues.at(token)
        may_report = cue and (cue.takes("clause") or cue.takes("inquit"))
        if cue and may_report and (is_verbal(token, cues) or i == start):
            said = cue_span(token, cue)
            return Found(said, _speaker_around(token, start, limit, after=said[1]))
        is_clause = token.dep_ not in {"relcl", "acl", "acl:relcl", "amod"}
        if (
            token.pos_ == "VERB"
            and is_clause
            and doc[i + 1 if i + 1 < limit else i].pos_ != "PROPN"
        ):
            return None
    return None


def _is_sure(doc: Doc, here: Words, speaker: TokenSpan | None) -> bool:
    """Ask whether a rare verb has a speaker: « … « un sur cinq », va rouvrir l'usine » has none."""
    if speaker is None or doc[speaker[0]].text[0] == "-":
        return True
    before = doc[here.outer[0] - 1] if here.outer[0] else None
    opens = before is None or before.is_space or before.is_punct or before.pos_ == "DET"
    opens = opens and not (before is not None and before.text in {"'", "’"})
    is_named = any(doc[i].pos_ == "PROPN" for i in range(*speaker))
    return is_named or opens


def _is_title(doc: Doc, here: Words) -> bool:
    """Ask whether words without a verb stand inside a sentence: a programme, a book, a song."""
    if here.outer[0] == 0 or not (_is_capitalised(doc, here) or _lacks_verb(doc, here)):
        return False
    at = here.outer[0] - 1
    at -= doc[at].pos_ == "DET" and at > 0  # « Un « naufrage », tonne Lind » opens a sentence
    return not (doc[at].is_space or doc[at].is_punct or (at == 0 and doc[at].pos_ == "DET"))


def _lacks_verb(doc: Doc, here: Words) -> bool:
    return all(doc[i].pos_ not in VERBS for i in range(here.start, here.end))


def _is_capitalised(doc: Doc, here: Words) -> bool:
    """Ask whether words are written as a name: in an interview on "Face the Town," Lind said."""
    first, last = doc[here.start], doc[here.end - 1 - doc[here.end - 1].is_punct]
    is_several = here.end - here.start >= SHORTEST
    return is_several and first.text[:1].isupper() and last.text[:1].isupper() and last != first


def _signature(doc: Doc, start: int, limit: int) -> Found | None:
    """Read a dash and a name to the end of the paragraph as who signs the words."""
    while start < limit and doc[start].is_space and "\n" not in doc[start].text:
        start += 1
    if start < limit and doc[start].text == "(":
        return _bracketed(doc, start, limit)
    if start >= limit or doc[start].text not in COMMAS - {","}:
        return None
    name = trimmed(doc, start + 1, limit)
    ends = (
        limit >= len(doc)
        or "\n" in doc[limit].text
        or doc[limit].is_space
        or doc[limit].text == "."
    )
    if name is None or not ends or name[1] - name[0] > LONGEST_SIGNATURE:
        return None
    if any(doc[i].pos_ == "VERB" and doc[i].is_lower for i in range(*name)):
        return None
    return Found(None, name) if doc[name[0]].text[:1].isupper() else None


def _bracketed(doc: Doc, start: int, limit: int) -> Found | None:
    """Read « … » (Ada Lind, soudeuse): a person's name and what she does."""
    end = next((i for i in range(start, limit) if doc[i].text == ")"), limit)
    name = trimmed(doc, start + 1, end)
    if end >= limit or name is None or name[1] - name[0] > LONGEST_SIGNATURE:
        return None
    return Found(None, name) if doc[name[0]].ent_type_ in PEOPLE else None


def _stop(doc: Doc, start: int, limit: int) -> int:
    for i in range(start, limit):
        if doc[i].text in STOPS or "\n" in doc[i].text:
            return i
    return limit


def _expects(doc: Doc, here: Words, start: int, cues: Cues) -> bool:
    """Ask whether the quoted words end so that an attribution may follow."""
    # The comma stands before a mark of the words' own: "the 'outreach,'" he said.
    words = text_of(doc)[here.mark.start : here.mark.end].rstrip("'’\"”» ")
    last = words[-1:] or "."
    if last in ",-—–" or start > here.outer[1]:
        return True
    if last in "?!…":
        return True
    if last == ".":
        return _is_attribution(doc, start, cues)
    return cues.at(doc[start]) is not None


def _is_attribution(doc: Doc, start: int, cues: Cues) -> bool:
    """Ask whether a sentence after a full stop only says who spoke: "“We stay.” Lind said."."""
    limit = _stop(doc, start, min(len(doc), start + LONGEST_SIGNATURE))
    if limit >= len(doc) or doc[limit].text != "." or limit - start < SHORTEST:
        return False
    last = doc[limit - 1]
    cue = cues.at(last)
    is_closing = cue is not None and cue.force == "speech" and is_verbal(last, cues)
    first = cues.at(doc[start])
    is_inverted = first is not None and doc[start].is_lower and doc[start].pos_ in VERBS
    return is_inverted or (is_closing and _is_one_clause(doc, start, limit))


def _is_one_clause(doc: Doc, start: int, limit: int) -> bool:
    return sum(doc[i].pos_ == "VERB" for i in range(start, limit)) == 1


def _source_after(doc: Doc, start: int, limit: int, cues: Cues) -> Found | None:
    phrase = source_phrase(doc[start], cues)
    if phrase is None:
        return None
    stop = start + len(phrase)
    if phrase[0] in cues.careful_sources:
        named = source_speaker(doc, stop, limit)
        ends = named is not None and (named[1] >= limit or doc[named[1]].text in COMMAS | STOPS)
        return Found((start, stop), named) if named and ends and may_speak(doc, named) else None
    return Found((start, stop), trimmed(doc, stop, limit))


def _speaker_around(verb: Token, start: int, limit: int, *, after: int) -> TokenSpan | None:
    """Return the speaker of an inverted or plain attribution in ``start`` to ``limit``."""
    doc = verb.doc
    clitic = clitic_subject(verb, start, limit)
    if clitic is not None:
        return clitic, clitic + 1
    before = trimmed(doc, start, _verb_start(verb))
    if before and any(_may_be_speaker(doc[i]) for i in range(*before)):
        subject = next(
            (c for c in verb.children if c.dep_ in ACTIVE_SUBJECTS and c.i < verb.i), None
        )
        if subject is not None and subject.i >= start:
            phrase = noun_phrase(subject, without=verb)
            return (max(phrase[0], start), phrase[1]) if phrase else before
        return before
    phrase = inverted_speaker(verb, limit, after=after)
    if phrase:
        return phrase
    subject = subject_of(verb)
    return noun_phrase(subject, without=verb) if subject is not None else None


def _may_be_speaker(token: Token) -> bool:
    never = cues_of(token.doc.vocab.lang).clitics["never_subject"]
    return token.pos_ in NOMINAL and plain(token) not in never


def _verb_start(verb: Token) -> int:
    start = verb.i
    while start > 0 and verb.doc[start - 1].pos_ in {"AUX", "ADV", "PART"}:
        start -= 1
    return start
