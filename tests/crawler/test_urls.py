import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonical_identity, identity, is_same_site


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("HTTPS://WWW.Paper.ORG:443/a#b", "https://www.paper.org/a"),
        ("https://paper.org/a?utm_source=x&utm_medium=y&fbclid=z&id=4", "https://paper.org/a?id=4"),
        ("https://paper.org/a?12345", "https://paper.org/a?12345"),
        ("https://paper.org/a?b=2&a=1", "https://paper.org/a?b=2&a=1"),
        ("http://paper.org:8080/", "http://paper.org:8080/"),
        ("https://paper.org/é t", "https://paper.org/%C3%A9t"),
        ("https://journal-é.fr/x", "https://xn--journal--i1a.fr/x"),
        ("http://[::1]:81/x", "http://[::1]:81/x"),
        ("https://paper.org/a/./b/../c/", "https://paper.org/a/c/"),
    ],
)
def test_one_page_has_one_address(written: str, known_as: str) -> None:
    assert identity(written) == known_as


@pytest.mark.parametrize(
    "address",
    [
        *("", "x", "//", "ftp://a.org/", "data:,x", "http://", "http://a.org:99999/"),
        *("http://[x/", "https://user@a.org/", "https://´.org/"),
        "https://a.org/" + "x" * 2000,
    ],
)
def test_what_is_no_web_page_has_no_address(address: str) -> None:
    assert identity(address) == ""


@given(st.text(max_size=80), st.text(max_size=30), st.text(max_size=30))
def test_identity_of_an_identity_is_itself(path: str, query: str, host: str) -> None:
    for address in (f"https://paper.org/{path}?{query}", f"http://{host}.org/{path}", path):
        once = identity(address)
        assert identity(once) == once if once else True


@pytest.mark.parametrize(
    ("claimed", "final", "known_as"),
    [
        ("/story", "https://paper.org/story?page=2", "https://paper.org/story"),
        ("https://paper.org/story", "https://amp.paper.org/story", "https://paper.org/story"),
        ("https://original.org/story", "https://paper.org/copy", "https://paper.org/copy"),
        ("https://paper.org/", "https://paper.org/copy", "https://paper.org/copy"),
        ("http://127.0.0.1:2/a", "http://127.0.0.1:1/b", "http://127.0.0.1:1/b"),
        ("http://127.0.0.1:1/a", "http://127.0.0.1:1/b", "http://127.0.0.1:1/a"),
        ("javascript:x", "https://paper.org/a", "https://paper.org/a"),
    ],
)
def test_canonical_link_counts_only_within_its_site(
    claimed: str, final: str, known_as: str
) -> None:
    assert canonical_identity(claimed, final=final) == known_as


def test_hosts_of_a_public_suffix_are_different_sites() -> None:
    assert not is_same_site("https://one.co.uk/", "https://two.co.uk/")
    assert is_same_site("https://www.one.co.uk/", "https://m.one.co.uk/x")
