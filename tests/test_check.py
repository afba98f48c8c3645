"""The command ``check``, whole: articles of our own against a small base, and its manners."""

import asyncio
import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.given import NoArticleError, fetched, from_bytes
from crawler.newsroom.server import Newsroom
from crawler.stage import given, ingest
from db.findings import Finding
from db.site.pages.check import checker
from db.site.serve import site
from db.store import Store
from extract.stage import extract, read_article
from graph.stage import check_read, link
from walkback import commands

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data" / "check"

DAMAGE = {"mutates", "refutes", "extrapolates", "qualifies"}


def articles(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))["articles"]


DAMAGED, SOUND = articles("damaged"), articles("sound")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    lines = folder / "origins.jsonl"
    lines.write_text("\n".join(json.dumps(article) for article in articles("origins")), "utf-8")
    path = folder / "check.db"
    ingest(path, [lines])
    extract(path)
    link(path)
    return path


def checked(base: Path, article: dict[str, Any], folder: Path) -> tuple[Finding, ...]:
    file = folder / "article.json"
    url = f"https://later.example/{article['name']}"
    file.write_text(json.dumps({**article, "url": url}), "utf-8")
    version, reading = read_article(given(str(file)).article)
    return check_read(base, version, reading)[1]


@pytest.mark.parametrize("article", DAMAGED, ids=lambda article: article["name"])
def test_what_was_lost_on_the_way_is_found_and_nothing_else_is_accused(
    base: Path, article: dict[str, Any], tmp_path: Path
) -> None:
    expect = article["expect"]
    found = checked(base, article, tmp_path)
    hit = [f for f in found if expect["text"] in f.text and f.relation == expect["relation"]]
    assert hit, [(f.text, f.relation, f.lost, f.why) for f in found]
    assert set(hit[0].lost) == set(expect["lost"])
    assert hit[0].origin is not None
    accused = [
        f
        for f in found
        if f.relation in DAMAGE and (f.relation, f.lost) != (hit[0].relation, hit[0].lost)
    ]
    assert accused == []


@pytest.mark.parametrize("article", SOUND, ids=lambda article: article["name"])
def test_sound_articles_are_not_accused(
    base: Path, article: dict[str, Any], tmp_path: Path
) -> None:
    expect = article["expect"]
    found = checked(base, article, tmp_path)
    assert [f for f in found if f.relation in DAMAGE] == []
    hit = [f for f in found if expect["text"] in f.text and f.relation == expect["relation"]]
    assert hit, [(f.text, f.relation, f.lost, f.why) for f in found]


# --- the command -------------------------------------------------------------------------


def run(*arguments: object, words: bytes = b"") -> Result:
    return CliRunner().invoke(commands, ["check", *map(str, arguments)], input=words)


def count(base: Path) -> int:
    with Store(base, must_exist=True) as store:
        return int(store.query("SELECT count(*) AS n FROM articles")[0]["n"])


