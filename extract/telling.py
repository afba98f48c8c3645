"""Whether reported words are worth keeping: what somebody tells, not what nobody said.

Attributions in the wide sense of linguistics count more (*spoke of employees*, *did not say how
many*, *it would be wrong to conclude that …*). A reader who cites needs a clause that somebody
puts forward.
"""

from spacy.tokens import Doc, Token

from db.records import Figure, Kind
from extract.frames import Frame
from extract.lexicons import lexicon
from extract.places import within
from extract.quotes import Quote
from extract.speakers import Speaker

_FINITE = frozenset({"Fin", "Inf"})
_SUBJECTS = ("nsubj", "csubj", "expl")
_NEGATIONS = frozenset({"neg"})


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
    content = doc.char_span(*quote.spans[0], alignment_mode="expand")
    if content is None or not (who.person or who.company or len(who.text.split()) > 1):
        return False
    words = lexicon(doc.lang_, "modality")["words"]
    if content[0].lower_ in words["embedded"]:
        return False
    cue = quote.cue and doc.char_span(*quote.cue, alignment_mode="expand")
    if cue and (_is_judged(cue.root) or (quote.force != "belief" and _is_denied(cue.root, words))):
        return False
    has_subject = any(token.dep_.startswith(_SUBJECTS) for token in content)
    if cue and content.start < cue.start and not has_subject:
        return False
    if any(_FINITE & set(token.morph.get("VerbForm", [])) for token in content):
        return True
    places = [frame.trigger for frame in frames] + [(f.start, f.end) for f in figures]
    return any(within(place, quote.spans) for place in places)


def _is_denied(cue: Token, words: dict[str, list[str]]) -> bool:
    """Tell whether nothing was said: *did not say that*, *must first show that*."""
    return any(
        child.dep_ in _NEGATIONS
        or child.lower_ in words["plain_not"]
        or child.lower_ in words["due"]
        for child in cue.children
    )


def _is_judged(cue: Token) -> bool:
    """Tell whether a cue is only judged: *it would be wrong to conclude that …*."""
    if "Inf" not in cue.morph.get("VerbForm", []):
        return False
    over = cue.head
    return over.pos_ == "ADJ" or any(child.dep_ == "acomp" for child in over.children)
