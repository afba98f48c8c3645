"""What is remembered of an address, and when it is due again."""

from itertools import pairwise

from crawler.frontier import known_of, row_after
from crawler.messages import Outcome, Visit
from crawler.schedule import LONGEST, _moment, is_due, next_visit
from db.records import Capture

NOW = "2026-03-06T08:00:00Z"
URL = "https://mill.example/a"


def visit(outcome: str, *, status: int = 200, **values: object) -> Visit:
    capture = Capture(
        requested_url=URL,
        final_url=URL,
        outlet="mill-post",
        status=status,
        fetched_at=NOW,
        etag='"1"',
    )
    return Visit(url=URL, outlet="mill-post", outcome=outcome, capture=capture, **values)  # type: ignore[arg-type]


def test_visits_to_an_unchanged_page_grow_apart_and_end() -> None:
    moment = "2026-03-01T00:00:00Z"
    moments = [moment]
    last, planned = moment, next_visit(now=moment, last_visit="", planned="", changed=True)
    while planned is not None and len(moments) < 50:
        moment = max(planned, f"{moment[:11]}06{moment[13:]}" if planned == moment else planned)
        planned = next_visit(now=moment, last_visit=last, planned=planned, changed=False)
        last = moment
        moments.append(moment)
    gaps = [_moment(b) - _moment(a) for a, b in pairwise(moments)]
    assert 5 <= len(gaps) < 15
    assert all(b >= a for a, b in pairwise(gaps))
    assert max(gaps) <= LONGEST
    assert planned is None


def test_change_brings_the_next_visit_near_again() -> None:
    long_ago = "2026-01-01T00:00:00Z"
    assert next_visit(now=NOW, last_visit=long_ago, planned=NOW, changed=True) == NOW
    unchanged = next_visit(now=NOW, last_visit=long_ago, planned=long_ago, changed=False)
    assert unchanged is None


def test_page_never_visited_is_due_and_one_given_up_is_not() -> None:
    assert is_due(now=NOW, visits=0, planned=None)
    assert not is_due(now=NOW, visits=3, planned=None)
    assert is_due(now=NOW, visits=3, planned="2026-03-06T07:59:59Z")


def test_request_held_back_leaves_the_page_as_due_as_it_was() -> None:
    former = {"visits": 2, "next_visit": "2026-03-01T00:00:00Z", "outcome": "article"}
    for outcome in (Outcome.HOST_PAUSED, Outcome.HOST_FAILING):
        row = row_after(visit(outcome), former, now=NOW, is_new_text=False)
        assert row == {"url": URL, "outlet_id": "mill-post", "next_visit": former["next_visit"]}


def test_unchanged_answer_keeps_what_is_known_of_the_page() -> None:
    former = {"visits": 2, "outcome": "article", "last_visit": NOW, "next_visit": NOW}
    row = row_after(visit(Outcome.UNCHANGED, status=304), former, now=NOW, is_new_text=False)
    assert (row["outcome"], row["visits"], row["http_status"]) == ("article", 3, 304)
    assert "etag" not in row
    assert row_after(visit("article"), {}, now=NOW, is_new_text=True)["etag"] == '"1"'


def test_listing_read_in_part_gets_no_validators() -> None:
    row = row_after(
        visit(Outcome.LISTING, is_listing=True, keeps_validators=False),
        {},
        now=NOW,
        is_new_text=False,
    )
    assert "etag" not in row
    columns = {"etag": "", "last_modified": "", "lastmod": "", "visits": 1}
    known = known_of(
        [{**columns, "url": URL, "next_visit": NOW, "outcome": "listing", "found_in": ""}], now=NOW
    )
    assert (known[URL].is_due, known[URL].is_listing) == (True, True)
