import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

from db.records import Axis, Function, Grade, Kind
from graph.dates import days_between, interval
from graph.explain import explain
from graph.rules import load_rules
from tests.graph.telling import said


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("graph") / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2024-12", ("2024-12-01", "2024-12-31")),
        ("2024-02/2024-09", ("2024-02-01", "2024-09-30")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-02-29~", ("2024-02-29", "2024-02-29")),
        ("2025-05-08T09:00:00+01:00", ("2025-05-08", "2025-05-08")),
        ("2024/..", None),
        ("2025/2024", None),
        ("2023-02-30", None),
        ("", None),
        ("soon", None),
    ],
)
def test_days_of_an_edtf_date(edtf: str, days: tuple[str, str] | None) -> None:
    assert interval(edtf) == days


def test_days_between_counts_both_ways() -> None:
    assert days_between("2024-02-28", "2024-03-01") == 2
    assert days_between("2024-03-01", "2024-02-28") == -2


def test_both_languages_have_the_same_phrases_with_the_same_slots() -> None:
    phrases = table("phrases.toml")
    english, french = phrases["en"], phrases["fr"]
    assert english.keys() == french.keys()
    for name, phrase in english.items():
        if isinstance(phrase, str):
            slots = [
                {slot for _, slot, _, _ in Formatter().parse(text) if slot}
                for text in (phrase, french[name])
            ]
            assert slots[0] == slots[1], name
    assert set(french["functions"]) == {function.value for function in Function}
    assert len(english["months"]) == len(french["months"]) == 12


def test_rules_name_every_axis_kind_and_function_pair() -> None:
    rules = load_rules()
    assert set(rules.families) == set(Axis)
    assert set(rules.evidence) == set(Kind)
    assert set(rules.comparable) == set(rules.families.values()) == set(rules.asserted)
    assert all((one, one) in rules.functions for one in Function)
    assert all(0 <= weight <= 1 for weight in rules.functions.values())


def test_every_number_of_the_rules_is_read_with_a_reason_above_it() -> None:
    text = (files("graph") / "rules.toml").read_text(encoding="utf-8")
    for section in re.split(r"\n(?=\[)", text)[1:]:
        if "=" in section and not section.startswith(
            ("[families", "[comparable", "[functions.pairs", "[populations.")
        ):
            assert "#" in section, section


@pytest.mark.parametrize(
    ("first", "then", "english", "french"),
    [
        ("2025-05-08", "2025-05-09", "one day apart", "à un jour d’intervalle"),
        ("2025-05-01", "2025-05-22", "three weeks apart", "à trois semaines d’intervalle"),
        ("2024-12", "2025-05", "five months apart", "à cinq mois d’intervalle"),
        ("2021", "2024-06-13", "three years apart", "à trois ans d’intervalle"),
        ("2025-04-02", "2025-04-02", "the same day", "le même jour"),
    ],
)
def test_the_gap_is_told_in_words(first: str, then: str, english: str, french: str) -> None:
    pair = (said("a", first, 0.9), said("b", then, -0.9))
    for language, words in (("en", english), ("fr", french)):
        assert words in explain(*pair, grade=Grade.FULL_REVERSAL, language=language)


@pytest.mark.parametrize(
    ("when", "english", "french"),
    [
        ("2025-05-01", "On 1 May 2025", "Le 1er mai 2025"),
        ("2024-12", "In December 2024", "En décembre 2024"),
        ("2023", "In 2023", "En 2023"),
        (
            "2024-02/2024-09",
            "Between 1 February 2024 and 30 September 2024",
            "Entre le 1er février 2024",
        ),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(when: str, english: str, french: str) -> None:
    pair = (said("a", when, 0.9), said("b", "2025-12-01", -0.9))
    for language, words in (("en", english), ("fr", french)):
        told = explain(*pair, grade=Grade.FULL_REVERSAL, language=language)
        assert told.startswith(words)


def test_a_day_of_publication_is_called_one() -> None:
    pair = (said("a", "2024-05-08", 0.9, method="publication"), said("b", "2025-12-01", -0.9))
    told = explain(*pair, grade=Grade.FULL_REVERSAL, language="en")
    assert told.startswith("On 8 May 2024 (date of publication) Veltra said")


def test_long_words_are_cut_between_two_of_them() -> None:
    pair = (said("word " * 200, "2024", 0.9), said("b", "2025-12-01", -0.9))
    told = explain(*pair, grade=Grade.FULL_REVERSAL, language="en")
    assert "word …”" in told
    assert len(told) < 500


@pytest.mark.parametrize("grade", list(Grade))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_grade_is_told_in_whole_sentences(grade: Grade, language: str) -> None:
    earlier = said("software does it all", "2024-05-03/2024-05-09", 0.9, person="Nora Lind")
    later = said("les agents reviennent", "2025-05", -0.9, kind="indirect_quote", language="fr")
    notes = ("capability", "narrower", "withdrawn", "doubted", "added", "no_course")
    told = explain(
        None if grade is Grade.SELF_DECLARED else earlier,
        later,
        grade=grade,
        language=language,
        notes=notes,
        acknowledged=replace(later, id="another"),
    )
    assert told.endswith(".")
    assert not set("{}") & set(told)
    assert all(sentence[:1].isupper() for sentence in told.split(". "))


def test_days_of_one_month_share_it() -> None:
    pair = (said("a", "2024-05-03/2024-05-09", 0.9), said("b", "2025-12-01", -0.9))
    english, french = (
        explain(*pair, grade=Grade.FULL_REVERSAL, language=one) for one in ("en", "fr")
    )
    assert english.startswith("Between 3 and 9 May 2024 ")
    assert french.startswith("Entre le 3 et le 9 mai 2024")
