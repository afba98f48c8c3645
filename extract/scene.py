"""When each statement of an article was said or done: the scene that the reporter sets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from db.records import ArticleVersion, DateMethod, SaidDate, Span, SpeakerKind
from extract import intervals
from extract.datelines import story_start
from extract.dates import is_future, said_on, some_day_before
from extract.frames import Frame
from extract.governing import (
    follows_cue,
    is_before_told,
    is_by_pronoun,
    is_known,
    is_present,
    is_source,
    opens,
    sentence_of,
    suffers,
    token_of,
    verb_over,
)
from extract.lexicons import lexicon
from extract.occasions import Occasion
from extract.people import Cast, Speaker, speaker
from extract.places import within
from extract.quotes import Quote
from extract.times import times

_CLOSING = " \t\u00a0\u202f\"'”’».,!?…"

NOBODY = Speaker(kind=SpeakerKind.REPORTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
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
            found = [
                date
                for date in found
                if not within((date.start, date.end), spans) or follows_cue(self.doc, date, cue[1])
            ]
        return said_on(
            self.doc, span=spans[0], cue=cue, found=found, published=self.version.published
        )

    def when_said(self, quote: Quote) -> SaidDate:
        """Return the date that governs a quote; what it mentions itself never does."""
        if quote.cue or not self.covers_date(quote):
            return self.when(quote.spans, quote.cue)
        found = [date for date in self.dates if not within((date.start, date.end), quote.spans)]
        return said_on(
            self.doc,
            span=quote.spans[0],
            cue=None,
            found=found,
            published=self.version.published,
        )

    def covers_date(self, quote: Quote) -> bool:
        """Tell whether a quote mentions a date."""
        return any(within((date.start, date.end), quote.spans) for date in self.dates)

    def is_fresh(self, quote: Quote, *, is_person: bool) -> bool:
        """Tell whether words are told to this article: *she says*, *it said in an email*.

        An organisation says in the present what its release of last week says.
        """
        if not quote.cue:
            return False
        words = times(self.doc.lang_)
        if is_person and is_present(self.doc, quote.cue, words):
            # *We will need no one,* she tells her staff in the memo: the memo's day.
            return not _is_from_document(self, quote)
        cue = self.doc.char_span(*quote.cue, alignment_mode="expand")
        if cue is None:
            return False
        around = sentence_of(cue)
        told = _without(self.version.text, (around.start_char, around.end_char), quote.spans)
        return bool(words.fresh.search(told.lower()))

    def when_before(self, spans: Sequence[Span]) -> SaidDate:
        """Return the date that stands in the words themselves, or an open past.

        *In May it had closed its desk and had given its calls to a bot*: both are of May.
        """
        inside = [date for date in self.dates if within((date.start, date.end), spans)]
        inside = inside or list(_shared(self, spans))
        told = [date for date in inside if not is_future(date, published=self.version.published)]
        return told[0] if told else some_day_before(self.version.published)

    def before_told(self, quote: Quote, said: SaidDate) -> SaidDate | None:
        """Return the date of words whose saying went before: *a year after it announced that …*.

        ``said`` is the date of the clause; what it was counted from is that of the saying.
        """
        cue = quote.cue and self.doc.char_span(*quote.cue, alignment_mode="expand")
        if not cue:
            return None
        before = lexicon(self.doc.lang_, "modality")["words"]["before"]
        if not {child.lower_ for child in cue.root.children if child.dep_ == "mark"} & set(before):
            return None
        if day := intervals.parse(said.anchor):
            first, last = day.first.isoformat(), day.last.isoformat()
            return replace(said, edtf=day.edtf, earliest=first, latest=last)
        return some_day_before(self.version.published)

    def occasions(self) -> Iterator[Occasion]:
        """Yield each date with the people and companies named in its sentence."""
        body = story_start(self.version.text)
        words = times(self.doc.lang_)
        for said in self.dates:
            if said.start < body:
                continue
            place = self.doc.char_span(said.start, said.end, alignment_mode="expand")
            if place is None:
                continue
            if is_source(place.root, words) or is_before_told(place.root, words):
                continue
            sentence = sentence_of(place)
            named = [
                mention  # *Notice was given*: a capital at the head of a sentence names nobody
                for mention in self.cast.within(sentence.start_char, sentence.end_char)
                if mention.name.lower() not in words.news | words.occasions
            ]
            people = [mention.name for mention in named if mention.kind == "person"]
            # *We met her on 12 June*: the person told of just before.
            before = self.cast.before(said.start, kind="person")[:1]
            if before and "\n" not in self.version.text[before[0].start : said.start]:
                people = people or [before[0].name]
            companies = [mention.name for mention in named if mention.kind != "person"]
            # *The lender made it known on Monday*: the company is told by what it is.
            if not named:
                about = _subject(self, (sentence.start_char, sentence.end_char))
                companies = [about.company] if about.company and not about.person else []
            people = [one for one in people if not _is_sufferer(self, said, one)]
            is_telling = verb_over(place.root).lemma_ in words.telling
            is_news = is_known(place.root, words)
            if (is_telling or is_news) and not (named or people or companies):
                companies = [_nobody_else(self, said, place.root)]
            is_gathering = bool(words.gatherings.search(sentence.text.lower()))
            for person in people or [""]:
                for company in companies or [""]:
                    yield Occasion(
                        place=said.start,
                        said=said,
                        person=person,
                        company=company,
                        is_telling=is_telling,
                        is_known=is_news,
                        is_gathering=is_gathering,
                    )

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words of some places, joined where something stands between."""
        return " … ".join(self.version.text[start:end] for start, end in spans)


