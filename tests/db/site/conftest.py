"""The small base of ``sample.toml``, its site, and a way to get pages of it in process."""

import asyncio
import gzip
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from datasette.plugins import pm

import db.site
from db import ids
from db.records import (
    Article,
    Axis,
    Capture,
    Claim,
    DateMethod,
    Direction,
    Figure,
    Function,
    Grade,
    Graph,
    Kind,
    Link,
    Modality,
    Origin,
    Outlet,
    Position,
    Reading,
    Relation,
    Relevance,
    ResolvedCompany,
    ResolvedPerson,
    ResolvedRole,
    Reversal,
    SaidDate,
    Skip,
    SpeakerKind,
    Statement,
    Status,
)
from db.site.serve import site
from db.store import Store

METADATA = Path(db.site.__file__).parents[2] / "datasette_metadata.json"
MOMENT = "2026-01-15T08:00:00Z"

Row = dict[str, Any]

SEB = "Sebastian Siemiatkowski"
SAMPLE = tomllib.loads(Path(__file__).with_name("sample.toml").read_text(encoding="utf-8"))
OUTLETS = [Outlet(**given) for given in SAMPLE["outlets"]]


def _statement(text: str, told: Row) -> Statement:
    spans: list[tuple[int, int]] = []
    place = 0
    for words in told["words"]:
        place = text.index(words, place)
        spans.append((place, place + len(words)))
        place += len(words)
    edtf, earliest, latest = told["said"]
    method = DateMethod(told.get("method", "explicit"))
    return Statement(
        kind=Kind(told.get("kind", "direct_quote")),
        spans=tuple(spans),
        text=text[spans[0][0] : spans[-1][1]],
        wording=" … ".join(told["words"]),
        said=SaidDate(edtf=edtf, earliest=earliest, latest=latest, method=method),
        speaker=told.get("speaker", ""),
        speaker_kind=SpeakerKind.PERSON if "person" in told else SpeakerKind.ORGANISATION,
        person=told.get("person", ""),
        role=told.get("role", ""),
        company=told.get("company", ""),
        speaks_for_company=True,
        position=_position(told) if "value" in told else None,
        modality=Modality(told.get("modality", "asserted")),
        action=told.get("action", ""),
    )


def _position(told: Row) -> Position:
    return Position(
        value=told["value"],
        axis=Axis(told.get("axis", "practice")),
        function=Function(told.get("function", "customer service")),
        confidence=0.9,
        evidence=tuple(told.get("evidence", ())),
    )


def _figure(text: str, given: Row) -> Figure:
    start = text.index(given["text"])
    return Figure(
        start=start,
        end=start + len(given["text"]),
        low=given["value"],
        high=given["value"],
        sentence_start=0,
        sentence_end=len(text),
        **given,
    )


