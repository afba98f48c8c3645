import asyncio
import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from db import ids
from db.records import Article, Capture
from db.site.serve import site
from db.store import Store

Get = Callable[..., Any]

ATOM = "{http://www.w3.org/2005/Atom}"


def addresses(sample: SimpleNamespace) -> dict[str, str]:
    """Every page of the sample, and whether it has a CSV and a feed."""
    return {
        "/": "csv atom",
        "/search": "csv atom",
        "/search?q=human": "csv atom",
        "/company/klarna": "csv atom",
        "/company/norvant": "csv atom",
        "/person/sebastian-siemiatkowski": "csv atom",
        f"/article/{sample.articles['Klarna wants a human to be there']}": "csv",
        f"/reversal/{sample.reversals['klarna']}": "csv atom",
        f"/reversal/{sample.reversals['declared']}": "csv atom",
        f"/claim/{sample.claim}": "csv atom",
        "/outlets": "csv",
        "/method": "csv",
    }


def in_form(address: str, form: str) -> str:
    path, mark, query = address.partition("?")
    return f"{'/index' if path == '/' else path}.{form}{mark}{query}"


def test_every_page_is_whole_html_with_landmarks_a_citation_and_a_permalink(
    get: Get, sample: SimpleNamespace
) -> None:
    for address in addresses(sample):
        response = get(address)
        assert response.status_code == 200, address
        html = response.text
        assert html.count("<h1") == 1, address
        assert html.count("<main") == 1
        assert '<html lang="en">' in html
        assert 'class="skip" href="#main"' in html
        assert f'rel="canonical" href="http://localhost{address}"' in html
        assert "Walkback, “" in html
        assert "Base as of 2026-01-15" in html


def test_headings_never_skip_a_level(get: Get, sample: SimpleNamespace) -> None:
    for address in addresses(sample):
        levels = [int(level) for level in re.findall(r"<h([1-6])", get(address).text)]
        assert levels[0] == 1, address
        for before, after in itertools.pairwise(levels):
            assert after <= before + 1, (address, levels)


def test_no_id_stands_twice_on_a_page(get: Get, sample: SimpleNamespace) -> None:
    for address in addresses(sample):
        found = re.findall(r'\sid="([^"]+)"', get(address).text)
        assert len(found) == len(set(found)), address


def test_every_page_is_json_too_with_the_same_permalink(get: Get, sample: SimpleNamespace) -> None:
    for address in addresses(sample):
        response = get(in_form(address, "json"))
        assert response.status_code == 200, address
        assert response.headers["content-type"].startswith("application/json")
        assert response.json()["permalink"] == f"http://localhost{address}"


def test_pages_that_list_are_csv_and_the_others_are_not_there(
    get: Get, sample: SimpleNamespace
) -> None:
    for address, forms in addresses(sample).items():
        response = get(in_form(address, "csv"))
        assert response.status_code == 200, address
        rows = list(csv.reader(io.StringIO(response.text)))
        assert all(len(row) == len(rows[0]) for row in rows)
        atom = get(in_form(address, "atom"))
        assert atom.status_code == (200 if "atom" in forms else 404), address


def test_feeds_are_atom_with_ids_dates_and_links(get: Get, sample: SimpleNamespace) -> None:
    for address, forms in addresses(sample).items():
        if "atom" not in forms:
            continue
        response = get(in_form(address, "atom"))
        assert response.headers["content-type"].startswith("application/atom+xml")
        feed = ET.fromstring(response.text)  # noqa: S314 - our own feed
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}id") == f"http://localhost{address}"
        for entry in feed.findall(f"{ATOM}entry"):
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated")
            )
            assert entry.find(f"{ATOM}link").get("href").startswith("http://localhost/")


def test_first_page_leads_with_the_strongest_change(get: Get, sample: SimpleNamespace) -> None:
    html = get("/").text
    strongest = html[html.index('id="strongest"') : html.index('id="latest"')]
    assert "AI can already do all of the jobs" in strongest
    assert "always be a human" in strongest
    assert "Position changed" in strongest
    assert "From AI towards people" in strongest
    assert "5 months" in strongest
    assert get("/index.json").json()["strongest"]["id"] == sample.reversals["klarna"]


def test_readers_are_never_told_of_a_lie_or_a_flip_flop(get: Get, sample: SimpleNamespace) -> None:
    for address in addresses(sample):
        words = get(address).text.lower()
        assert "flip-flop" not in words
        assert not re.search(r"\bl(ie|ied|iar|ying)\b", words), address


def test_empty_base_shows_what_to_do_next(get_empty: Get) -> None:
    response = get_empty("/")
    assert response.status_code == 200
    assert "walkback demo" in response.text
    assert "walkback ingest" in response.text
    for address in ("/search", "/search?q=anything", "/outlets", "/method", "/index.json"):
        assert get_empty(address).status_code == 200, address
    feed = ET.fromstring(get_empty("/index.atom").text)  # noqa: S314 - our own feed
    assert feed.findall(f"{ATOM}entry") == []