def _shared(scene: Scene, spans: Sequence[Span]) -> Iterator[SaidDate]:
    """Yield the dates of the clause in the pluperfect to which "and" joins that of the words."""
    place = scene.doc.char_span(*spans[0], alignment_mode="expand")
    verbs = (token for token in place or () if token.pos_ in {"VERB", "AUX"})
    verb = next((token for token in verbs if token.dep_ == "conj"), None)
    if verb is None:
        return
    first = verb_over(verb.head)
    if not is_before_told(first, times(scene.doc.lang_)):
        return
    for date in scene.dates:
        token = token_of(scene.doc, date)
        if token is not None and token.i < verb.i and verb_over(token) == first:
            yield date


def _nobody_else(scene: Scene, said: SaidDate, date: Token) -> str:
    """Return the company of the story where a day of news names nobody: *the axe fell on Tuesday*.

    Not where people were told then: what is said in their company's name may be said later.
    """
    words = times(scene.doc.lang_)
    is_told_to = verb_over(date).lemma_ in words.telling | words.knowing and suffers(date, words)
    if said.earliest != said.latest or is_told_to or is_by_pronoun(date):
        return ""
    company = scene.cast.topics.at(said.start)
    return "" if company.lower() in words.news | words.occasions else company


def _without(text: str, stretch: Span, spans: Iterable[Span]) -> str:
    """Return a stretch of text without the words at some places."""
    parts, reached = [], stretch[0]
    for start, end in spans:
        parts.append(text[reached : max(start, reached)])
        reached = max(reached, end)
    return "".join((*parts, text[reached : stretch[1]]))


def introduced(scene: Scene, quote: Quote, who: Speaker) -> SaidDate | None:
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
        is_dated = said.method is not DateMethod.PUBLICATION and not _quotes(scene, stretch)
        is_speaking = after.root.lemma_ in times(doc.lang_).speaking
        people = _people(scene, stretch)
        if is_dated and is_speaking and people <= {who.person} and _is_on(scene, stretch, who):
            return said
        if is_dated and who is NOBODY and opens(doc, said, stretch[0]):
            return said
    before = _sentence_before(scene, quote)
    if before is None:
        return None
    stretch = (before.start_char, before.end_char)
    said = _told_in(scene, stretch)
    if said.method is DateMethod.PUBLICATION or _is_sufferer(scene, said, who.person):
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


def _is_sufferer(scene: Scene, said: SaidDate, person: str) -> bool:
    """Tell whether something was done to a person on a date: *she was told on Friday*."""
    place = scene.doc.char_span(said.start, said.end, alignment_mode="expand")
    whom = place and suffers(place.root, times(scene.doc.lang_))
    if not whom or not person:
        return False
    subtree = list(whom.subtree)
    last = subtree[-1]
    named = scene.cast.within(subtree[0].idx, last.idx + len(last))
    return any(mention.name == person for mention in named)


