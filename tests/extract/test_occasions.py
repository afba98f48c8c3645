from dataclasses import replace

from db.records import DateMethod, Kind, SaidDate, Statement
from extract.occasions import Occasion, dated_by_occasion

PUBLISHED = "2025-05-09"


def day(when: str, *, method: DateMethod = DateMethod.EXPLICIT, last: str = "") -> SaidDate:
    edtf = f"{when}/{last}" if last else when
    return SaidDate(edtf=edtf, earliest=when, latest=last or when, method=method)


UNDATED = day(PUBLISHED, method=DateMethod.PUBLICATION)


def quote(
    place: int,
    said: SaidDate,
    *,
    person: str = "Orla Venn",
    company: str = "Brontis",
    speaks: bool = True,
) -> Statement:
    return Statement(
        kind=Kind.DIRECT_QUOTE,
        spans=((place, place + 5),),
        text="words",
        wording="words",
        said=said,
        person=person,
        company=company,
        speaks_for_company=speaks,
    )


def dates(
    *statements: Statement, told: tuple[Occasion, ...] = (), published: str = PUBLISHED
) -> list[str]:
    return [s.said.edtf for s in dated_by_occasion(statements, told=told, published=published)]


def test_undated_words_belong_to_the_speakers_occasion() -> None:
    assert dates(quote(0, day("2025-05-08")), quote(50, UNDATED)) == ["2025-05-08", "2025-05-08"]


def test_the_occasion_may_come_after_the_words() -> None:
    assert dates(quote(0, UNDATED), quote(50, day("2025-05-08"))) == ["2025-05-08", "2025-05-08"]


def test_the_nearest_occasion_before_the_words_counts() -> None:
    said = dates(quote(0, day("2025-05-06")), quote(20, day("2025-05-08")), quote(50, UNDATED))
    assert said[-1] == "2025-05-08"


def test_an_old_statement_recalled_is_no_occasion() -> None:
    assert (
        dates(quote(0, day("2024-12-01", last="2024-12-31")), quote(50, UNDATED))[-1] == PUBLISHED
    )


def test_another_speaker_has_his_own_occasion() -> None:
    analyst = quote(50, UNDATED, person="Ada Moor", company="Moor & Sons")
    assert dates(quote(0, day("2025-05-08")), analyst)[-1] == PUBLISHED


def test_a_company_without_a_person_shares_the_companys_occasion() -> None:
    assert dates(quote(0, day("2025-05-08")), quote(50, UNDATED, person=""))[-1] == "2025-05-08"


def test_who_does_not_speak_for_the_company_does_not_share_its_occasion() -> None:
    union = quote(50, UNDATED, person="Ada Moor", speaks=False)
    assert dates(quote(0, day("2025-05-08")), union)[-1] == PUBLISHED


def test_a_fresh_date_beside_the_company_is_an_occasion() -> None:
    memo = Occasion(place=10, said=day("2025-05-05"), company="Brontis")
    assert dates(quote(50, UNDATED), told=(memo,)) == ["2025-05-05"]


def test_a_stale_or_wide_date_beside_the_company_is_none() -> None:
    stale = Occasion(place=10, said=day("2025-03-05"), company="Brontis")
    wide = Occasion(place=12, said=day("2025-04-26", last="2025-05-09"), company="Brontis")
    assert dates(quote(50, UNDATED), told=(stale, wide)) == [PUBLISHED]


def test_a_date_of_its_own_is_never_overruled() -> None:
    assert dates(quote(0, day("2025-05-08")), quote(50, day("2024-12-03")))[-1] == "2024-12-03"


def test_without_a_publication_date_nothing_is_guessed() -> None:
    unknown = SaidDate(edtf="", earliest="", latest="", method=DateMethod.PUBLICATION)
    assert dates(quote(0, day("2025-05-08")), quote(50, unknown), published="")[-1] == ""


def test_words_that_go_on_in_one_paragraph_share_their_date_however_old() -> None:
    said = [quote(0, day("2024-12-03")), quote(10, UNDATED), quote(30, UNDATED)]
    text = "words and words and\n" + "w" * 40
    found = dated_by_occasion(said, told=(), published=PUBLISHED, text=text)
    assert [s.said.edtf for s in found] == ["2024-12-03", "2024-12-03", PUBLISHED]


def test_a_colleague_shares_the_occasion_of_the_firm_but_not_of_a_person() -> None:
    firm = quote(0, day("2025-05-06"), person="")
    analyst = quote(50, UNDATED, person="Ada Moor", speaks=False)
    assert dates(firm, analyst)[-1] == "2025-05-06"


def test_an_open_start_is_no_news_and_takes_no_occasion() -> None:
    before = SaidDate(
        edtf=f"../{PUBLISHED}", earliest="", latest=PUBLISHED, method=DateMethod.PUBLICATION
    )
    assert dates(quote(0, day("2025-05-08")), quote(50, before))[-1] == before.edtf


def test_the_month_told_of_a_speaker_is_the_last_resort() -> None:
    month = Occasion(place=0, said=day("2025-05-01", last="2025-05-31"), person="Orla Venn")
    assert dates(quote(50, UNDATED), told=(month,)) == ["2025-05-01/2025-05-31"]


COUNCIL = Occasion(place=0, said=day("2025-05-07"), company="Aldry", is_gathering=True)


def gathered(words: Statement, *, is_recounted: bool, told: Occasion = COUNCIL) -> str:
    recounted = {words.spans} if is_recounted else set()
    found = dated_by_occasion([words], told=(told,), published=PUBLISHED, recounted=recounted)
    return next(found).said.edtf


def test_words_told_as_past_were_said_where_people_had_met() -> None:
    assert gathered(quote(50, UNDATED), is_recounted=True) == "2025-05-07"


def test_words_told_in_the_present_were_said_to_the_article() -> None:
    assert gathered(quote(50, UNDATED), is_recounted=False) == PUBLISHED


def test_a_meeting_told_of_after_the_words_does_not_date_them() -> None:
    assert gathered(quote(50, UNDATED), is_recounted=True, told=replace(COUNCIL, place=90)) == (
        PUBLISHED
    )
