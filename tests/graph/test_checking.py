"""Checking, rule by rule, on figures as a perfect reader would hand them over."""

import tomllib
from pathlib import Path

import pytest

import graph.checking
from db.findings import Finding
from db.ids import digest
from db.records import StoredFigure
from db.sources import Source, ToldFigure
from graph.checking import check
from graph.comparison import agree
from graph.dates import interval
from graph.features import features, likeness, places, shared_names
from graph.features import names as names_of
from graph.rules import load_rules

RULES = load_rules()

LEXICONS = Path(graph.checking.__file__).with_name("lexicons")


def figure(sentence: str, text: str, value: float, **other: object) -> StoredFigure:
    """Return a figure of a sentence; its company is Ostrel unless said otherwise."""
    said = str(other.pop("said", "2025-03-10"))
    days = interval(said) or ("", "")
    company = str(other.pop("company", "Ostrel"))
    given = {
        "id": digest("figure", sentence, text),
        "version_id": "v",
        "article_id": "a",
        "statement_id": "s",
        "text": text,
        "value": value,
        "low": value,
        "high": value,
        "unit": "percent",
        "modifier": "",
        "change": "",
        "measure": "",
        "counted": "",
        "base": "",
        "population": "",
        "as_of": "",
        "place": "",
        "company": company,
        "said_on": said,
        "said_from": days[0],
        "said_to": days[1],
        "language": "en",
        "sentence": sentence,
        "company_id": company.lower(),
        "origin_id": "",
    }
    return StoredFigure(**(given | other))  # type: ignore[arg-type]


def source(
    name: str, text: str, *told: tuple[str, float, dict[str, object]], **other: str
) -> Source:
    """Return a text with its figures: words, value, and what else is known of each."""
    figures = []
    for words, value, more in told:
        start = text.index(words)
        known = dict(more)
        said_words = str(known.pop("said_words", ""))
        alternative = str(known.pop("alternative", ""))
        figures.append(
            ToldFigure(
                figure=figure(text, words, value, version_id=name, **known),
                start=start,
                end=start + len(words),
                said_words=said_words,
                alternative=alternative,
            )
        )
    return Source(
        version_id=name,
        article_id=name,
        url=f"https://{name}.example/",
        outlet=name.title(),
        title=other.get("title", ""),
        text=text,
        language=other.get("language", "en"),
        published=other.get("published", "2025-03-11"),
        figures=tuple(figures),
    )


def only(checked: Source, *known: Source) -> Finding:
    found = check(checked, known, rules=RULES)
    assert len(found) == 1, found
    return found[0]


SURVEY = (
    "In an Ostrel survey of 900 managers, 44% of managers trust the machine with hiring, it says."
)
SHARE = {"measure": "survey share", "base": "managers"}


@pytest.mark.parametrize(
    ("one", "value", "other", "theirs", "is_same"),
    [
        ("66%", 66.0, "two thirds", 66.6666667, True),
        ("more than a fifth", 20.0, "22%", 22.0, True),
        ("about 45%", 45.0, "42%", 42.0, True),
        ("45%", 45.0, "42%", 42.0, False),
        ("1,400", 1400.0, "1,406", 1406.0, True),
        ("a quarter", 25.0, "29%", 29.0, False),
        ("about 700", 700.0, "853", 853.0, False),
    ],
)
def test_values_agree_within_what_their_words_allow(
    one: str, value: float, other: str, theirs: float, *, is_same: bool
) -> None:
    modifier = {"more": "more than", "about": "about"}.get(one.split(maxsplit=1)[0], "")
    here = figure(one, one, value, modifier=modifier)
    assert agree(here, figure(other, other, theirs), rules=RULES) is is_same
    assert agree(figure(other, other, theirs), here, rules=RULES) is is_same


