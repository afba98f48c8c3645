import random

from db.records import ArticleVersion
from graph.marks import marks, shingles
from graph.rules import load_rules

RULES = load_rules()


def version(words: str, url: str = "https://a.example/1") -> ArticleVersion:
    return ArticleVersion(
        id=url, article_id=url, url=url, title="", text=words, language="en", published="2025"
    )


def text(seed: int, length: int) -> str:
    return " ".join(f"word{n}" for n in random.Random(seed).choices(range(4000), k=length))


def test_marks_are_few_and_the_same_each_time() -> None:
    story = text(1, 800)
    found = marks(version(story), rules=RULES)
    assert found == marks(version(story), rules=RULES) == sorted(found)
    assert len(found) < len(shingles(story)) / 8


def test_a_cut_reprint_keeps_marks_of_the_whole() -> None:
    story = text(2, 800)
    whole = set(marks(version(story), rules=RULES))
    cut = set(marks(version(story[: len(story) // 2], "https://b.example/2"), rules=RULES))
    assert len(whole & cut) >= RULES.copies["shared"]


def test_another_story_shares_none() -> None:
    one = set(marks(version(text(3, 800)), rules=RULES))
    other = set(marks(version(text(4, 800), "https://b.example/2"), rules=RULES))
    assert one & other == set()


def test_an_address_is_a_mark_that_no_text_has() -> None:
    plain, tracked = version("", "https://www.a.example/1/"), version("", "http://a.example/1")
    assert marks(plain, rules=RULES) == marks(tracked, rules=RULES)
    assert all(mark < 0 for mark in marks(plain, rules=RULES))
