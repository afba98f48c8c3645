"""The former names of a company: "Wayfold, formerly Brinley", « Sauvigny, devenue Altéis »."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from extract.kinds import Name
from extract.phrases import plain
from extract.vocabulary import Words

REACH = 7
"""Tokens from a name to the one it had before or has now."""


def renames(doc: Doc, names: Sequence[Name], table: Words) -> Iterator[tuple[str, str]]:
    """Yield (former name, name of today) as the article tells them, in reading order.

    What stands between the two says which one is gone; nothing else but small words may.
    """
    for former, after in pairwise(names):
        told = [plain(token) for token in doc[former.end : after.start]]
        if not 0 < len(told) <= REACH or former.text == after.text:
            continue
        if told[0] not in {",", "(", "-", "–", "—"} and told[0] not in table.now_called:
            continue
        if any("\n" in word or word in {".", ";", ":", ")"} for word in told):
            continue
        words = {word for word in told if word[0].isalpha()}
        if not words <= table.now_called | table.once_called | table.rename_words:
            continue  # "Veltra, now part of Orvel"
        if words & table.now_called:
            yield former.text, after.text
        elif words & table.once_called:
            yield after.text, former.text
