"""A parsed document as plain objects: read from the model's arrays once, then kept.

spaCy makes a token anew at each index and decodes its strings at each call, and the readers of one
article ask some ten thousand times. Here what they ask for stands in slots, under the names that
spaCy gives it, so that every reader takes either.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

from spacy.tokens import Doc, Span, Token

from extract.nlp import (
    columns,
    decoded,
    lowers,
    parts,
    sentence_at,
    sentence_starts,
    text_of,
    texts,
)


def parsed(doc: Doc) -> Doc:
    """Return a document that answers like ``doc``, and keeps what it answered; O(tokens).

    It can't be changed or handed to a pipeline. Its tokens and stretches are equal to one another,
    not to those of ``doc``.
    """
    return cast("Doc", _Document(doc))


def released(doc: Doc) -> None:
    """Part the words of a document that nobody will ask again; else only the collector does."""
    own = cast("_Document", doc)
    for word in own.words:
        word.children.clear()
        del word.head, word.doc
    own.words.clear()
    own.ents.clear()


class _Morph:
    """The features of a form. Forms with the same ones share it."""

    __slots__ = ("_features", "_text")

    def __init__(self, text: str) -> None:
        text = "" if text == "_" else text  # none
        pairs = (feature.split("=", 1) for feature in text.split("|") if "=" in feature)
        self._features = {name: values.split(",") for name, values in pairs}
        self._text = text

    def get(self, name: str, default: list[str]) -> list[str]:
        """Return the values of a feature, or ``default``."""
        return self._features.get(name, default)

    def __str__(self) -> str:
        return self._text


_MORPHS: dict[str, _Morph] = {}
"""By their text: a language has a few hundred."""


class _Word:
    """A token. What is seldom asked is read when it first is."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_digit",
        "is_lower",
        "is_punct",
        "is_quote",
        "is_space",
        "is_stop",
        "is_title",
        "is_upper",
        "lang_",
        "left_edge",
        "lemma_",
        "like_num",
        "lower_",
        "morph",
        "pos_",
        "right_edge",
        "tag_",
        "text",
        "whitespace_",
    )

    children: "list[_Word]"
    dep_: str
    doc: "_Document"
    ent_type_: str
    head: "_Word"
    i: int
    idx: int
    lower_: str
    is_alpha: int
    is_lower: int
    is_punct: int
    is_quote: int
    is_space: int
    is_stop: int
    is_title: int
    lemma_: str
    morph: _Morph
    pos_: str
    tag_: str
    text: str

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever spaCy answers
        found = _ours(self.doc, getattr(self.doc.model[self.i], name))
        if name in _Word.__slots__:
            setattr(self, name, found)
        return found

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> "_Word":
        """Return a neighbour. Raises IndexError outside of the document."""
        if self.i + steps < 0:
            raise IndexError(self.i + steps)
        return self.doc.words[self.i + steps]

    @property
    def is_sent_start(self) -> bool | None:
        """Whether it begins a sentence; None where nobody said."""
        told = self.doc.starts[self.i]
        return told == 1 if told else None

    @property
    def vocab(self) -> "_Vocabulary":
        """The document's."""
        return self.doc.vocab

    @property
    def sent(self) -> "_Stretch":
        """The model's sentence around it."""
        return _Stretch(self.doc, self.i, self.i + 1).sent

    @property
    def lefts(self) -> "list[_Word]":
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def subtree(self) -> "Iterator[_Word]":
        """Itself and all below it, each branch in reading order."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def ancestors(self) -> "Iterator[_Word]":
        """The heads over it, nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def is_ancestor(self, other: "_Word") -> bool:
        """Ask whether another word hangs from it, directly or not."""
        return any(over is self for over in other.ancestors)


def _ours(doc: "_Document", found: Any) -> Any:  # noqa: ANN401 - whatever spaCy answers
    """Return an answer of spaCy's with tokens and spans of ours."""
    if isinstance(found, Token):
        return doc.words[found.i]
    if isinstance(found, Span):
        return _Stretch(doc, found.start, found.end, found.label_)
    if isinstance(found, (tuple, list, Iterator)):
        return [_ours(doc, item) for item in found]
    return found


