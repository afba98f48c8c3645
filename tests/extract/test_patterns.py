import pytest
import spacy

from extract.patterns import Index, PatternError, Vocabulary, Words

CLASSES = {
    "CUT": ["cut*", "let go", "remplac*", "suppression* de"],
    "JOBS": ["jobs", "posts"],
    "AI": ["ai", "machine learning"],
    "TOOL": ["@AI", "software"],
    "NUM": ["#"],
    "BREAK": ["but"],
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(CLASSES)


def read(vocabulary: Vocabulary, text: str) -> Words:
    return vocabulary.words(spacy.blank("en")(text))


def fits(vocabulary: Vocabulary, pattern: str, text: str) -> list[str]:
    made = vocabulary.pattern(pattern, name="test")
    words = read(vocabulary, text)
    return [
        " ".join(token.text for token in words.tokens[match.start : match.end])
        for match in vocabulary.matches(words, [made])
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("CUT _3 JOBS", "They cut three hundred jobs.", ["cut three hundred jobs"]),
        ("CUT _1 JOBS", "They cut three hundred jobs.", []),
        ("CUT _5 JOBS", "They cut costs, not jobs.", []),
        ("CUT ..5 JOBS", "They cut costs, not jobs.", ["cut costs , not jobs"]),
        ("CUT _5 JOBS", "They cut costs but kept jobs.", []),
        ("CUT ..9 JOBS", "They cut costs. Then jobs.", []),
        ("CUT NUM? JOBS", "They cut 300 jobs.", ["cut 300 jobs"]),
        ("CUT NUM? JOBS", "They cut jobs.", ["cut jobs"]),
        ("CUT JOBS|posts", "They let go posts.", ["let go posts"]),
        ("CUT _3 TOOL", "cut by machine learning", ["cut by machine learning"]),
        ("CUT _3 TOOL", "cut by software", ["cut by software"]),
        ("CUT jobs", "remplaçant jobs", ["remplaçant jobs"]),
        ("CUT JOBS", "They cut “jobs”.", ["cut jobs"]),
        ("CUT JOBS", "suppressions de posts", ["suppressions de posts"]),
    ],
)
def test_pattern_fits_what_it_says(
    vocabulary: Vocabulary, pattern: str, text: str, found: list[str]
) -> None:
    assert fits(vocabulary, pattern, text) == found


def test_phrase_begins_a_pattern_only_with_its_first_word(vocabulary: Vocabulary) -> None:
    assert fits(vocabulary, "CUT _3 JOBS", "They let go of jobs") == ["let go of jobs"]


def test_marked_step_is_the_trigger(vocabulary: Vocabulary) -> None:
    pattern = vocabulary.pattern("JOBS _2 !CUT", name="test")
    words = read(vocabulary, "Jobs were cut.")
    match = next(vocabulary.matches(words, [pattern]))
    assert [words.tokens[place].text for place in match.marked] == ["cut"]


@pytest.mark.parametrize("pattern", ["", "CUT? JOBS", "NOSUCH JOBS", "CUT !?"])
def test_bad_pattern_is_refused_by_name(vocabulary: Vocabulary, pattern: str) -> None:
    with pytest.raises(PatternError, match=r"test|NOSUCH"):
        vocabulary.pattern(pattern, name="test")


def test_class_that_refers_to_no_class_is_refused() -> None:
    with pytest.raises(PatternError, match="@NOSUCH"):
        Vocabulary({"A": ["@NOSUCH"]})


@pytest.mark.parametrize(
    "text",
    [
        "They cut three hundred jobs.",
        "Software cut posts, but machine learning let go of nobody.",
        "Nothing happened.",
        "AI, 300 posts.",
    ],
)
def test_index_loses_no_pattern_that_fits_and_keeps_their_order(
    vocabulary: Vocabulary, text: str
) -> None:
    written = ("CUT _3 JOBS", "AI|posts", "CUT NUM? JOBS", "TOOL _2 CUT", "NUM JOBS", "nobody")
    patterns = [vocabulary.pattern(one, name=one) for one in written]
    words = read(vocabulary, text)
    found = Index.of(patterns, share=vocabulary.share).fitting(words.union)
    assert found == [pattern for pattern in patterns if pattern in found]
    assert list(vocabulary.matches(words, found)) == list(vocabulary.matches(words, patterns))
    assert all(need & words.union for pattern in found for need in pattern.needs)


def test_short_words_stand_for_a_larger_share_of_a_text_than_long_ones() -> None:
    told = Vocabulary({"IT": ["of"], "JOBS": ["employees"]})
    assert told.share(told.bit("IT")) > told.share(told.bit("JOBS"))
    both = told.bit("IT") | told.bit("JOBS")
    assert told.share(both) == told.share(told.bit("IT")) + told.share(told.bit("JOBS"))


def test_words_have_a_class_only_between_the_places_asked_for(vocabulary: Vocabulary) -> None:
    words = read(vocabulary, "They cut three hundred jobs.")
    jobs = vocabulary.bit("JOBS")
    place = next(at for at, mask in enumerate(words.masks) if mask & jobs)
    assert words.has(jobs)
    assert words.has(jobs, place, place + 1)
    assert not words.has(jobs, 0, place)
    assert not words.has(jobs, place + 1)
