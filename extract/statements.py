"""Joins what the rooms of this wing found in one article into statements and figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from db.records import (
    ArticleVersion,
    Attribution,
    DateMethod,
    Figure,
    Kind,
    Modality,
    Population,
    Reading,
    Relevance,
    SaidDate,
    Span,
    SpeakerKind,
    Statement,
    Tier,
)
from extract import intervals
from extract.cues import cues as cue_words
from extract.dates import dates, of_publication
from extract.deeds import DEEDS, whose
from extract.descriptions import is_employer
from extract.effects import when_done
from extract.figures import figures
from extract.frames import Frame, frames
from extract.governing import is_recounted
from extract.history import measured_back
from extract.interviews import held_on
from extract.marks import marked
from extract.newsdays import dated_by_news
from extract.nlp import text_of
from extract.occasions import dated_by_occasion
from extract.owners import owned, whole_names
from extract.parsed import parsed, released
from extract.people import Gazetteer, Speaker, cast, speaker
from extract.places import Cover, within
from extract.position import position
from extract.quotes import Quote, quotes
from extract.scene import NOBODY, Scene, introduced
from extract.telling import is_told
from extract.vocabulary import words

DENIALS = frozenset({"deny_replacement"})
"""Frames in which words deny that people lost their work."""


def read(doc: Doc, version: ArticleVersion, *, found: Relevance, gazetteer: Gazetteer) -> Reading:
    """Return all statements and figures of an article, in reading order.

    Quotes come first: what somebody says is theirs alone. What remains of the text is the
    reporter's voice, in which frames are actions and sentences with figures are reports.
    """
    own = parsed(doc)
    reading = _read(own, version, found=found, gazetteer=gazetteer)
    released(own)
    return reading


def _read(doc: Doc, version: ArticleVersion, *, found: Relevance, gazetteer: Gazetteer) -> Reading:
    every_date = dates(doc, published=version.published)
    # What somebody means to do is told by the reporter: frames read it as an intention.
    if version.tier == Tier.COMPANY.value:
        gazetteer = gazetteer.naming(version.publisher)
    spoken = [quote for quote in quotes(doc) if quote.force != "intention"]
    in_marks = Cover((mark.start, mark.end) for mark in marked(text_of(doc)))
    scene = Scene(
        doc=doc,
        version=version,
        cast=cast(doc, title=version.title, gazetteer=gazetteer, published=version.published),
        dates=tuple(date for date in every_date if not in_marks.covers((date.start, date.end))),
        frames=tuple(frames(doc)),
        quotes=tuple(spoken),
    )
    numbers = tuple(figures(doc, found=every_date, published=version.published))
    speakers = [(quote, _who(scene, quote.speaker)) for quote in spoken]
    heard = [
        (quote, who)
        for quote, who in speakers
        if is_told(doc, quote, who, frames=scene.frames, figures=numbers)
    ]
    replies = [quote.spans for quote in spoken if quote.is_answer]
    first = min((start for (start, _), *_ in replies), default=0)
    met = held_on(doc, first=first, dates=scene.dates) if replies else None
    met = met or of_publication(version.published)
    said = [_quoted(scene, quote, who, held=met) for quote, who in heard]
    taken = Cover(span for statement in said for span in statement.spans)
    cues = [quote.cue for quote, _ in heard if quote.cue]
    told = [
        _told(scene, frame)
        for frame in scene.frames
        if not taken.covers(frame.trigger) and not any(within(cue, [frame.trigger]) for cue in cues)
    ]
    held = Cover(span for statement in (*said, *told) for span in statement.spans)
    reports = _reports(scene, [number for number in numbers if not held.covers(_place(number))])
    ordered = _distinct(sorted((*said, *told, *reports), key=lambda s: (s.spans, s.kind)))
    day = intervals.parse(version.published)
    published = day.last.isoformat() if day else ""
    told_on = list(scene.occasions())
    dated = dated_by_occasion(
        list(ordered),
        told=told_on,
        published=published,
        text=version.text,
        fresh=frozenset(_fresh(scene, spoken, said)),
        replies=frozenset(replies),
        recounted=frozenset(
            quote.spans
            for quote in (spoken if any(one.is_gathering for one in told_on) else ())
            if is_recounted(doc, quote.cue)
        ),
    )
    whole = whole_names(doc, scene.cast)
    statements = [
        _renamed(one, whole)
        for one in dated_by_news(list(dated), told=told_on, published=published)
    ]
    return Reading(
        version_id=version.id,
        relevance=found,
        statements=tuple(statements),
        figures=tuple(
            owned(
                doc,
                numbers,
                statements,
                cast=scene.cast,
                speakers=[quote.speaker for quote in spoken if quote.speaker],
                version=version,
            )
        ),
    )


def _renamed(statement: Statement, whole: Mapping[str, str]) -> Statement:
    company = whole.get(statement.company, statement.company)
    about = whole.get(statement.about, statement.about)
    if (company, about) == (statement.company, statement.about):
        return statement
    return replace(statement, company=company, about=about)


# --- what somebody says ------------------------------------------------------------------


def _who(scene: Scene, place: Span | None) -> Speaker:
    return speaker(scene.doc, place, cast=scene.cast) if place else NOBODY


def _fresh(
    scene: Scene, spoken: Sequence[Quote], said: Sequence[Statement]
) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of quotes that are told to this article."""
    people = {one.spans for one in said if _is_person(one)}
    for quote in spoken:
        if scene.is_fresh(quote, is_person=quote.spans in people):
            yield quote.spans