def test_the_earliest_text_is_the_origin_whatever_the_order() -> None:
    early = source("early", SURVEY, ("44%", 44.0, SHARE), published="2025-03-11")
    late = source("late", SURVEY, ("44%", 44.0, SHARE), published="2025-03-20")
    told = source("told", SURVEY, ("44%", 44.0, SHARE), published="2025-04-01")
    for known in ((early, late), (late, early)):
        finding = only(told, *known)
        assert finding.relation == "supports"
        assert finding.origin is not None
        assert finding.origin.outlet == "Early"


def test_what_was_published_later_is_no_origin() -> None:
    late = source("late", SURVEY, ("44%", 44.0, SHARE), published="2025-06-01")
    told = source("told", SURVEY, ("44%", 44.0, SHARE), published="2025-04-01")
    assert only(told, late).relation == "none"


def test_a_year_that_is_read_wrongly_keeps_both_readings() -> None:
    origin = source(
        "origin",
        f"In January 2024 {SURVEY}",
        ("44%", 44.0, SHARE | {"said": "2024-01", "said_words": "January 2024"}),
        published="2024-01-20",
    )
    dated = {"said": "2025-01", "said_words": "last January", "alternative": "2024-01"}
    told = source("told", f"Last January {SURVEY}", ("44%", 44.0, SHARE | dated))
    finding = only(told, origin)
    assert (finding.relation, finding.lost) == ("mutates", ("date",))
    assert "January 2025" in finding.why
    assert "read as January 2024 it would agree" in finding.why


def test_a_text_that_does_not_say_when_has_lost_no_date() -> None:
    origin = source("origin", SURVEY, ("44%", 44.0, SHARE | {"said": "2024-01"}))
    told = source("told", SURVEY, ("44%", 44.0, SHARE), published="2026-03-11")
    assert only(told, origin).relation == "supports"


OF_THOSE = "30% of firms cut jobs for the machine. Of those, 71% regret it, says the Ostrel survey."


def test_a_share_of_a_share_that_is_told_of_all_has_lost_its_base() -> None:
    base = {"measure": "survey share"}
    origin = source("origin", OF_THOSE, ("30%", 30.0, base), ("71%", 71.0, base))
    text = "71% of firms regret having cut jobs for the machine, says the Ostrel survey."
    finding = only(source("told", text, ("71%", 71.0, base), published="2025-04-01"), origin)
    assert (finding.relation, finding.lost) == ("mutates", ("base",))
    assert "30%" in finding.why


@pytest.mark.parametrize(
    "text",
    [
        "71% of firms that had cut jobs for the machine regret it, says the Ostrel survey.",
        "Of the firms who cut jobs for the machine, 71% regret it, says the Ostrel survey.",
    ],
)
def test_a_base_in_other_words_is_kept(text: str) -> None:
    base = {"measure": "survey share"}
    origin = source("origin", OF_THOSE, ("30%", 30.0, base), ("71%", 71.0, base))
    told = source("told", text, ("71%", 71.0, base), published="2025-04-01")
    assert only(told, origin).relation == "supports"


def test_work_of_so_many_people_is_not_so_many_people_dismissed() -> None:
    work = {"unit": "people", "measure": "full-time equivalents of work", "counted": "agents"}
    cut = {"unit": "people", "measure": "jobs replaced", "counted": "agents"}
    origin = source(
        "origin", "The assistant of Ostrel does the work of 320 agents.", ("320 agents", 320, work)
    )
    told = source(
        "told",
        "Ostrel replaced 320 agents with an assistant.",
        ("320 agents", 320, cut),
        published="2025-04-01",
    )
    assert only(told, origin).lost == ("predicate",)
    assert only(origin, told).relation == "none"


