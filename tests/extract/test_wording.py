import pytest

from db.records import Function
from extract.lexicons import LexiconError
from extract.patterns import Vocabulary
from extract.wording import _kind, wording

LANGUAGES = ("en", "fr")


def test_languages_tell_the_same_frames_with_the_same_strength() -> None:
    english, french = (
        {name: kind for name, kind in wording(language).kinds.items() if kind.name == name}
        for language in LANGUAGES
    )
    assert english.keys() == french.keys()
    for name, kind in english.items():
        other = french[name]
        assert (kind.polarity, kind.axis, kind.negated_as, kind.negated) == (
            other.polarity,
            other.axis,
            other.negated_as,
            other.negated,
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_has_words_in_every_language(language: str) -> None:
    named = {function for _, function in wording(language).functions}
    assert named == set(Function) - {Function.ALL}


@pytest.mark.parametrize("language", LANGUAGES)
def test_polarities_stay_in_range(language: str) -> None:
    for kind in wording(language).kinds.values():
        strengths = (kind.polarity, kind.attributed, kind.beside, kind.excused, kind.negated)
        assert all(-1 <= strength <= 1 for strength in strengths if strength is not None)


def test_unknown_field_of_a_frame_is_refused_by_name() -> None:
    table = {"polarity": 0.1, "axis": "practice", "patterns": ["cut jobs"], "polarty": 1}
    with pytest.raises(LexiconError, match="polarty"):
        _kind("cut_jobs", table, Vocabulary({}))


def test_missing_language_is_refused() -> None:
    with pytest.raises(LexiconError, match="xx"):
        wording("xx")
