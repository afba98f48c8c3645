"""Texts that say of themselves that they are satire: nothing in them is asserted by anybody."""

import re
from functools import cache

from db.records import ArticleVersion
from extract.lexicons import lexicon

# Characters at either end of a text in which it says what it is.
_EDGE = 160
_PATH = re.compile(r"[/._-]")


def is_satire(version: ArticleVersion) -> bool:
    """Say whether a text's section, outlet, headline or own first or last words call it satire.

    A text *about* satire names it in mid-sentence; one that is satire has it as a label: alone on
    its line, before a colon, in brackets or as a part of its address.
    """
    labels = _labels(version.language)
    address = {part for part in _PATH.split(version.url.lower().partition("://")[2]) if part}
    if address & labels.sections:
        return True
    if any(name and labels.name.search(name) for name in (version.publisher, version.outlet)):
        return True
    edges = (version.title, version.text[:_EDGE], version.text[-_EDGE:])
    return any(labels.label.search(edge) for edge in edges)


class _Labels:
    """The words of a language for satire, as its labels are written."""

    def __init__(self, language: str) -> None:
        words = lexicon(language, "modality")["satire"]
        self.sections = frozenset(words["sections"])
        named = "|".join(re.escape(word) for word in words["labels"])
        notes = "|".join(re.escape(note) for note in words["notes"])
        self.name = re.compile(rf"\b(?:{named})\b", re.IGNORECASE)
        self.label = re.compile(
            rf"^\W*(?:{named})\W*(?:$|[:|–—])|[\[(](?:{named})[\])]|(?:{notes})",
            re.IGNORECASE | re.MULTILINE,
        )


@cache
def _labels(language: str) -> _Labels:
    return _Labels(language)
