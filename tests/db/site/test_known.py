"""The base as it was known on a day: pages and canned queries with ``as_of``."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest

import db.site
from db.records import Article, Capture
from db.reviews import decisions
from db.site import known
from db.site.serve import site
from db.store import Store

Get = Callable[..., Any]

METADATA = Path(db.site.__file__).parents[2] / "datasette_metadata.json"


def canned(get: Get, query: str, **values: str) -> list[dict[str, Any]]:
    name = get.datasette.get_database().name
    response = get(f"/{name}/{query}.json?{urlencode({'_shape': 'objects', **values})}")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["rows"]
    return found


def test_claim_page_of_a_day_leaves_out_what_was_told_later(
    get: Get, sample: SimpleNamespace
) -> None:
    then = get(f"/claim/{sample.claim}.json?as_of=2025-01-01").json()
    assert (len(then["statements"]), then["links"]) == (1, [])
    assert then["permalink"].endswith("?as_of=2025-01-01")
    now = get(f"/claim/{sample.claim}.json?as_of=2026-01-01").json()
    assert [row["relation"] for row in now["links"]] == ["qualifies"]
    html = get(f"/claim/{sample.claim}?as_of=2025-01-01").text
    assert "As it was known on" in html
    assert "<strong>qualifies</strong>" not in html


def test_claim_that_nobody_had_told_of_is_not_there(get: Get, sample: SimpleNamespace) -> None:
    assert get(f"/claim/{sample.claim}?as_of=2024-03-03").status_code == 404
    assert get(f"/claim/{sample.claim}?as_of=2024-03-04").status_code == 200


@pytest.mark.parametrize("day", ["", "yesterday", "2025-13-45", "2025-01", "' OR 1=1"])
def test_what_is_no_day_asks_for_today(get: Get, sample: SimpleNamespace, day: str) -> None:
    page = get(f"/claim/{sample.claim}.json?{urlencode({'as_of': day})}").json()
    assert page["as_of"] == ""
    assert len(page["links"]) == 1


def test_company_page_of_a_day_knows_nothing_published_later(get: Get) -> None:
    then = get("/company/klarna.json?as_of=2024-06-01").json()
    assert {row["published"] for row in then["statements"]} == {"2023-12-03"}
    assert then["changes"] == []
    assert then["figures"] == []
    now = get("/company/klarna.json?as_of=2026-01-01").json()
    today = get("/company/klarna.json").json()
    for part in ("statements", "changes", "figures", "claims"):
        assert len(now[part]) == len(today[part]), part


def test_company_page_of_a_day_leads_to_claims_of_that_day(get: Get) -> None:
    html = get("/company/norvant?as_of=2025-01-01").text
    assert "?as_of=2025-01-01" in html
    assert get("/company/norvant.json?as_of=2024-01-01").json()["claims"] == []


def test_canned_queries_say_what_the_pages_say(get: Get) -> None:
    told = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["walkback"]["queries"]
    assert told["claims_as_of"]["sql"] == known.CLAIMS
    assert told["quotes_as_of"]["sql"] == known.QUOTES
    assert canned(get, "claims_as_of", company="Norvant", as_of="2024-03-01") == []
    (claim,) = canned(get, "claims_as_of", company="Norvant", as_of="2024-04-01")
    assert (claim["value"], claim["status"]) == (4_000_000, "single_source")
    quotes = canned(get, "quotes_as_of", company="Klarna", as_of="2024-06-01")
    assert [row["speaker"] for row in quotes] == ["Sebastian Siemiatkowski"]


def test_text_that_was_corrected_since_is_read_as_the_base_held_it(
    fresh: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    url = "https://finance.yahoo.com/news/klarna-freezes-hiring-chief-bets-110000172.html"
    moment = "2026-03-01T08:00:00Z"
    with Store(fresh.path, clock=lambda: moment) as store:
        store.save_article(
            Article(
                url=url, title="t", text="Klarna hires.", language="en", published="2023-12-03"
            ),
            Capture(
                requested_url=url, final_url=url, outlet="yahoo", status=200, fetched_at=moment
            ),
        )
    client = site(fresh.path).client

    def told(day: str) -> set[str]:
        page = loop.run_until_complete(client.get(f"/company/klarna.json?as_of={day}")).json()
        return {row["published"] for row in page["statements"]}

    assert "2023-12-03" in told("2026-02-28")
    assert "2023-12-03" not in told("2026-03-02")


def test_dispute_whose_other_side_was_told_later_was_none_yet(
    fresh: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    with Store(fresh.path) as store:
        store.connection.execute("UPDATE claims SET status = 'disputed', why = 'others deny it'")
        store.connection.execute("UPDATE links SET relation = 'refutes'")
    client = site(fresh.path).client

    def status(day: str) -> str:
        page = loop.run_until_complete(client.get(f"/claim/{fresh.claim}.json?as_of={day}")).json()
        return str(page["claim"]["status"])

    assert status("2025-01-01") == "single_source"
    assert status("2025-10-02") == "disputed"


@pytest.mark.parametrize(
    ("status", "relation", "before", "after"),
    [
        ("superseded", "supersedes", "single_source", "superseded"),
        ("superseded", "refutes", "single_source", "disputed"),
        ("self_contradicted", "refutes", "single_source", "self_contradicted"),
        ("self_contradicted", "qualifies", "self_contradicted", "self_contradicted"),
        ("not_checkable", "refutes", "not_checkable", "not_checkable"),
    ],
)
def test_status_of_a_day_rests_on_what_was_told_by_then(
    fresh: SimpleNamespace,
    loop: asyncio.AbstractEventLoop,
    status: str,
    relation: str,
    before: str,
    after: str,
) -> None:
    with Store(fresh.path) as store:
        store.connection.execute("UPDATE claims SET status = ?", (status,))
        store.connection.execute("UPDATE links SET relation = ?", (relation,))
    client = site(fresh.path).client

    def then(day: str) -> str:
        page = loop.run_until_complete(client.get(f"/claim/{fresh.claim}.json?as_of={day}")).json()
        return str(page["claim"]["status"])

    assert (then("2025-01-01"), then("2026-01-01")) == (before, after)


def test_person_page_of_a_day_knows_nothing_published_later(get: Get) -> None:
    address = "/person/sebastian-siemiatkowski"
    then = get(f"{address}.json?as_of=2024-06-01").json()
    assert {row["published"] for row in then["statements"]} == {"2023-12-03"}
    assert then["changes"] == []
    assert then["permalink"].endswith("?as_of=2024-06-01")
    html = get(f"{address}?as_of=2024-06-01").text
    assert "As it was known on" in html
    assert "As it was known on" not in get(address).text
    now = get(f"{address}.json?as_of=2026-01-01").json()
    assert len(now["statements"]) == len(get(f"{address}.json").json()["statements"])


def test_claim_page_tells_what_a_person_split_off(
    fresh: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    article = fresh.articles["Norvant : l’IA répond désormais aux clients"]
    with Store(fresh.path) as store:
        number = decisions.decide(store, "origins", article, "split", reviewer="Ana Ruiz")
    client = site(fresh.path).client

    def page() -> str:
        return str(loop.run_until_complete(client.get(f"/claim/{fresh.claim}")).text)

    assert "split off by a person" in page()
    assert "the company’s own word" not in page()
    with Store(fresh.path) as store:
        decisions.undo(store, number, reviewer="Ana Ruiz")
    assert "the company’s own word" in page()


def test_claim_page_puts_later_deeds_beside_words(
    fresh: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    saying = next(id_ for words, id_ in fresh.statements.items() if "économiser" in words)
    doing = next(id_ for words, id_ in fresh.statements.items() if "voice agent" in words)
    with Store(fresh.path) as store:
        store.connection.execute(
            "UPDATE statements SET kind = 'direct_quote' WHERE id = ?", (saying,)
        )
        store.connection.execute(
            "UPDATE statements SET kind = 'action', axis = 'practice', "
            "position = coalesce(position, 0.5) WHERE id = ?",
            (doing,),
        )
        store.connection.execute(
            "UPDATE links SET relation = 'changed_to', source_id = ?, target_id = ?",
            (saying, doing),
        )
    client = site(fresh.path).client
    page = loop.run_until_complete(client.get(f"/claim/{fresh.claim}.json")).json()
    assert [(row["against"], row["deed"]["id"]) for row in page["deeds"]] == [(True, doing)]
    html = loop.run_until_complete(client.get(f"/claim/{fresh.claim}")).text
    assert "Words and deeds" in html
    then = loop.run_until_complete(client.get(f"/claim/{fresh.claim}.json?as_of=2025-01-01"))
    assert then.json()["deeds"] == []
