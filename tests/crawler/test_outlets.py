from collections import Counter
from pathlib import Path

import pytest

from crawler.errors import OutletFileError
from crawler.outlets import load_outlets

GOOD = """name = "The Mill Post"
home = "https://mill.example/"
language = "en"
"""


def test_outlets_that_come_with_walkback_are_many_and_in_both_languages() -> None:
    outlets = load_outlets()
    languages = Counter(outlet.language for outlet in outlets.values())
    assert len(outlets) >= 25
    assert min(languages["en"], languages["fr"]) >= 10


def test_outlets_that_refuse_robots_or_give_summaries_are_not_enabled() -> None:
    outlets = load_outlets()
    closed = {"reuters", "associated-press", "new-york-times", "financial-times", "les-echos"}
    assert not any(outlets[name].enabled for name in closed | {"usine-digitale"})
    assert all(outlet.feeds or outlet.sitemaps for outlet in outlets.values() if outlet.enabled)
    assert all(outlet.note for outlet in outlets.values())


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('feed = "https://mill.example/feed"', "unknown key feed"),
        ('feeds = "https://mill.example/feed"', "feeds is .* not a list"),
        ('feeds = ["file:///etc/passwd"]', "feeds holds 'file:///etc/passwd'"),
        ('tier = "tabloid"', "tier is 'tabloid', not one of press, trade"),
        ("least_a_day = -1", "least_a_day is -1"),
        ("most_a_day = true", "most_a_day is True"),
        ("least_a_day = 9\nmost_a_day = 3", "least_a_day is more than most_a_day"),
        ('enabled = "yes"', "enabled is 'yes', not true or false"),
        ("enabled = true", "feeds, sitemaps and searches are all empty"),
        ('country = "Wales"', "country is 'Wales'"),
        ("note = 3", "note is 3"),
        ("= 3", "not TOML"),
    ],
)
def test_wrong_value_is_refused_by_file_and_key(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "mill-post.toml"
    file.write_text(GOOD + line)
    with pytest.raises(OutletFileError, match=complaint) as raised:
        load_outlets(tmp_path)
    assert str(raised.value).startswith(str(file))
    assert "\n" not in str(raised.value).split("not TOML", maxsplit=1)[0]


def test_missing_key_and_bad_file_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mill-post.toml").write_text('name = "x"\nlanguage = "en"\n')
    with pytest.raises(OutletFileError, match="home is missing"):
        load_outlets(tmp_path)
    (tmp_path / "mill-post.toml").rename(tmp_path / "Mill Post.toml")
    with pytest.raises(OutletFileError, match="name the file"):
        load_outlets(tmp_path)


def test_folder_without_outlets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutletFileError, match="no outlet file"):
        load_outlets(tmp_path)
    with pytest.raises(OutletFileError, match="no folder"):
        load_outlets(tmp_path / "none")


def test_outlet_of_a_good_file_has_the_file_s_name(tmp_path: Path) -> None:
    (tmp_path / "mill-post.toml").write_text(GOOD)
    assert load_outlets(tmp_path)["mill-post"].home == "https://mill.example/"
