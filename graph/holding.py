"""How far a sentence holds back a number: as decided, planned, possible or supposed; or says done.

News tells of one decision in several tenses: *will cut 640 jobs*, *cuts*, *640 jobs to be cut*.
What is only meant, what may be, or is the most that there may be, is less than a decision, and
what was done is more: who tells the one as the other has changed it.
"""

import re
from functools import lru_cache

from db.ids import fold
from graph.features import concepts, has, words_of

DECIDED, PLANNED, POSSIBLE = "decided", "planned", "possible"

_BEFORE = 70
"""Characters before a number in which it is held back."""
_AFTER = 7
"""Words after it, to the end of its clause, in which it is."""
_END = re.compile(r"[,;:.!?](?!\d)|[()«»“”\"]")


@lru_cache(maxsize=1 << 14)
def held_back(sentence: str, text: str, *, language: str) -> str:
    """Return ``decided``, ``planned`` or ``possible``, as a sentence tells the number ``text``.

    Nothing is returned for what is told as settled or done.
    """
    before, after = _sides(sentence, text, language)
    most = " ".join(after.split()[:_AFTER])
    if (
        has(before, "held.possible", language=language)
        or has(after, "held.chance", language=language)
        or (_SHARE.search(text) and has(most, "held.possible", language=language))
        or has(most, "held.most", language=language)
        or has(" ".join(before.split()[-_NEAR:]), "held.limit", language=language)
    ):
        return POSSIBLE
    # Who makes up a share stands behind it, and what they mean to do: *22 % of firms plan to …*.
    if has(f"{before} {most if _SHARE.search(text) else ''}", "held.plan", language=language):
        return PLANNED
    is_decided = has(before, "held.decided", language=language) or has(
        most, "held.after", language=language
    )
    return DECIDED if is_decided else ""


@lru_cache(maxsize=1 << 14)
def rejected(sentence: str, text: str, *, language: str) -> bool:
    """Tell whether a sentence denies a number: *we are not cutting 200 jobs*, *denies having …*.

    The deed stands between the negation and the number, in one clause. *Did not confirm the 200
    cuts* and *cut no more than 200* deny nothing.
    """
    before, after = _sides(sentence, text, language)
    clause = fold(_END.split(before)[-1])
    joint = [*words_of(language).phrases["joints.words"].finditer(f" {clause} ")]
    own = clause[joint[-1].end() :] if joint else clause
    return (
        _denies(clause, "rejected.verbs", language)
        or _denies(own, "negation.words", language)
        or _denies(" ".join(after.split()[:_AFTER]), "negation.words", language)
    )


def _denies(words: str, denying: str, language: str) -> bool:
    """Tell whether a deed follows a word that denies, with nothing between that takes it back."""
    found = [*words_of(language).phrases[denying].finditer(f" {words} ")]
    if not found or has(words, "rejected.unless", language=language):
        return False
    rest = f" {words} "[found[0].end() :]
    return has(rest, "rejected.deeds", language=language) or bool(
        _DEEDS.intersection(concepts(rest, language=language))
    )


_DEEDS = frozenset({"removal", "hiring", "handle"})
"""Concepts of what is done: to people, or by a machine."""
_SHARE = re.compile(r"%|per ?cent|pour cent|\btiers\b|\bthird|\bhalf\b|\bmoitié\b|\bquarter\b")
_NEAR = 3
"""Words before a number in which it is called the most that there may be: *up to 500*."""


@lru_cache(maxsize=1 << 14)
def is_finished(sentence: str, *, language: str) -> bool:
    """Tell whether a sentence tells a deed as done: *has cut*, *were dismissed*."""
    return has(sentence, "done.words", language=language)


@lru_cache(maxsize=1 << 14)
def is_supposed(sentence: str, *, language: str) -> bool:
    """Tell whether a sentence says what would be if something else were: *if …, we would*."""
    return has(sentence, "supposed.condition", language=language) and has(
        sentence, "supposed.then", language=language
    )


@lru_cache(maxsize=1 << 14)
def narrowed(sentence: str, text: str, *, language: str) -> str:
    """Return the words after a number that narrow what it is told of: *for balances only*."""
    _, after = _sides(sentence, text, language)
    return after.strip() if has(after, "narrowed.words", language=language) else ""


def _sides(sentence: str, text: str, language: str) -> tuple[str, str]:
    """Return what stands before a number in its sentence, and after it in its clause, folded."""
    at = sentence.find(text)
    if at < 0:
        return "", ""
    after = fold(_END.split(sentence[at + len(text) :])[0])
    joint = words_of(language).phrases["joints.words"].search(f" {after} ")
    return sentence[max(0, at - _BEFORE) : at], after[: joint.start()] if joint else after
