from db.records import DateMethod, LaneStatement
from graph.lanes import lanes, utterances
from graph.rules import load_rules
from tests.graph.telling import said

RULES = load_rules()
WORDS = "there will always be a human at the end of the line"


def clusters(*statements: LaneStatement) -> set[frozenset[str]]:
    return {
        frozenset({utterance.statement.id, *utterance.copies})
        for utterance in utterances(statements, rules=RULES)
    }


def test_printings_of_one_quote_are_one_utterance() -> None:
    one = said(WORDS, "2025-05-08", person="Nora Lind", article="a")
    other = said(
        WORDS.replace("always be", "be always"), "2025-05-10", person="Nora Lind", article="b"
    )
    assert clusters(one, other) == {frozenset({one.id, other.id})}


def test_other_numbers_are_another_utterance() -> None:
    one = said("the bot does the work of 700 full time agents today", "2025-05-08")
    other = said("the bot does the work of 853 full time agents today", "2025-05-08", article="b")
    assert len(clusters(one, other)) == 2


def test_same_words_of_another_voice_are_another_utterance() -> None:
    one = said(WORDS, "2025-05-08", person="Nora Lind", person_id="nora")
    other = said(WORDS, "2025-05-08", person="Ida Holm", person_id="ida")
    assert len(clusters(one, other)) == 2


def test_printing_that_names_nobody_is_that_of_the_person_who_said_it() -> None:
    named = said(WORDS, "2025-05-09", person="Nora Lind", person_id="nora", article="b")
    unnamed = said(WORDS, "2025-05-08", article="a")
    (utterance,) = utterances([unnamed, named], rules=RULES)
    assert utterance.statement.person == "Nora Lind"


def test_deed_told_again_of_another_known_day_is_done_twice() -> None:
    words = "software has replaced the whole team of the call centre"
    one = said(words, "2024-05-08", kind="action")
    other = said(words, "2025-05-08", kind="action", article="b")
    assert len(clusters(one, other)) == 2


def test_long_quote_that_a_later_text_misdates_is_the_old_one() -> None:
    one = said(WORDS, "2024-05-08", article="a")
    other = said(WORDS, "2025-05-08", article="b")
    (utterance,) = utterances([other, one], rules=RULES)
    assert utterance.statement.said_on == "2024-05-08"


def test_piece_of_a_quote_is_that_quote() -> None:
    whole = said(WORDS, "2024-05-08")
    begin = said("There will always be a human", "2025-05-08", article="b")
    end = said("at the end of the line", "2025-05-09", article="c")
    scrap = said("a human", "2025-05-09", article="d")
    assert clusters(whole, begin, end, scrap) == {
        frozenset({whole.id, begin.id, end.id}),
        frozenset({scrap.id}),
    }


def test_same_words_dated_by_publication_alone_are_a_reminder() -> None:
    one = said(WORDS, "2024-05-08")
    other = said(WORDS, "2025-05-08", method="publication")
    (utterance,) = utterances([other, one], rules=RULES)
    assert utterance.statement.id == one.id
    assert utterance.statement.said_method is DateMethod.EXPLICIT


def test_what_one_printing_tells_of_a_change_holds_for_the_utterance() -> None:
    one = said(WORDS, "2025-05-08")
    other = said(WORDS, "2025-05-09", -0.9, article="b", acknowledges_change=True)
    (utterance,) = utterances([one, other], rules=RULES)
    assert utterance.statement.position == -0.9
    assert utterance.statement.acknowledges_change


def test_short_words_are_one_only_when_near_in_time() -> None:
    near = said("no comment", "2025-05-08"), said("no comment", "2025-05-09", article="b")
    far = said("no comment", "2025-08-08", method="publication", article="c")
    assert len(clusters(*near)) == 1
    assert len(clusters(*near, far)) == 2


def test_lanes_are_sorted_and_hold_only_who_binds_the_company() -> None:
    told = [
        said("b", "2025-02", 0.5, company_id="c", person_id="p"),
        said("a", "2024-02", 0.5, company_id="c"),
        said("c", "2024-05", 0.5, company_id="c", person_id="q", speaks_for_company=False),
        said("d", "2024-03", 0.5, company_id="c", person_id="p", speaks_for_company=False),
        said("e", "2024-03", 0.5, company_id="c", speaks_for_company=False),
        said("f", "2024-03", 0.5),
    ]
    got = {
        (lane.company_id, lane.person_id): [s.wording for s in lane.statements]
        for lane in lanes(told, former=frozenset())
    }
    assert got == {("c", ""): ["a", "d", "b"], ("c", "q"): ["c"]}