BASE_LOST = DAMAGED[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "article.json"
    path.write_text(json.dumps({**BASE_LOST, "url": "https://later.example/a"}), "utf-8")
    return path


def test_json_has_the_shape_that_is_promised(base: Path, file: Path) -> None:
    done = run(file, "--db", base, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told.keys() == {"article", "claims"}
    assert told["article"]["url"] == "https://later.example/a"
    keys = {"text", "start", "end", "value", "unit", "status", "relation", "lost", "why", "origin"}
    text = given(str(file)).article.text
    for claim in told["claims"]:
        assert claim.keys() == keys
        assert text[claim["start"] : claim["end"]] == claim["text"]
        if claim["origin"] is not None:
            assert claim["origin"].keys() == {"outlet", "date", "url"}
    share = next(claim for claim in told["claims"] if claim["value"] == 58)
    assert share["origin"]["url"] == "https://first.example/tallowmere-survey"


def test_the_table_says_what_differs_in_words(base: Path, file: Path) -> None:
    done = run(file, "--db", base)
    assert done.exit_code == 0, done.output
    assert "changed on the way (base lost)" in done.stdout
    assert "https://first.example/tallowmere-survey" in done.stdout


def test_nothing_is_stored_unless_asked(base: Path, file: Path, tmp_path: Path) -> None:
    before = count(base)
    assert run(file, "--db", base).exit_code == 0
    assert count(base) == before
    copy = tmp_path / "copy.db"
    with Store(base, must_exist=True) as store:
        store.snapshot(copy)
    assert run(file, "--db", copy, "--store").exit_code == 0
    assert count(copy) == before + 1


def test_text_on_standard_input_is_read_with_the_date_that_is_given(base: Path) -> None:
    late = next(article for article in DAMAGED if article["name"] == "date_lost_fr_of_en")
    words = late["text"].encode()
    dated = run("-", "--db", base, "--json", "--published", late["published"], words=words)
    undated = run("-", "--db", base, "--json", words=words)
    for done, wanted in ((dated, ["date"]), (undated, [])):
        assert done.exit_code == 0, done.output
        claims = json.loads(done.stdout)["claims"]
        assert next(c["lost"] for c in claims if c["value"] == 19) == wanted


def test_an_address_of_the_base_is_not_fetched_again(base: Path) -> None:
    done = run("https://first.example/pellworth-37", "--db", base, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["article"]["title"].startswith("The best AI agent")
    best = next(claim for claim in told["claims"] if claim["value"] == 37)
    # The only text before the newer one is itself, and it is no origin of its own.
    assert best["origin"] is None or "pellworth-37" not in best["origin"]["url"]


def test_the_base_is_read_as_of_a_day(base: Path, tmp_path: Path) -> None:
    old = next(article for article in DAMAGED if article["name"] == "superseded_en")
    path = tmp_path / "old.json"
    path.write_text(json.dumps({**old, "url": "https://later.example/old"}), "utf-8")
    expected = {"2024-10": "none", "2024-12-31": "supports", "2025": "superseded"}
    for day, relation in expected.items():
        done = run(path, "--db", base, "--json", "--as-of", day)
        assert done.exit_code == 0, done.output
        claims = json.loads(done.stdout)["claims"]
        assert next(c["relation"] for c in claims if c["value"] == 37) == relation, day


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.txt"], 1, "nowhere.txt"),
        (["-"], 1, "empty"),
        (["-", "--as-of", "yesterday"], 2, "a day such as"),
        ([], 2, "FILE|URL|-"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_line(
    base: Path,
    arguments: list[str],
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from walkback import main  # noqa: PLC0415 - beside the commands, which have no errors of theirs

    monkeypatch.setattr(sys, "argv", ["walkback", "check", *arguments, "--db", str(base)])
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO()))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    told = capsys.readouterr().err.strip()
    assert words in told
    assert "\n" not in told


def test_a_page_is_fetched_by_the_manners_of_a_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WALKBACK_CONTACT", raising=False)
    with pytest.raises(Exception, match="WALKBACK_CONTACT"):
        fetched("https://never-asked.example/page")
    with Newsroom(first_port=8951) as newsroom:
        home = newsroom.homes["deskwork"].rstrip("/")
        page = f"{home}/news/research/orgvue-survey-redundancies/"
        found = fetched(page, allow_loopback=True)
        assert "39% of business leaders" in found.article.text
        with pytest.raises(NoArticleError):
            fetched(f"{home}/no/such/page", allow_loopback=True)
        # Without leave this machine's own addresses are refused, contact or none.
        monkeypatch.setenv("WALKBACK_CONTACT", "desk@walkback.example")
        with pytest.raises(NoArticleError, match=r"unsafe|address|127"):
            fetched(page)


def test_plain_text_may_begin_with_its_title() -> None:
    found = from_bytes(b"A title without a stop\n\nAnd a first sentence. A second one.")
    assert found.article.title == "A title without a stop"
    assert found.article.text == "And a first sentence. A second one."


# --- the page ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def get(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Yield a way to get pages where the wing that checks is installed."""
    folder = tmp_path_factory.mktemp("installed")
    about = folder / "walkback_checks-0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: walkback-checks\nVersion: 0\n")
    (about / "entry_points.txt").write_text(
        "[walkback.check]\nwords = graph.checking:check_by_words\n"
    )
    sys.path.insert(0, str(folder))
    checker.cache_clear()
    served = site(base)
    yield lambda path: asyncio.run(served.client.get(path))
    sys.path.remove(str(folder))
    checker.cache_clear()


def article_id(base: Path, ending: str) -> str:
    with Store(base, must_exist=True) as store:
        rows = store.query("SELECT id FROM articles WHERE url LIKE '%' || ?", (ending,))
    return str(rows[0]["id"])


def test_the_page_shows_what_the_command_says(base: Path, get: Callable[[str], Any]) -> None:
    chosen = article_id(base, "pellworth-52")
    page = get(f"/check?article={chosen}")
    assert page.status_code == 200
    assert "Agrees" in page.text
    assert "/article/" + article_id(base, "pellworth-37") in page.text
    told = get(f"/check.json?article={chosen}").json()
    by_address = get("/check.json?url=https://first.example/pellworth-52").json()
    assert told["claims"] == by_address["claims"]
    assert any(c["relation"] == "supports" and c["value"] == 37 for c in told["claims"])
    assert f"/check?article={chosen}" in get(f"/article/{chosen}").text


def test_the_page_escapes_what_it_is_given(get: Callable[[str], Any]) -> None:
    page = get("/check?url=https://x.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert get("/check?article=%3Cscript%3E").status_code == 404
    assert "<script>" not in get("/check?article=%3Cscript%3E").text
