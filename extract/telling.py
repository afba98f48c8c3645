"""Whether reported words are worth keeping: what somebody tells, not what nobody said.

Attributions in the wide sense of linguistics count more (*spoke of employees*, *did not say how
many*, *it would be wrong to conclude that …*). A reader who cites needs words of substance that
somebody puts forward.
"""

from spacy.tokens import Doc, Span, Token

from db.records import Figure, Kind
from extract.cues import cues
from extract.frames import Frame
from extract.lexicons import lexicon
from extract.phrases import PEOPLE, is_passive, plain
from extract.places import within
from extract.quotes import Quote
from extract.speakers import Speaker

_FINITE = frozenset({"Fin", "Inf"})
_SUBJECTS = ("nsubj", "csubj", "expl")
_NEGATIONS = frozenset({"neg"})
_FULL = frozenset({"NOUN", "ADJ", "NUM", "PROPN", "VERB", "ADV"})
_LEAST_FULL = 2
"""Words that count from which a noun phrase says something: "a freeze on hiring"."""
_LEAST_CLAUSE = 8
"""Tokens from which words before a cue are a clause, whatever the parser took its verb for."""


def is_told(
    doc: Doc,
    quote: Quote,
    who: Speaker,
    *,
    frames: tuple[Frame, ...],
    figures: tuple[Figure, ...],
) -> bool:
    """Tell whether an indirect quote is a statement of somebody; direct ones always are."""
    if quote.kind is Kind.DIRECT_QUOTE:
        return True
    parts = [doc.char_span(*span, alignment_mode="expand") for span in quote.spans]
    content = [part for part in parts if part is not None]
    if not content or not _is_somebody(doc, quote, who):
        return False
    words = lexicon(doc.lang_, "modality")["words"]
    is_asked = content[0][0].lower_ in words["embedded"] and not _is_reflexive(content[0])
    cue = quote.cue and doc.char_span(*quote.cue, alignment_mode="expand")
    asking = cues(doc.lang_).silence["asking"]
    if is_asked and (quote.force != "speech" or not (cue and cue.root.lemma_.lower() in asking)):
        return False
    said = {token.i for part in content for token in part}
    is_denied = cue is not None and quote.force != "belief" and _is_denied(cue.root, words, said)
    is_denied = is_denied and not (cue is not None and _is_granted(cue.root))
    if cue and (_is_judged(cue.root) or is_denied):
        return False
    if _is_fragment(quote, content):
        return False
    if any(_FINITE & set(token.morph.get("VerbForm", [])) for part in content for token in part):
        return True
    if cue and cue.root.lemma_.lower() in cues(doc.lang_).deeds:
        return False
    places = [frame.trigger for frame in frames] + [(f.start, f.end) for f in figures]
    if any(within(place, quote.spans) for place in places):
        return True
    if cue and cue.root.lemma_.lower() in cues(doc.lang_).mentions:
        return False
    is_performed = cue is not None and cue.root.lemma_.lower() in cues(doc.lang_).performed
    least = 1 if is_performed else _LEAST_FULL
    return quote.force == "speech" and (quote.is_reply or _has_substance(content, least=least))


def _is_reflexive(content: Span) -> bool:
    """Ask whether words open with « s'être trompé », not with « s'il vient »."""
    following = content[1] if len(content) > 1 else content[0]
    return "Inf" in following.morph.get("VerbForm", [])


def _is_fragment(quote: Quote, content: list[Span]) -> bool:
    """Ask whether words without a subject only stand before a clause: "Read in order, it goes"."""
    if quote.is_reply or quote.cue is None or quote.speaker is None:
        return False
    is_before = quote.spans[0][0] < quote.speaker[0] < quote.cue[0]
    has_subject = any(token.dep_.startswith(_SUBJECTS) for part in content for token in part)
    is_finite = any("Fin" in t.morph.get("VerbForm", []) for part in content for t in part)
    is_short = sum(len(part) for part in content) < _LEAST_CLAUSE
    return is_before and is_short and not has_subject and not is_finite


def _is_somebody(doc: Doc, quote: Quote, who: Speaker) -> bool:
    """Ask whether the speaker is anybody but "one", "you", "this": « on », « cela »."""
    if who.person or who.company:
        return True
    if quote.speaker is None:
        cue = quote.cue and doc.char_span(*quote.cue, alignment_mode="expand")
        return cue is not None and is_passive(cue.root)
    span = doc.char_span(*quote.speaker, alignment_mode="expand")
    nobody = cues(doc.lang_).nobody
    return span is not None and any(plain(token) not in nobody for token in span)


def _has_substance(content: list[Span], *, least: int) -> bool:
    """Ask whether a noun phrase tells of a thing with what is said of it, not of somebody."""
    full = [token for part in content for token in part if token.pos_ in _FULL]
    head = content[0].root
    is_name = head.pos_ == "PROPN" or head.ent_type_ in PEOPLE
    return len(full) >= least and not is_name


def _is_denied(cue: Token, words: dict[str, list[str]], said: set[int]) -> bool:
    """Tell whether nothing was said: *did not say that*, *must first show that*."""
    return any(
        child.dep_ in _NEGATIONS
        or (child.pos_ == "CCONJ" and child.i < cue.i and child.lower_ in {"nor", "ni"})
        or child.lower_ in words["plain_not"]
        or child.lower_ in words["due"]
        for child in cue.children
        if child.i not in said  # « Jamais, réplique Lind »: the reply is what was said
    )


def _is_granted(cue: Token) -> bool:
    """Tell whether a denial of hiding says it all the same: *n'a pas caché que*, *did not deny*."""
    table = cues(cue.doc.lang_)
    known = table.at(cue)
    return known is not None and known.lemma in table.silence["hide"]


def _is_judged(cue: Token) -> bool:
    """Tell whether a cue is only judged: *it would be wrong to conclude that …*."""
    if "Inf" not in cue.morph.get("VerbForm", []):
        return False
    over = cue.head
    return over.pos_ == "ADJ" or any(child.dep_ == "acomp" for child in over.children)
