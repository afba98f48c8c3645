"""The pipeline: one pass, paragraphs kept apart, long texts parked."""

import pytest
from spacy.tokens import Doc

from extract.nlp import (
    LONGEST,
    ModelMissing,
    TextTooLong,
    documents,
    lower_keys,
    lowers,
    offsets,
    parts,
    pipeline,
    sentence_at,
    sentence_end,
    sentence_start,
    sentence_with,
    text_of,
    texts,
    tokens_at,
)

TOLD = {
    "en": "Veltra hires 40 people.  It said so:\n“We’re   back” — in May 2024.\n\nNobody 😀",
    "fr": "L’assureur s’arrête là.\n« Nous n’embauchons  plus », a-t-il dit, 1 200 départs.",
}


@pytest.fixture(scope="module", params=sorted(TOLD))
def told(request: pytest.FixtureRequest) -> Doc:
    ((doc, _),) = documents([(TOLD[request.param], None)], language=request.param)
    return doc


def test_columns_of_a_document_are_what_its_tokens_say(told: Doc) -> None:
    assert text_of(told) == told.text
    assert texts(told) == [token.text for token in told]
    assert lowers(told) == [token.lower_ for token in told]
    assert lower_keys(told) == [token.lower for token in told]
    assert parts(told) == [token.pos_ for token in told]
    assert offsets(told) == [(token.idx, token.idx + len(token)) for token in told]


def test_sentence_around_a_token_is_the_models(told: Doc) -> None:
    for token in told:
        sentence = token.sent
        assert sentence_at(told, token.i) == (sentence.start, sentence.end)
        assert (sentence_start(token), sentence_end(token)) == (sentence.start, sentence.end)
        assert sentence_with(token) == sentence


def test_tokens_at_characters_are_those_that_they_touch(told: Doc) -> None:
    size = len(told.text)
    for start in range(-1, size + 1):
        for end in range(start + 1, min(start + 9, size + 2)):
            span = told.char_span(start, end, alignment_mode="expand") if start >= 0 else None
            touched = None if span is None else (span.start, span.end)
            assert tokens_at(told, start, end) == touched, (start, end)


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
