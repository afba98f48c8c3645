"""The classifier of sides: its training data, its weights made afresh, its verdicts."""

import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import spacy

from db.records import Axis, Function, Population
from extract.classifier import Verdict, grounds, parsed, verdicts, weights
from extract.lexicons import LexiconError, languages
from extract.training.examples import SIDES, BadExample, examples, words_of
from extract.training.fitting import chances, fit
from extract.training.weighing import calibration_error, held, path_of, weighed
from extract.traits import traits

LARGEST = 2_000_000
REPLACED = "The firm replaced its customer service agents with an AI chatbot."


def verdict(text: str, language: str = "en") -> Verdict | None:
    doc = spacy.blank(language)(text)
    return next(verdicts(doc, 0, len(text)), None)


def told(text: str, language: str = "en") -> set[str]:
    return {trait for trait, _ in traits(words_of(text, language=language), language=language)}


# --- the training data ----------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_every_example_is_labelled_with_what_the_records_know(language: str) -> None:
    found = examples(language)
    for example in found:
        if example.side == "0":
            assert not example.axis, example.text
            continue
        assert example.axis in set(Axis), example.text
        assert example.function in set(Function), example.text
        assert example.population in set(Population), example.text
    assert min(Counter(example.side for example in found).values()) > 400


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_told_twice(language: str) -> None:
    counts = Counter(example.text.casefold() for example in examples(language))
    assert [text for text, count in counts.items() if count > 1] == []


def test_twins_and_neighbours_are_never_divided(tmp_path: Path) -> None:
    path = tmp_path / "xx.tsv"
    twins = {3: "t1", 27: "t1", 12: "t2", 44: "t2"}
    rows = [f"0\t.\t.\t.\t.\t{twins.get(place, '.')}\tline {place}" for place in range(60)]
    head = "side\taxis\tfunction\tpopulation\tasserted\ttwin\ttext"
    path.write_text("\n".join([head, *rows]), "utf-8")
    groups = [example.group for example in examples("xx", path=path)]
    assert groups[3] == groups[27] == groups[9] == groups[20]
    assert groups[12] == groups[44]
    assert len(set(groups)) == 4


def test_line_without_a_known_side_is_named(tmp_path: Path) -> None:
    path = tmp_path / "xx.tsv"
    path.write_text("side\taxis\tfunction\tpopulation\tasserted\ttwin\ttext\n?\t.\t.\t.\t.\t.\tx\n")
    with pytest.raises(BadExample, match="line 2"):
        examples("xx", path=path)


# --- the weights ----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
def test_training_makes_the_weights_that_stand_bit_for_bit(language: str) -> None:
    made = weighed(language).encode()
    kept = path_of(language).read_bytes()
    same = hashlib.sha256(made).digest() == hashlib.sha256(kept).digest()
    assert same, "the data or a lexicon changed: run python -m extract.training"
    assert len(kept) < LARGEST


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
def test_chances_on_held_folds_are_what_they_say(language: str) -> None:
    found, likely = held(language)
    labels = np.array([SIDES.index(example.side) for example in found])
    right = likely.argmax(axis=1) == labels
    assert calibration_error(likely.max(axis=1), right) < 0.04
    assert right.mean() > 0.62


def test_fit_finds_what_tells_two_classes_apart_and_nothing_in_what_does_not() -> None:
    texts = [frozenset({"hire", "the"}), frozenset({"cut", "the"})] * 30
    model = fit(texts, [0, 1] * 30, classes=2)
    assert model.row("hire")[0] > 0.5 > -0.5 > model.row("hire")[1]
    assert abs(model.row("the")).max() < 1e-9
    assert chances(model.scores([frozenset({"cut"})]))[0, 1] > 0.7
    assert not model.row("never seen").any()


def test_calibration_error_is_the_gap_between_word_and_deed() -> None:
    sure = np.array([0.95] * 10)
    assert calibration_error(sure, np.array([1] * 5 + [0] * 5)) == pytest.approx(0.45)


def test_weights_of_another_form_are_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        parsed("trait\tleft\tright\n")
    with pytest.raises(LexiconError, match=r"xx\.tsv"):
        weights("xx")


# --- what is seen of a sentence -------------------------------------------------------------


def test_names_and_numbers_are_told_as_such() -> None:
    found = told("At Tavrin 140 clerks use AI.")
    assert {"w:N", "w:#", "w:ai", "b:at N"} <= found
    assert "w:tavrin" not in found


def test_negation_reaches_to_the_next_comma() -> None:
    found = told("They will not cut jobs, they hire.")
    assert {"m:cut", "n:CUT", "n:JOBS"} <= found
    assert "m:hire" not in found


def test_french_apostrophes_make_no_difference() -> None:
    assert told("L'IA n'a pas remplacé nos équipes.", "fr") == told(
        "L’IA n’a pas remplacé nos équipes.", "fr"
    )


# --- verdicts -------------------------------------------------------------------------------


def test_chances_of_a_verdict_add_up_and_its_evidence_is_in_the_text() -> None:
    found = verdict(REPLACED)
    assert found is not None
    assert found.for_ai + found.for_people + found.neither == pytest.approx(1)
    assert found.side == 1
    assert found.names_both
    assert found.is_asserted
    assert found.is_plain
    basis = grounds(found)
    assert basis.evidence
    assert all(words in REPLACED for words in basis.evidence)
    assert basis.function is Function.CUSTOMER_SERVICE
    assert basis.population is Population.EMPLOYEES


def test_rarer_sides_are_less_likely() -> None:
    found = verdict(REPLACED)
    assert found is not None
    assert found.chance_among(1, rarer=1) == pytest.approx(found.for_ai)
    assert found.chance_among(1, rarer=10) < found.for_ai


def test_words_about_neither_work_nor_machines_get_no_verdict() -> None:
    assert verdict("The sun was shining over the bay all morning long.") is None


def test_scrap_of_a_sentence_gets_no_verdict() -> None:
    assert verdict("fewer jobs") is None


@pytest.mark.parametrize(
    "text",
    [
        "Has the firm replaced its agents with a chatbot?",
        "The firm reportedly replaced its agents with a chatbot, rumours say.",
        "The agents will go if the chatbot works as hoped.",
    ],
)
def test_what_is_only_asked_rumoured_or_conditional_is_not_asserted(text: str) -> None:
    found = verdict(text)
    assert found is not None
    assert not found.is_asserted


def test_negated_words_are_not_plain() -> None:
    found = verdict("The chatbot has not replaced anybody in the firm's call centre.")
    assert found is not None
    assert not found.is_plain


def test_each_sentence_of_a_passage_is_told_by_itself() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    text = f"{REPLACED} The agents were hired back in May."
    assert len(list(verdicts(nlp(text), 0, len(text)))) == 2
    assert len(list(verdicts(nlp(text), 0, len(REPLACED)))) == 1
