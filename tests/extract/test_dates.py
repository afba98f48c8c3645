"""Dates told in both languages, their anchors, and which date governs a statement."""

from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from db.records import DateMethod, SaidDate
from extract import intervals
from extract.dates import dates, is_future, said_on
from extract.nlp import pipeline

PUBLISHED = "2026-07-10T08:00:00+02:00"  # a Friday
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "dates.tsv").read_text("utf-8").splitlines()
]


def parsed(text: str, language: str) -> Doc:
    return model(language)(text)


def model(language: str) -> Language:
    return pipeline(language)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "expected", "text"), ROWS, ids=[row[2] for row in ROWS])
def test_sentence_tells_its_dates(language: str, expected: str, text: str) -> None:
    found = dates(parsed(text, language), published=PUBLISHED)
    assert ";".join(said.edtf for said in found) == expected


@pytest.mark.slow
def test_every_date_is_a_valid_interval_at_its_words() -> None:
    for language, _, text in ROWS:
        for said in dates(parsed(text, language), published=PUBLISHED):
            interval = intervals.parse(said.edtf)
            assert interval is not None
            assert said.earliest == interval.first.isoformat()
            assert said.latest == interval.last.isoformat()
            assert said.words == text[said.start : said.end]
            assert date.fromisoformat(said.earliest) <= date.fromisoformat(said.latest)


@pytest.mark.slow
def test_last_january_may_be_the_one_before_while_it_is_near() -> None:
    (said,) = dates(parsed("En janvier dernier, il parlait.", "fr"), published="2025-05")
    assert (said.edtf, said.alternative) == ("2025-01", "2024-01")
    (late,) = dates(parsed("En janvier dernier, il parlait.", "fr"), published="2025-11")
    assert (late.edtf, late.alternative) == ("2025-01", "")


@pytest.mark.slow
def test_chain_counts_from_the_date_last_told_and_stops_at_publication() -> None:
    text = "In December 2024 he said so. A few months later it boasted."
    found = dates(parsed(text, "en"), published="2025-05-14")
    assert [said.edtf for said in found] == ["2024-12", "2025-02/2025-05"]
    assert found[1].anchor == "2024-12"


@pytest.mark.slow
def test_years_after_an_untold_event_is_now_and_the_event_is_its_anchor() -> None:
    text = "Deux ans après avoir signé avec un fournisseur, la société exprime un regret."
    (said,) = dates(parsed(text, "fr"), published="2025-05")
    assert said.edtf == "2025-05"
    assert said.anchor == "2023-05"
    assert not is_future(said, published="2025-05")


@pytest.mark.slow
def test_without_publication_only_what_stands_alone_is_dated() -> None:
    found = dates(parsed("On Tuesday it closed, after opening in June 2024.", "en"), published="")
    assert [said.edtf for said in found] == ["2024-06"]


@pytest.mark.slow
def test_an_impossible_day_is_passed_over() -> None:
    assert dates(parsed("It closed on June 31, 2024.", "en"), published="2025") == ()


GOVERNED = [
    (
        "en",
        "In December 2024 he told a podcast that “bots will do it all by 2027”.",
        "bots will do it all by 2027",
        "told",
        "2024-12",
    ),
    ("en", "“We need people,” the chief said on Tuesday.", "We need people", "said", "2026-07-07"),
    ("en", "“We need people,” the chief said.", "We need people", "said", "2026-07-10"),
    ("en", "“In 2023 we fired all,” the chief said.", "In 2023 we fired all", "said", "2026-07-10"),
    (
        "fr",
        (
            "Ce choix contraste avec ses déclarations de décembre 2024 où il affirmait que "
            "« l'IA peut tout faire »."
        ),
        "l'IA peut tout faire",
        "affirmait",
        "2024-12",
    ),
    (
        "fr",
        "La société avait supprimé ses contrats en 2023, puis son équipe de vente en 2024.",
        "son équipe de vente en 2024",
        "",
        "2024",
    ),
    (
        "fr",
        "Un an plus tôt, le groupe avait gelé ses embauches, réduisant ses effectifs.",
        "avait gelé ses embauches",
        "",
        "2025-07",
    ),
    (
        "en",
        "The bank cut 300 jobs in March 2024 and rehired 40 people in May 2025.",
        "rehired 40 people",
        "",
        "2025-05",
    ),
    (
        "en",
        "In May 2025 the boss recalled that in December he had claimed machines could do it.",
        "machines could do it",
        "claimed",
        "2024-12",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "text", "words", "cue", "expected"), GOVERNED)
def test_date_that_governs_a_statement(
    language: str, text: str, words: str, cue: str, expected: str
) -> None:
    doc = parsed(text, language)
    start = text.index(words)
    at = text.index(cue) if cue else -1
    said = said_on(
        doc,
        span=(start, start + len(words)),
        cue=(at, at + len(cue)) if cue else None,
        found=dates(doc, published=PUBLISHED),
        published=PUBLISHED,
    )
    assert said.edtf == expected


@pytest.mark.slow
def test_without_any_date_the_publication_is_the_said_date() -> None:
    doc = parsed("He said so.", "en")
    said = said_on(doc, span=(0, 10), cue=None, found=(), published=PUBLISHED)
    assert said.method is DateMethod.PUBLICATION
    assert (said.edtf, said.start) == ("2026-07-10", -1)
    unknown = said_on(doc, span=(0, 10), cue=None, found=(), published="")
    assert unknown == SaidDate(edtf="", earliest="", latest="", method=DateMethod.PUBLICATION)
