"""Who said what: quoted and reported words with their speaker and cue, each once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from db.records import Kind, Span
from extract.colons import after_colons
from extract.continuations import continuations
from extract.cues import Cues
from extract.cues import cues as cues_of
from extract.datelines import story_start
from extract.dialogues import Turn, turns
from extract.endings import ended
from extract.fragments import fragments
from extract.inheritance import inherited
from extract.interviews import answers
from extract.joins import separated
from extract.nested import nested
from extract.nlp import text_of
from extract.phrases import VERBS, TokenSpan, plain
from extract.places import Cover
from extract.quoted import Words, char_span, speaker_span, words_in_marks
from extract.reported import Quote
from extract.reports import Report, is_addressed, reports
from extract.reproduced import reproduced
from extract.trailing import trailing
from extract.utterances import Utterance, utterances

__all__ = ["Quote", "quotes"]

QUOTED_SHARE = 0.25
"""Share of a clause's characters in quote marks from which it counts as (mixed) direct speech."""

SHORTEST = 2
"""Characters."""


def quotes(doc: Doc, *, cues: Cues | None = None) -> Iterator[Quote]:
    """Yield the direct, mixed and indirect quotes of an article in reading order.

    Quote marks first, then what cues govern by syntax. Content spans follow PolNeAR: the whole
    clause with its complementizer, the object or infinitive of a cue, without the cue itself.
    """
    table = cues or cues_of(doc.vocab.lang)
    words, inside = words_in_marks(doc)
    every = list(utterances(doc, words, cues=table))
    parts = [utterance for utterance in every if utterance.is_part and len(utterance.words) == 1]
    uttered = [utterance for utterance in every if utterance not in parts]
    found = [_direct(doc, utterance) for utterance in uttered]
    replies = [
        Quote(
            kind=Kind.DIRECT_QUOTE,
            spans=(answer.span,),
            speaker=speaker_span(doc, answer.speaker) if answer.speaker else None,
            inherited=True,
            is_answer=True,
        )
        for answer in answers(doc)
    ]
    talk = [] if replies else list(turns(doc, cues=table))
    printed_so = Cover(turn.paragraph for turn in talk)
    found += [
        Quote(
            kind=Kind.DIRECT_QUOTE if printed.is_direct else Kind.INDIRECT_QUOTE,
            spans=printed.spans,
            speaker=speaker_span(doc, printed.speaker) if printed.speaker else None,
            cue=char_span(doc, printed.cue) if printed.cue else None,
            inherited=printed.cue is None,
        )
        for printed in reproduced(doc, cues=table, inside=inside)
    ]
    taken = {id(part) for utterance in uttered for part in utterance.words}
    used = {utterance.cue for utterance in uttered if utterance.cue}
    in_cue = {i for start, end in used for i in range(start, end)}
    spoken = [inside[i] >= 0 and id(words[inside[i]]) in taken for i in range(len(doc))]
    reported = [
        report
        for report in reports(doc, cues=table, inside=inside)
        if (in_cue.isdisjoint(range(*report.cue)) or _is_before_marks(doc, report, inside))
        and not _is_spoken(report, spoken)
        and not (report.construction == "aside" and spoken[report.content[0][1] - 1])
        and not printed_so.covers(char_span(doc, report.cue))
    ]
    reported = list(_addressed(doc, reported, [answer.speaker for answer in answers(doc)]))
    reported += _apart(doc, after_colons(doc, cues=table, inside=inside), reported)
    reported.sort(key=lambda report: report.cue)
    kept = list(_without_nested(doc, list(separated(doc, reported, cues=table))))
    for one in kept:
        content = ended(doc, one, words=words, inside=inside, cues=table)
        report = one if content == one.content else replace(one, content=content)
        quote = _reported(doc, report, words=words, inside=inside)
        if quote:
            found.append(quote)
    found += [
        Quote(
            kind=Kind.INDIRECT_QUOTE,
            spans=tuple(char_span(doc, span) for span in report.content),
            speaker=speaker_span(doc, report.speaker) if report.speaker else None,
            inherited=True,
        )
        for report in continuations(doc, kept, cues=table, inside=inside)
    ]
    told = {i for report in kept for span in (*report.content, report.cue) for i in range(*span)}
    found += [
        Quote(
            kind=Kind.INDIRECT_QUOTE,
            spans=tuple(char_span(doc, span) for span in report.content),
            speaker=speaker_span(doc, report.speaker) if report.speaker else None,
            cue=char_span(doc, report.cue),
        )
        for report in trailing(doc, cues=table, inside=inside, held=told)
    ]
    for here, said in nested(doc, words, cues=table):
        found.append(
            Quote(
                kind=Kind.DIRECT_QUOTE,
                spans=(_without_comma(doc, (here.mark.start, here.mark.end)),),
                speaker=speaker_span(doc, said.speaker) if said.speaker else None,
                cue=char_span(doc, said.cue) if said.cue else None,
            )
        )
    held = Cover(span for quote in found for span in quote.spans)
    for part in parts:
        # Words that end a clause are told with it where a report holds it, else alone.
        if not held.covers((part.words[0].mark.start, part.words[0].mark.end)):
            found.append(_direct(doc, part))
            taken.add(id(part.words[0]))
    free = [w for w in words if id(w) not in taken and not held.covers((w.mark.start, w.mark.end))]
    for here, report in fragments(doc, free, cues=table):
        found.append(
            Quote(
                kind=Kind.DIRECT_QUOTE,
                spans=((here.mark.start, here.mark.end),),
                speaker=speaker_span(doc, report.speaker) if report.speaker else None,
                cue=char_span(doc, report.cue),
            )
        )
    found = [quote for quote in found if not any(map(printed_so.covers, quote.spans))]
    found = list(inherited(doc, found))
    found = [*_outside(found, replies), *replies, *(_of_turn(doc, turn) for turn in talk)]
    yield from sorted(found, key=lambda quote: (quote.spans, quote.cue or (0, 0)))


