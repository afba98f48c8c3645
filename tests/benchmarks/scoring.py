"""What the benchmarks with quotes written by hand share: places, names and days compared."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from db.ids import fold
from db.records import Kind, SaidDate, Statement
from extract import intervals

OVERLAP = 0.6
"""Intersection over union of characters from which a quote counts as found."""

Counts = Counter[str]
Spans = Iterable[tuple[int, int]]


def compare_quotes(
    text: str,
    gold: Sequence[Mapping[str, Any]],
    statements: Iterable[Statement],
    *,
    is_speaker: Callable[[Mapping[str, Any], Statement], bool],
    ignoring: Collection[str] = (),
    overlap: float = OVERLAP,
) -> Iterator[tuple[str, str]]:
    """Yield (what is counted, a line about it when it is wrong).

    A quote of the gold has ``parts`` or ``text``, ``kind``, ``speaker``, ``company`` and
    ``said_on``. A direct quote of ours is right when half of it lies inside one of the gold's.
    """
    ours = [s for s in statements if s.kind in {Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE}]
    places = [characters(statement.spans) for statement in ours]
    wanted = [characters(spans(text, quote.get("parts") or [quote["text"]])) for quote in gold]
    for quote, want in zip(gold, wanted, strict=True):
        kind = quote["kind"]
        words = " … ".join(quote.get("parts") or [quote["text"]])
        yield f"{kind}s", ""
        best = max(range(len(ours)), key=lambda i: share_in_common(want, places[i]), default=None)
        if best is None or share_in_common(want, places[best]) < overlap:
            yield f"{kind} missed", words
            continue
        found = ours[best]
        yield f"{kind} found", ""
        yield "found", ""
        who = f"{found.speaker!r} → {found.person!r}, {found.company!r}"
        for name, right, got in (
            ("speaker", is_speaker(quote, found), who),
            ("company", is_same(quote["company"] or "", found.company, ignoring=ignoring), who),
            ("date", is_same_time(quote["said_on"], found.said), found.said.edtf or who),
        ):
            told = f"{quote['speaker']}, {quote['company']}, {quote['said_on']}"
            line = f"{words[:60]} | wanted {told} | got {got}"
            yield (f"{name} right", "") if right else (f"{name} wrong", line)
    for statement, place in zip(ours, places, strict=True):
        if statement.kind is Kind.DIRECT_QUOTE:
            is_inside = any(len(place & want) * 2 >= len(place) for want in wanted)
            yield "direct made", ""
            yield ("direct good", "") if is_inside else ("direct bad", statement.wording)


def quote_shares(counts: Counts) -> dict[str, float]:
    """Return the number of quotes and the shares of what :func:`compare_quotes` yielded."""
    return {
        "quotes": counts["direct_quotes"] + counts["indirect_quotes"],
        "direct_recall": ratio(counts["direct_quote found"], counts["direct_quotes"]),
        "direct_precision": ratio(counts["direct good"], counts["direct made"]),
        "indirect_recall": ratio(counts["indirect_quote found"], counts["indirect_quotes"]),
        "speaker": ratio(counts["speaker right"], counts["found"]),
        "company": ratio(counts["company right"], counts["found"]),
        "said_date": ratio(counts["date right"], counts["found"]),
    }


def ratio(part: int, whole: int) -> float:
    """Return part / whole; nothing of nothing is 0."""
    return part / whole if whole else 0.0


def is_same(want: str, got: str, *, ignoring: Collection[str] = ()) -> bool:
    """Tell whether two names share a word that isn't ignored; no name wants no name."""
    wanted, found = (set(fold(name).split()) for name in (want, got))
    telling = wanted - set(ignoring)
    return bool((telling or wanted) & found) if wanted else not found


def is_same_time(want: str, found: SaidDate) -> bool:
    """Tell whether two intervals share a day, and the found one isn't much the wider."""
    time = intervals.parse(want)
    if time is None:
        return not found.edtf
    first, last = time.first.isoformat(), time.last.isoformat()
    return found.earliest <= last and first <= found.latest and len(found.edtf) >= len(want[:7])


def spans(text: str, parts: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the parts stand, each looked for after the one before it."""
    found: list[tuple[int, int]] = []
    for part in parts:
        after = text.find(part, found[-1][1] if found else 0)
        start = text.index(part) if after < 0 else after
        found.append((start, start + len(part)))
    return found


def characters(places: Spans) -> set[int]:
    """Return the offsets that the spans cover."""
    return {i for start, end in places for i in range(start, end)}


def share_in_common(one: set[int], other: set[int]) -> float:
    """Return intersection over union."""
    return len(one & other) / len(one | other)
