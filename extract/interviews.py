"""Interviews printed as questions and answers: which paragraphs the person asked utters."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from db.records import DateMethod, SaidDate, Span
from extract.cues import cues
from extract.governing import sentence_of
from extract.nlp import text_of
from extract.phrases import PEOPLE, TokenSpan

_PARAGRAPH = re.compile(r"[^\n]+")
_QUESTION = re.compile(r"Q(?:uestion)? ?[:.] ?", re.IGNORECASE)
_ANSWER = re.compile(r"(?:A(?:nswer)?|R(?:éponse)?) ?[:.] ?|[—–-] ?", re.IGNORECASE)
_LETTER = re.compile(r"(?:A(?:nswer)?|R(?:éponse)?) ?[:.] ?")
_WORD = re.compile(r"\w+['’]?")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.? ?-?){2,4}")
_LABEL = re.compile(
    # "Nora Lind:", "N.L.:", « Le Fanal : », "NL – ", « Nora Lind. – »
    r"((?:[A-ZÀ-Þ][\w'’.-]*)(?: (?:d[eu] |d['’]|l[ea] )?[A-ZÀ-Þ][\w'’.-]*){0,4})[   ]?[:–—][   ]"
)
_MARKS = "«“\"'‘"
_LEAST = 2
"""Exchanges from which an article is an interview, and paragraphs of each label."""
_LONGEST_QUESTION = 320
"""Characters of a remark that stands for a question: « Vous avez pourtant licencié. »"""
_ASKING = 0.7
"""Share of the asker's paragraphs that ask or say "you"; set by hand, on the open gold articles."""
_REPLYING = 0.4
"""Share of the replies in which the one asked says "I"; likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The words of a reply and who is interviewed."""

    span: Span
    speaker: TokenSpan | None


def answers(doc: Doc) -> Iterator[Answer]:
    """Yield the replies of an interview that stand without quote marks; none in other articles.

    The paragraphs carry the names of the two, or "Q:" and "A:", or alternate from the first
    question on; replies may open with a dash. Without names, whoever is named first is asked.
    """
    text = text_of(doc)
    if "?" not in text:
        return
    paragraphs = [found.span() for found in _PARAGRAPH.finditer(text) if found.group().strip()]
    if named := list(_labelled(doc, paragraphs)):
        yield from named
        return
    if lettered := list(_lettered(text, paragraphs)):
        speaker = _interviewed(doc, lettered[0][0]) or _interviewed(doc, len(text))
        yield from (Answer(span=span, speaker=speaker) for span in lettered)
        return
    first = next((i for i, span in enumerate(paragraphs) if _asks(text, span)), None)
    if first is None:
        return
    talk = _without_tail(doc, paragraphs[first:])
    if not _is_talk(doc, talk):
        return
    speaker = _interviewed(doc, talk[0][0]) or _interviewed(doc, len(text))
    signed = [_label(text, span) for span in talk[1::2]]
    places = _places(doc, signed, _named(signed))
    speaker = next(iter(places.values()), speaker)
    for (start, end), name in zip(talk[1::2], signed, strict=True):
        label = name or _ANSWER.match(text, start, end)
        yield Answer(span=(label.end() if label else start, end), speaker=speaker)


def held_on(doc: Doc, *, first: int, dates: Sequence[SaidDate]) -> SaidDate | None:
    """Return when an interview was held, by the lead before its first reply, if that is told.

    "We met her on Thursday in Carlisle", « Elle nous a reçus mercredi »: the reporter was there.
    """
    table = cues(doc.vocab.lang).interview
    for said in reversed([date for date in dates if date.end <= first]):
        place = doc.char_span(said.start, said.end, alignment_mode="expand")
        if place is None or not said.earliest or said.earliest != said.latest:
            continue
        sentence = sentence_of(place)
        stretch = (sentence.start_char, sentence.end_char)
        if _says(text_of(doc), stretch, table, "asked") and not _asks(text_of(doc), stretch):
            return replace(said, method=DateMethod.RELATIVE, anchor=said.edtf)
    return None


