import random
from collections.abc import Callable

import pytest

from db.records import ArticleVersion
from graph.origins import by_version, origins
from graph.parts import Material, build
from graph.rules import load_rules
from tests.graph.telling import said

RULES = load_rules()
WORDS = [
    "lender",
    "clerk",
    "office",
    "winter",
    "harbour",
    "ledger",
    "margin",
    "letter",
    "tower",
    "winter",
    "machine",
    "bridge",
    "evening",
    "paper",
    "signal",
    "garden",
    "branch",
    "ticket",
    "window",
    "answer",
    "morning",
    "season",
    "valley",
    "market",
    "summer",
    "cable",
]


def text(seed: int, length: int = 220) -> str:
    chooser = random.Random(seed)  # words for a test
    return " ".join(chooser.choices([f"{word}{n}" for word in WORDS for n in range(40)], k=length))


def version(name: str, words: str, **other: str) -> ArticleVersion:
    given = {
        "id": name,
        "article_id": name,
        "url": f"https://{name}.example/story",
        "title": name,
        "text": words,
        "language": "en",
        "published": "2025-05-08",
    }
    return ArticleVersion(**(given | other))


def grouped(
    *versions: ArticleVersion, near: Callable[[str, str], float] | None = None
) -> set[frozenset[str]]:
    return {frozenset(o.version_ids) for o in origins(versions, rules=RULES, near=near)}


def test_forty_reprints_are_one_origin_named_after_the_earliest() -> None:
    story = text(1)
    copies = [
        version(f"copy{day:02}", f"{story} {text(day, 40)}", published=f"2025-05-{day % 28 + 1:02}")
        for day in range(40)
    ]
    (origin,) = origins(copies, rules=RULES)
    assert len(origin.version_ids) == 40
    assert origin.first_version_id == "copy00"
    assert origin.reason.startswith("40 articles: shared text")


def test_independent_reports_are_two_origins() -> None:
    assert grouped(version("a", text(1)), version("b", text(2))) == {frozenset("a"), frozenset("b")}


def test_a_trimmed_copy_is_found_by_what_the_shorter_one_holds() -> None:
    story = text(1, 600)
    short = " ".join(story.split()[:150])
    assert grouped(version("a", story), version("b", short)) == {frozenset("ab")}


def half_copied() -> tuple[str, str]:
    story = text(1, 240)
    return story, " ".join(story.split()[:100]) + " " + text(2, 140)


def test_a_third_of_the_text_is_a_copy_only_with_another_reason() -> None:
    one, other = half_copied()
    apart = {frozenset("a"), frozenset("b")}
    assert grouped(version("a", one), version("b", other)) == apart
    family = {"family": "north"}
    assert grouped(version("a", one, **family), version("b", other, **family)) == {frozenset("ab")}
    agency = {"agency": "AFP"}
    assert grouped(version("a", one, **agency), version("b", other, **agency)) == {frozenset("ab")}
    late = version("b", other, published="2025-08-08", **agency)
    assert grouped(version("a", one, **agency), late) == apart


QUOTE = "“There will always be a person if you want to speak to one.”"


def test_one_quote_printed_twice_within_a_week_is_one_origin() -> None:
    one, other = f"{text(1)} {QUOTE}", f"{QUOTE.replace('always be', 'be always')} {text(2)}"
    assert grouped(version("a", one), version("b", other)) == {frozenset("ab")}
    late = version("b", other, published="2025-05-28")
    assert len(grouped(version("a", one), late)) == 2


def test_a_short_quote_groups_nothing() -> None:
    one, other = (f"{text(seed)} “We are hiring again now.”" for seed in (1, 2))
    assert len(grouped(version("a", one), version("b", other))) == 2


def test_a_standing_paragraph_under_two_stories_groups_nothing() -> None:
    about = text(9, 60)
    pages = [version(name, f"{text(n, 40)}\n\n{about}") for n, name in enumerate("ab")]
    assert len(grouped(*pages)) == 2
    assert len(grouped(*(version(name, f"{text(1, 9)}\n\n{about}") for name in "ab"))) == 1


