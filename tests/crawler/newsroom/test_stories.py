from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.newsroom.sites import Site
from crawler.newsroom.stories import Quirk, Story, StoryError, read_story

FRONT = """+++
title = "A title"
published = 2024-02-28T07:30:00+00:00
authors = ["Ann Author"]
section = "business"
language = "en"
events = []
+++

"""


def write(folder: Path, text: str) -> Path:
    path = folder / "gazette" / "a-story.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_story_is_read_with_outlet_and_slug_from_its_place(tmp_path: Path) -> None:
    story = read_story(write(tmp_path, FRONT + "First.\n\n## Then\n\nSecond.\n"))
    assert (story.outlet, story.slug) == ("gazette", "a-story")
    assert story.published == datetime(2024, 2, 28, 7, 30, tzinfo=UTC)
    assert story.edition(1).blocks == (("p", "First."), ("h2", "Then"), ("p", "Second."))


def test_second_edition_replaces_text_and_keeps_the_title(tmp_path: Path) -> None:
    text = FRONT + "By 2,000.\n\n+++ edition 2\nmodified = 2024-02-28T09:00:00Z\n+++\n\nTo 2,000.\n"
    story = read_story(write(tmp_path, text))
    assert story.edition(1).body == "By 2,000."
    assert story.edition(2).body == "To 2,000."
    assert story.edition(2).title == "A title"
    assert story.edition(2).modified > story.edition(1).modified


def test_story_of_one_edition_says_the_same_in_both(tmp_path: Path) -> None:
    story = read_story(write(tmp_path, FRONT + "Text.\n"))
    assert story.edition(2) == story.edition(1)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Text without front matter.", "front matter"),
        (FRONT.replace("events = []", "colour = 'red'") + "Text.", "colour"),
        (FRONT.replace("+00:00", "") + "Text.", "zone"),
        (FRONT.replace('section = "business"\n', "") + "Text.", "section"),
        (FRONT.replace("events = []", "events = [") + "Text.", "not TOML"),
        (FRONT.replace("events = []", 'quirks = ["loud"]') + "Text.", "loud"),
    ],
)
def test_malformed_story_is_refused_with_file_and_fault(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(StoryError, match=complaint) as caught:
        read_story(write(tmp_path, text))
    assert "a-story.md" in str(caught.value)


def test_teaser_is_cut_between_words(tmp_path: Path) -> None:
    story = read_story(write(tmp_path, FRONT + "syllable " * 60))
    assert story.edition(1).teaser.endswith("syllable…")
    assert len(story.edition(1).teaser) <= 201


def test_newsroom_is_large_and_bilingual_enough(stories: tuple[Story, ...]) -> None:
    shown = [s for s in stories if not s.quirks & {Quirk.CONSENT, Quirk.SOFT_404, Quirk.UNLISTED}]
    assert len(shown) >= 46
    assert len({story.outlet for story in stories}) >= 7
    assert sum(story.language == "en" for story in shown) >= 26
    assert sum(story.language == "fr" for story in shown) >= 20


def test_relevant_stories_have_the_length_of_news(stories: tuple[Story, ...]) -> None:
    for story in stories:
        if story.quirks - {Quirk.NOARCHIVE} or story.copy_of:
            continue
        assert 130 <= len(story.edition(1).body.split()) <= 450, story.slug


def test_titles_and_addresses_are_unique(
    stories: tuple[Story, ...], sites: tuple[Site, ...]
) -> None:
    site = {site.outlet: site for site in sites}
    titles = [story.edition(1).title for story in stories]
    paths = [(story.outlet, site[story.outlet].path(story)) for story in stories]
    assert len(set(titles)) == len(titles)
    assert len(set(paths)) == len(paths)


def test_every_story_belongs_to_its_outlet(
    stories: tuple[Story, ...], sites: tuple[Site, ...]
) -> None:
    site = {site.outlet: site for site in sites}
    for story in stories:
        assert story.language == site[story.outlet].language, story.slug
        assert story.authors, story.slug
        assert story.section in site[story.outlet].sections or Quirk.UNLISTED in story.quirks
        assert story.edition(1).modified >= story.published, story.slug
        assert story.edition(2).modified >= story.edition(1).modified, story.slug


def test_every_story_of_an_event_names_real_sources(
    stories: tuple[Story, ...], words: dict[str, Any]
) -> None:
    for story in stories:
        assert bool(story.events) != (bool(story.quirks & {Quirk.IRRELEVANT, Quirk.SOFT_404})), (
            story.slug
        )
        wanted = {words[event]["source"] for event in story.events if "source" in words[event]}
        assert wanted <= set(story.sources), story.slug
        assert bool(story.sources) == bool(story.events), story.slug
        for source in story.sources:
            parts = urlsplit(source)
            assert parts.scheme in {"http", "https"}, source
            assert "." in (parts.hostname or ""), source
            assert not (parts.hostname or "").endswith((".invalid", ".example", "example.org"))


def test_no_story_is_older_than_what_it_reports(
    stories: tuple[Story, ...], words: dict[str, Any]
) -> None:
    for story in stories:
        for event in story.events:
            day = words[event]["said_on"]
            assert story.published.date().isoformat()[: len(day)] >= day, (story.slug, event)


def test_special_pages_are_all_there(stories: tuple[Story, ...]) -> None:
    quirks = [quirk for story in stories for quirk in story.quirks]
    for quirk in (Quirk.CONSENT, Quirk.SOFT_404, Quirk.PAYWALL, Quirk.NOARCHIVE, Quirk.UNLISTED):
        assert quirk in quirks
    assert quirks.count(Quirk.IRRELEVANT) >= 6
    assert any(story.also_at for story in stories)
    assert any(story.tracking for story in stories)
    assert any(story.moved_from for story in stories)
    assert sum(len(story.editions) == 2 for story in stories) >= 2


def test_agency_story_has_a_full_and_a_shortened_copy_with_credit(
    stories: tuple[Story, ...],
) -> None:
    copies = [story for story in stories if story.copy_of]
    original = next(s for s in stories if f"{s.outlet}/{s.slug}" == copies[0].copy_of)
    length = len(original.edition(1).body)
    shares = sorted(len(story.edition(1).body) / length for story in copies)
    assert len(copies) == 2
    assert shares[0] < 0.6
    assert shares[1] > 0.95
    for story in copies:
        assert story.copy_of == copies[0].copy_of
        assert story.agency == "Calder Wire"
        assert "Calder Wire" in story.edition(1).body
        assert story.edition(1).title != original.edition(1).title


def test_corrections_are_marked_and_change_a_figure_or_a_date(stories: tuple[Story, ...]) -> None:
    changed = [story for story in stories if len(story.editions) == 2]
    for story in changed:
        assert story.edition(1).body != story.edition(2).body
        last = story.edition(2).blocks[-1][1]
        assert last.startswith(("Correction", "Rectificatif")), story.slug
