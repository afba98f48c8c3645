"""What a run did, in words."""

from db.summary import did


def test_a_run_tells_what_it_did_and_not_what_it_did_not() -> None:
    counts = {"found": 1200, "new": 0, "skipped": {"soft_404": 2, "paywall": 1}}
    assert did(counts) == "found 1,200 · skipped 2 soft 404, 1 paywall"


def test_a_run_without_work_says_so() -> None:
    assert did({"read": 0, "skipped": {}}) == "nothing to do"