def _record(url: str, body: bytes) -> bytes:
    """Return one gzipped WARC response record."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {MOMENT}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)


class Sample:
    """A sample base and the ids that tests ask for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.articles: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self.statements: dict[str, str] = {}
        self.reversals: dict[str, str] = {}
        self.claim = ids.digest("claim", "norvant savings")

    def build(self) -> SimpleNamespace:
        """Write everything into the base; return where it is and its ids."""
        with Store(self.path, clock=lambda: MOMENT) as store:
            store.save_outlets(OUTLETS)
            offset = self._archive(store.archive)
            for page in SAMPLE["pages"]:
                self._page(store, page, offset)
            with store.run("link", version="1") as counts:
                store.save_graph(self._graph(store), rule="reversals/1")
                counts["reversals"] = len(self.reversals)
            store.skip([Skip(stage="crawl", subject="https://quiet.example/wall",
                             reason="consent_wall", outlet="quiet")])  # fmt: skip
        return SimpleNamespace(**vars(self))

    def _archive(self, folder: Path) -> dict[str, int]:
        folder.mkdir()
        places: dict[str, int] = {}
        with (folder / "sample.warc.gz").open("wb") as out:
            for page in SAMPLE["pages"]:
                if page["url"].startswith("http"):
                    places[page["url"]] = out.tell()
                    out.write(_record(page["url"], page.get("html", "<p>copy</p>").encode()))
        return places

    def _page(self, store: Store, page: Row, offset: dict[str, int]) -> None:
        url, title, text = page["url"], page["title"], page["text"]
        article = Article(
            url=url,
            title=title,
            text=text,
            language=page.get("language", "en"),
            published=page["published"],
            authors=tuple(page.get("authors", ())),
            may_archive=page.get("may_archive", True),
        )
        capture = Capture(
            requested_url=url,
            final_url=url,
            outlet=page["outlet"],
            status=200,
            fetched_at=f"{page['published']}T10:00:00Z",
            warc_file="sample.warc.gz" if url in offset else "",
            warc_offset=offset.get(url, 0),
        )
        version = store.save_article(article, capture)
        assert version is not None
        said = tuple(_statement(text, told) for told in page.get("told", ()))
        figures = tuple(_figure(text, given) for given in page.get("figures", ()))
        store.save_readings(
            [
                Reading(
                    version_id=version,
                    relevance=Relevance.AI_AND_WORK,
                    statements=said,
                    figures=figures,
                )
            ],
            extractor="sample/1",
        )
        self.articles[title] = ids.article_id(url)
        self.versions[title] = version
        for statement in said:
            self.statements[statement.wording] = ids.statement_id(version, statement.spans)

    def _by_words(self, words: str) -> str:
        return next(id_ for wording, id_ in self.statements.items() if words in wording)

    def _graph(self, store: Store) -> Graph:
        companies = {name: ids.company_id(name) for name in ("Klarna", "Norvant")}
        people = {name: ids.person_id(name) for name in (SEB, "Mara Ellison")}
        actors: dict[str, tuple[str, str, str]] = {}
        for statement in store.lane_statements():
            actors[statement.id] = (
                companies.get(statement.company, ""),
                people.get(statement.person, ""),
                "",
            )
        version = self.versions["Norvant : l’IA répond désormais aux clients"]
        origin = Origin(
            id=ids.digest("origin", version),
            version_ids=(version,),
            first_version_id=version,
            reason="the company’s own word",
        )
        saving = self._by_words("économiser")
        (figure,) = [row for row in store.figures() if row.text == "4 millions d’euros"]
        pairs = {
            "klarna": ("AI can already do", "always be a human", "Klarna", SEB,
                       Grade.FULL_REVERSAL, Direction.TO_HUMANS, 0.86),
            "norvant": ("plus besoin", "People answer", "Norvant", "Mara Ellison",
                        Grade.FULL_REVERSAL, Direction.TO_HUMANS, 0.74),
            "norvant back": ("People answer", "voice agent", "Norvant", "",
                             Grade.PARTIAL_RETREAT, Direction.TO_AI, 0.41),
        }  # fmt: skip
        reversals = []
        for name, (then, now, company, person, grade, direction, score) in pairs.items():
            earlier, later = self._by_words(then), self._by_words(now)
            self.reversals[name] = ids.reversal_id(earlier, later)
            reversals.append(
                Reversal(
                    earlier_id=earlier,
                    later_id=later,
                    company_id=companies[company],
                    person_id=people.get(person, ""),
                    function=Function.CUSTOMER_SERVICE,
                    axis=Axis.PRACTICE,
                    grade=grade,
                    direction=direction,
                    score=score,
                    factors={"half_difference": 0.95, "overlap": 0.8, "certainty": 1.0,
                             "evidence": 0.9, "acknowledged": 0.15},
                    gates={"same actor": f"{person or company} both times",
                           "asserted": "both", "dates": "five months apart, disjoint"},
                    why=f"{person or company} first spoke for AI, then for people.",
                    why_fr=f"{person or company} parlait d’abord pour l’IA, puis pour l’humain.",
                    is_oscillating=company == "Norvant",
                )
            )  # fmt: skip
        declared = self._by_words("went too far")
        self.reversals["declared"] = ids.reversal_id("", declared)
        reversals.append(
            Reversal(
                earlier_id="", later_id=declared, company_id=companies["Norvant"],
                person_id=people["Mara Ellison"], function=Function.CUSTOMER_SERVICE,
                axis=Axis.EVALUATION, grade=Grade.SELF_DECLARED, direction=Direction.TO_HUMANS,
                score=0.3, why="Mara Ellison says that it went too far.",
            )
        )  # fmt: skip
        return Graph(
            companies=tuple(
                ResolvedCompany(id=id_, name=name, slug=ids.slug(name), is_followed=True)
                for name, id_ in companies.items()
            ),
            people=tuple(
                ResolvedPerson(id=id_, name=name, slug=ids.slug(name))
                for name, id_ in people.items()
            ),
            roles=(
                ResolvedRole(id=ids.digest("role", "1"), person_id=people[SEB],
                             company_id=companies["Klarna"], title="chief executive",
                             start="2005"),
                ResolvedRole(id=ids.digest("role", "2"), person_id=people["Mara Ellison"],
                             company_id=companies["Norvant"], title="CEO"),
                ResolvedRole(id=ids.digest("role", "3"), person_id=people[SEB],
                             company_id=companies["Klarna"], title="boss"),
            ),
            statement_actors=actors,
            figure_companies={
                row.id: companies["Norvant" if "orvant" in row.sentence else "Klarna"]
                for row in store.figures()
            },
            statement_origins={saving: origin.id},
            origins=(origin,),
            claims=(
                Claim(id=self.claim, company_id=companies["Norvant"],
                      text="Norvant saves 4 million euros a year", value=4_000_000.0, unit="EUR",
                      measure="savings", status=Status.SINGLE_SOURCE,
                      why="Only Norvant says so.", rule="status/1", origins=1, articles=1,
                      first_said="2024-03-04", last_said="2024-03-04",
                      members=((saving, figure.id),)),
            ),
            links=(
                Link(source_id=self._by_words("voice agent"), target_id=saving,
                     relation=Relation.QUALIFIES, rule="links/1", evidence="some 30 posts"),
            ),
            reversals=tuple(reversals),
        )  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _plugin() -> None:
    """Register the plugin where the project isn't installed."""
    if not pm.is_registered(db.site):
        pm.register(db.site, name="walkback")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Return a base with everything in it; its name isn't the usual one."""
    return Sample(tmp_path_factory.mktemp("site") / "sample.db").build()


@pytest.fixture
def fresh(tmp_path: Path) -> SimpleNamespace:
    """Return a base of the same content that a test may change."""
    return Sample(tmp_path / "fresh.db").build()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base without a single row."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    Store(path).close()
    return path


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Return one event loop for all requests, since Datasette keeps locks of its own."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


Get = Callable[..., Any]


def _getter(path: Path, loop: asyncio.AbstractEventLoop) -> Get:
    datasette = site(path, metadata=METADATA)

    def get(address: str, **options: object) -> httpx.Response:
        return loop.run_until_complete(datasette.client.get(address, **options))

    get.datasette = datasette  # type: ignore[attr-defined]
    return get


@pytest.fixture(scope="session")
def get(sample: SimpleNamespace, loop: asyncio.AbstractEventLoop) -> Get:
    """Return a function that gets an address of the sample's site, in process."""
    return _getter(sample.path, loop)


@pytest.fixture(scope="session")
def get_empty(empty: Path, loop: asyncio.AbstractEventLoop) -> Get:
    """Return the same for the empty base."""
    return _getter(empty, loop)
