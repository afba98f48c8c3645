"""What leaves a base, read back by other tools than those that wrote it."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import igraph
import pytest
import rdflib
from lxml import etree
from rdflib.namespace import PROV, RDF

from db.exports import UnknownCompanyError
from db.records import (
    Article,
    Axis,
    Capture,
    DateMethod,
    Function,
    Kind,
    Position,
    Reading,
    Relevance,
    SaidDate,
    SpeakerKind,
    Statement,
)
from db.store import Store
from graph.stage import export, link

ROOT = Path(__file__).parents[2]
SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
WB = rdflib.Namespace("urn:walkback:terms:")
GEXF = "{http://www.gexf.net/1.2draft}"

Written = Callable[..., bytes]

# rdflib's own reader of JSON-LD still makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

TOLD = [
    # company, person, words, day, position, address
    ("Veltra", "Nora Lind", "Software replaced the agents", "2024-03-01", 0.9, "https://a.example/1"),
    ("Veltra", "Nora Lind", "We bring people back", "2025-04-01", -0.8, "https://b.example/2"),
    ("Ombrix", "Ola Ruud", '=Only "clerks"', "2025-05-01", -0.6, "javascript:alert(1)"),
    ("Ombrix", "Ola Ruud", "No bot \x0b answers here", "2025-06-01", None, "https://c.example/ 4"),
]  # fmt: skip


def statement(text: str, words: str, day: str, p: float | None, who: tuple[str, str]) -> Statement:
    company, person = who
    start = text.index(words)
    return Statement(
        kind=Kind.DIRECT_QUOTE,
        spans=((start, start + len(words)),),
        text=words,
        wording=words,
        said=SaidDate(edtf=day, earliest=day, latest=day, method=DateMethod.EXPLICIT),
        speaker=person,
        speaker_kind=SpeakerKind.PERSON,
        person=person,
        role="chief executive",
        company=company,
        speaks_for_company=True,
        position=p
        and Position(value=p, axis=Axis.PRACTICE, function=Function.SALES, confidence=0.9),
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "base.db"
    with Store(path) as store:
        for company, person, words, day, p, url in TOLD:
            text = f"It is known that “{words}”, said {person} of {company}."
            capture = Capture(
                requested_url=url, final_url=url, outlet="", status=200, fetched_at=f"{day}T10:00Z"
            )
            version = store.save_article(
                Article(url=url, title="t", text=text, language="en", published=day), capture
            )
            assert version
            told = statement(text, words, day, p, (company, person))
            reading = Reading(
                version_id=version, relevance=Relevance.AI_AND_WORK, statements=(told,)
            )
            store.save_readings([reading], extractor="by hand")
    link(path)
    return path


@pytest.fixture
def written(base: Path) -> Written:
    def write(form: str, **options: str) -> bytes:
        out = io.BytesIO()
        export(base, out, form=form, **options)
        return out.getvalue()

    return write


def test_json_ld_is_understood_by_rdflib(written: Written) -> None:
    graph = rdflib.Graph().parse(written("jsonld"), format="json-ld")
    quotations = set(graph.subjects(RDF.type, SCHEMA.Quotation))
    assert {str(text) for quote in quotations for text in graph.objects(quote, SCHEMA.text)} == {
        words for _, _, words, _, _, _ in TOLD
    }
    for quote in quotations:
        speaker = graph.value(quote, SCHEMA.creator)
        assert (speaker, RDF.type, SCHEMA.Person) in graph
        version = graph.value(quote, PROV.wasDerivedFrom)
        assert graph.value(version, PROV.specializationOf) == graph.value(quote, SCHEMA.isPartOf)
        assert graph.value(quote, PROV.wasGeneratedBy) is not None
    (change,) = graph.subjects(RDF.type, WB.ChangeOfPosition)
    earlier, later = graph.value(change, WB.earlier), graph.value(change, WB.later)
    assert (earlier, WB.changedTo, later) in graph


def test_an_annotation_selects_the_words_with_what_stands_around_them(written: Written) -> None:
    graph = rdflib.Graph().parse(written("jsonld", company="Veltra"), format="json-ld")
    exact = {str(words) for words in graph.objects(None, OA.exact)}
    assert exact == {"Software replaced the agents", "We bring people back"}
    assert {str(words) for words in graph.objects(None, OA.prefix)} == {"It is known that “"}
    starts = {int(start) for start in graph.objects(None, OA.start)}
    assert starts == {len("It is known that “")}


def test_json_ld_names_an_article_by_no_address_but_one_of_the_web(written: Written) -> None:
    graph = rdflib.Graph().parse(written("jsonld", company="ombrix"), format="json-ld")
    articles = {str(article) for article in graph.subjects(RDF.type, SCHEMA.NewsArticle)}
    assert len(articles) == 2
    assert all(article.startswith("urn:walkback:article:") for article in articles)


def test_a_claim_has_a_review_only_from_a_person(base: Path, written: Written) -> None:
    before = rdflib.Graph().parse(written("jsonld"), format="json-ld")
    claims = sorted(before.subjects(RDF.type, SCHEMA.Claim))
    assert claims
    assert not list(before.subjects(RDF.type, SCHEMA.ClaimReview))
    with Store(base) as store, store.transaction():
        store.connection.execute(
            "INSERT INTO reviews (target, target_id, decision, value, reviewer, note, decided_at) "
            "VALUES ('claims', ?, 'confirm', '{}', 'an editor', '', '2026-01-01T00:00:00Z')",
            (str(claims[0]).rpartition(":")[2],),
        )
    after = rdflib.Graph().parse(written("jsonld"), format="json-ld")
    (review,) = after.subjects(RDF.type, SCHEMA.ClaimReview)
    assert after.value(review, SCHEMA.itemReviewed) == claims[0]
    assert str(after.value(after.value(review, SCHEMA.author), SCHEMA.name)) == "an editor"


def test_every_term_of_our_own_is_told_in_the_vocabulary(written: Written) -> None:
    used = set(re.findall(r'"wb:(\w+)"', written("jsonld").decode()))
    told = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    assert used
    assert {term for term in used if f"`wb:{term}`" not in told} == set()


def test_graphml_is_read_by_igraph(written: Written, tmp_path: Path) -> None:
    (tmp_path / "base.graphml").write_bytes(written("graphml"))
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "base.graphml"))
    labels = dict(zip(graph.vs["id"], graph.vs["label"], strict=True))
    assert {"Veltra", "Ombrix", "Nora Lind", "Software replaced the agents"} <= {*labels.values()}
    changed = [edge for edge in graph.es if edge["relation"] == "changed_to"]
    assert [labels[graph.vs[edge.source]["id"]] for edge in changed] == [
        "Software replaced the agents"
    ]


def test_gexf_gives_statements_the_days_on_which_they_were_said(written: Written) -> None:
    root = etree.fromstring(written("gexf", company="veltra"))
    graph = root.find(f"{GEXF}graph")
    assert graph.get("mode") == "dynamic"
    assert graph.get("timeformat") == "date"
    nodes = {node.get("label"): node for node in root.iter(f"{GEXF}node")}
    told = nodes["Software replaced the agents"]
    assert (told.get("start"), told.get("end")) == ("2024-03-01", "2024-03-01")
    ids = {node.get("id") for node in nodes.values()}
    edges = list(root.iter(f"{GEXF}edge"))
    assert edges
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= ids


def test_csv_holds_every_row_and_runs_nothing(written: Written) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))
    assert len(rows) == len(TOLD)
    assert '\'=Only "clerks"' in {row["text"] for row in rows}


@pytest.mark.parametrize("view", ["quotes", "timeline", "reversal_pairs", "figures_in_context"])
def test_parquet_is_read_by_duckdb_with_numbers_as_numbers(
    view: str, written: Written, tmp_path: Path
) -> None:
    (tmp_path / "t.parquet").write_bytes(written("parquet", view=view))
    table = duckdb.sql(f"SELECT * FROM '{tmp_path / 't.parquet'}'")
    found = csv.DictReader(io.StringIO(written("csv", view=view).decode(), newline=""))
    assert found.fieldnames == table.columns
    assert len(list(found)) == len(table.fetchall())
    if view == "quotes":
        kinds = dict(zip(table.columns, map(str, table.types), strict=True))
        assert (kinds["position"], kinds["text"]) == ("DOUBLE", "VARCHAR")


def test_one_company_is_exported_without_the_others(written: Written) -> None:
    told = json.loads(written("jsonld", company="Veltra"))["@graph"]
    names = {node.get("schema:name") for node in told if node.get("@type") == "schema:Organization"}
    assert names == {"Veltra"}
    assert b"Ombrix" not in written("csv", company="Veltra")
    assert b"Ombrix" not in written("graphml", company="Veltra")


def test_an_unknown_company_is_an_error_in_one_line(written: Written) -> None:
    with pytest.raises(UnknownCompanyError, match="no company called Nobody"):
        written("csv", company="Nobody")