def test_a_later_level_overtakes_one_that_is_told_without_its_date() -> None:
    text = "The headcount of Ostrel is {}."
    level = {"unit": "people", "measure": "headcount"}
    first = source("first", text.format("4,100"), ("4,100", 4100, level), published="2024-03-01")
    later = source(
        "later",
        text.format("3,300"),
        ("3,300", 3300, level | {"said": "2025-09-01"}),
        published="2025-09-01",
    )
    told = source("told", text.format("4,100"), ("4,100", 4100, level), published="2025-10-01")
    finding = only(told, first, later)
    assert finding.relation == "superseded"
    assert "3,300" in finding.why
    dated = level | {"said": "2024-03", "said_words": "in March 2024", "as_of": "2024-03"}
    told = source("told", text.format("4,100"), ("4,100", 4100, dated), published="2025-10-01")
    finding = only(told, first, later)
    assert finding.relation == "supports"
    assert "3,300" in finding.why


def test_a_fall_follows_from_two_levels() -> None:
    level = {"unit": "people", "measure": "headcount"}
    origin = source(
        "origin",
        "The headcount of Ostrel went from 4,500 to 3,500 people.",
        ("4,500", 4500, level | {"change": "from"}),
        ("3,500", 3500, level | {"change": "to"}),
    )
    fall = {"measure": "headcount reduction", "change": "by"}
    text = "Ostrel reduced its headcount by {}."
    told = source("told", text.format("22%"), ("22%", 22.0, fall), published="2025-04-01")
    finding = only(told, origin)
    assert finding.relation == "supports"
    assert "22.2 %" in finding.why
    told = source("told", text.format("31%"), ("31%", 31.0, fall), published="2025-04-01")
    assert only(told, origin).relation == "none"


def test_another_value_of_the_same_thing_on_the_same_day_contradicts() -> None:
    cut = {"unit": "people", "measure": "jobs cut", "counted": "jobs"}
    text = "Ostrel cut {} jobs at its depot in March."
    origin = source("origin", text.format(180), ("180", 180, cut))
    told = source("told", text.format(280), ("280", 280, cut), published="2025-03-14")
    assert only(told, origin).relation == "refutes"
    later = cut | {"said": "2025-11-03"}
    told = source("told", text.format(280), ("280", 280, later), published="2025-11-04")
    assert only(told, origin).relation == "none"


def test_the_same_number_of_another_firm_is_nothing() -> None:
    cut = {"unit": "people", "measure": "jobs cut"}
    origin = source("origin", "Ostrel cut 180 jobs in March.", ("180", 180, cut))
    other = cut | {"company": "Brill"}
    told = source("told", "Brill cut 180 jobs in March.", ("180", 180, other))
    assert only(told, origin).relation == "none"


def test_every_language_has_the_same_concepts_and_sections() -> None:
    folders = [folder for folder in LEXICONS.iterdir() if folder.is_dir()]
    assert {"en", "fr"} <= {folder.name for folder in folders}
    for name in ("concepts", "telling", "places"):
        tables = [tomllib.loads((f / f"{name}.toml").read_text("utf-8")) for f in folders]
        keys = [{(top, key) for top, part in t.items() for key in _keys(part)} for t in tables]
        assert all(found == keys[0] for found in keys), name


def _keys(part: object) -> list[str]:
    return list(part) if isinstance(part, dict) else [""]


def test_words_of_two_languages_share_their_concepts() -> None:
    english = features("66% of executives regret the layoffs", language="en")
    french = features("66 % des dirigeants regrettent les licenciements", language="fr")
    assert likeness(english, french) == 1.0
    other = features("66 % des abonnés lisent le soir", language="fr")
    assert likeness(english, other) == 0.0


def test_a_place_is_known_by_its_people_and_in_both_languages() -> None:
    assert places("British leaders", language="en") == {"GB"}
    assert places("des dirigeants britanniques", language="fr") == {"GB"}
    assert places("They asked us about it", language="en") == frozenset()


def test_the_first_word_of_a_sentence_is_no_name_by_itself() -> None:
    one = names_of("Winter came early. Nobody knew.", language="en")
    other = names_of("Winter is over.", language="en")
    assert shared_names(one, other) == frozenset()
    named = names_of("A study at Pellworth came early.", language="en")
    assert shared_names(named, names_of("Pellworth knows.", language="en")) == {"pellworth"}