def _of_turn(doc: Doc, turn: Turn) -> Quote:
    return Quote(
        kind=Kind.DIRECT_QUOTE,
        spans=turn.spans,
        speaker=speaker_span(doc, turn.speaker) if turn.speaker else None,
        cue=char_span(doc, turn.cue) if turn.cue else None,
    )


def _addressed(
    doc: Doc, reported: Iterable[Report], guests: Sequence[TokenSpan | None]
) -> Iterator[Report]:
    """Yield the reports; what "you" said is an interview's guest's, and nobody's elsewhere."""
    guest = next((speaker for speaker in guests if speaker), None)
    for report in reported:
        if report.speaker is None or not is_addressed(doc, report.speaker):
            yield report
        elif guest is not None:
            yield replace(report, speaker=guest)


def _outside(found: Sequence[Quote], replies: Sequence[Quote]) -> Iterator[Quote]:
    """Drop what was read of a reply as a report; what it quotes of others in marks stays."""
    held = Cover(span for reply in replies for span in reply.spans)
    for quote in found:
        is_told_there = quote.cue is not None and held.covers(quote.cue)
        is_in_marks = quote.kind is Kind.DIRECT_QUOTE and not quote.is_mixed
        is_apart = not any(held.covers((start, start + 1)) for start, _ in quote.spans)
        if is_told_there or is_in_marks or is_apart:
            yield quote


def _direct(doc: Doc, utterance: Utterance) -> Quote:
    return Quote(
        kind=Kind.DIRECT_QUOTE,
        spans=tuple(
            _without_comma(doc, piece) for part in utterance.words for piece in part.pieces
        ),
        speaker=speaker_span(doc, utterance.speaker) if utterance.speaker else None,
        cue=char_span(doc, utterance.cue) if utterance.cue else None,
        inherited=utterance.inherited,
    )


def _without_comma(doc: Doc, span: Span) -> Span:
    start, end = span
    return start, end - (text_of(doc)[end - 1] == "," and end - start > 1)


def _is_before_marks(doc: Doc, report: Report, inside: Sequence[int]) -> bool:
    """Ask whether a cue of quoted words has words of its own: « dit n'avoir rien su : « … » »."""
    end = report.content[-1][1]
    is_led = report.construction == "aside" or (end < len(doc) and doc[end].text == ":")
    return is_led and all(inside[i] < 0 for span in report.content for i in range(*span))


def _is_spoken(report: Report, spoken: Sequence[bool]) -> bool:
    """Ask whether the content is mostly an utterance that has its speaker already."""
    tokens = [i for span in report.content for i in range(*span)]
    return 2 * sum(spoken[i] for i in tokens) >= len(tokens)


def _apart(doc: Doc, after: Iterable[Report], reported: Sequence[Report]) -> list[Report]:
    """Return what stands after colons and isn't told by an aside of its own."""
    asides = {
        i for r in reported if r.construction == "aside" for s in r.content for i in range(*s)
    }
    # « La note est salée, admet Lind : il faut tout refaire » has two things said.
    is_double = doc.vocab.lang == "fr"
    cues = {r.cue for r in reported if r.construction == "aside" and not r.is_reply}
    return [
        report
        for report in after
        if (is_double or report.cue not in cues) and asides.isdisjoint(range(*report.content[0]))
    ]


