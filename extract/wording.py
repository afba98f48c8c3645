"""The words of a language ready for use: one vocabulary for frames, functions, modality, causes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import or_
from typing import Any

from spacy.tokens import Doc, Span

from db.records import Axis, Function, Population
from extract.datelines import story_start
from extract.lexicons import LexiconError, lexicon
from extract.nlp import text_of
from extract.patterns import Pattern, Vocabulary, Words

# Four words after "agents" may stand before the word that makes machines of them
# ("agents de service client IA").
_MACHINE_REACH = 4
# "laboratoire de l'IA"
_TRADE_REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the lexicon says of one frame; the fields are explained in en/frames.toml."""

    name: str
    polarity: float
    axis: Axis
    patterns: tuple[Pattern, ...]
    first: int
    """The bits with which its patterns begin."""
    unless: tuple[Pattern, ...] = ()
    attributed: float | None = None
    beside: float | None = None
    excused: float | None = None
    market: float | None = None
    slip: float | None = None
    negated: float | None = None
    negated_as: str = ""
    population: Population | None = None
    acknowledges_change: bool = False
    is_clarification: bool = False
    retracts_nothing: bool = False
    judges: bool = False
    promised: float | None = None
    negated_told: float | None = None
    needs_deed: bool = False
    replaces: bool = False
    is_rhetorical: bool = False
    is_contact: bool = False
    needs_ai: bool = False
    by_machine: bool = False
    stops_machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All that the frame reader needs of a language."""

    language: str
    vocabulary: Vocabulary
    kinds: Mapping[str, Kind]
    functions: tuple[tuple[int, Function], ...]
    negative: int
    """Bits of the words that negate by themselves."""
    causes: Mapping[str, tuple[Pattern, ...]]
    holders: Mapping[str, tuple[Pattern, ...]]
    """Expressions that hold a frame without putting it forward, by their reach."""
    weak: tuple[tuple[int, Function], ...]
    """Words that name a function only where people are spoken to or served."""

    bit: Callable[[str], int]
    """Returns the bit of a class of the lexicons."""


@cache
def wording(language: str) -> Wording:
    """Return the wording of a language. Raises LexiconError or PatternError, naming the entry."""
    tables = lexicon(language, "frames")
    modality = lexicon(language, "modality")
    parts = lexicon(language, "functions")
    functions: Mapping[str, Sequence[str]] = parts["functions"]
    weak: Mapping[str, Sequence[str]] = parts["weak"]
    causes = lexicon(language, "attribution")
    classes: dict[str, Sequence[str]] = {**tables["classes"], **causes["classes"]}
    classes |= {f"MOD_{name}": entries for name, entries in modality["words"].items()}
    classes |= {f"CAUSE_{name}": entries for name, entries in modality["causes"].items()}
    classes |= {f"FUNCTION_{name}": entries for name, entries in functions.items()}
    classes |= {f"WEAK_{name}": entries for name, entries in weak.items()}
    classes |= {f"FUNCTION_{name}": entries for name, entries in parts["words"].items()}
    vocabulary = Vocabulary(classes)
    kinds = {name: _kind(name, dict(table), vocabulary) for name, table in tables["frames"].items()}
    for kind in kinds.values():
        if kind.negated_as and kind.negated_as not in kinds:
            raise LexiconError(f"{language}/frames.toml: {kind.name} negates to {kind.negated_as}")
    negative = vocabulary.bit("NEG")
    for word in classes["NEG"]:
        negative |= vocabulary.bit(word)
    rules = {}
    for name in ("denied", "primary", "market", "context"):
        rules[name] = _patterns(causes[name]["patterns"], name, vocabulary)
    rules["without"] = _patterns(causes["primary"]["without"], "without", vocabulary)
    return Wording(
        language=language,
        vocabulary=vocabulary,
        bit=vocabulary.bit,
        kinds=kinds,
        functions=tuple((vocabulary.bit(f"FUNCTION_{name}"), Function(name)) for name in functions),
        negative=negative,
        causes=rules,
        holders={
            name: _patterns(texts, name, vocabulary) for name, texts in modality["holders"].items()
        },
        weak=tuple((vocabulary.bit(f"WEAK_{name}"), Function(name)) for name in weak),
    )


def sentences(doc: Doc, *, words: Wording) -> list[Words]:
    """Return the words of each sentence in order; machines named like people become machines."""
    start = story_start(text_of(doc))
    return [
        _machines(_marketplaces(words.vocabulary.words(_after(sentence, start)), words), words)
        for sentence in doc.sents
        if sentence.end_char > start
    ]


def _marketplaces(found: Words, words: Wording) -> Words:
    """Tell the trade of *the freelance marketplace* from the people it is about."""
    contractors = words.bit("CONTRACTORS") | words.bit("CONTRACTS") | words.bit("MOD_contractors")
    trade = words.bit("TRADE")
    if not (found.union & contractors and found.union & trade):
        return found
    masks = [
        mask & ~contractors
        if mask & contractors and _is_trade(found.masks, position, trade, words.language)
        else mask
        for position, mask in enumerate(found.masks)
    ]
    return replace(found, masks=tuple(masks), union=reduce(or_, masks, 0))


def _machines(found: Words, words: Wording) -> Words:
    """Tell AI agents from people, and a firm whose trade is AI from the use of it."""
    ai = words.bit("AI")
    if not found.union & ai:
        return found
    machine, link = words.bit("MACHINE"), words.bit("LINK") | words.bit(",")
    people, trade = words.bit("PEOPLE") | words.bit("HUMANLY"), words.bit("TRADE")
    masks = list(found.masks)
    for position, mask in enumerate(found.masks):
        if mask & ai and _is_trade(found.masks, position, trade, words.language):
            masks[position] = mask & ~(ai | words.bit("TOOL") | words.bit("TOOLED"))
        if not mask & machine:
            continue
        is_machine = bool(mask & ai) or (position > 0 and bool(found.masks[position - 1] & ai))
        for other in found.masks[position + 1 : position + 1 + _MACHINE_REACH]:
            if is_machine or other & link:
                break
            is_machine = bool(other & ai)
        if is_machine:
            masks[position] = mask & ~people | ai | words.bit("TOOL")
    return replace(found, masks=tuple(masks), union=reduce(or_, masks, 0))


def _is_trade(masks: Sequence[int], position: int, trade: int, language: str) -> bool:
    """Say so of *the AI start-up*; in French the word comes first: *la start-up d'IA*."""
    near = masks[position + 1 : position + 2]
    if language == "fr":
        near = masks[max(0, position - _TRADE_REACH) : position]
    return any(mask & trade for mask in near)


def _patterns(texts: Sequence[str], name: str, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    return tuple(vocabulary.pattern(text, name=name) for text in texts)


def _kind(name: str, table: dict[str, Any], vocabulary: Vocabulary) -> Kind:
    patterns = _patterns(table.pop("patterns"), name, vocabulary)
    unless = _patterns(table.pop("unless", ()), name, vocabulary)
    axis = Axis(table.pop("axis"))
    population = table.pop("population", None)
    try:
        return Kind(
            name=name,
            patterns=patterns,
            first=reduce(or_, (pattern.steps[0].mask for pattern in patterns), 0),
            unless=unless,
            axis=axis,
            population=Population(population) if population else None,
            **table,
        )
    except TypeError as error:
        raise LexiconError(f"frame {name}: {error}") from error


def _after(sentence: Span, start: int) -> Span:
    """Return a sentence without the dateline that opens its story."""
    first = next((token.i for token in sentence if token.idx >= start), sentence.start)
    return sentence.doc[first : sentence.end]
