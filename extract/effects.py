"""When a deed was done that the reporter tells, and not from when or after what it holds.

*It will reopen on 1 December*, *it hires nobody this quarter*, *it drops the bot installed last
spring*, *it hires again after a breach in July*: none of these dates is the day of the news.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from db.records import Axis, SaidDate
from extract import intervals
from extract.dates import said_on
from extract.frames import Frame
from extract.governing import (
    is_attributive,
    is_future_clause,
    is_past_clause,
    is_present_clause,
    sentence_of,
    token_of,
    verb_over,
)
from extract.history import dated_by_story, is_measured, measured_back
from extract.lexicons import lexicon
from extract.occasions import days_between
from extract.scene import Scene
from extract.times import Times, times

_LINK = 24
"""Characters before a date in which the word stands that leads to it: *à partir de ce lundi*."""
_WIDE = 7
"""Days; a longer stretch that goes on at publication is how long the news holds."""
_CLAUSES = ("acl", "relcl")


def when_done(scene: Scene, frame: Frame) -> SaidDate:
    """Return when a deed was done: *written by AI since July* in July, *from Monday* when told."""
    if (back := measured_back(scene, frame.trigger)) is not None:
        return back
    links = lexicon(scene.doc.lang_, "modality")["words"]
    effective = tuple(f" {link}" for link in links["effective"])
    since = tuple(f" {link}" for link in links["since"])
    text = scene.version.text

    def follows(date: SaidDate, told: tuple[str, ...]) -> bool:
        before = text[max(0, date.start - _LINK) : date.start].lower().rstrip()
        return f" {before}".endswith(told)

    said = said_on(
        scene.doc,
        span=frame.span,
        cue=None,
        found=[
            date
            for date in scene.dates
            if not (follows(date, effective) or is_measured(scene, date))
            and _is_own(scene, frame, date)
        ],
        published=scene.version.published,
    )
    said = dated_by_story(scene, frame.trigger, said)
    first, _, last = said.edtf.partition("/")
    day = intervals.parse(first) if last and follows(said, since) else None
    if day is None:
        return said
    latest = day.last.isoformat()
    return replace(said, edtf=first, earliest=day.first.isoformat(), latest=latest)


def _is_own(scene: Scene, frame: Frame, said: SaidDate) -> bool:
    """Tell whether no other clause of the deed's sentence keeps a date, nor its present."""
    place = scene.doc.char_span(*frame.trigger, alignment_mode="expand")
    token = token_of(scene.doc, said)
    if place is None or token is None:
        return True
    around = sentence_of(place)
    if not around.start_char <= said.start < around.end_char:
        return True
    words = times(scene.doc.lang_)
    before = lexicon(scene.doc.lang_, "modality")["words"]["before"]
    if is_attributive(scene.doc, said, words) or _is_of_another(token, place.root, words, before):
        return False
    is_now = (
        frame.axis is Axis.INTENTION
        or is_present_clause(place.root)
        or _is_under_way(place.root)
        or is_future_clause(place.root, words)
    )
    day = intervals.parse(scene.version.published)
    return not is_now or day is None or not _goes_on(said, day.last.isoformat())


def _is_under_way(token: Token) -> bool:
    """Tell whether the verb over a token is a present progressive, *is hiring*."""
    verb = verb_over(token)
    helpers = [child for child in verb.children if child.dep_ == "aux"]
    return verb.tag_ == "VBG" and any("Pres" in h.morph.get("Tense", []) for h in helpers)


def _goes_on(said: SaidDate, published: str) -> bool:
    """Tell whether a stretch is under way and not over, as *this year*; *since May* ends today."""
    if not said.earliest:
        return False
    is_during = said.earliest <= published < said.latest
    return is_during and days_between(said.earliest, said.latest) > _WIDE


def _is_of_another(date: Token, deed: Token, words: Times, before: Sequence[str]) -> bool:
    """Tell whether a date belongs to a participle, a relative clause or what went before a deed.

    *Announced on Monday*, *in a memo sent in May*: the date of the telling is that of the deed.
    """
    verb = _participle_before(date, deed, words) or verb_over(date)
    is_inside = verb == deed or verb.is_ancestor(deed)
    if (
        verb.lemma_ in words.telling
        or verb.lemma_ in words.knowing
        or verb.head.lemma_.lower() in words.occasions
    ):
        return False
    if verb.dep_.startswith(_CLAUSES) and verb.lemma_ in words.starting and is_past_clause(verb):
        return False  # *It rehired 40 clerks, who started on Monday*
    if not is_inside and (verb.dep_.startswith(_CLAUSES) or _is_bare(verb, words)):
        return True
    nodes = [date, *date.ancestors]
    # The word that leads to the date itself is no clause: *since March* tells when it began.
    nodes = nodes[2 if nodes[1:] and nodes[1].pos_ in {"ADP", "SCONJ"} else 1 :]
    for node in nodes:
        if node == deed or node.is_ancestor(deed):
            return False
        leads = [child.lower_ for child in node.children if child.dep_ in {"mark", "case"}]
        if not {node.lower_, *leads}.isdisjoint(before):
            return True
    return False


def _participle_before(date: Token, deed: Token, words: Times) -> Token | None:
    """Return the participle that a date follows, *installed last spring*, whatever its tree."""
    for token in reversed(date.doc[date.sent.start : date.i]):
        if token == deed or token.is_punct:
            return None
        if token.pos_ in {"VERB", "AUX"} or _is_bare(token, words):
            return token if _is_bare(token, words) else None
    return None


def _is_bare(token: Token, words: Times) -> bool:
    """Tell whether a word is a past participle without any auxiliary.

    « …, la plupart licenciés au printemps »: a noun for the model, but one without an article.
    """
    is_past = token.tag_ == "VBN" or (
        "Part" in token.morph.get("VerbForm", []) and "Past" in token.morph.get("Tense", [])
    )
    if token.pos_ in {"NOUN", "ADJ"} and words.participle.search(token.lower_):
        is_past = is_past or not _has_article(token)
    is_helped = any(child.dep_.startswith("aux") for child in token.children)
    is_joined = token.dep_ == "conj"
    return is_past and not is_helped and not is_joined


def _has_article(noun: Token) -> bool:
    before = noun.nbor(-1) if noun.i else noun
    return any(child.pos_ in {"DET", "NUM"} for child in (before, *noun.children))