def test_company_page_draws_its_timeline_and_lists_its_statements(get: Get) -> None:
    html = get("/company/klarna").text
    assert html.count('<svg class="timeline') == 2
    assert "AI replaces people" in html
    assert "People are needed" in html
    wide = html[
        html.index('<svg class="timeline wide"') : html.index('<svg class="timeline narrow"')
    ]
    assert wide.count('class="point') == 5
    assert wide.count('class="arc to_humans"') == 1
    assert "<title>8 May 2025, Sebastian Siemiatkowski, Klarna:" in wide
    assert "headcount reduction" in html
    data = get("/company/klarna.json").json()
    assert data["total"] == 5
    assert [row["person"] for row in data["people"]] == ["Sebastian Siemiatkowski"]


def test_person_page_lists_only_their_own_statements(get: Get) -> None:
    data = get("/person/mara-ellison.json").json()
    assert {row["speaker"] for row in data["statements"]} == {"Mara Ellison"}
    assert len(data["changes"]) == 2


def test_person_page_tells_a_post_known_with_its_years_by_one_title(get: Get) -> None:
    posts = {
        slug: [row["title"] for row in get(f"/person/{slug}.json").json()["roles"]]
        for slug in ("sebastian-siemiatkowski", "mara-ellison")
    }
    assert posts == {"sebastian-siemiatkowski": ["chief executive"], "mara-ellison": ["CEO"]}


def test_article_page_marks_statements_and_figures_in_place(
    get: Get, sample: SimpleNamespace
) -> None:
    html = get(f"/article/{sample.articles['Norvant : l’IA répond désormais aux clients']}").text
    assert '<mark class="said to_ai">Norvant confie son service client à l’IA</mark>' in html
    # A figure inside a statement keeps both marks, and its note stands in the statement's.
    assert '<span class="counted">4 millions d’euros</span>' in html
    assert '<mark class="counted">66 %</mark>' in html
    assert "Aline Brossard" in html
    assert 'lang="fr"' in html


def test_article_text_survives_the_marks_character_by_character(
    get: Get, sample: SimpleNamespace
) -> None:
    for article_id in sample.articles.values():
        data = get(f"/article/{article_id}.json").json()
        html = get(f"/article/{article_id}").text
        shown = re.findall(r'<p class="text"[^>]*>(.*?)</p>', html, flags=re.DOTALL)
        bare = [re.sub(r'<a class="ref".*?</a>|<[^>]+>', "", block) for block in shown]
        text = "".join(bare)
        for entity, char in (
            ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&"),
        ):  # fmt: skip
            text = text.replace(entity, char)
        assert text == data["article"]["text"].replace("\n", "").replace("\u202e", "")


def test_quote_broken_by_its_attribution_is_marked_in_both_parts(
    get: Get, sample: SimpleNamespace
) -> None:
    html = get(f"/article/{sample.articles['Klarna wants a human to be there']}").text
    assert '<mark class="said to_humans">Really investing in the quality' in html
    assert '<mark class="said to_humans">is the way of the future for us</mark>' in html
    assert ",” he added, “" in html


def test_changed_article_keeps_its_earlier_version_readable(
    tmp_path: Path, loop: asyncio.AbstractEventLoop
) -> None:

    path = tmp_path / "changing.db"
    url = "https://ledger.example/changing"
    with Store(path) as store:
        for day, text in (("01", "The first text."), ("02", "The second text.")):
            version = store.save_article(
                Article(url=url, title="Changing", text=text, language="en"),
                Capture(requested_url=url, final_url=url, outlet="", status=200,
                        fetched_at=f"2025-01-{day}T00:00:00Z"),
            )  # fmt: skip
            if day == "01":
                first = version
    client = site(path).client
    address = f"/article/{ids.article_id(url)}"
    now = loop.run_until_complete(client.get(address)).text
    then = loop.run_until_complete(client.get(f"{address}?version={first}")).text
    assert "The second text." in now
    assert "2 versions" in now
    assert "The first text." in then
    assert "earlier version" in then
    assert "<del>first</del><ins>second</ins>" in then
    assert "<ins>" not in now
    missing = loop.run_until_complete(client.get(f"{address}?version=nope"))
    assert missing.status_code == 404


def test_reversal_page_shows_both_sides_every_factor_and_every_gate(
    get: Get, sample: SimpleNamespace
) -> None:
    html = get(f"/reversal/{sample.reversals['klarna']}").text
    for words in (
        "Then", "Now", "December 2024", "8 May 2025", "Strength 0.86", "0.95", "0.80",
        "Same actor".lower(), "five months apart, disjoint", "reversals/1",
        "first spoke for AI", "parlait d’abord pour l’IA",
        "https://www.unilad.com/news/world-news/",
    ):  # fmt: skip
        assert words.lower() in html.lower(), words
    assert 'lang="fr"' in html


