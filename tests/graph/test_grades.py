"""How far a change goes, by all that was told on either side of it."""

import pytest

from db.records import Grade, LaneStatement, Reversal
from graph.parts import Material, build
from graph.turns import CHANGES
from tests.graph.telling import said

DESK = {"function": "customer service"}
LATER = {"article": "later", "published": "2025-05-09"}


def changes(*statements: LaneStatement) -> list[Reversal]:
    found = build(Material(statements=statements)).reversals
    return [reversal for reversal in found if reversal.grade in CHANGES]


def grades(*statements: LaneStatement) -> set[Grade]:
    return {one.grade for one in changes(*statements)}


@pytest.fixture
def gone() -> LaneStatement:
    return said("let its 90 agents go for a bot", "2024-02-01", 0.85, kind="action",
                action="cut_jobs", **DESK)  # fmt: skip


@pytest.fixture
def unplugged() -> LaneStatement:
    return said("takes the bot off its lines", "2025-05-08", -0.6, kind="action",
                action="drop_ai", **DESK, **LATER)  # fmt: skip


# --- what stands beside it -------------------------------------------------------------------


def test_a_tool_withdrawn_with_nobody_back_goes_half_the_way(
    gone: LaneStatement, unplugged: LaneStatement
) -> None:
    assert grades(gone, unplugged) == {Grade.PARTIAL_RETREAT}


@pytest.mark.parametrize("function", ["customer service", "all", "finance"])
def test_people_back_in_the_same_text_make_it_whole(
    gone: LaneStatement, unplugged: LaneStatement, function: str
) -> None:
    back = said("takes on 60 people to answer", "2025-05-08", -0.5, kind="action", action="hire",
                function=function, **LATER)  # fmt: skip
    assert Grade.FULL_REVERSAL in grades(gone, unplugged, back)


def test_people_back_in_another_text_count_for_their_own_function(
    gone: LaneStatement, unplugged: LaneStatement
) -> None:
    back = said("takes on 60 people", "2025-05-10", -0.5, kind="action", action="hire",
                function="finance")  # fmt: skip
    assert grades(gone, unplugged, back) == {Grade.PARTIAL_RETREAT}


def test_that_some_stay_is_no_return(gone: LaneStatement, unplugged: LaneStatement) -> None:
    stay = said("twelve people stay on to check", "2025-05-08", -0.3, kind="action",
                action="keep_people", **DESK, **LATER)  # fmt: skip
    assert grades(gone, unplugged, stay) == {Grade.PARTIAL_RETREAT}


def test_the_strongest_words_of_a_side_tell_how_far_it_stood() -> None:
    texts = {"article": "earlier", "published": "2024-02-01"}
    cut = said("lays off 70 testers", "2024-02-01", 0.35, kind="action", action="cut_jobs",
               function="engineering", **texts)  # fmt: skip
    given = said("its games are tested by a machine now", "2024-02-01", 0.8, kind="report",
                 action="ai_does_work", function="engineering", **texts)  # fmt: skip
    back = said("has taken 70 testers on again", "2025-05-08", -0.5, action="rehire",
                kind="action", function="engineering")  # fmt: skip
    assert grades(cut, back) == {Grade.PARTIAL_RETREAT}
    assert grades(cut, given, back) == {Grade.FULL_REVERSAL}


# --- what it covers --------------------------------------------------------------------------


def test_a_promise_that_nobody_is_replaced_is_broken_by_the_first_function() -> None:
    promise = said("no one here will lose a job to software", "2023-06-01", -0.4,
                   action="deny_replacement", axis="intention")  # fmt: skip
    broken = said("let 120 engineers go for coding agents", "2025-05-08", 0.85, kind="action",
                  action="cut_jobs", function="engineering")  # fmt: skip
    assert grades(promise, broken) == {Grade.FULL_REVERSAL}


