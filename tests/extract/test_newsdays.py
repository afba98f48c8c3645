from db.records import Axis, DateMethod, Kind, Position, SaidDate, Statement
from extract.newsdays import dated_by_news
from extract.occasions import Occasion

PUBLISHED = "2025-05-09"


def day(when: str, *, method: DateMethod = DateMethod.EXPLICIT) -> SaidDate:
    return SaidDate(edtf=when, earliest=when, latest=when, method=method)


UNDATED = day(PUBLISHED, method=DateMethod.PUBLICATION)


def statement(
    place: int,
    said: SaidDate = UNDATED,
    *,
    kind: Kind = Kind.ACTION,
    company: str = "Brontis",
    speaks: bool = True,
    position: Position | None = None,
) -> Statement:
    return Statement(
        position=position,
        kind=kind,
        spans=((place, place + 5),),
        text="words",
        wording="words",
        said=said,
        company=company,
        speaks_for_company=speaks,
    )


def quote(place: int, when: str, *, company: str = "Brontis", speaks: bool = True) -> Statement:
    return statement(place, day(when), kind=Kind.INDIRECT_QUOTE, company=company, speaks=speaks)


def telling(place: int, when: str, *, company: str = "", is_telling: bool = True) -> Occasion:
    return Occasion(place=place, said=day(when), company=company, is_telling=is_telling)


def dates(
    *statements: Statement, told: tuple[Occasion, ...] = (), published: str = PUBLISHED
) -> list[str]:
    return [s.said.edtf for s in dated_by_news(statements, told=told, published=published)]


def test_a_deed_is_of_the_day_on_which_the_company_told_it() -> None:
    assert dates(statement(0), quote(80, "2025-05-07"))[0] == "2025-05-07"


def test_a_deed_is_of_the_day_on_which_the_staff_were_told() -> None:
    assert dates(statement(0), told=(telling(90, "2025-05-08"),)) == ["2025-05-08"]


def test_the_companys_own_words_come_before_what_others_were_told() -> None:
    told = (telling(20, "2025-05-08"),)
    assert dates(statement(0), quote(80, "2025-05-06"), told=told)[0] == "2025-05-06"


def test_the_nearest_telling_counts() -> None:
    told = (telling(90, "2025-05-07"), telling(300, "2025-05-05"))
    assert dates(statement(60), statement(280), told=told) == ["2025-05-07", "2025-05-05"]


def test_a_deed_with_a_date_of_its_own_keeps_it() -> None:
    assert dates(statement(0, day("2025-03-01")), quote(80, "2025-05-07"))[0] == "2025-03-01"


def test_another_companys_day_is_not_this_ones() -> None:
    told = (telling(90, "2025-05-08", company="Veltra"),)
    others = quote(80, "2025-05-07", company="Veltra")
    assert dates(statement(0), others, told=told)[0] == PUBLISHED


def test_who_does_not_speak_for_the_company_makes_no_news_of_its_deeds() -> None:
    assert dates(statement(0), quote(80, "2025-05-07", speaks=False))[0] == PUBLISHED


def test_a_day_on_which_nothing_was_told_dates_no_deed() -> None:
    assert dates(statement(0), told=(telling(90, "2025-05-08", is_telling=False),)) == [PUBLISHED]


def test_what_was_told_a_month_ago_is_no_day_of_this_news() -> None:
    assert dates(statement(0), quote(80, "2025-04-07"))[0] == PUBLISHED


def test_a_day_after_publication_is_none() -> None:
    assert dates(statement(0), told=(telling(90, "2025-05-12"),)) == [PUBLISHED]


def test_words_keep_the_day_that_quotes_have() -> None:
    words = statement(0, kind=Kind.DIRECT_QUOTE)
    assert dates(words, quote(80, "2025-05-07"))[0] == PUBLISHED


def test_without_a_publication_day_nothing_changes() -> None:
    assert dates(statement(0), quote(80, "2025-05-07"), published="")[0] == PUBLISHED


def test_where_the_day_comes_from_is_kept() -> None:
    found = next(
        iter(dated_by_news([statement(0), quote(80, "2025-05-07")], told=(), published=PUBLISHED))
    )
    assert (found.said.method, found.said.anchor) == (DateMethod.RELATIVE, "2025-05-07")


BACK = Position(value=-0.8, axis=Axis.PRACTICE)
GONE = Position(value=0.6, axis=Axis.PRACTICE)


def test_a_deed_is_of_the_day_of_another_on_its_side() -> None:
    started = statement(60, day("2025-05-05"), kind=Kind.REPORT, company="", position=BACK)
    assert dates(statement(0, position=BACK), started)[0] == "2025-05-05"


def test_a_deed_on_the_other_side_or_of_another_company_dates_none() -> None:
    other = statement(60, day("2025-05-05"), position=GONE)
    others = statement(80, day("2025-05-06"), position=BACK, company="Veltra")
    assert dates(statement(0, position=BACK), other, others)[0] == PUBLISHED


def test_what_is_only_meant_to_be_done_on_a_day_dates_no_deed() -> None:
    meant = Position(value=-0.8, axis=Axis.INTENTION)
    planned = statement(60, day("2025-05-05"), position=meant)
    assert dates(statement(0, position=BACK), planned)[0] == PUBLISHED
