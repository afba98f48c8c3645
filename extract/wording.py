"""The words of a language ready for use: one vocabulary for frames, functions, modality, causes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import or_
from typing import Any

from spacy.tokens import Doc, Span, Token

from db.records import Axis, Function, Population
from extract.datelines import story_start
from extract.lexicons import LexiconError, lexicon
from extract.machines import with_named_machines
from extract.nlp import parts, text_of
from extract.patterns import Index, Pattern, Vocabulary, Words
from extract.workers import Endings, endings, with_workers

_PARTICIPLES = frozenset({"VERB", "ADJ", "AUX"})
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
    done_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All that the frame reader needs of a language."""

    language: str
    vocabulary: Vocabulary
    kinds: Mapping[str, Kind]
    patterns: Index
    """Those of all kinds, under the kinds' names and in their order."""
    functions: tuple[tuple[int, Function], ...]
    served: int
    """Bits of the words that name any function."""
    negative: int
    """Bits of the words that negate by themselves."""
    causes: Mapping[str, tuple[Pattern, ...]]
    holders: Mapping[str, tuple[Pattern, ...]]
    """Expressions that hold a frame without putting it forward, by their reach."""
    weak: tuple[tuple[int, Function], ...]
    """Words that name a function only where people are spoken to or served."""

    bit: Callable[[str], int]
    """Returns the bit of a class of the lexicons."""
    workers: Endings
    """How nouns for workers end that no lexicon lists."""
    at_task: Mapping[str, Kind]
    """By ``machine``, ``people`` or ``nobody``, the kind that tells a task done by them."""
    tasks: int
    """Bits of the verbs of work."""
    machines: int
    people: int


@cache
def wording(language: str) -> Wording:
    """Return the wording of a language. Raises LexiconError or PatternError, naming the entry."""
    tables = lexicon(language, "frames")
    modality = lexicon(language, "modality")
    parts = lexicon(language, "functions")
    workers = lexicon(language, "workers")
    functions: Mapping[str, Sequence[str]] = {
        name: (*entries, *workers["titles"].get(name, ()))
        for name, entries in parts["functions"].items()
    }
    weak: Mapping[str, Sequence[str]] = parts["weak"]
    causes = lexicon(language, "attribution")
    classes: dict[str, Sequence[str]] = {**tables["classes"], **causes["classes"]}
    classes["PEOPLE"] = [*classes["PEOPLE"], "@WORKER"]
    classes["WORKER"] = [title for titles in workers["titles"].values() for title in titles]
    classes |= {f"MOD_{name}": entries for name, entries in modality["words"].items()}
    classes |= {f"CAUSE_{name}": entries for name, entries in modality["causes"].items()}
    classes |= {f"FUNCTION_{name}": entries for name, entries in functions.items()}
    classes |= {f"WEAK_{name}": entries for name, entries in weak.items()}
    classes |= {f"FUNCTION_{name}": entries for name, entries in parts["words"].items()}
    vocabulary = Vocabulary(classes)
    kinds = {name: _kind(name, dict(table), vocabulary) for name, table in tables["frames"].items()}
    for kind in kinds.values():
        if kind.name not in kinds:
            raise LexiconError(f"{language}/frames.toml: no frame {kind.name} to tell")
        if kind.negated_as and kind.negated_as not in kinds:
            raise LexiconError(f"{language}/frames.toml: {kind.name} negates to {kind.negated_as}")
    negative = vocabulary.bit("NEG")
    for word in classes["NEG"]:
        negative |= vocabulary.bit(word)
    rules = {}
    for name in ("denied", "primary", "market", "context", "beside", "employed"):
        rules[name] = _patterns(causes[name]["patterns"], name, vocabulary)
    rules["without"] = _patterns(causes["primary"]["without"], "without", vocabulary)
    return Wording(
        language=language,
        vocabulary=vocabulary,
        bit=vocabulary.bit,
        kinds=kinds,
        patterns=Index.of(
            (pattern for kind in kinds.values() for pattern in kind.patterns),
            share=vocabulary.share,
        ),
        functions=tuple((vocabulary.bit(f"FUNCTION_{name}"), Function(name)) for name in functions),
        served=reduce(or_, (vocabulary.bit(f"FUNCTION_{name}") for name in functions), 0),
        negative=negative,
        causes=rules,
        holders={
            name: _patterns(texts, name, vocabulary) for name, texts in modality["holders"].items()
        },
        weak=tuple((vocabulary.bit(f"WEAK_{name}"), Function(name)) for name in weak),
        workers=endings(workers["endings"]),
        at_task={kind.done_by: kind for kind in kinds.values() if kind.done_by},
        tasks=_bits(vocabulary, "HANDLE", "WORKS", "WORKED", "DOING"),
        machines=_bits(vocabulary, "TOOL", "MECH"),
        people=_bits(vocabulary, "PEOPLE", "SOUL", "HUMANLY"),
    )


