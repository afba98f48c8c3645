"""Whether two values answer one question, in whatever words they are told."""

import pytest

from db.records import StoredFigure
from db.sources import Source, ToldFigure
from graph.comparison import Setting, setting
from graph.questions import is_one_question
from graph.rules import load_rules

RULES = load_rules()
HANDLED = {"unit": "percent", "measure": "requests handled"}
CUT = {"unit": "people", "measure": "jobs cut"}


def place(sentence: str, text: str, value: float, day: str, **other: str) -> Setting:
    """Return a figure in a text of that one sentence."""
    given = {
        "id": f"figure {sentence}",
        "version_id": f"version {sentence}",
        "article_id": f"article {sentence}",
        "statement_id": "statement",
        "text": text,
        "value": value,
        "low": value,
        "high": value,
        "modifier": "",
        "change": "",
        "counted": "",
        "base": "",
        "population": "",
        "as_of": "",
        "place": "",
        "company": "Veltra",
        "company_id": "veltra",
        "said_on": day,
        "said_from": day,
        "said_to": day,
        "language": "en",
        "sentence": sentence,
    }
    at = sentence.index(text)
    told = ToldFigure(
        figure=StoredFigure(**(given | other)),  # type: ignore[arg-type]  # one table of words
        start=at,
        end=at + len(text),
    )
    source = Source(
        version_id=f"version {sentence}",
        article_id=f"article {sentence}",
        url="https://paper.example/a",
        outlet="Paper",
        title="",
        text=sentence,
        language=other.get("language", "en"),
        published=day,
        figures=(told,),
    )
    return setting(source, told)


def ask(one: Setting, other: Setting) -> bool:
    return is_one_question(one, other, rules=RULES)


@pytest.mark.parametrize(
    ("sentence", "text", "base", "expected"),
    [
        ("Its bot deals with 40% of requests alone.", "40%", "requests", True),
        ("Of the enquiries 40% are closed by the machine.", "40%", "enquiries", True),
        ("The regulator found 40% of enquiries settled by AI.", "40%", "enquiries", True),
        ("People still answer 40% of letters to the board.", "40%", "letters", False),
        ("By telephone its bot takes 40% of calls.", "40%", "calls", False),
    ],
)
def test_shares_of_one_thing_are_one_measure_in_whatever_words(
    sentence: str, text: str, base: str, *, expected: bool
) -> None:
    one = place(
        "Veltra's assistant Nim handles 62% of written enquiries.",
        "62%",
        62,
        "2025-03-04",
        base="enquiries",
        **HANDLED,
    )
    other = place(sentence, text, 40, "2025-03-20", base=base, **HANDLED)
    assert ask(one, other) is expected


def test_shares_of_two_dates_are_a_series() -> None:
    sentences = ("In May Nim closed 62% of enquiries.", "By autumn the bot took 40% of enquiries.")
    one = place(sentences[0], "62%", 62, "2025-06-04", base="enquiries", as_of="2025-05", **HANDLED)
    other = place(
        sentences[1], "40%", 40, "2025-09-20", base="enquiries", as_of="2025-09", **HANDLED
    )
    assert not ask(one, other)


@pytest.mark.parametrize(
    ("sentence", "counted", "expected"),
    [
        ("By the union's own list 63 clerks have gone from Veltra.", "clerks", True),
        ("The union at Veltra counts 63 posts lost.", "posts", True),
        ("Sixty drivers went, and 63 drivers in all left Veltra.", "drivers", False),
    ],
)
def test_counts_of_one_trade_are_one_measure(
    sentence: str, counted: str, *, expected: bool
) -> None:
    one = place(
        "Veltra has cut 40 clerks since its agent came.",
        "40",
        40,
        "2025-03-04",
        counted="clerks",
        **CUT,
    )
    other = place(sentence, "63", 63, "2025-03-20", counted=counted, **CUT)
    assert ask(one, other) is expected


def test_people_replaced_are_not_all_whose_posts_were_cut() -> None:
    one = place("Veltra cut 120 posts.", "120", 120, "2025-03-04", counted="posts", **CUT)
    other = place(
        "An agent replaced 40 people at Veltra.",
        "40",
        40,
        "2025-03-05",
        counted="people",
        unit="people",
        measure="jobs replaced",
    )
    assert not ask(one, other)


def test_a_plan_is_no_count_of_what_was_done() -> None:
    one = place("Veltra plans to cut 120 posts.", "120", 120, "2025-03-04", counted="posts", **CUT)
    other = place("Veltra cut 40 posts.", "40", 40, "2025-03-05", counted="posts", **CUT)
    assert not ask(one, other)
