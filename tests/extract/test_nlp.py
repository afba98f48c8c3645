"""The pipeline: one pass, paragraphs kept apart, long texts parked."""

import pytest

from extract.nlp import LONGEST, ModelMissing, TextTooLong, documents, pipeline


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sentence_crosses_a_paragraph(language: str) -> None:
    text = "Un titre sans point\n\nVeltra embauche.\nVeltra hires people"
    ((doc, context),) = documents([(text, 7)], language=language)
    assert context == 7
    assert doc.text == text
    assert not [sent.text for sent in doc.sents if "\n" in sent.text.strip()]


def test_texts_come_back_in_order_with_their_context() -> None:
    texts = [(f"Story number {number}.", number) for number in range(20)]
    assert [context for _, context in documents(texts, language="en")] == list(range(20))


def test_text_too_long_is_skipped_and_the_run_goes_on() -> None:
    skipped: list[tuple[str, str]] = []
    texts = [("a" * (LONGEST + 1), "long"), ("Short.", "short")]
    found = documents(
        texts, language="en", skip=lambda context, reason: skipped.append((context, reason))
    )
    assert [context for _, context in found] == ["short"]
    assert skipped == [("long", f"text of {LONGEST + 1} characters is longer than {LONGEST}")]


def test_text_too_long_without_a_skip_is_an_error() -> None:
    with pytest.raises(TextTooLong):
        list(documents([("a" * (LONGEST + 1), None)], language="en"))


def test_missing_model_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.cache_clear()
    monkeypatch.setenv("WALKBACK_MODEL_EN", "no_such_model")
    with pytest.raises(ModelMissing, match="no-such-model"):
        pipeline("en")
    with pytest.raises(ModelMissing, match="WALKBACK_MODEL_XX"):
        pipeline("xx")
    pipeline.cache_clear()