def _bits(vocabulary: Vocabulary, *names: str) -> int:
    return reduce(or_, (vocabulary.bit(name) for name in names))


def sentences(doc: Doc, *, words: Wording) -> list[Words]:
    """Return the words of each sentence in order; machines named like people become machines."""
    start = story_start(text_of(doc))
    return with_named_machines(
        [
            _machines(_marketplaces(_tagged(_after(sentence, start), words), words), words)
            for sentence in _whole(doc)
            if sentence.end_char > start
        ],
        bits=words.bit,
    )


def _whole(doc: Doc) -> Iterator[Span]:
    """Yield the sentences, those that a parser cut in their midst put together again.

    *La banque ferme | son studio*: no mark stands at the cut, and a small letter follows.
    """
    first = last = None
    for sentence in doc.sents:
        if first is not None and not _is_cut(first.doc, sentence.start):
            yield first if last is None else first.doc[first.start : last.end]
            first = last = None
        first, last = (sentence, None) if first is None else (first, sentence)
    if first is not None:
        yield first if last is None else first.doc[first.start : last.end]


def _is_cut(doc: Doc, start: int) -> bool:
    before, after = doc[start - 1], doc[start]
    is_marked = before.is_punct or before.is_space or before.text[-1:] in "…»"
    return not is_marked and after.text[:1].islower()


def _tagged(sentence: Span, words: Wording) -> Words:
    """Return a sentence's words with what only a model tells: workers, participles, infinitives."""
    found = words.vocabulary.words(sentence)
    masks = with_workers(
        found.tokens,
        found.masks,
        known=words.workers,
        people=words.bit("PEOPLE"),
        trade=words.bit(f"FUNCTION_{Function.OPERATIONS}"),
    )
    doers = words.bit("TOOL") | words.bit("PEOPLE") | words.bit("HUMANLY")
    union = reduce(or_, masks, 0)
    if union & doers:
        verbed, byway = words.bit("VERBED"), words.bit("BYWAY")
        infinitive, present, past = words.bit("INF"), words.bit("PRES"), words.bit("PAST")
        told = parts(sentence.doc)
        for position, token in enumerate(found.tokens):
            if told[token.i] not in _PARTICIPLES:
                continue
            morph = str(token.morph)
            if "VerbForm=Inf" in morph:
                masks[position] |= infinitive
                union |= infinitive
            elif "VerbForm=Fin" in morph:
                if told[token.i] == "VERB":
                    bit = present if "Tense=Pres" in morph else past if "Tense=Past" in morph else 0
                    masks[position] |= bit
                    union |= bit
            elif not masks[position] & byway and is_past_participle(token):
                masks[position] |= verbed
                union |= verbed
    if union == found.union and tuple(masks) == found.masks:
        return found
    return replace(found, masks=tuple(masks), union=union)


def is_past_participle(token: Token) -> bool:
    """Say whether a word is one, as the language's model tells it."""
    if token.pos_ not in _PARTICIPLES:
        return False
    if token.tag_ == "VBN":
        return True
    morph = str(token.morph)
    return "VerbForm=Part" in morph and "Tense=Past" in morph


