"""A page as data, and its answers: HTML, JSON, CSV and Atom."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from datasette import Response

from db.cells import cell
from db.dates import timestamp, today
from db.site.safety import STRICT, plain
from db.site.view import Row, View

ATOM = "http://www.w3.org/2005/Atom"

SAMPLE = "SELECT 1 FROM outlets WHERE home LIKE 'http://127.0.0.1:%' LIMIT 1"
"""Whether a base holds the sample newsroom, whose outlets live on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed."""

    path: str
    title: str
    summary: str
    updated: str
    """An ISO day or moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page function found, in a form that each answer can be made from."""

    template: str
    title: str
    path: str
    """The permalink, without format and host; with its query string where that matters."""
    data: Row
    """What the JSON says, and what the template gets."""
    only_drawn: Row = field(default_factory=dict)
    """What the template alone gets."""
    rows: Sequence[Row] | None = None
    """What the CSV lists; None for a page that lists nothing."""
    entries: Sequence[Entry] | None = None
    """What the feed lists; None for a page without a feed."""
    description: str = ""

    def formats(self) -> list[tuple[str, str]]:
        """Return the other forms of this page: name and path."""
        bare, mark, query = self.path.partition("?")
        bare = "/index" if bare == "/" else bare
        known = [("json", True), ("csv", self.rows is not None), ("atom", self.entries is not None)]
        return [(name, f"{bare}.{name}{mark}{query}") for name, is_there in known if is_there]


async def answer(view: View, page: Page, form: str | None) -> Any:  # noqa: ANN401 - Datasette has no types
    """Return a page in the form asked for; None when it has no such form."""
    if form is None:
        return await _html(view, page)
    if form not in dict(page.formats()):
        return None
    if form == "json":
        return _json(view, page)
    if form == "csv":
        return Response(_csv(page.rows or ()), content_type="text/csv; charset=utf-8")
    return Response(_atom(view, page), content_type="application/atom+xml; charset=utf-8")


async def _html(view: View, page: Page) -> Any:  # noqa: ANN401 - Datasette has no types
    as_of = await view.value("SELECT max(ended) FROM runs WHERE outcome = 'done'")
    is_sample = bool(await view.value(SAMPLE))
    context = {
        **page.data,
        **page.only_drawn,
        "page_title": page.title,
        "description": page.description,
        "permalink": view.address(page.path),
        "formats": page.formats(),
        "citation": citation(page.title, as_of, is_sample=is_sample),
        "is_sample": is_sample,
        "base_name": view.database.name,
        "base_route": view.datasette.urls.database(view.database.name),
        "here": page.path.partition("?")[0],
    }
    html = await view.datasette.render_template(
        f"walkback/{page.template}.html", context, request=view.request
    )
    return Response.html(html, headers={"content-security-policy": STRICT})


def _json(view: View, page: Page) -> Any:  # noqa: ANN401 - Datasette has no types
    body = {"title": page.title, "permalink": view.address(page.path), **page.data}
    text = json.dumps(body, ensure_ascii=False, indent=1, default=str)
    return Response(text, content_type="application/json; charset=utf-8")


def citation(title: str, as_of: str | None, *, is_sample: bool = False) -> str:
    """Return the line by which a page is cited, without its address."""
    if is_sample:
        return "Sample articles, not to be cited as news: each names its real source."
    base = f"Base as of {as_of[:10]}. " if as_of else ""
    return f"Walkback, “{title}”. {base}Read on {today()}."


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    names = list(rows[0]) if rows else []
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([cell(row[name]) for name in names] for row in rows)
    return out.getvalue()


def _atom(view: View, page: Page) -> str:
    feed = ET.Element(f"{{{ATOM}}}feed")
    entries = page.entries or ()
    address = view.address(page.path)
    newest = max((timestamp(entry.updated) for entry in entries), default="1970-01-01T00:00:00Z")
    own = view.address(dict(page.formats())["atom"])
    _put(feed, "id", address)
    _put(feed, "title", f"Walkback: {page.title}")
    _put(feed, "updated", newest)
    _put(feed, "link", rel="alternate", type="text/html", href=address)
    _put(feed, "link", rel="self", type="application/atom+xml", href=own)
    _put(_put(feed, "author"), "name", "Walkback")
    for entry in entries:
        item = _put(feed, "entry")
        _put(item, "id", view.address(entry.path))
        _put(item, "title", entry.title)
        _put(item, "updated", timestamp(entry.updated))
        _put(item, "link", rel="alternate", type="text/html", href=view.address(entry.path))
        _put(item, "summary", entry.summary)
    ET.register_namespace("", ATOM)
    return ET.tostring(feed, encoding="unicode", xml_declaration=True)


def _put(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    # Controls that XML forbids go the way of those that a page doesn't show.
    child.text = str(plain(text)) or None
    return child