def _without_nested(doc: Doc, found: Sequence[Report]) -> Iterator[Report]:
    """Drop what stands inside another's words, unless a named other is said to have said it."""
    led = {report.cue for report in found if report.construction == "colon"}
    # « a tenu à rassurer : … »: what somebody wants to say is said after the colon.
    found = [
        report
        for report in found
        if report.force != "intention"
        or not any(
            start <= cue[0] and cue[1] <= end for start, end in report.content for cue in led
        )
    ]
    held: set[int] = set()
    for report in found:
        held.update(i for span in report.content for i in range(*span))
    seen: set[tuple[TokenSpan, ...]] = set()
    for report in found:
        if report.content in seen:
            continue
        # « Elle prévoit 600 départs, a-t-elle dit »: an aside stands beside whatever holds it.
        is_beside = report.construction == "aside" and doc.vocab.lang == "fr"
        if report.cue[0] in held and not (is_beside or _is_named(doc, report)):
            continue
        seen.add(report.content)
        yield report


def _is_named(doc: Doc, report: Report) -> bool:
    speaker = report.speaker
    if speaker is None or report.force != "speech":
        return False
    if report.construction not in {"clause", "source", "infinitive"}:
        return False
    return any(doc[i].pos_ in {"NOUN", "PROPN"} for i in range(*speaker))


def _reported(
    doc: Doc, report: Report, *, words: Sequence[Words], inside: Sequence[int]
) -> Quote | None:
    touched = sorted({inside[i] for span in report.content for i in range(*span)} - {-1})
    spans = [list(char_span(doc, span)) for span in report.content]
    for number in touched:
        mark = words[number].mark
        for span in spans:
            # A clause that the parser ended inside the marks goes on to their end.
            if span[0] < mark.end and mark.start < span[1]:
                span[1] = max(span[1], mark.end)
                if mark.start < span[0] < mark.end:
                    span[0] = mark.start
    story = story_start(text_of(doc))
    spans = [[max(start, story), end] for start, end in spans if end > story]
    spans = [_balanced(span, [words[number] for number in touched]) for span in spans]
    total = sum(end - start for start, end in spans)
    quoted = sum(
        max(0, min(end, words[number].mark.end) - max(start, words[number].mark.start))
        for number in touched
        for start, end in spans
    )
    outside = [
        doc[i]
        for span in report.content
        for i in range(*span)
        if inside[i] < 0 and not doc[i].is_punct
    ]
    is_alone = len(outside) <= 1 and all(token.pos_ not in VERBS for token in outside)
    is_quoted = bool(touched) and (
        (is_alone and _is_utterance(doc, words[touched[0]]))
        or _is_bare(doc, report, inside=inside)
        or _is_verdict(doc, report, inside=inside)
    )
    if is_quoted:
        spans = [[words[number].mark.start, words[number].mark.end] for number in touched]
    if total < SHORTEST:
        return None
    is_direct = is_quoted or (bool(touched) and quoted >= QUOTED_SHARE * total)
    return Quote(
        kind=Kind.DIRECT_QUOTE if is_direct else Kind.INDIRECT_QUOTE,
        spans=tuple(sorted((start, end) for start, end in spans)),
        is_mixed=is_direct and not is_quoted,
        speaker=speaker_span(doc, report.speaker) if report.speaker else None,
        cue=char_span(doc, report.cue),
        force=report.force,
        is_reply=report.is_reply,
    )


def _is_bare(doc: Doc, report: Report, *, inside: Sequence[int]) -> bool:
    """Ask whether only an article or a preposition stands outside the marks: « un "naufrage" »."""
    return all(
        inside[i] >= 0 or doc[i].is_punct or doc[i].pos_ in {"DET", "ADP"}
        for span in report.content
        for i in range(*span)
    )


def _is_verdict(doc: Doc, report: Report, *, inside: Sequence[int]) -> bool:
    """Ask whether the marks hold all that is said of a thing: « qualifie le plan de « ruine » »."""
    start, end = report.content[-1]
    while end > start and (inside[end - 1] < 0 and doc[end - 1].is_punct):
        end -= 1
    first = end
    while first > start and inside[first - 1] == inside[end - 1]:
        first -= 1
    cue = cues_of(doc.vocab.lang).at(doc[report.cue[1] - 1])
    is_named = cue is not None and cue.names and bool(cue.prepositions)
    # "put the loss at “nine or ten million”" gives a measure, not a name.
    is_measure = any(doc[i].like_num for i in range(first, end))
    is_last = first > start and inside[end - 1] >= 0 and len(report.content) == 1
    return (
        is_last
        and is_named
        and not is_measure
        and cue is not None
        and plain(doc[first - 1]) in cue.prepositions
    )


def _balanced(span: list[int], touched: Sequence[Words]) -> list[int]:
    """Stretch a mixed span over the closing or opening mark that it would leave out."""
    start, end = span
    for words in touched:
        mark = words.mark
        if start < mark.outer[0] and mark.end <= end < mark.outer[1]:
            end = mark.outer[1]
        if end > mark.outer[1] and mark.outer[0] < start <= mark.start:
            start = mark.outer[0]
    return [start, end]


def _is_utterance(doc: Doc, words: Words) -> bool:
    return any(doc[i].pos_ in VERBS for i in range(words.start, words.end))
