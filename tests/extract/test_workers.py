"""Workers known by the ending of their noun, on documents made by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.lexicons import lexicon
from extract.workers import endings, with_workers

PEOPLE, TRADE = 1, 2


def masks(language: str, words: list[str], pos: list[str]) -> list[int]:
    doc = Doc(spacy.blank(language).vocab, words=words, pos=pos)
    known = endings(lexicon(language, "workers")["endings"])
    return with_workers(list(doc), [0] * len(doc), known=known, people=PEOPLE, trade=TRADE)


@pytest.mark.parametrize(
    ("language", "noun"),
    [("en", "weavers"), ("en", "florists"), ("en", "cataloguers"), ("fr", "tisseurs")],
)
def test_noun_with_a_workers_ending_is_people_with_a_trade(language: str, noun: str) -> None:
    assert masks(language, [noun], ["NOUN"]) == [PEOPLE | TRADE]


@pytest.mark.parametrize(
    ("language", "noun"),
    [("en", "servers"), ("en", "customers"), ("en", "insurers"), ("fr", "moteurs")],
)
def test_thing_customer_or_firm_with_that_ending_is_no_worker(language: str, noun: str) -> None:
    assert masks(language, [noun], ["NOUN"]) == [0]


def test_workers_of_no_trade_in_particular_are_people_only() -> None:
    assert masks("en", ["newcomers"], ["NOUN"]) == [PEOPLE]


def test_verb_or_name_with_that_ending_is_no_worker() -> None:
    assert masks("en", ["covers", "Weavers"], ["VERB", "PROPN"]) == [0, 0]
