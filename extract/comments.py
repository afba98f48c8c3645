"""Reports that comment on their sentence: "As Lind put it, …", « …, comme l'a révélé Lind »."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.asides import SHORTEST, Aside, sentence_bounds
from extract.cues import Cue, Cues
from extract.phrases import (
    COMMAS,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    inverted_speaker,
    is_passive,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)

REACH = 6
"""Tokens from "as" to its cue."""
LONGEST_TAIL = 3
"""Tokens after the cue and its speaker: "as Lind put it on Monday"."""


def comment(token: Token, cue: Cue, cues: Cues, *, inside: Sequence[int]) -> Aside | None:
    """Return the sentence that "as Lind said" or « comme l'a dit Lind » stands beside, if any."""
    doc, bounds = token.doc, sentence_bounds(token)
    opener = _opener(doc, bounds[0], token.i, cues)
    if opener is None or is_passive(token):
        return None
    found = _speaker(token, cue, opener, bounds[1], cues)
    if found is None:
        return None
    speaker, end = found
    opens = opener == bounds[0]
    if opens and (end >= bounds[1] or doc[end].text not in COMMAS):
        return None
    content = trimmed(doc, end, bounds[1]) if opens else trimmed(doc, bounds[0], opener)
    if content is None or content[1] - content[0] < SHORTEST or inside[content[0]] >= 0:
        return None
    if not any(doc[i].pos_ in VERBS for i in range(*content)):
        return None
    return Aside(cue=cue_span(token, cue), speaker=speaker, content=(content,))


def _opener(doc: Doc, start: int, cue: int, cues: Cues) -> int | None:
    """Return "as" or « comme » where it opens the sentence or follows a comma."""
    for i in range(cue - 1, max(start - 1, cue - REACH), -1):
        if doc[i].text in COMMAS or doc[i].text in STOPS or doc[i].pos_ == "VERB":
            return None
        if plain(doc[i]) in cues.as_said:
            return i if i == start or doc[i - 1].text in COMMAS else None
    return None


def _speaker(
    token: Token, cue: Cue, opener: int, limit: int, cues: Cues
) -> tuple[TokenSpan, int] | None:
    """Return who speaks and where the comment ends."""
    doc = token.doc
    subject = subject_of(token)
    after = cue_span(token, cue)[1]
    if subject is not None and (
        not opener < subject.i < token.i or plain(subject) in cues.clitics["never_subject"]
    ):
        subject = None
    if subject is not None:
        speaker = noun_phrase(subject, without=token)
        reach = after
    else:
        speaker = inverted_speaker(token, limit, after=after)
        reach = speaker[1] if speaker else after
    if speaker is None:
        return None
    for i in range(reach, min(limit, reach + LONGEST_TAIL + 1)):
        if doc[i].text in COMMAS or doc[i].text in STOPS:
            return speaker, i
    return (speaker, limit) if limit <= reach + LONGEST_TAIL else None