def _without_tail(doc: Doc, talk: Sequence[Span]) -> Sequence[Span]:
    """Drop who asked, or a note, where a question would stand last: « Propos recueillis par … »."""
    text, table = text_of(doc), cues(doc.vocab.lang).interview
    is_tail = len(talk) % 2 == 1 and not (
        _asks(text, talk[-1]) or _says(text, talk[-1], table, "asker")
    )
    return talk[:-1] if is_tail else talk


def _lettered(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """Yield the replies of "Q:" and "A:", whatever stands round them."""
    asked = [_QUESTION.match(text, *span) is not None for span in paragraphs]
    told = [_LETTER.match(text, *span) for span in paragraphs]
    pairs = [i for i in range(1, len(paragraphs)) if told[i] and asked[i - 1]]
    if len(pairs) < _LEAST:
        return
    for at in pairs:
        label = told[at]
        if label:
            yield label.end(), paragraphs[at][1]


# Paragraphs with names: "Le Fanal: Why …?" "Nora Lind: Because …"


def _labelled(doc: Doc, paragraphs: Sequence[Span]) -> Iterator[Answer]:
    text = text_of(doc)
    labels = [_label(text, span) for span in paragraphs]
    names = _named(labels)
    seen = Counter(name for name in names if name)
    speakers = {name for name, count in seen.items() if count >= _LEAST}
    if len(speakers) == 1:
        yield from _signed(doc, paragraphs, labels, names)
    if len(speakers) < _LEAST:
        return
    askers = {name for name in speakers if _is_asker(text, paragraphs, names, name)}
    asked = speakers - askers
    if not askers or not asked:
        return
    places = _places(doc, labels, names)
    speaker: TokenSpan | None = None
    for span, label, name in zip(paragraphs, labels, names, strict=True):
        if label and name in speakers:
            speaker = places.get(name) if name in asked else None
            if speaker:
                yield Answer(span=(label.end(), span[1]), speaker=speaker)
        elif speaker and not text[span[0] : span[1]].rstrip().endswith("?"):
            yield Answer(span=span, speaker=speaker)


def _signed(
    doc: Doc,
    paragraphs: Sequence[Span],
    labels: Sequence[re.Match[str] | None],
    names: Sequence[str],
) -> Iterator[Answer]:
    """Yield replies that alone bear a name, each after a bare question: "Lind: Never."."""
    text, places = text_of(doc), _places(doc, labels, names)
    replies = [
        i
        for i in range(1, len(paragraphs))
        if labels[i] and _asks(text, paragraphs[i - 1]) and not labels[i - 1]
    ]
    signed = sum(label is not None for label in labels)
    if len(replies) < _LEAST or len(replies) != signed:
        return
    for at in replies:
        label, speaker = labels[at], places.get(names[at])
        if label and speaker:
            yield Answer(span=(label.end(), paragraphs[at][1]), speaker=speaker)


def _named(labels: Sequence[re.Match[str] | None]) -> list[str]:
    """Return who each label names, "" for none: initials stand for the one name they fit."""
    written = [label.group(1).rstrip(".") if label else "" for label in labels]
    whole = {name for name in written if name and not _INITIALS.fullmatch(name)}
    names = []
    for name in written:
        short = _letters(name)
        fitting = {one for one in whole if short and _letters(one) == short}
        is_short = bool(_INITIALS.fullmatch(name)) and len(fitting) == 1
        names.append(fitting.pop() if is_short else name)
    return names


def _letters(name: str) -> str:
    """Return the capitals of a name: « C. D. » and "Claire Dubreuil" give the same."""
    return "".join(letter for letter in name if letter.isupper())


def _places(
    doc: Doc, labels: Sequence[re.Match[str] | None], names: Sequence[str]
) -> dict[str, TokenSpan]:
    """Return where each name stands in full for the first time among the labels."""
    places: dict[str, TokenSpan] = {}
    for label, name in zip(labels, names, strict=True):
        if label and name not in places and label.group(1).rstrip(".") == name:
            start = label.start(1)
            found = doc.char_span(start, start + len(name), alignment_mode="expand")
            if whole := _initialled(doc, name):
                places[name] = whole
            elif found is not None:
                places[name] = (found.start, found.end)
    return places


def _initialled(doc: Doc, name: str) -> TokenSpan | None:
    """Return the first person named whose initials these are."""
    if not _INITIALS.fullmatch(name):
        return None
    named = (e for e in doc.ents if e.label_ in PEOPLE and " " in e.text)
    return next(((e.start, e.end) for e in named if _letters(e.text) == _letters(name)), None)


def _label(text: str, span: Span) -> re.Match[str] | None:
    """Return the name that opens a paragraph; "Q:" and "A:" are none."""
    found = _LABEL.match(text, *span)
    return found if found and len(found.group(1)) > 1 else None


def _is_asker(text: str, paragraphs: Sequence[Span], names: Sequence[str], name: str) -> bool:
    said = [
        text[slice(*span)].rstrip()
        for span, who in zip(paragraphs, names, strict=True)
        if who == name
    ]
    return 2 * sum(words.endswith("?") for words in said) >= len(said)


# Paragraphs that alternate


def _is_talk(doc: Doc, paragraphs: Sequence[Span]) -> bool:
    """Ask whether one asks or says "you", and the other says "I", in turn to the end.

    A list of readers' questions has neither: nobody there says "you" or "I".
    """
    text = text_of(doc)
    asked, told = paragraphs[::2], paragraphs[1::2]
    if min(len(asked), len(told)) < _LEAST or len(asked) - len(told) > 1:
        return False
    if any(text[start] in _MARKS for start, _ in (*asked, *told)):
        return False
    if any(_QUESTION.match(text, start) for start, _ in told):
        return False
    signed = [label for label in (_label(text, span) for span in told) if label]
    if len(set(_named(signed))) > 1:
        return False
    if any(not _asks(text, span) and span[1] - span[0] > _LONGEST_QUESTION for span in asked):
        return False
    if signed and all(_asks(text, span) and not _label(text, span) for span in asked):
        return True
    if signed:
        return False
    is_marked = all(_ANSWER.match(text, *span) for span in told)
    if is_marked and not any(_ANSWER.match(text, *span) for span in asked):
        return True
    table = cues(doc.vocab.lang).interview
    addressed = [_says(text, span, table, "asker") for span in asked]
    asking = [_asks(text, span) or you for span, you in zip(asked, addressed, strict=True)]
    replying = [_says(text, span, table, "asked") for span in told]
    # Short questions may address nobody: « Et maintenant ? » of somebody who is introduced.
    is_plain = all(_asks(text, span) for span in asked) and _interviewed(doc, asked[0][0])
    is_asked = (any(addressed) or bool(is_plain)) and sum(asking) >= _ASKING * len(asked)
    return is_asked and sum(replying) >= _REPLYING * len(told)


def _says(text: str, span: Span, table: Mapping[str, frozenset[str]], who: str) -> bool:
    """Ask whether a paragraph holds one of the words by which a side speaks of the two."""
    said = {word.strip("'’") for word in _WORD.findall(text[span[0] : span[1]].lower())}
    return not said.isdisjoint(word.strip("'-") for word in table[who])


def _asks(text: str, span: Span) -> bool:
    start, end = span
    is_question = text[start:end].rstrip().endswith("?")
    return text[start] not in _MARKS and (is_question or _QUESTION.match(text, start) is not None)


def _interviewed(doc: Doc, before: int) -> TokenSpan | None:
    named = (e for e in doc.ents if e.label_ in PEOPLE and " " in e.text)
    first = next((e for e in named if e.end_char <= before), None)
    return (first.start, first.end) if first is not None else None
