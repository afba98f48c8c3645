"""The crawl command's own words."""

import pytest
from click.testing import CliRunner

from walkback import commands


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--since", "yesterday"], "a day such as 2026-03-06"),
        (["--since", "2026-13"], "a day such as 2026-03-06"),
        (["--since", "2026-3-6"], "a day such as 2026-03-06"),
        (["--since", "2026-03-06T08:00:00Z"], "a day such as 2026-03-06"),
        (["--check", "--reread"], "--check and --reread stand alone"),
        (["--check", "--max-pages", "3"], "--check and --reread stand alone"),
        (["guardian", "--reread"], "--check and --reread stand alone"),
        (["--max-pages", "0"], "--max-pages"),
    ],
)
def test_wrong_option_is_refused_before_anything_is_asked_for(
    arguments: list[str], complaint: str
) -> None:
    result = CliRunner().invoke(commands, ["crawl", *arguments])
    assert (result.exit_code, complaint in result.output) == (2, True)


def test_check_of_other_peoples_sites_needs_a_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WALKBACK_CONTACT", raising=False)
    result = CliRunner().invoke(commands, ["crawl", "guardian", "--check"])
    assert result.exit_code == 1
    assert "WALKBACK_CONTACT" in str(result.exception)
