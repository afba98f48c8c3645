"""Quote marks of a text, paired by kind: which words stand between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from db.records import Span

_MARK = re.compile(r"''|``|[“”„‟«»\"‘’']")
_PARAGRAPH = re.compile(r"[^\n]+")
_OPENING = {"“": "curly", "«": "guillemet", "„": "low", "``": "double", "‘": "single"}
_CLOSING = {"”": "curly", "»": "guillemet", "‟": "low"}
_CLOSED_BY = {
    "curly": {"curly", "low"},
    "low": {"curly", "low"},
    "guillemet": {"guillemet"},
    "straight": {"straight"},
    "double": {"double"},
    "single": {"single"},
}
_SPACES = " \t  \u2009"
_BEFORE_OPENING = _SPACES + "\n([{—–-/:“«„‘'\"…"
_AFTER_CLOSING = _SPACES + "\n.,;:!?)]}—–-/”»’'\"…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words between two marks: ``start`` to ``end`` without them, ``outer`` with them."""

    start: int
    end: int
    outer: Span
    paragraph: int
    """Index of the paragraph, counted from 0."""
    is_continued: bool
    """True when the mark was left open because the next paragraph goes on quoting."""


@dataclass(slots=True)
class _Open:
    kind: str
    start: int
    end: int


@lru_cache(maxsize=4)  # dates, quotes and statements of one article ask one after the other
def marked(text: str) -> tuple[Marked, ...]:
    """Return the outermost words in quote marks, in reading order.

    Marks pair by kind and within one paragraph; inner pairs are passed over. A mark left open is
    closed by the end of its paragraph when the next one reopens (several quoted paragraphs) or
    when it opens the paragraph; any other odd mark is dropped and costs nothing else.
    """
    return tuple(_marked(text))


def _marked(text: str) -> Iterator[Marked]:
    paragraphs = list(_PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        opens_next = number + 1 < len(paragraphs) and bool(
            _leading_mark(paragraphs[number + 1].group())
        )
        yield from _paragraph_marks(text, paragraph.span(), number=number, opens_next=opens_next)


def inner(text: str, mark: Marked) -> Iterator[Marked]:
    """Yield the words in marks inside others, one level down: “He said, ‘Stay.’”."""
    found = _paragraph_marks(text, (mark.start, mark.end), number=mark.paragraph, opens_next=False)
    yield from (one for one in found if one.outer[1] > one.end)


def _leading_mark(paragraph: str) -> str:
    stripped = paragraph.lstrip(_SPACES)
    match = _MARK.match(stripped)
    return match.group() if match and match.group() not in "’”»" else ""


def _paragraph_marks(text: str, bounds: Span, *, number: int, opens_next: bool) -> Iterator[Marked]:
    start, end = bounds
    pairs: list[tuple[int, int, int, int]] = []
    stack: list[_Open] = []
    for match in _MARK.finditer(text, start, end):
        kind, side = _reading(text, match, stack, bounds)
        if side == "open":
            stack = [
                known for known in stack if known.kind != kind or kind in {"curly", "guillemet"}
            ]
            stack.append(_Open(kind, match.start(), match.end()))
        elif side == "close":
            depth = next(
                (i for i in range(len(stack) - 1, -1, -1) if kind in _CLOSED_BY[stack[i].kind]),
                None,
            )
            if depth is not None:
                pairs.append((stack[depth].start, stack[depth].end, match.start(), match.end()))
                del stack[depth:]
    lead = len(text[start:end]) - len(text[start:end].lstrip(_SPACES))
    for left in stack:
        at_start = left.start == start + lead
        is_lone = at_start and not any(pair[0] > left.start for pair in pairs)
        if left.kind != "single" and (is_lone or opens_next) and left.end < end:
            pairs.append((left.start, left.end, end, end))
            break
    yield from _outermost(text, pairs, number=number)


def _reading(text: str, match: re.Match[str], stack: list[_Open], bounds: Span) -> tuple[str, str]:
    """Tell a mark's kind and side; side is empty for an apostrophe."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > bounds[0] else "\n"
    after = text[match.end()] if match.end() < bounds[1] else "\n"
    if mark in _CLOSING:
        # A closing mark that starts a paragraph was typed for an opening one.
        is_first = not text[bounds[0] : match.start()].strip() and mark == "”"
        return _CLOSING[mark], "open" if is_first else "close"
    may_open = before in _BEFORE_OPENING and after not in _SPACES + "\n"
    may_close = after in _AFTER_CLOSING and before not in _SPACES + "\n"
    if mark == "“" and any(known.kind == "curly" for known in stack) and may_close and not may_open:
        return "curly", "close"  # typed for a closing one: “We stay“, he said
    if mark in _OPENING:
        return (_OPENING[mark], "open") if mark != "‘" or may_open else ("single", "")
    if mark in {"’", "'"}:
        is_open = any(known.kind == "single" for known in stack)
        if is_open and may_close:
            return "single", "close"
        if mark == "'" and may_open and not is_open and _closes_later(text, match.end(), bounds[1]):
            return "single", "open"
        return "single", ""
    kind = "straight" if mark == '"' else "double"
    is_open = any(known.kind == kind for known in stack)
    if may_open and not (is_open and may_close):
        return kind, "open"
    if may_close:
        return kind, "close"
    if before in _SPACES + "\n" and after in _SPACES + "\n":
        return kind, "close" if is_open else "open"
    return kind, "close" if is_open else ""


def _closes_later(text: str, start: int, end: int) -> bool:
    """Ask whether a straight single mark that may open has a partner: else it is an elision."""
    return any(
        text[at - 1] not in _SPACES and (at + 1 >= end or text[at + 1] in _AFTER_CLOSING)
        for at in range(start + 1, end)
        if text[at] in "'’" and not (text[at - 1] == "s" and text[at + 1 : at + 2] == " ")
    )


def _outermost(
    text: str, pairs: list[tuple[int, int, int, int]], *, number: int
) -> Iterator[Marked]:
    reached = -1
    for outer_start, start, end, outer_end in sorted(pairs, key=lambda pair: (pair[0], -pair[3])):
        if outer_start < reached:
            continue
        reached = outer_end
        inner_start, inner_end = _trimmed(text, start, end)
        if inner_start < inner_end:
            yield Marked(
                start=inner_start,
                end=inner_end,
                outer=(outer_start, outer_end),
                paragraph=number,
                is_continued=end == outer_end,
            )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
