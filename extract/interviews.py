"""Interviews printed as questions and answers: which paragraphs the person asked utters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from db.records import Span
from extract.cues import cues
from extract.nlp import text_of
from extract.phrases import PEOPLE, TokenSpan

_PARAGRAPH = re.compile(r"[^\n]+")
_QUESTION = re.compile(r"Q(?:uestion)? ?[:.] ?", re.IGNORECASE)
_ANSWER = re.compile(r"(?:A(?:nswer)?|R(?:éponse)?) ?[:.] ?|[—–-] ?", re.IGNORECASE)
_WORD = re.compile(r"\w+['’]?")
_NAMED = re.compile(r"[A-ZÀ-Þ][^\n:.?!]{2,40}: ")
_MARKS = "«“\"'‘"
_LEAST = 2
"""Questions from which an article is an interview."""
_SHARE = 0.4
"""Share of the paragraphs in the asker's places that end with a question mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The words of a reply and who is interviewed."""

    span: Span
    speaker: TokenSpan | None


def answers(doc: Doc) -> Iterator[Answer]:
    """Yield the replies of an interview that stand without quote marks; none in other articles.

    The paragraphs alternate from the first question on, or carry "Q:" and "A:"; replies may open
    with a dash. Whoever is named first is the one interviewed.
    """
    text = text_of(doc)
    if text.count("?") < _LEAST:
        return
    paragraphs = [found.span() for found in _PARAGRAPH.finditer(text) if found.group().strip()]
    first = next((i for i, span in enumerate(paragraphs) if _asks(text, span)), None)
    if first is None:
        return
    replies = _replies(text, paragraphs[first:])
    if not _is_talk(doc, paragraphs[first:]):
        return
    speaker = _interviewed(doc, paragraphs[first][0]) if replies else None
    for start, end in replies:
        label = _ANSWER.match(text, start, end)
        yield Answer(span=(label.end() if label else start, end), speaker=speaker)


def _is_talk(doc: Doc, paragraphs: Sequence[Span]) -> bool:
    """Ask whether one says "you" and the other "I": a list of readers' questions has neither."""
    table = cues(doc.vocab.lang).interview
    said = [
        {word.strip("'’") for word in _WORD.findall(text_of(doc)[start:end].lower())}
        for start, end in paragraphs
    ]
    told = [{word.rstrip("'") for word in table[name]} for name in ("asker", "asked")]
    return all(any(words & known for words in said[side::2]) for side, known in enumerate(told))


def _replies(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Return every second paragraph where those between them ask."""
    asked, told = paragraphs[::2], paragraphs[1::2]
    questions = [span for span in asked if _asks(text, span)]
    if len(questions) < _LEAST or len(questions) < _SHARE * len(asked):
        return []
    is_plain = all(text[start] not in _MARKS for start, _ in (*asked, *told))
    is_answered = not any(
        _QUESTION.match(text, start) or _NAMED.match(text, start) for start, _ in told
    )
    return list(told) if is_plain and is_answered and len(asked) - len(told) <= 1 else []


def _asks(text: str, span: Span) -> bool:
    start, end = span
    is_question = text[start:end].rstrip().endswith("?")
    return text[start] not in _MARKS and (is_question or _QUESTION.match(text, start) is not None)


def _interviewed(doc: Doc, before: int) -> TokenSpan | None:
    named = (e for e in doc.ents if e.label_ in PEOPLE and " " in e.text)
    first = next((e for e in named if e.end_char <= before), None)
    return (first.start, first.end) if first is not None else None
