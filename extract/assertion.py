"""Whether a frame is put forward at all, or only thought of, asked about, spoken about."""

from extract.patterns import Match, Words
from extract.wording import Kind, Wording

# Words between an expression and the frame that it holds: *it is tempting to write that …*.
_FAR = 14
# The same for a noun and what it is the idea of.
_NEAR = 3
# What makes a main clause of a bare verb: *won't cut*, *we cut*.
_OWN_WORDS = frozenset({"aux", "aux:tense", "aux:pass", "nsubj", "neg"})
# Words after a frame in which "is not" makes of it what the sentence is about.
_AFTER = 4


def is_asserted(found: Words, match: Match, kind: Kind, *, words: Wording) -> bool:
    """Say whether the sentence puts a frame forward as its own.

    Not so under *the idea of …*, *whether …*, *it is tempting to write that …*, nor where the
    frame is the subject of a denial (*work equal to 700 people is not …*).
    """
    if _is_under(found, match, "far", _FAR, words):
        return False
    if _is_under(found, match, "near", _NEAR, words):
        return False
    if kind.polarity <= 0:
        return True
    return not (_is_topic(found, match, words) or _is_subject(found, match, words))


def _is_under(found: Words, match: Match, name: str, reach: int, words: Wording) -> bool:
    barrier = words.bit(",") | words.bit(".") | words.bit("MOD_contrast")
    trigger = match.marked[0]
    for holder in words.vocabulary.matches(found, words.holders[name]):
        gap = trigger - holder.end
        if not 0 <= gap <= reach:
            continue
        if not found.has(barrier, holder.end, trigger):
            return True
    return False


def _is_topic(found: Words, match: Match, words: Wording) -> bool:
    """*X is not …*, *X, c'est …*: what is said of X isn't that it happens."""
    over = words.bit(".") | words.bit("AND") | words.bit("BREAK")
    # A clause that stands by itself is told: *it all goes through AI, c'est décidé*.
    is_told = "Fin" in found.tokens[match.marked[0]].morph.get("VerbForm", [])
    for position in range(match.end, min(match.end + _AFTER, len(found.masks) - 1)):
        mask = found.masks[position]
        if mask & words.bit("MOD_which_is"):
            return True
        is_comma = bool(mask & words.bit(",")) and not mask & words.bit(".")
        if is_comma and found.masks[position + 1] & words.bit("MOD_which_is"):
            return not is_told
        if mask & over or is_comma:
            return False
        if mask & words.bit("BE") and found.tokens[position].pos_ in {"AUX", "VERB"}:
            near = max(match.end, position - 1)
            return found.has(words.bit("MOD_plain_not"), near, position + 2)
    return False


def _is_subject(found: Words, match: Match, words: Wording) -> bool:
    """*Handing work to AI can be wise*, *que confier … n'a rien d'absurde*: spoken about, not done.

    In the past it was done: *Replacing them saved us a million*.
    """
    trigger = match.marked[0]
    token = found.tokens[trigger]
    if token.dep_ == "csubj":
        return "Past" not in token.head.morph.get("Tense", [])
    if "Inf" not in token.morph.get("VerbForm", []):
        return False
    if token.dep_ == "ROOT" or (token.dep_ == "ccomp" and token.lang_ == "en"):
        return not any(child.dep_ in _OWN_WORDS for child in token.children)
    return bool(trigger) and bool(found.masks[trigger - 1] & words.bit("MOD_that"))
