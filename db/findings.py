"""What a check found, as records, as JSON and as a table for a terminal."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from db.dates import in_words
from db.records import Status
from db.sources import Source

Row = dict[str, Any]

_WIDTH = 84
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstTold:
    """Where the base has something first."""

    outlet: str
    date: str
    """EDTF: when it was said."""
    url: str
    article_id: str
    claim_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the base says of one claim of an article."""

    text: str
    start: int
    end: int
    value: float | None
    unit: str
    status: Status
    relation: str
    """``supports``, ``refutes``, ``qualifies``, ``extrapolates``, ``mutates``, ``superseded`` or
    ``none``: what the claim is to the earliest origin."""
    lost: tuple[str, ...]
    why: str
    origin: FirstTold | None = None

    def row(self) -> Row:
        """Return it in the form of ``check --json``."""
        origin = self.origin
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "value": self.value,
            "unit": self.unit,
            "status": self.status.value,
            "relation": self.relation,
            "lost": list(self.lost),
            "why": self.why,
            "origin": {"outlet": origin.outlet, "date": origin.date, "url": origin.url}
            if origin
            else None,
        }


def told(source: Source, findings: Sequence[Finding]) -> Row:
    """Return a check in the form of ``check --json``."""
    return {
        "article": {
            "url": source.url,
            "title": source.title,
            "outlet": source.outlet,
            "published": source.published,
            "language": source.language,
        },
        "claims": [finding.row() for finding in findings],
    }


def lines(source: Source, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of a check for a terminal: what the base knows first, then the rest."""
    yield click.style(source.title or source.url or "Untitled text", bold=True)
    known = [finding for finding in findings if finding.relation != "none"]
    counts: dict[str, int] = {}
    for finding in known:
        counts[finding.relation] = counts.get(finding.relation, 0) + 1
    listed = ", ".join(f"{number} {RELATIONS[name]}" for name, number in counts.items())
    yield f"{len(findings)} claims; of {len(findings) - len(known)} the base knows nothing" + (
        f"; {listed}" if listed else ""
    )
    for number, finding in enumerate(known, 1):
        mark = click.style(RELATIONS[finding.relation], bold=True)
        lost = f" ({', '.join(finding.lost)} lost)" if finding.lost else ""
        words = " ".join(finding.text.split())
        yield ""
        yield f"{number}. {textwrap.shorten(words, _LONGEST, placeholder=' …')}"
        yield f"   {mark}{lost} · {finding.status.value.replace('_', ' ')}"
        for line in textwrap.wrap(finding.why, _WIDTH):
            yield f"   {line}"
        if finding.origin is not None:
            origin = finding.origin
            yield f"   first: {origin.outlet}, {in_words(origin.date)}"
            yield f"   {origin.url}"


RELATIONS = {
    "supports": "agrees",
    "refutes": "contradicted",
    "qualifies": "held back",
    "extrapolates": "goes further than its origin",
    "mutates": "changed on the way",
    "superseded": "overtaken",
    "none": "unknown to the base",
}
"""Relation → what it says of a claim, in words."""
