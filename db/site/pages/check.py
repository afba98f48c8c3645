"""A check: the claims of an article of the base against the rest of it, as they are stored.

Nothing is fetched and no model runs here. Who can check is found as an entry point of the group
``walkback.check``, for this floor knows none of the wings: a function from a text and the texts
that bear on it to findings.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import entry_points

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit

from db.checks import article_at, bearing, stored_source
from db.dates import in_words
from db.findings import RELATIONS, Finding, told
from db.site.page import Page
from db.site.view import NotThereError, Row, View
from db.site.words import word
from db.sources import Source

GROUP = "walkback.check"

Check = Callable[[Source, Sequence[Source]], tuple[Finding, ...]]

TEXTS = 150
"""Texts that a page holds an article against; the command holds it against more."""

LONGEST_ADDRESS = 2000
MILLISECONDS = 1000
"""Of asking the base, as for any other page."""

_AROUND = 90
_DAY = len("2025-05-01")


async def check(view: View) -> Page:
    """Return the page of a check: of ``article``, an id, or ``url``, an address; else a form.

    ``as_of`` is a day: only what was published by then. Raises NotThereError for an unknown id.
    """
    article, url = view.ask("article"), view.ask("url", longest=LONGEST_ADDRESS)
    as_of = view.ask("as_of", longest=_DAY)
    as_of = as_of if len(as_of) == _DAY and in_words(as_of) != as_of else ""
    run = checker()
    if not (article or url) or run is None:
        return _page(
            "Check an article", "/check", {"article": None, "claims": []}, run=run, url=url
        )

    def work(connection: sqlite3.Connection) -> tuple[Source, tuple[Finding, ...]] | None:
        try:
            with sqlite_timelimit(connection, MILLISECONDS):
                found = stored_source(connection, article or article_at(connection, url))
                if found is None:
                    return None
                known = bearing(connection, found, as_of=as_of, most=TEXTS)
        except sqlite3.OperationalError as error:
            raise QueryInterrupted(error, "check", {}) from error
        return found, run(found, known)

    done = await view.database.execute_fn(work)
    if done is None and article:
        raise NotThereError(f"no article {article} in this base")
    if done is None:
        data: Row = {"article": None, "claims": []}
        return _page("Check an article", "/check", data, run=run, url=url, is_missing=True)
    source, findings = done
    path = f"/check?article={source.article_id}" + (f"&as_of={as_of}" if as_of else "")
    title = f"Checked: {source.title or source.url}"
    data = told(source, findings)
    return _page(
        title,
        path,
        data,
        run=run,
        url=url,
        source=source,
        findings=[_drawn(finding, source) for finding in findings],
        as_of=as_of,
    )


@cache
def checker() -> Check | None:
    """Return what checks; None where no wing that can is installed."""
    for point in entry_points(group=GROUP):
        found: Check = point.load()
        return found
    return None


def _page(title: str, path: str, data: Row, **drawn: object) -> Page:
    listed = drawn.get("findings") or []
    rows = (
        [finding for finding in listed if isinstance(finding, dict)]
        if isinstance(listed, list)
        else []
    )
    return Page(
        template="check",
        title=title,
        path=path,
        description="The claims of an article, held against the base.",
        data=data,
        only_drawn={
            **drawn,
            "has_checker": drawn.get("run") is not None,
            "known": [row for row in rows if row["relation"] != "none"],
            "unknown": [row for row in rows if row["relation"] == "none"],
        },
        rows=data["claims"],
    )


def _drawn(finding: Finding, source: Source) -> Row:
    """Return a finding with what its line shows besides."""
    before = source.text[max(0, finding.start - _AROUND) : finding.start]
    after = source.text[finding.end : finding.end + _AROUND]
    return {
        **finding.row(),
        "relation_words": RELATIONS[finding.relation],
        "status_words": word("status", finding.status.value),
        "before": _from_word(before.rpartition("\n")[2]),
        "after": _to_word(after.partition("\n")[0]),
        "origin_words": in_words(finding.origin.date) if finding.origin else "",
        "origin_article": finding.origin.article_id if finding.origin else "",
        "origin_claim": finding.origin.claim_id if finding.origin else "",
    }


def _from_word(text: str) -> str:
    """Return a text from its first whole word on."""
    return text.partition(" ")[2] if len(text) == _AROUND else text


def _to_word(text: str) -> str:
    """Return a text up to its last whole word."""
    return text.rpartition(" ")[0] if len(text) == _AROUND else text