def _people(scene: Scene, stretch: Span) -> set[str]:
    return {mention.name for mention in scene.cast.within(*stretch) if mention.kind == "person"}


def _is_from_document(scene: Scene, quote: Quote) -> bool:
    """Tell whether words are read out of what was told of: *…, the memo said*."""
    cue = quote.cue and scene.doc.char_span(*quote.cue, alignment_mode="expand")
    if not cue:
        return False
    words = times(scene.doc.lang_)
    if any(child.lower_ in words.therein for child in cue.root.children):
        return True
    return any(
        token.lemma_.lower() in words.occasions
        and any("Def" in child.morph.get("Definite", []) for child in token.lefts)
        and not within((token.idx, token.idx + len(token)), quote.spans)
        for token in sentence_of(cue)
    )


def _told_in(scene: Scene, stretch: Span) -> SaidDate:
    """Return the date of a sentence: that of the saying where somebody is quoted in it."""
    for quote in scene.quotes:
        if quote.cue and within(quote.cue, [stretch]):
            said = scene.when(quote.spans, quote.cue)
            is_dated = said.method is not DateMethod.PUBLICATION
            # *She defended the plan on Friday*: the date may stand in what the cue governs.
            return said if is_dated else scene.when([quote.cue], quote.cue)
    return scene.when([stretch], None)


def _subject(scene: Scene, stretch: Span) -> Speaker:
    subject = scene.cast.subject(scene.doc, stretch)
    return speaker(scene.doc, subject, cast=scene.cast) if subject else NOBODY


def _quotes(scene: Scene, stretch: Span) -> bool:
    """Tell whether a sentence has words of its own to date: *On Friday she said it would close*."""
    return any(quote.cue and within(quote.cue, [stretch]) for quote in scene.quotes)


def _is_on(scene: Scene, stretch: Span, who: Speaker) -> bool:
    """Tell whether a sentence goes on about a speaker, by his name, his house or a pronoun."""
    about = _subject(scene, stretch)
    is_house = bool(about.company) and about.company == who.company
    return is_house or about.person == who.person != "" or len(about.text.split()) <= 1


def _is_same(about: Speaker, who: Speaker) -> bool:
    """Tell whether a sentence about one introduces the words of the other."""
    if about.person and who.person:
        return about.person == who.person
    is_one_house = bool(about.company) and about.company == who.company
    # A memo speaks for its author: *She warned her staff. "It is coming," it read.*
    return is_one_house and not who.person and (about.kind is who.kind or bool(about.person))


def _sentence_before(scene: Scene, quote: Quote) -> Sentence | None:
    """Return the sentence before the one that holds the words, in the same paragraph."""
    text = scene.version.text
    start = quote.spans[0][0]
    if quote.cue and "\n" not in text[min(start, quote.cue[0]) : start]:
        cue = scene.doc.char_span(*quote.cue, alignment_mode="expand")
        start = min(start, sentence_of(cue).start_char if cue is not None else start)
    end = len(text[:start].rstrip(" \u00a0\u202f\"'“‘«"))
    at = scene.doc.char_span(max(0, end - 1), end, alignment_mode="expand") if end else None
    return None if at is None or text[end - 1] == "\n" else sentence_of(at)


def _sentence_after(scene: Scene, quote: Quote) -> Sentence | None:
    """Return the sentence after the one that holds the words, in the same paragraph."""
    end = max(quote.spans[-1][1], quote.cue[1] if quote.cue else 0)
    last = scene.doc.char_span(end - 1, end, alignment_mode="expand")
    if last is None:
        return None
    place = sentence_of(last).end if quote.cue else last.end
    while place < len(scene.doc) and scene.doc[place].text.strip(_CLOSING) == "":
        place += 1
    if place >= len(scene.doc) or "\n" in scene.doc[place].text:
        return None
    # Words that end their sentence may stay bound to the next one: it starts behind the marks.
    return scene.doc[place : sentence_of(scene.doc[place : place + 1]).end]