def _marketplaces(found: Words, words: Wording) -> Words:
    """Tell the trade of *the freelance marketplace* from the people it is about."""
    contractors = words.bit("CONTRACTORS") | words.bit("CONTRACTS") | words.bit("MOD_contractors")
    trade = words.bit("TRADE")
    if not (found.union & contractors and found.union & trade):
        return found
    masks = [
        mask & ~contractors
        if mask & contractors and _is_trade(found, position, trade, words.language)
        else mask
        for position, mask in enumerate(found.masks)
    ]
    return replace(found, masks=tuple(masks), union=reduce(or_, masks, 0))


def _machines(found: Words, words: Wording) -> Words:
    """Tell AI agents from people, and a firm whose trade is AI from the use of it."""
    ai, tool, virtual = words.bit("AI"), words.bit("TOOL"), words.bit("VIRTUAL")
    if not found.union & (ai | tool | virtual):
        return found
    machine, link = words.bit("MACHINE"), words.bit("LINK") | words.bit(",")
    people = words.bit("PEOPLE") | words.bit("HUMANLY") | words.bit("SOUL")
    trade = words.bit("TRADE")
    masks = list(found.masks)
    for position, mask in enumerate(found.masks):
        # "the AI start-up", "a software maker": what a firm makes or sells.
        if mask & (ai | tool) and _is_trade(found, position, trade, words.language):
            masks[position] = mask & ~(ai | tool | words.bit("TOOLED") | words.bit("MECH"))
        # "virtual presenters", « des présentateurs virtuels »
        other = position + 1 if words.language == "fr" else position - 1
        near = found.masks[other] if 0 <= other < len(found.masks) else 0
        if not mask & words.bit("AIPEOPLE"):
            near = near | virtual if near & ai else near
        is_virtual = bool(mask & people) and bool(near & virtual)
        if not mask & machine and not is_virtual:
            continue
        is_machine = is_virtual or bool(mask & ai)
        is_machine = is_machine or (position > 0 and bool(found.masks[position - 1] & ai))
        for other in found.masks[position + 1 : position + 1 + _MACHINE_REACH]:
            if is_machine or other & link:
                break
            is_machine = bool(other & ai)
        if is_machine:
            masks[position] = mask & ~people | ai | words.bit("TOOL")
            # "AI support agents": the phrase that ends here names no people.
            while position and found.inner[position] & people:
                position -= 1  # noqa: PLW2901 - back to where the phrase begins
                masks[position] &= ~people
    return replace(found, masks=tuple(masks), union=reduce(or_, masks, 0))


def _is_trade(found: Words, position: int, trade: int, language: str) -> bool:
    """Say so of *the AI start-up*; in French the word comes first: *la start-up d'IA*.

    A verb or a comma between makes of it something else: *la société utilise l'IA*.
    """
    if language != "fr":
        return any(mask & trade for mask in found.masks[position + 1 : position + 2])
    for before in range(position - 1, max(-1, position - _TRADE_REACH - 1), -1):
        if found.masks[before] & trade:
            return True
        if found.tokens[before].pos_ in {"VERB", "AUX", "PUNCT"}:
            return False
    return False


def _patterns(texts: Sequence[str], name: str, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    return tuple(vocabulary.pattern(text, name=name) for text in texts)


def _kind(name: str, table: dict[str, Any], vocabulary: Vocabulary) -> Kind:
    patterns = _patterns(table.pop("patterns"), name, vocabulary)
    unless = _patterns(table.pop("unless", ()), name, vocabulary)
    axis = Axis(table.pop("axis"))
    population = table.pop("population", None)
    try:
        return Kind(
            name=table.pop("tells", name),
            patterns=patterns,
            unless=unless,
            axis=axis,
            population=Population(population) if population else None,
            **table,
        )
    except TypeError as error:
        raise LexiconError(f"frame {name}: {error}") from error


def _after(sentence: Span, start: int) -> Span:
    """Return a sentence without the dateline that opens its story."""
    if sentence.start_char >= start:
        return sentence
    first = next((token.i for token in sentence if token.idx >= start), sentence.start)
    return sentence.doc[first : sentence.end]
