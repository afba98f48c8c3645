"""Nobody real says anything in the newsroom that the source doesn't print."""

import re
from collections import Counter
from typing import Any

import pytest

from crawler.newsroom.stories import Quirk, Story

PAIRS = re.compile(r"“([^”]*)”|«([^»]*)»|\"([^\"]*)\"")
NEVER_READ = {Quirk.CONSENT, Quirk.SOFT_404}


def plain(text: str) -> str:
    """Return `text` without what printers vary: marks, brackets, spaces, case, last stop."""
    text = re.sub(r"[“”\"«»\[\]]", "", text.replace("’", "'"))
    return re.sub(r"\s+", " ", text).strip(" .,…").lower()


def spans(quote: dict[str, Any]) -> list[str]:
    parts: list[str] = quote.get("parts") or [quote["text"]]
    return parts


@pytest.fixture(scope="module")
def by_place(stories: tuple[Story, ...]) -> dict[tuple[str, str], Story]:
    return {(story.outlet, story.slug): story for story in stories}


def test_gold_has_one_line_for_each_readable_story(
    gold: list[dict[str, Any]], stories: tuple[Story, ...]
) -> None:
    readable = {(s.outlet, s.slug) for s in stories if not s.quirks & NEVER_READ}
    places = [(line["outlet"], line["slug"]) for line in gold]
    assert Counter(places) == Counter(readable)


def test_gold_texts_stand_in_their_story(
    gold: list[dict[str, Any]], by_place: dict[tuple[str, str], Story]
) -> None:
    for line in gold:
        body = by_place[line["outlet"], line["slug"]].edition(1).body
        for text in [text for quote in line["quotes"] for text in spans(quote)]:
            assert text in body, (line["slug"], text)
        for text in line["not_quotes"]:
            assert text in body, (line["slug"], text)


def test_gold_survives_the_second_edition(
    gold: list[dict[str, Any]], by_place: dict[tuple[str, str], Story]
) -> None:
    for line in gold:
        body = by_place[line["outlet"], line["slug"]].edition(2).body
        for quote in line["quotes"]:
            assert all(text in body for text in spans(quote)), line["slug"]


def test_parts_of_a_split_quote_are_in_reading_order(
    gold: list[dict[str, Any]], by_place: dict[tuple[str, str], Story]
) -> None:
    split = 0
    for line in gold:
        body = by_place[line["outlet"], line["slug"]].edition(1).body
        for quote in line["quotes"]:
            starts = [body.index(text) for text in spans(quote)]
            assert starts == sorted(starts), line["slug"]
            split += len(starts) > 1
    assert split >= 6


def test_gold_is_complete_enough_to_measure_with(gold: list[dict[str, Any]]) -> None:
    quotes = [quote for line in gold for quote in line["quotes"]]
    kinds = Counter(quote["kind"] for quote in quotes)
    assert len(quotes) >= 110
    assert set(kinds) == {"direct_quote", "indirect_quote"}
    assert min(kinds.values()) >= 50
    for quote in quotes:
        assert quote["speaker"]
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", quote["said_on"]), quote
    assert sum(len(line["not_quotes"]) for line in gold) >= 6


def test_irrelevant_stories_hold_no_statement(
    gold: list[dict[str, Any]], by_place: dict[tuple[str, str], Story]
) -> None:
    for line in gold:
        story = by_place[line["outlet"], line["slug"]]
        assert line["relevant"] == (Quirk.IRRELEVANT not in story.quirks)
        if not line["relevant"]:
            assert line["quotes"] == []


def test_direct_quotes_of_real_people_are_those_of_the_source(
    gold: list[dict[str, Any]], by_place: dict[tuple[str, str], Story], words: dict[str, Any]
) -> None:
    checked = 0
    for line in gold:
        story = by_place[line["outlet"], line["slug"]]
        for quote in line["quotes"]:
            if quote["kind"] != "direct_quote" or quote["speaker"] in words["invented"]:
                continue
            said = [words[event] for event in story.events]
            printed = [
                plain(text)
                for word in said
                if word["speaker"] == quote["speaker"]
                for text in (
                    [word.get("quote", "")] if story.language == "en" else word.get("french", [])
                )
            ]
            for text in spans(quote):
                assert any(plain(text) in whole for whole in printed), (line["slug"], text)
                checked += 1
    assert checked >= 80


def test_every_quote_mark_is_accounted_for(
    stories: tuple[Story, ...], gold: list[dict[str, Any]]
) -> None:
    known = {(line["outlet"], line["slug"]): line for line in gold}
    for story in stories:
        if story.quirks & NEVER_READ:
            continue
        line = known[story.outlet, story.slug]
        allowed = [
            plain(text)
            for quote in line["quotes"]
            if quote["kind"] == "direct_quote"
            for text in spans(quote)
        ] + [plain(text) for text in line["not_quotes"]]
        for number in (1, 2):
            for found in PAIRS.finditer(story.edition(number).body):
                text = plain(next(group for group in found.groups() if group is not None))
                assert any(is_covered(text, whole) for whole in allowed), (story.slug, text)


def test_quote_marks_are_paired(stories: tuple[Story, ...]) -> None:
    for story in stories:
        for _, text in story.edition(1).blocks:
            assert text.count("“") == text.count("”"), (story.slug, text)
            assert text.count("«") == text.count("»"), (story.slug, text)
            assert text.count('"') % 2 == 0, (story.slug, text)


def test_quoted_titles_repeat_words_of_their_story(stories: tuple[Story, ...]) -> None:
    for story in stories:
        if story.quirks & NEVER_READ:
            continue
        body = plain(story.edition(1).body)
        for found in PAIRS.finditer(story.edition(1).title):
            text = plain(next(group for group in found.groups() if group is not None))
            assert text in body, (story.slug, text)


def is_covered(text: str, whole: str) -> bool:
    """Return whether `text` is `whole`, a piece of it, or `whole` with an incise inside."""
    return text in whole or whole in text
