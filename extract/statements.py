"""Joins what the rooms of this wing found in one article into statements and figures."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from db.records import (
    ArticleVersion,
    Attribution,
    Axis,
    DateMethod,
    Figure,
    Kind,
    Modality,
    Reading,
    Relevance,
    SaidDate,
    Span,
    SpeakerKind,
    Statement,
)
from extract import intervals
from extract.dates import dates, said_on
from extract.figures import figures
from extract.frames import Frame, frames
from extract.governing import dateline_end, opens, sentence_of
from extract.occasions import Occasion, dated_by_occasion
from extract.people import Cast, Gazetteer, Speaker, cast, speaker
from extract.position import position
from extract.quotes import Quote, quotes

NOBODY = Speaker(kind=SpeakerKind.REPORTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What is known of an article while its statements are made."""

    doc: Doc
    version: ArticleVersion
    cast: Cast
    dates: tuple[SaidDate, ...]
    """Those of the reporter's own words: what a quote mentions dates nobody's saying."""
    frames: tuple[Frame, ...]

    def when(self, span: Span, cue: Span | None) -> SaidDate:
        """Return the date that governs the words at a place."""
        return said_on(
            self.doc, span=span, cue=cue, found=self.dates, published=self.version.published
        )

    def occasions(self) -> Iterator[Occasion]:
        """Yield each date with the people and companies named in its sentence."""
        body = dateline_end(self.version.text)
        for said in self.dates:
            if said.start < body:
                continue
            place = self.doc.char_span(said.start, said.end, alignment_mode="expand")
            if place is None:
                continue
            sentence = place.sent
            for mention in self.cast.within(sentence.start_char, sentence.end_char):
                actor = "person" if mention.kind == "person" else "company"
                yield Occasion(place=said.start, said=said, **{actor: mention.name})

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words of some places, joined where something stands between."""
        return " … ".join(self.version.text[start:end] for start, end in spans)


def read(doc: Doc, version: ArticleVersion, *, found: Relevance, gazetteer: Gazetteer) -> Reading:
    """Return all statements and figures of an article, in reading order.

    Quotes come first: what somebody says is theirs alone. What remains of the text is the
    reporter's voice, in which frames are actions and sentences with figures are reports.
    """
    every_date = dates(doc, published=version.published)
    # What somebody means to do is told by the reporter: frames read it as an intention.
    spoken = [quote for quote in quotes(doc) if quote.force != "intention"]
    direct = _Cover(
        span for quote in spoken if quote.kind is Kind.DIRECT_QUOTE for span in quote.spans
    )
    scene = _Scene(
        doc=doc,
        version=version,
        cast=cast(doc, title=version.title, gazetteer=gazetteer, published=version.published),
        dates=tuple(date for date in every_date if not direct.covers((date.start, date.end))),
        frames=tuple(frames(doc)),
    )
    said = [_quoted(scene, quote) for quote in spoken]
    taken = _Cover(span for statement in said for span in statement.spans)
    told = [_told(scene, frame) for frame in scene.frames if not taken.covers(frame.trigger)]
    numbers = list(figures(doc, found=every_date, published=version.published))
    held = _Cover(span for statement in (*said, *told) for span in statement.spans)
    reports = _reports(scene, [number for number in numbers if not held.covers(_place(number))])
    ordered = _distinct(sorted((*said, *told, *reports), key=lambda s: (s.spans, s.kind)))
    day = intervals.parse(version.published)
    published = day.last.isoformat() if day else ""
    statements = list(
        dated_by_occasion(
            list(ordered),
            told=list(scene.occasions()),
            published=published,
            text=version.text,
        )
    )
    return Reading(
        version_id=version.id,
        relevance=found,
        statements=tuple(statements),
        figures=tuple(_figures_of(statements, numbers)),
    )


# --- what somebody says ------------------------------------------------------------------


def _quoted(scene: _Scene, quote: Quote) -> Statement:
    who = speaker(scene.doc, quote.speaker, cast=scene.cast) if quote.speaker else NOBODY
    inside = [frame for frame in scene.frames if _within(frame.trigger, quote.spans)]
    hull = (quote.spans[0][0], quote.spans[-1][1])
    said = scene.when(hull, quote.cue)
    if said.method is DateMethod.PUBLICATION:
        said = _introduced(scene, quote, who) or said
    return _statement(
        scene,
        kind=quote.kind,
        spans=quote.spans,
        said=said,
        cue=scene.version.text[slice(*quote.cue)] if quote.cue else "",
        who=who,
        inside=inside,
        is_quote=True,
    )


def _introduced(scene: _Scene, quote: Quote, who: Speaker) -> SaidDate | None:
    """Return the date of the sentence before, when it introduces the words.

    It is about the speaker: *In April she had warned her staff. "It is coming for my job too,"
    she wrote.* Or it opens with a date and is about nobody else, in the story of somebody told of
    already: *Two months later came the epiphany. "We were wrong," she wrote.*
    """
    place = scene.doc.char_span(*(quote.cue or quote.spans[0]), alignment_mode="expand")
    if place is None or place.sent.start == 0:
        return None
    start = min(place.sent.start_char, quote.spans[0][0])
    at = scene.doc.char_span(start, start + 1, alignment_mode="expand")
    if at is None or at.start == 0:
        return None
    before = sentence_of(scene.doc[at.start - 1 : at.start])
    stretch = (before.start_char, before.end_char)
    if "\n" in scene.version.text[before.start_char : start].rstrip(" "):
        return None
    said = scene.when(stretch, None)
    if said.method is DateMethod.PUBLICATION:
        return None
    subject = scene.cast.subject(scene.doc, stretch)
    about = speaker(scene.doc, subject, cast=scene.cast) if subject else NOBODY
    if _is_same(about, who):
        return said
    named = scene.cast.within(*stretch)
    is_known = any(
        mention.name == who.person for mention in scene.cast.before(stretch[0], kind="person")
    )
    is_nobody_else = all(mention.name in {who.person, who.company} for mention in named)
    if is_known and is_nobody_else and opens(scene.doc, said, stretch[0]):
        return said
    return None


def _is_same(one: Speaker, other: Speaker) -> bool:
    if one.person or other.person:
        return one.person == other.person
    return bool(one.company) and one.company == other.company and one.kind is other.kind


# --- what is told in the reporter's voice ------------------------------------------------


def _told(scene: _Scene, frame: Frame) -> Statement:
    who = speaker(scene.doc, frame.agent, cast=scene.cast) if frame.agent else NOBODY
    is_deed = bool(who.company) and frame.axis in {Axis.PRACTICE, Axis.INTENTION}
    if not is_deed and not (who.person and frame.acknowledges_change):
        # A reporter's judgement of a company isn't the company's, even with it as the subject.
        who = replace(who, speaks_for_company=False)
    return _statement(
        scene,
        kind=Kind.ACTION if is_deed else Kind.REPORT,
        spans=(frame.span,),
        said=scene.when(frame.span, None),
        cue="",
        who=who,
        inside=[frame],
        is_quote=False,
    )


def _reports(scene: _Scene, numbers: Sequence[Figure]) -> Iterator[Statement]:
    """Yield one report for each sentence whose figures no other statement holds."""
    for start, end in dict.fromkeys((n.sentence_start, n.sentence_end) for n in numbers):
        subject = scene.cast.subject(scene.doc, (start, end))
        who = speaker(scene.doc, subject, cast=scene.cast) if subject else NOBODY
        yield _statement(
            scene,
            kind=Kind.REPORT,
            spans=((start, end),),
            said=scene.when((start, end), None),
            cue="",
            who=replace(who, kind=SpeakerKind.REPORTER, speaks_for_company=False),
            inside=[],
            is_quote=False,
        )


def _statement(  # noqa: PLR0913 - what a statement is made of
    scene: _Scene,
    *,
    kind: Kind,
    spans: tuple[Span, ...],
    said: SaidDate,
    cue: str,
    who: Speaker,
    inside: Sequence[Frame],
    is_quote: bool,
) -> Statement:
    stance = position(scene.doc, spans=spans, frames=inside, is_quote=is_quote)
    main = max(inside, key=lambda frame: (abs(frame.polarity), -frame.span[0]), default=None)
    blamed = [frame for frame in inside if frame.attribution is not Attribution.UNKNOWN]
    return Statement(
        kind=kind,
        spans=spans,
        text=scene.version.text[spans[0][0] : spans[-1][1]],
        wording=scene.words(spans),
        said=said,
        speaker=who.text,
        cue=cue,
        speaker_kind=who.kind,
        person=who.person,
        role=who.role,
        company=who.company,
        about=who.about,
        speaks_for_company=who.speaks_for_company,
        position=stance,
        modality=main.modality if main else Modality.ASSERTED,
        certainty=min((frame.certainty for frame in inside), default=1.0),
        attribution=blamed[0].attribution if blamed else Attribution.UNKNOWN,
        attribution_words=blamed[0].attribution_words if blamed else "",
        acknowledges_change=any(frame.acknowledges_change for frame in inside),
        is_clarification=any(frame.is_clarification for frame in inside),
        retracts_nothing=any(frame.retracts_nothing for frame in inside),
        action=main.name if main else "",
    )


# --- figures -----------------------------------------------------------------------------


def _figures_of(statements: Sequence[Statement], numbers: Iterable[Figure]) -> Iterator[Figure]:
    """Yield each figure with the company of the shortest statement that holds it."""
    for number in numbers:
        holders = [s for s in statements if _within(_place(number), s.spans)]
        holder = min(holders, key=lambda statement: len(statement.text), default=None)
        yield replace(number, company=(holder.about or holder.company) if holder else "")


def _place(number: Figure) -> Span:
    return (number.start, number.end)


# --- places ------------------------------------------------------------------------------


def _within(place: Span, spans: Iterable[Span]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def _distinct(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield one statement a place: the id of a statement is where its words stand."""
    seen: set[tuple[Span, ...]] = set()
    for statement in statements:
        if statement.spans not in seen:
            seen.add(statement.spans)
            yield statement


class _Cover:
    """Places of a text that are taken, asked in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._merged: list[list[int]] = []
        for start, end in sorted(spans):
            if self._merged and start <= self._merged[-1][1]:
                self._merged[-1][1] = max(self._merged[-1][1], end)
            else:
                self._merged.append([start, end])
        self._starts = [start for start, _ in self._merged]

    def covers(self, place: Span) -> bool:
        """Tell whether the whole place is taken."""
        at = bisect_right(self._starts, place[0]) - 1
        return at >= 0 and place[1] <= self._merged[at][1]
