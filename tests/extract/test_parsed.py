"""What must hold of a parsed document kept as plain objects: it answers like the model's."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from spacy.tokens import Doc

from extract import nlp
from extract.figures import figures
from extract.frames import frames
from extract.parsed import parsed
from extract.quotes import quotes

TEXTS = {
    "en": (
        "LEEDS \u2014 Corvane's chief executive, Ada Lind, said on 3 May that its bot, which "
        "answers calls, won't replace 40 clerks.\n\n\u201cWe  were wrong,\u201d she added. "
    ),
    "fr": (
        "L\u2019assureur Corvane a supprim\u00e9 1\u00a0400 postes\u00a0; \u00ab\u00a0nous "
        "rembauchons\u00a0\u00bb, a d\u00e9clar\u00e9 Ada Lind \u00e0 Lyon.\n\nSelon elle, "
        "l\u2019IA aurait d\u00e9\u00e7u."
    ),
}
FEATURES = ("VerbForm", "Tense", "Number", "Mood")
PLAIN = [
    "i",
    "idx",
    "text",
    "lower_",
    "pos_",
    "dep_",
    "tag_",
    "lemma_",
    "ent_type_",
    "ent_iob_",
    "is_alpha",
    "is_digit",
    "is_lower",
    "is_punct",
    "is_quote",
    "is_sent_start",
    "is_space",
    "is_stop",
    "is_title",
    "is_upper",
    "lang_",
    "like_num",
    "whitespace_",
    "shape_",
]


@pytest.fixture(scope="module", params=["en", "fr"])
def doc(request: pytest.FixtureRequest) -> Doc:
    language: str = request.param
    return next(nlp.documents([(TEXTS[language], None)], language=language))[0]


def test_every_token_answers_like_the_models(doc: Doc) -> None:
    ours = parsed(doc)
    assert len(ours) == len(doc)
    assert str(ours) == ours.text == doc.text
    for word, token in zip(ours, doc, strict=True):
        assert [getattr(word, name) for name in PLAIN] == [getattr(token, name) for name in PLAIN]
        assert [word.morph.get(name, []) for name in FEATURES] == [
            token.morph.get(name, []) for name in FEATURES
        ]
        assert str(word.morph) == str(token.morph)
        assert len(word) == len(token)


@pytest.mark.parametrize(
    "relatives",
    [
        lambda token: [token.head],
        lambda token: token.children,
        lambda token: token.lefts,
        lambda token: token.rights,
        lambda token: token.subtree,
        lambda token: token.ancestors,
        lambda token: [token.left_edge, token.right_edge],
        lambda token: token.sent,
    ],
)
def test_the_tree_is_the_models(doc: Doc, relatives: Callable[..., Iterable[Any]]) -> None:
    ours = parsed(doc)
    for word, token in zip(ours, doc, strict=True):
        assert [other.i for other in relatives(word)] == [other.i for other in relatives(token)]


def test_a_token_is_the_same_object_each_time(doc: Doc) -> None:
    ours = parsed(doc)
    assert ours[3] is ours[2].nbor(1) is ours[1:5][2] is ours[-len(doc) + 3]
    assert all(child.head is word for word in ours for child in word.children)
    assert all(word.left_edge is ours[word.left_edge.i] for word in ours)


def test_stretches_are_those_of_the_model(doc: Doc) -> None:
    ours = parsed(doc)
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            one, other = ours[start:end], doc[start:end]
            assert (one.text, one.start_char, one.end_char) == (
                other.text,
                other.start_char,
                other.end_char,
            )
            assert one.root.i == other.root.i
            assert (one[0].i, one[-1].i, len(one[1:])) == (start, end - 1, len(other[1:]))
    assert [(e.start, e.end, e.label_) for e in ours.ents] == [
        (e.start, e.end, e.label_) for e in doc.ents
    ]
    assert [(s.start, s.end) for s in ours.sents] == [(s.start, s.end) for s in doc.sents]


@pytest.mark.parametrize("mode", ["strict", "contract", "expand"])
def test_offsets_lead_to_the_same_tokens(doc: Doc, mode: str) -> None:
    ours = parsed(doc)
    for start in range(-1, len(doc.text) + 1):
        for end in range(start + 1, min(start + 9, len(doc.text) + 2)):
            one = ours.char_span(start, end, alignment_mode=mode)
            other = doc.char_span(start, end, alignment_mode=mode)
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert (one.start, one.end) == (other.start, other.end)


def test_outside_of_the_document_is_nothing(doc: Doc) -> None:
    ours = parsed(doc)
    with pytest.raises(IndexError):
        ours[0].nbor(-1)
    with pytest.raises(IndexError):
        ours[1:3][2]
    assert len(ours[len(doc) :]) == 0


def test_readers_take_either(doc: Doc) -> None:
    for read in (frames, figures, quotes):
        assert list(read(parsed(doc))) == list(read(doc))