def test_words_that_name_the_trade_cover_it_whatever_function_was_read() -> None:
    stopped = said("stopped replacing cataloguers who leave", "2024-03-11", 0.7, kind="action",
                   action="freeze_hiring")  # fmt: skip
    back = said("every cataloguer who left is being replaced", "2025-05-08", -0.8, kind="action",
                action="rehire", function="finance")  # fmt: skip
    other = said("every cook who left is being replaced", "2025-05-08", -0.8, kind="action",
                 action="rehire", function="finance")  # fmt: skip
    assert grades(stopped, back) == {Grade.FULL_REVERSAL}
    assert grades(stopped, other) == {Grade.PARTIAL_RETREAT}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "For a bereavement you will speak to a person"),
        ("en", "brings people back at 12 of its 40 branches"),
        ("en", "brings people back for complex claims"),
        ("en", "brings people back at three of its branches"),
        ("fr", "Pour un décès, vous parlerez à quelqu'un"),
        ("fr", "remet des conseillers dans 12 de ses 40 agences"),
        ("fr", "reprend des gens pour les dossiers les plus complexes"),
    ],
)
def test_a_return_for_a_part_alone_goes_half_the_way(
    gone: LaneStatement, language: str, words: str
) -> None:
    back = said(words, "2025-05-08", -0.8, action="rehire", language=language, **DESK)
    assert grades(gone, back) == {Grade.PARTIAL_RETREAT}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Everything else remains with the assistant"),
        ("en", "Nothing changes at our other hotels"),
        ("fr", "Pour tout le reste, l'assistant continue"),
        ("fr", "Les autres demandes resteront automatisées"),
    ],
)
def test_a_text_that_keeps_to_the_rest_tells_of_a_part(
    gone: LaneStatement, language: str, words: str
) -> None:
    back = said("people will answer again", "2025-05-08", -0.8, action="rehire", **DESK, **LATER)
    rest = said(words, "2025-05-08", language=language, **LATER)
    assert grades(gone, back) == {Grade.FULL_REVERSAL}
    assert grades(gone, back, rest) == {Grade.PARTIAL_RETREAT}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "For our customers there will be a person again"),
        ("en", "For two years we had nobody there. They are back"),
        ("en", "takes on 95 of its 130 former agents again"),
        ("fr", "Pour le moment, tous les conseillers reviennent"),
        ("fr", "Pour les clients, il y aura de nouveau quelqu'un"),
    ],
)
def test_a_return_for_all_that_begins_alike_goes_all_the_way(
    gone: LaneStatement, language: str, words: str
) -> None:
    back = said(words, "2025-05-08", -0.8, action="rehire", language=language, **DESK)
    assert grades(gone, back) == {Grade.FULL_REVERSAL}


# --- plain hiring ----------------------------------------------------------------------------


def test_hiring_of_before_is_no_stand_that_later_ai_turns_round() -> None:
    hired = said("took on 50 graduates each summer", "2023-07-01", -0.35, kind="action",
                 action="hire", function="engineering")  # fmt: skip
    stopped = said("has stopped hiring juniors since AI writes the code", "2024-08-28", 1.0,
                   kind="action", action="freeze_hiring", function="engineering")  # fmt: skip
    assert changes(hired, stopped) == []


@pytest.mark.parametrize(
    ("kind", "action", "words"),
    [
        ("action", "drop_ai", "ended its trial of AI"),
        ("direct_quote", "need_humans", "no machine knows our streets"),
        ("direct_quote", "deny_replacement", "nobody is replaced by software here"),
    ],
)
def test_hiring_that_its_text_sets_against_ai_is_one(kind: str, action: str, words: str) -> None:
    desk = {"function": "engineering", "article": "one"}
    hired = said("is recruiting eight more planners", "2023-07-01", -0.5, kind="action",
                 action="hire", **desk)  # fmt: skip
    stand = said(words, "2023-07-01", -0.3, kind=kind, action=action, **desk)
    cut = said("lets 100 planners go for software", "2024-08-28", 0.85, kind="action",
               action="cut_jobs", function="engineering")  # fmt: skip
    assert len(changes(hired, stand, cut)) == 1