def test_change_that_the_speaker_declares_has_no_invented_earlier_side(
    get: Get, sample: SimpleNamespace
) -> None:
    html = get(f"/reversal/{sample.reversals['declared']}").text
    assert "Change declared by the speaker" in html
    assert "Then</span>" not in html


def test_claim_page_names_status_origins_and_what_qualifies_it(
    get: Get, sample: SimpleNamespace
) -> None:
    html = get(f"/claim/{sample.claim}").text
    assert "Single source" in html
    assert "Only Norvant says so." in html
    assert "the company’s own word" in html
    assert "<strong>qualifies</strong>" in html


def test_outlets_page_tells_health_skips_and_runs(get: Get) -> None:
    data = get("/outlets.json").json()
    health = {row["id"]: row["health"] for row in data["outlets"]}
    assert health["quiet"] == "never"
    assert health["entrepreneur"] == "silent"
    assert health["yahoo"] == "off"
    assert data["skipped"] == [
        {"stage": "crawl", "reason": "consent_wall", "things": 1, "times": 1}
    ]
    assert data["runs"][0]["counts"] == {"reversals": 4}


def test_archived_copy_is_served_and_refused_where_the_publisher_asks(
    get: Get, sample: SimpleNamespace
) -> None:
    kept = get(f"/archive/{sample.versions['Klarna wants a human to be there']}")
    assert kept.status_code == 200
    assert b"Klarna wants a human" in kept.content
    refused = get(f"/archive/{sample.versions['Norvant trials a voice agent after all']}")
    assert refused.status_code == 404
    assert "publisher" in refused.text
    html = get(f"/article/{sample.articles['Norvant trials a voice agent after all']}").text
    assert "/archive/" not in html


def test_rejected_change_and_statement_leave_the_lists_but_keep_their_page(
    fresh: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:

    statement = next(id_ for words, id_ in fresh.statements.items() if "plus besoin" in words)
    with Store(fresh.path) as store:
        for target, target_id in (
            ("reversals", fresh.reversals["klarna"]), ("statements", statement),
        ):  # fmt: skip
            store.connection.execute(
                "INSERT INTO reviews (target, target_id, decision, value, reviewer, note, "
                "decided_at) VALUES (?, ?, 'reject', '{}', 'somebody', 'not the same scope', "
                "'2026-02-01T00:00:00Z')",
                (target, target_id),
            )
    client = site(fresh.path).client

    def read(address: str) -> httpx.Response:
        return loop.run_until_complete(client.get(address))

    assert read("/company/klarna.json").json()["changes"] == []
    assert read("/index.json").json()["strongest"]["id"] != fresh.reversals["klarna"]
    page = read(f"/reversal/{fresh.reversals['klarna']}")
    assert page.status_code == 200
    assert "rejected this change" in page.text
    assert "besoin" not in json.dumps(read("/search.json?q=besoin").json()["statements"])
    assert "not the same scope" in read("/method").text


def test_first_page_follows_the_base_as_it_changes(
    fresh: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    client = site(fresh.path).client

    def counted() -> int:
        response = loop.run_until_complete(client.get("/index.json"))
        return int(response.json()["counts"]["articles"])

    before = counted()
    with Store(fresh.path) as store:
        url = "https://ledger.example/new"
        store.save_article(
            Article(url=url, title="New", text="A new text.", language="en"),
            Capture(
                requested_url=url, final_url=url, outlet="", status=200, fetched_at="2026-01-01"
            ),
        )
        assert counted() == before + 1
    assert counted() == before + 1


@pytest.mark.parametrize(
    "address",
    [
        "/company/nobody", "/person/nobody", "/article/0", "/reversal/0", "/claim/0", "/archive/0",
        "/company/nobody.json", "/company/nobody.atom", "/nothing", "/a/b/c/d", "/a/b/c/d/e.json",
        "/company/", "/company/klarna/more/still/deeper", "/outlets.atom",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_plain_404(get: Get, address: str) -> None:
    response = get(address, follow_redirects=True)
    assert response.status_code == 404
    if address.endswith(".json"):
        assert response.json()["ok"] is False
    else:
        assert "There is nothing here" in response.text
        assert "Traceback" not in response.text


def test_pages_are_only_read(get: Get, loop: asyncio.AbstractEventLoop) -> None:
    client = get.datasette.client
    assert loop.run_until_complete(client.post("/company/klarna")).status_code in {403, 405}
    assert loop.run_until_complete(client.head("/company/klarna")).status_code == 200