def _words(doc: "_Document") -> list[_Word]:
    """Return the tokens with what nearly every article is asked for."""
    model, told = doc.model, columns(doc.model)
    strings = [
        texts(model),
        lowers(model),
        parts(model),
        *(decoded(model, told[name]) for name in ("TAG", "DEP", "LEMMA", "ENT_TYPE", "MORPH")),
    ]
    words: list[_Word] = []
    make, known = _Word.__new__, _MORPHS
    rows = zip(told["IDX"], *strings, *(told[name] for name in _FLAGS), strict=True)
    for i, row in enumerate(rows):
        word = make(_Word)
        word.doc = doc
        word.i = i
        (
            word.idx,
            word.text,
            word.lower_,
            word.pos_,
            word.tag_,
            word.dep_,
            word.lemma_,
            word.ent_type_,
            morph,
            word.is_alpha,
            word.is_lower,
            word.is_punct,
            word.is_quote,
            word.is_space,
            word.is_stop,
            word.is_title,
        ) = row
        word.morph = known.get(morph) or known.setdefault(morph, _Morph(morph))
        word.head = word
        word.children = []
        words.append(word)
    for i, step in enumerate(told["HEAD"]):
        if step:
            # Steps back are told as what they are short of 2 ** 64.
            head = words[i].head = words[(i + step) & _ALL_BITS]
            head.children.append(words[i])
    return words


_FLAGS = ("IS_ALPHA", "IS_LOWER", "IS_PUNCT", "IS_QUOTE", "IS_SPACE", "IS_STOP", "IS_TITLE")
_ALL_BITS = (1 << 64) - 1


class _Stretch:
    """Tokens in a row, or none."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "_Document", start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever spaCy answers
        return _ours(self.doc, getattr(self.doc.model[self.start : self.end], name))

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[_Word]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - a word, or a stretch of them
        if key.__class__ is slice:
            low, high, _ = key.indices(self.end - self.start)
            return _Stretch(self.doc, self.start + low, self.start + max(low, high))
        at = (self.end if key < 0 else self.start) + key
        if self.start <= at < self.end:
            return self.doc.words[at]
        raise IndexError(key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stretch) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, str]:
        return (self.start, self.end, self.label_)

    def __str__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Where its characters begin."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Where they end."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its characters, without a space behind; none of a stretch past the last word."""
        if self.start >= self.end:
            return ""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> _Word:
        """The word that stands highest in the tree; of several as high, the first."""
        inside = self.doc.words[self.start : self.end]
        if len(inside) == 1:
            return inside[0]
        for word in inside:
            if word.head is word:
                return word
        tops = [word for word in inside if not self.start <= word.head.i < self.end]
        return min(tops, key=_depth)

    @property
    def sent(self) -> "_Stretch":
        """The model's sentence in which it begins."""
        return _Stretch(self.doc, *sentence_at(cast("Doc", self.doc), self.start))


def _depth(word: _Word) -> int:
    """Return the steps up to the root; a mark or space that nothing hangs from is no root."""
    if not word.children and (word.is_punct or word.is_space):
        return len(word.doc) - 1
    return sum(1 for _ in word.ancestors)


class _Document:
    """All the tokens."""

    __slots__ = ("_at", "ents", "lang_", "model", "starts", "text", "user_data", "vocab", "words")

    def __init__(self, model: Doc) -> None:
        self.model = model
        self.text = text_of(model)
        self.lang_ = model.lang_
        self.vocab = _Vocabulary(self.lang_, model.vocab.strings)
        self.user_data = model.user_data
        self.starts = columns(model)["SENT_START"]
        self.ents = [_Stretch(self, e.start, e.end, e.label_) for e in model.ents]
        self.words = _words(self)
        self._at: list[int] = []
        """The token of each character; a space belongs to the one before it."""
        for i, (start, after) in enumerate(pairwise((*columns(model)["IDX"], len(self.text)))):
            self._at += [i] * (after - start)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever spaCy answers
        return _ours(self, getattr(self.model, name))

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[_Word]:
        return iter(self.words)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - a word, or a stretch of them
        if key.__class__ is slice:
            low, high, _ = key.indices(len(self.words))
            return _Stretch(self, low, max(low, high))
        return self.words[key]

    def __str__(self) -> str:
        return self.text

    @property
    def sents(self) -> Iterator[_Stretch]:
        """The model's sentences."""
        starts = [place for place in sentence_starts(self.model) if place]
        for start, end in pairwise((0, *starts, len(self.words))):
            yield _Stretch(self, start, end)

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> _Stretch | None:
        """Return the tokens between two offsets; None when there are none."""
        if alignment_mode != "expand":
            span = self.model.char_span(start, end, alignment_mode=alignment_mode)
            return None if span is None else _Stretch(self, span.start, span.end)
        at = self._at
        if not (0 <= start < len(at) and 0 < end <= len(at)):
            return None
        word = self.words[at[start]]
        # A space belongs to no token: what begins with it touches the next one.
        first = word.i + (start == word.idx + len(word.text))
        return _Stretch(self, first, at[end - 1] + 1)


class _Vocabulary:
    """The language and the strings of a model."""

    __slots__ = ("lang", "strings")

    def __init__(self, lang: str, strings: Any) -> None:  # noqa: ANN401 - spaCy's
        self.lang = lang
        self.strings = strings