def test_who_speaks_of_ai_and_hiring_in_one_breath_has_taken_a_stand() -> None:
    hired = said("no AI tests our games, we are hiring 25 more", "2023-07-01", -0.5,
                 action="hire", function="engineering")  # fmt: skip
    cut = said("lets 70 testers go for software", "2024-08-28", 0.85, kind="action",
               action="cut_jobs", function="engineering")  # fmt: skip
    assert len(changes(hired, cut)) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "is taking on 45 agents for six new depots"),
        ("en", "hires 400 seasonal agents"),
        ("en", "hires 40 agents to meet demand"),
        ("fr", "recrute 45 agents pour l'ouverture de six agences"),
        ("fr", "embauche 400 saisonniers"),
        ("fr", "recrute 40 agents pour accompagner sa croissance"),
    ],
)
def test_hiring_because_there_is_more_to_do_turns_nothing_round(
    gone: LaneStatement, language: str, words: str
) -> None:
    hired = said(words, "2025-05-08", -0.5, kind="action", action="hire", language=language,
                 **DESK, **LATER)  # fmt: skip
    assert changes(gone, hired) == []
    regret = said("we went too far with the bot", "2025-05-08", -0.6, axis="evaluation",
                  action="regret", **DESK, **LATER)  # fmt: skip
    assert changes(gone, hired, regret) != []


# --- which pair is shown -----------------------------------------------------------------------


def test_one_persons_own_words_are_shown_for_a_deed_that_is_little_stronger() -> None:
    boss = {"person": "Nora Lind", **DESK}
    before = {"article": "before", "published": "2024-02-01"}
    deed = said("lets its 90 agents go for a bot", "2024-02-01", 0.85, kind="action",
                action="cut_jobs", **DESK, **before)  # fmt: skip
    told = said("we need no agents any more", "2024-02-01", 0.7, **boss, **before)
    back = said("brings its agents back", "2025-05-08", -0.8, kind="action", action="rehire",
                **DESK, **LATER)  # fmt: skip
    sorry = said("you will always get a person here", "2025-05-08", -0.7, axis="intention",
                 **boss, **LATER)  # fmt: skip
    (got, *_) = changes(deed, told, back, sorry)
    assert (got.earlier_id, got.later_id) == (told.id, sorry.id)
    assert got.person_id


def test_deeds_whose_days_are_told_are_shown_before_words_of_the_day_of_print() -> None:
    printed = {"person": "Nora Lind", "method": "publication", **DESK}
    before = {"article": "before", "published": "2024-02-04"}
    deed = said("its calls are taken by a bot", "2024-02-01", 0.8, kind="action",
                action="ai_does_work", **DESK, **before)  # fmt: skip
    told = said("we need no agents any more", "2024-02-04", 0.8, **printed, **before)
    back = said("brings its agents back", "2025-05-08", -0.8, kind="action", action="rehire",
                **DESK, **LATER)  # fmt: skip
    sorry = said("we have gone back to people", "2025-05-10", -0.8, **printed, **LATER)
    (got, *_) = changes(deed, told, back, sorry)
    assert (got.earlier_id, got.later_id) == (deed.id, back.id)


def test_the_news_of_a_text_is_shown_before_what_it_recalls() -> None:
    text = {"article": "before", "published": "2024-07-10"}
    let_go = said("let its 46 agents go in June", "2024-06", 0.85, kind="action",
                  action="cut_jobs", **DESK, **text)  # fmt: skip
    news = said("all its answers are given by a machine now", "2024-07-09", 0.8,
                kind="action", action="ai_does_work", **DESK, **text)  # fmt: skip
    back = said("has called its agents back", "2025-05-08", -0.8, kind="action",
                action="rehire", **DESK, **LATER)  # fmt: skip
    (got, *_) = changes(let_go, news, back)
    assert got.earlier_id == news.id


def test_what_is_done_in_one_function_carries_out_nothing_that_was_said_of_all() -> None:
    stopped = said("stopped hiring since software does it", "2024-02-01", 0.9,
                   action="freeze_hiring")  # fmt: skip
    judged = said("nothing will be worth as much as people", "2025-05-08", -0.6,
                  axis="evaluation", action="value_humans", **LATER)  # fmt: skip
    answer = said("customers will get a person", "2025-05-08", -0.7, axis="intention",
                  action="promise_human", **DESK, **LATER)  # fmt: skip
    assert grades(stopped, judged, answer) == {Grade.PARTIAL_RETREAT}