def _is_person(who: Speaker | Statement) -> bool:
    """Tell whether somebody speaks, be it a pronoun that nobody resolved."""
    words = who.speaker if isinstance(who, Statement) else who.text
    return bool(who.person) or (words.islower() and " " not in words)


def _quoted(scene: Scene, quote: Quote, who: Speaker, *, held: SaidDate) -> Statement:
    """Return what somebody says; ``held`` is when the interview was, for its replies."""
    # *Regrets having replaced 40 people*: a cue that judges belongs to what is said.
    verdicts = [
        frame
        for frame in scene.frames
        if quote.cue
        and within(quote.cue, [frame.trigger])
        and (frame.acknowledges_change or frame.judges or frame.retracts_nothing)
    ]
    heard = (*quote.spans, *(frame.trigger for frame in verdicts))
    inside = [frame for frame in scene.frames if within(frame.trigger, heard)]
    if who is NOBODY and quote.kind is Kind.INDIRECT_QUOTE and inside:
        # *It emerged that claims pass to AI*: told by nobody in particular, it is a deed told.
        who = whose(scene.doc, replace(inside[0], agent=None), cast=scene.cast)
    who = _binding(scene, who, inside)
    said = held if quote.is_answer else scene.when_said(quote)
    if before := scene.before_told(quote, said):
        said = before
    elif not quote.is_answer and said.method is DateMethod.PUBLICATION:
        told = introduced(scene, quote, who) or said
        # *She says* goes with a day that is told, not with the year in which she hired.
        is_day = bool(told.earliest) and told.earliest == told.latest
        if is_day or not scene.is_fresh(quote, is_person=_is_person(who)):
            said = told
    return _statement(
        scene,
        kind=quote.kind,
        spans=quote.spans,
        said=said,
        cue=scene.version.text[slice(*quote.cue)] if quote.cue else "",
        who=who,
        inside=inside,
        heard=heard,
    )


def _binding(scene: Scene, who: Speaker, inside: Sequence[Frame]) -> Speaker:
    """Return a speaker, with a council or a university bound by what it does with its staff."""
    is_own = any(f.axis in DEEDS and f.population is not Population.ECONOMY for f in inside)
    binds = is_own and is_employer(who, cast=scene.cast, table=words(scene.doc.lang_))
    return replace(who, speaks_for_company=True) if binds else who


# --- what is told in the reporter's voice ------------------------------------------------


