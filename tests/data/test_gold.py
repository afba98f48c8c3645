"""The gold of the short articles: well formed, true to its texts, and large enough to measure."""

import tomllib
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extract import intervals

GOLD = Path(__file__).with_name("gold")
LEAST = {"en": 60, "fr": 80}
PATHS = sorted(GOLD.glob("*/*.toml"))
ARTICLE_KEYS = {
    "published",
    "title",
    "text",
    "style",
    "held_out",
    "not_quotes",
    "quotes",
    "figures",
}
QUOTE_KEYS = {"parts", "kind", "speaker", "speaker_as_written", "role", "company", "said_on"}
FIGURE_KEYS = {"text", "unit", "measure", "base"}
OPENING = set('"“‘«„‹')
MARKS = {*OPENING, *"'”’»›–—"}

each_article = pytest.mark.parametrize("path", PATHS, ids=lambda p: f"{p.parent.name}-{p.stem}")


@cache
def article(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


@each_article
def test_article_has_its_fields_and_no_others(path: Path) -> None:
    told = article(path)
    assert {"published", "title", "text", "style"} <= told.keys() <= ARTICLE_KEYS
    assert date.fromisoformat(told["published"])
    assert told["title"].strip()
    assert told["style"].strip()
    assert 40 <= len(told["text"].split()) <= 260


@each_article
def test_every_third_article_is_set_aside(path: Path) -> None:
    assert article(path).get("held_out", False) is (int(path.stem) % 3 == 0)


@each_article
def test_quotes_are_the_texts_own_words_in_order(path: Path) -> None:
    told = article(path)
    for quote in told.get("quotes", []):
        assert quote["parts"], quote
        end = 0
        for part in quote["parts"]:
            start = told["text"].find(part, end)
            assert start >= 0, part
            end = start + len(part)
        assert quote["speaker_as_written"] in told["text"], quote


@each_article
def test_quotes_say_who_and_when(path: Path) -> None:
    told = article(path)
    published = date.fromisoformat(told["published"])
    for quote in told.get("quotes", []):
        assert quote.keys() - {"mixed"} == QUOTE_KEYS, quote
        assert quote["kind"] in {"direct_quote", "indirect_quote"}
        assert quote["speaker"].strip(), quote
        said = intervals.parse(quote["said_on"])
        assert said is not None, quote
        assert said.first <= published, quote


@each_article
def test_only_a_reported_clause_with_marks_in_it_is_mixed(path: Path) -> None:
    for quote in article(path).get("quotes", []):
        if quote.get("mixed"):
            assert quote["kind"] == "indirect_quote", quote
            assert OPENING & set("".join(quote["parts"])), quote


@each_article
def test_figures_are_the_texts_own_and_have_a_value(path: Path) -> None:
    told = article(path)
    for figure in told.get("figures", []):
        assert FIGURE_KEYS <= figure.keys() <= FIGURE_KEYS | {"value", "low", "high"}, figure
        assert figure["text"] in told["text"], figure
        assert figure["unit"], figure
        assert figure.keys() & {"value", "low", "high"}, figure
        if {"low", "high"} <= figure.keys():
            assert figure["low"] < figure["high"], figure


@each_article
def test_words_that_are_no_quote_stand_in_marks(path: Path) -> None:
    told = article(path)
    for words in told.get("not_quotes", []):
        pieces = told["text"].split(words)
        assert any(
            before.rstrip()[-1:] in MARKS and MARKS & set(after[:3])
            for before, after in pairwise(pieces)
        ), words


@pytest.mark.parametrize("language", sorted(LEAST))
def test_there_is_enough_gold_and_no_article_twice(language: str) -> None:
    told = [article(path) for path in PATHS if path.parent.name == language]
    assert len(told) >= LEAST[language]
    assert len({one["text"] for one in told}) == len(told)
    assert len({one["text"].split("\n\n")[-1] for one in told}) == len(told)
    kinds = [quote["kind"] for one in told for quote in one.get("quotes", [])]
    assert min(kinds.count("direct_quote"), kinds.count("indirect_quote")) >= len(told)
    assert sum(len(one.get("figures", [])) for one in told) >= 3 * len(told)
