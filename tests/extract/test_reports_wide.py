"""Reports as newsrooms put them: the words are cut where they begin and end, and have a speaker.

Each line of ``reports_XX.tsv`` holds what it is about, an invented sentence with the words in
brackets, and the speaker as written. Without brackets nobody says anything; without a speaker the
text doesn't tell who does.
"""

import re
from pathlib import Path

import pytest

from extract.nlp import documents, text_of
from extract.quotes import quotes

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


def rows(language: str) -> list[tuple[str, str, str]]:
    lines = (HERE / f"reports_{language}.tsv").read_text("utf-8").splitlines()
    return [(about, marked, speaker) for about, marked, speaker in map(_cells, lines)]


def _cells(line: str) -> list[str]:
    return (line + "\t\t").split("\t")[:3]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_report_has_its_words_and_its_speaker(language: str) -> None:
    wrong = []
    texts = ((re.sub(r"[\[\]]", "", marked), (marked, who)) for _, marked, who in rows(language))
    for doc, (marked, speaker) in documents(texts, language=language):
        found = [
            (
                " … ".join(text_of(doc)[slice(*span)] for span in quote.spans),
                text_of(doc)[slice(*quote.speaker)] if quote.speaker else "",
            )
            for quote in quotes(doc)
        ]
        wanted = re.findall(r"\[(.*?)\]", marked)
        is_right = any(
            words == wanted[0]
            and speaker.casefold() in who.casefold()
            and bool(who) == bool(speaker)
            for words, who in found
            if wanted
        )
        if not (is_right if wanted else not found):
            wrong.append((marked, speaker, found))
    assert not wrong