def _told(scene: Scene, frame: Frame) -> Statement:
    who = whose(scene.doc, frame, cast=scene.cast)
    who = _denying(scene, _binding(scene, who, [frame]), frame)
    is_deed = bool(who.company) and frame.axis in DEEDS
    if not is_deed and not (who.person and frame.acknowledges_change):
        # A reporter's judgement of a company isn't the company's, even with it as the subject.
        who = replace(who, speaks_for_company=False)
    return _statement(
        scene,
        kind=Kind.ACTION if is_deed else Kind.REPORT,
        spans=(frame.span,),
        said=when_done(scene, frame),
        cue="",
        who=who,
        inside=[frame],
    )


def _denying(scene: Scene, who: Speaker, frame: Frame) -> Speaker:
    """Return who denies a deed: in a text of its own the company, where nobody else is told of."""
    version = scene.version
    is_nobody = not (who.company or who.person or who.about or who.text)
    is_denial = frame.name in DENIALS or frame.modality is Modality.NEGATED
    if version.tier != Tier.COMPANY.value or not is_nobody or not is_denial:
        return who
    return replace(
        who, kind=SpeakerKind.ORGANISATION, company=version.publisher, speaks_for_company=True
    )


def _reports(scene: Scene, numbers: Sequence[Figure]) -> Iterator[Statement]:
    """Yield one report for each sentence whose figures no other statement holds."""
    for start, end in dict.fromkeys((n.sentence_start, n.sentence_end) for n in numbers):
        subject = scene.cast.subject(scene.doc, (start, end))
        who = _who(scene, subject)
        yield _statement(
            scene,
            kind=Kind.REPORT,
            spans=((start, end),),
            said=scene.when([(start, end)], None),
            cue="",
            who=replace(who, kind=SpeakerKind.REPORTER, speaks_for_company=False),
            inside=[],
        )


def _statement(  # noqa: PLR0913 - what a statement is made of
    scene: Scene,
    *,
    kind: Kind,
    spans: tuple[Span, ...],
    said: SaidDate,
    cue: str,
    who: Speaker,
    inside: Sequence[Frame],
    heard: Sequence[Span] = (),
) -> Statement:
    """Return a statement; ``heard`` are the places that its words take a position in, if quoted."""
    stance = position(scene.doc, spans=heard or spans, frames=inside, is_quote=bool(heard))
    main = max(inside, key=lambda frame: (abs(frame.polarity), -frame.span[0]), default=None)
    if main and main.is_background and kind is not Kind.DIRECT_QUOTE:
        # Told as what went before: it must not pose as news of this day. But *said it had cut 40
        # jobs* is the news of the saying; *said headcount had fallen* is nobody's stand.
        before = measured_back(scene, main.trigger) or scene.when_before(spans)
        if kind is not Kind.INDIRECT_QUOTE or before.words:
            said = before
        elif main.agent is None:
            stance = None
    blamed = [frame for frame in inside if frame.attribution is not Attribution.UNKNOWN]
    return Statement(
        kind=kind,
        spans=spans,
        text=scene.version.text[spans[0][0] : spans[-1][1]],
        wording=_wording(scene, spans, kind),
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
        certainty=main.certainty if main else 1.0,
        attribution=blamed[0].attribution if blamed else Attribution.UNKNOWN,
        attribution_words=blamed[0].attribution_words if blamed else "",
        acknowledges_change=any(frame.acknowledges_change for frame in inside),
        is_clarification=any(frame.is_clarification for frame in inside),
        retracts_nothing=any(frame.retracts_nothing for frame in inside),
        action=main.name if main else "",
    )


def _wording(scene: Scene, spans: Sequence[Span], kind: Kind) -> str:
    """Return the words as they are shown: *that* belongs to the article, not to what was said."""
    told = scene.words(spans)
    if kind is Kind.INDIRECT_QUOTE:
        start = told[:6].casefold().replace("’", "'")
        for opener in cue_words(scene.doc.lang_).that:
            cut = opener if opener.endswith("'") else f"{opener} "
            if start.startswith(cut):
                return told[len(cut) :]
    return told


def _place(number: Figure) -> Span:
    return (number.start, number.end)


# --- places ---------------------------------------------------------------------------


def _distinct(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield one statement a place: the id of a statement is where its words stand."""
    seen: set[tuple[Span, ...]] = set()
    for statement in statements:
        if statement.spans not in seen:
            seen.add(statement.spans)
            yield statement
