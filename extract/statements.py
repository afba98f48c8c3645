"""Joins what the rooms of this wing found in one article into statements and figures."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

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
from extract.marks import marked
from extract.occasions import Occasion, dated_by_occasion
from extract.people import Cast, Gazetteer, Speaker, cast, speaker
from extract.position import position
from extract.quotes import Quote, quotes
from extract.times import times

_CLOSING = " \t\u00a0\u202f\"'”’».,!?…"
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
    quotes: tuple[Quote, ...]

    def when(self, spans: Sequence[Span], cue: Span | None) -> SaidDate:
        """Return the date that governs the words at some places."""
        found: Sequence[SaidDate] = self.dates
        if cue:
            found = [date for date in found if not _within((date.start, date.end), spans)]
        return said_on(
            self.doc, span=spans[0], cue=cue, found=found, published=self.version.published
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
            sentence = sentence_of(place)
            named = self.cast.within(sentence.start_char, sentence.end_char)
            people = [mention.name for mention in named if mention.kind == "person"]
            # *We met her on 12 June*: the person told of just before.
            before = self.cast.before(said.start, kind="person")[:1]
            if before and "\n" not in self.version.text[before[0].start : said.start]:
                people = people or [before[0].name]
            companies = [mention.name for mention in named if mention.kind != "person"]
            for person in people or [""]:
                for company in companies or [""]:
                    yield Occasion(place=said.start, said=said, person=person, company=company)

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
    in_marks = _Cover((mark.start, mark.end) for mark in marked(doc.text))
    scene = _Scene(
        doc=doc,
        version=version,
        cast=cast(doc, title=version.title, gazetteer=gazetteer, published=version.published),
        dates=tuple(date for date in every_date if not in_marks.covers((date.start, date.end))),
        frames=tuple(frames(doc)),
        quotes=tuple(spoken),
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
    said = scene.when(quote.spans, quote.cue)
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
    """Return the date of the sentence before or after, when it introduces the words.

    It is about the speaker: *In April she had warned her staff. "It is coming for my job too,"
    she wrote.* Or it opens with a date and is about nobody else, in the story of somebody told of
    already: *Two months later came the epiphany. "We were wrong," she wrote.* After the words it
    tells of speaking (*He was speaking on Friday*), or the words stand alone before it.
    """
    doc = scene.doc
    if after := _sentence_after(scene, quote):
        stretch = (after.start_char, after.end_char)
        said = scene.when([stretch], None)
        is_dated = said.method is not DateMethod.PUBLICATION
        is_telling = after.root.lemma_ in times(doc.lang_).speaking
        people = _people(scene, stretch)
        if is_dated and is_telling and people <= {who.person}:
            return said
        if is_dated and who is NOBODY and opens(doc, said, stretch[0]):
            return said
    before = _sentence_before(scene, quote)
    if before is None:
        return None
    stretch = (before.start_char, before.end_char)
    said = _told_in(scene, stretch)
    if said.method is DateMethod.PUBLICATION:
        return None
    about = _subject(scene, stretch)
    named = scene.cast.within(*stretch)
    people = _people(scene, stretch)
    is_titled = (
        bool(about.company)
        and about.company == who.company
        and about.kind is not SpeakerKind.ORGANISATION
        and not people
    )
    is_pronoun = not who.person and not who.company and len(who.text.split()) == 1
    if is_titled or (is_pronoun and about.person) or _is_same(about, who):
        return said
    if _is_from_document(scene, quote):
        return said
    others = people if quote.cue is None else {mention.name for mention in named}
    known = {mention.name for mention in scene.cast.before(stretch[0], kind="person")}
    is_known = quote.cue is None or who.person in known
    is_nobody_else = others <= {who.person, who.company} or who is NOBODY
    return said if is_known and is_nobody_else and opens(doc, said, stretch[0]) else None


def _people(scene: _Scene, stretch: Span) -> set[str]:
    return {mention.name for mention in scene.cast.within(*stretch) if mention.kind == "person"}


def _is_from_document(scene: _Scene, quote: Quote) -> bool:
    """Tell whether words are read out of what was told of: *…, the memo said*."""
    cue = quote.cue and scene.doc.char_span(*quote.cue, alignment_mode="expand")
    if not cue:
        return False
    occasions = times(scene.doc.lang_).occasions
    return any(
        token.lemma_.lower() in occasions
        and any("Def" in child.morph.get("Definite", []) for child in token.lefts)
        and not _within((token.idx, token.idx + len(token)), quote.spans)
        for token in sentence_of(cue)
    )


def _told_in(scene: _Scene, stretch: Span) -> SaidDate:
    """Return the date of a sentence: that of the saying where somebody is quoted in it."""
    for quote in scene.quotes:
        if quote.cue and _within(quote.cue, [stretch]):
            said = scene.when(quote.spans, quote.cue)
            is_dated = said.method is not DateMethod.PUBLICATION
            # *She defended the plan on Friday*: the date may stand in what the cue governs.
            return said if is_dated else scene.when([quote.cue], quote.cue)
    return scene.when([stretch], None)


def _subject(scene: _Scene, stretch: Span) -> Speaker:
    subject = scene.cast.subject(scene.doc, stretch)
    return speaker(scene.doc, subject, cast=scene.cast) if subject else NOBODY


def _is_same(about: Speaker, who: Speaker) -> bool:
    """Tell whether a sentence about one introduces the words of the other."""
    if about.person and who.person:
        return about.person == who.person
    is_one_house = bool(about.company) and about.company == who.company
    # A memo speaks for its author: *She warned her staff. "It is coming," it read.*
    return is_one_house and not who.person and (about.kind is who.kind or bool(about.person))


def _sentence_before(scene: _Scene, quote: Quote) -> Sentence | None:
    """Return the sentence before the one that holds the words, in the same paragraph."""
    text = scene.version.text
    start = quote.spans[0][0]
    if quote.cue and "\n" not in text[min(start, quote.cue[0]) : start]:
        cue = scene.doc.char_span(*quote.cue, alignment_mode="expand")
        start = min(start, sentence_of(cue).start_char if cue is not None else start)
    end = len(text[:start].rstrip(" \u00a0\u202f\"'“‘«"))
    at = scene.doc.char_span(max(0, end - 1), end, alignment_mode="expand") if end else None
    return None if at is None or text[end - 1] == "\n" else sentence_of(at)


def _sentence_after(scene: _Scene, quote: Quote) -> Sentence | None:
    """Return the sentence after the one that holds the words, in the same paragraph."""
    end = max(quote.spans[-1][1], quote.cue[1] if quote.cue else 0)
    last = scene.doc.char_span(end - 1, end, alignment_mode="expand")
    if last is None:
        return None
    place = sentence_of(last).end if quote.cue else last.end
    while place < len(scene.doc) and scene.doc[place].text.strip(_CLOSING) == "":
        if "\n" in scene.doc[place].text:
            return None
        place += 1
    if place >= len(scene.doc):
        return None
    # Words that end their sentence may stay bound to the next one: it starts behind the marks.
    return scene.doc[place : sentence_of(scene.doc[place : place + 1]).end]


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
        said=scene.when([frame.span], None),
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
            said=scene.when([(start, end)], None),
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
