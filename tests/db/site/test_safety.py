import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from db.archive import ArchivedResponse
from db.site import changes
from db.site.pages.archive import content_type
from db.site.safety import LONGEST_VALUE, limit_connection, outside, plain

Get = Callable[..., Any]


def hostile_pages(sample: SimpleNamespace) -> list[str]:
    title = next(title for title in sample.articles if title.startswith("<script>"))
    return [
        "/", "/search", "/search?q=need+people", "/company/norvant",
        f"/article/{sample.articles[title]}",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&company=%22%3E%3Cscript%3E",
    ]  # fmt: skip


def test_words_from_outside_never_become_markup(get: Get, sample: SimpleNamespace) -> None:
    for address in hostile_pages(sample):
        html = get(address).text
        assert "<script" not in html, address
        assert "<img" not in html, address
        assert "<b>Nobody" not in html


def test_addresses_from_outside_are_links_only_when_http(get: Get, sample: SimpleNamespace) -> None:
    for address in [*hostile_pages(sample), "/outlets"]:
        html = get(address).text
        assert not re.search(r"""href=["']?\s*(javascript|data|vbscript):""", html, re.IGNORECASE)


def test_marks_that_turn_the_reading_direction_are_not_printed(
    get: Get, sample: SimpleNamespace
) -> None:
    for address in hostile_pages(sample):
        assert "\u202e" not in get(address).text, address


def test_data_keep_every_character(get: Get, sample: SimpleNamespace) -> None:
    title = next(title for title in sample.articles if title.startswith("<script>"))
    data = get(f"/article/{sample.articles[title]}.json").json()
    assert data["version"]["title"] == title
    assert "\u202e" in title


def test_cell_that_a_spreadsheet_would_run_is_made_text(get: Get) -> None:
    lines = get("/company/norvant.csv").text
    assert "'=SUM(A1) is no figure" in lines
    assert not re.search(r'(^|,)"?=SUM', lines, re.MULTILINE)


def test_feed_with_hostile_words_is_well_formed(get: Get) -> None:
    assert "<script" not in get("/search.atom?q=people").text


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/", False),
        ("/local", False),
        ("https:///nohost", False),
        ("https:\\\\example.org", False),
        ("http://[broken", False),
        ("http://exa\u202emple.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_http_addresses_with_a_host_are_outside_links(
    url: str | None, *, is_link: bool
) -> None:
    assert bool(outside(url)) is is_link


def test_plain_leaves_markup_and_numbers_alone() -> None:
    assert plain("a\u202eb\x00c\u2066d") == "abcd"
    assert plain(3.5) == 3.5
    assert plain("line\nbreak\tkept") == "line\nbreak\tkept"


def test_every_answer_carries_the_safe_headers(get: Get) -> None:
    name = get.datasette.get_database().name
    for address in ("/", "/a/b/c/d", "/outlets.json", f"/{name}/quotes", "/-/walkback/site.css"):
        headers = get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in {"same-origin", "no-referrer"}
        policy = headers["content-security-policy"]
        script = re.search(r"script-src ([^;]*)", policy).group(1)
        assert script == "'self'", address
        assert "unsafe-eval" not in policy


def test_own_pages_allow_no_inline_style_and_have_no_inline_script(get: Get) -> None:
    for address in ("/", "/company/klarna", "/method", "/a/b/c/d"):
        response = get(address)
        assert "unsafe-inline" not in response.headers["content-security-policy"]
        assert "<script" not in response.text
        assert not re.search(r"\sstyle=", response.text)
        assert not re.search(r"\son[a-z]+=\"", response.text)
        assert not re.search(r'(src|href)="(https?:)?//(?!localhost)', response.text) or all(
            'rel="external' in link
            for link in re.findall(r"<a [^>]*href=\"https?://(?!localhost)[^>]*>", response.text)
        )


def test_datasettes_pages_have_no_inline_script(get: Get) -> None:
    name = get.datasette.get_database().name
    for address in (f"/{name}", f"/{name}/quotes", f"/{name}/statements", f"/{name}?sql=select+1"):
        response = get(address)
        assert response.status_code == 200
        assert not re.search(r"<script(?![^>]*\ssrc=)", response.text), address


def test_archived_copy_cannot_run_fetch_or_send(get: Get, sample: SimpleNamespace) -> None:
    response = get(f"/archive/{sample.versions['Klarna wants a human to be there']}")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("sandbox;")
    assert "allow-" not in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert response.headers["content-type"].startswith("text/html")


def test_archived_copy_of_anything_else_is_plain_text() -> None:

    def served(media: str, charset: str = "") -> str:
        return content_type(
            ArchivedResponse(url="", status=200, media_type=media, charset=charset, body=b"")
        )

    assert served("image/svg+xml") == "text/plain"
    assert served("application/xml") == "text/plain"
    assert served("application/pdf") == "text/plain"
    assert served("text/html", "utf-8") == "text/html; charset=utf-8"
    assert served("text/html", "utf-8\r\nset-cookie: a=b") == "text/html"


@pytest.mark.parametrize(
    "path", ["/\\example.org/", "//example.org/", "/\\/example.org//", "/%5Cexample.org/", "///"]
)
def test_leading_slashes_never_send_a_reader_to_another_host(
    get: Get, loop: asyncio.AbstractEventLoop, path: str
) -> None:
    response = loop.run_until_complete(
        get.datasette.client.request("GET", f"http://localhost{path}", avoid_path_rewrites=True)
    )
    place = response.headers.get("location", "/")
    assert re.match(r"^/(?![/\\])", place) or place == "/", place


def test_one_sql_value_cannot_take_the_machine(get: Get) -> None:
    name = get.datasette.get_database().name
    response = get(f"/{name}.json?sql=select+length(hex(zeroblob(100000000)))")
    assert response.status_code == 400
    assert "too big" in response.text


def test_sql_limits_hold_on_a_bare_connection() -> None:
    connection = sqlite3.connect(":memory:")
    limit_connection(connection)
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == LONGEST_VALUE
    with pytest.raises(sqlite3.DataError):
        connection.execute("SELECT zeroblob(?)", (LONGEST_VALUE + 1,)).fetchall()
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("SELECT 'a' LIKE ?", ("%a" * 200,)).fetchall()
    connection.close()


def test_nobody_learns_where_the_base_lies(get: Get, sample: SimpleNamespace) -> None:
    folder = str(sample.path.parent)
    name = get.datasette.get_database().name
    for address in (
        "/-/databases.json", "/-/databases",
        f"/{name}.json?sql=select+*+from+pragma_database_list",
        f"/{name}.json?sql=select+count(*)+from+PRAGMA_database_list()",
        f"/{name}.json?sql=select+file+from+main.pragma_database_list('x')",
    ):  # fmt: skip
        response = get(address)
        assert folder not in response.text, address
        if "sql=" in address:
            assert response.status_code == 400, address
    assert json.loads(get("/-/databases.json").text)[0]["name"] == name


def test_failure_inside_a_page_tells_no_details(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(changes, "_SELECT", "SELECT nonsense FROM nowhere AS r")
    response = get("/company/klarna")
    assert response.status_code == 500
    assert "nowhere" not in response.text
    assert "Something went wrong" in response.text