ENGLISH = (
    "The shoe maker Larkfold brings back 40 models, said Philippa Dane on Thursday. "
    "“The feet had six toes and nobody had counted them,” she said. It lost 350,000 pounds."
)
FRENCH = (
    "Le fabricant de chaussures Larkfold rappelle 40 mannequins, a dit jeudi Philippa Dane. "
    "« Les pieds avaient six orteils et personne ne les avait comptés », a-t-elle dit. La perte "
    "est de 350 000 livres."
)


@pytest.mark.parametrize(
    ("nearness", "change", "found"),
    [
        (0.8, {}, 1),
        (0.2, {}, 2),
        (0.8, {"published": "2025-07-01"}, 2),
        (0.8, {"language": "en"}, 2),
        (0.8, {"text": FRENCH.replace("40", "12").replace("350 000", "7 000")}, 2),
        (0.8, {"text": FRENCH.replace("Philippa Dane", "Odile Varenne")}, 2),
    ],
)
def test_a_translation_has_the_person_the_numbers_and_the_quote(
    nearness: float, change: dict[str, str], found: int
) -> None:
    told = {"words": FRENCH, "language": "fr", "published": "2025-05-09"} | change
    other = version("b", str(told.pop("text", told["words"])), **_without(told, "words"))
    assert len(grouped(version("a", ENGLISH), other, near=lambda _, __: nearness)) == found


def _without(given: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in given.items() if key != name}


def test_one_canonical_address_is_one_origin_whatever_the_text() -> None:
    one = version("a", text(1))
    other = version("b", text(2), canonical_url="http://www.a.example/story/")
    (origin,) = origins([one, other], rules=RULES)
    assert origin.reason == "2 articles: the same canonical address"


def test_a_front_page_is_the_address_of_no_article() -> None:
    home = {"canonical_url": "https://a.example/"}
    assert len(grouped(version("a", text(1), **home), version("b", text(2), **home))) == 2


def test_agency_alone_makes_no_copy() -> None:
    agency = {"agency": "AFP"}
    assert len(grouped(version("a", text(1), **agency), version("b", text(2), **agency))) == 2


def test_boilerplate_on_every_page_groups_nothing() -> None:
    footer = text(99, 30)
    pages = [version(f"page{n:03}", f"{text(n, 300)} {footer}") for n in range(120)]
    assert len(grouped(*pages)) == 120


def test_more_reprints_than_the_index_proposes_are_still_one_origin() -> None:
    story = text(1)
    assert len(grouped(*(version(f"copy{n:03}", story) for n in range(150)))) == 1


@pytest.mark.parametrize("seed", range(5))
def test_order_makes_no_difference(seed: int) -> None:
    one, other = half_copied()
    pages = [
        version("a", one),
        version("b", other),
        version("c", text(5)),
        version("d", f"{one} {text(7, 20)}"),
    ]
    right = origins(pages, rules=RULES)
    random.Random(seed).shuffle(pages)  # an order for a test
    assert origins(pages, rules=RULES) == right


def test_every_article_is_of_exactly_one_origin() -> None:
    pages = [version(f"page{n}", text(n % 4)) for n in range(12)]
    found = origins(pages, rules=RULES)
    assert sorted(by_version(found)) == sorted(page.id for page in pages)
    assert sum(len(origin.version_ids) for origin in found) == 12


def test_empty_texts_are_copies_of_nothing() -> None:
    assert len(grouped(version("a", ""), version("b", ""))) == 2


def test_printings_of_one_quote_share_the_origin_of_the_first() -> None:
    words = "there will always be a human if you want to speak to one"
    one = said(words, "2025-05-08", -0.9, person="Nora Lind", article="a")
    other = said(
        words.replace("always be", "be always"), "2025-05-10", -0.9, person="Nora Lind", article="b"
    )
    different = said(
        "machines answer most calls by now", "2025-05-10", 0.9, person="Nora Lind", article="b"
    )
    pages = [
        version("version-a", text(1), published="2025-05-08"),
        version("version-b", text(2), published="2025-05-10"),
    ]
    graph = build(Material(statements=[one, other, different], versions=pages))
    assert graph.statement_origins[one.id] == graph.statement_origins[other.id]
    assert graph.statement_origins[different.id] != graph.statement_origins[other.id]
    assert [
        (link.source_id, link.relation.value) for link in graph.links if link.target_id == one.id
    ] == [(other.id, "copy_of")]
