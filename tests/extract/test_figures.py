"""Figures with what is needed to compare them."""

from itertools import pairwise
from pathlib import Path

import pytest

from db.records import Change, Figure, Modifier
from extract.dates import dates
from extract.figures import figures
from extract.nlp import pipeline

PUBLISHED = "2026-07-10"
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "figures.tsv").read_text("utf-8").splitlines()
]
"""Language, figures as value, unit and change, sentence; no figure for what counts nothing."""

SEED = """\
Deux ans après avoir confié la vente à un fournisseur, la société Ombrelle change de cap. Elle \
affirmait en décembre 2024 que tout irait bien. Un an plus tôt, elle avait gelé ses embauches, \
réduisant ses effectifs de 22%. Quelques mois après, l'entreprise vantait avoir économisé 10 \
millions de dollars en externalisant la traduction, et affirmait que ses robots équivalaient à \
"700 employés à temps plein". En janvier dernier, un sondage auprès de 1400 dirigeants révélait \
que 66% étaient mécontents. Un autre sondage montre que 55% des dirigeants britanniques le \
regrettent. Le meilleur agent n'a accompli que 24% de ses tâches."""


def read(text: str, language: str, published: str = PUBLISHED) -> list[Figure]:
    doc = pipeline(language)(text)
    return list(figures(doc, found=dates(doc, published=published), published=published))


@pytest.mark.slow
def test_article_like_the_founding_one_gives_all_its_figures() -> None:
    found = read(SEED, "fr", "2025-05")
    assert [
        (figure.text, figure.value, figure.unit, figure.measure, figure.base) for figure in found
    ] == [
        ("22%", 22, "percent", "headcount reduction", ""),
        ("10 millions de dollars", 1e7, "USD", "savings", ""),
        ("700 employés à temps plein", 700, "people", "full-time equivalents of work", ""),
        ("1400 dirigeants", 1400, "people", "survey sample", ""),
        ("66%", 66, "percent", "survey share", "1400 dirigeants"),
        ("55%", 55, "percent", "survey share", "dirigeants britanniques"),
        ("24%", 24, "percent", "tasks completed", "tâches"),
    ]
    assert found[0].as_of == "2023-12"


# language, sentence, words of the figure, value, unit, measure, base
CASES = [
    ("en", "Lintel cut 1,200 jobs, or 14% of its workforce.", "1,200 jobs", 1200, "people",
     "jobs cut", ""),
    ("en", "Lintel cut 1,200 jobs, or 14% of its workforce.", "14%", 14, "percent",
     "headcount reduction", "workforce"),
    ("fr", "Lintel a supprimé 1 200 postes, soit 14 % de ses effectifs.", "1 200 postes", 1200,
     "people", "jobs cut", ""),
    ("fr", "Lintel a supprimé 1 200 postes, soit 14 % de ses effectifs.", "14 %", 14, "percent",
     "headcount reduction", "effectifs"),
    ("en", "The start-up dismissed 90% of its support team, that is 23 people.", "90%", 90,
     "percent", "headcount reduction", "support team"),
    ("en", "The bot handles a workload equal to 700 full-time jobs.", "700 full-time jobs", 700,
     "people", "full-time equivalents of work", ""),
    ("fr", "Le robot absorbe l'équivalent de 700 temps pleins.", "700 temps pleins", 700,
     "people", "full-time equivalents of work", ""),
    ("en", "A survey of 1,163 executives found that 55% regret it.", "1,163 executives", 1163,
     "people", "survey sample", ""),
    ("en", "A survey of 1,163 executives found that 55% regret it.", "55%", 55, "percent",
     "survey share", "1,163 executives"),
    ("en", "The poll found 55% of the 39% who cut staff regret it.", "55%", 55, "percent",
     "survey share", "39%"),
    ("fr", "Parmi les 39 % de dirigeants qui ont licencié, 55 % le regrettent.", "55 %", 55,
     "percent", "survey share", "39 % de dirigeants qui ont licencié"),
    ("en", "Revenue per employee rose to $1.1 million.", "$1.1 million", 1.1e6, "USD",
     "revenue per employee", ""),
    ("en", "About 30% of the code is written by AI.", "30%", 30, "percent",
     "code written by AI", "code"),
    ("fr", "Environ 30 % du code est écrit par l'IA.", "30 %", 30, "percent",
     "code written by AI", "code"),
    ("fr", "Le robot traite les deux tiers des conversations.", "deux tiers", 66.6667, "percent",
     "requests handled", "conversations"),
    ("en", "Roughly one in nine employers regrets it.", "one in nine", 11.1111, "percent",
     "survey share", "employers"),
    ("en", "By 2030, 41% of companies expect to reduce their workforces.", "41%", 41, "percent",
     "survey share", "companies"),
    ("en", "It rehired 317 of the 4,000 people it had laid off.", "317", 317, "people",
     "people hired", ""),
    ("fr", "Une chaîne ayant supprimé 10 000 postes en réembaucherait 3 000.", "3 000", 3000,
     "people", "people hired", ""),
    ("fr", "Quelque 1.400 emplois sont menacés.", "1.400 emplois", 1400, "people", "", ""),
    ("en", "The firm cut costs by £300 million.", "£300 million", 3e8, "GBP", "cost reduction",
     ""),
    ("fr", "Une centaine de rédacteurs ont été licenciés.", "Une centaine de rédacteurs", 100,
     "people", "jobs cut", ""),
    ("en", "Customer satisfaction dropped 12 percentage points.", "12 percentage points", 12,
     "percentage points", "", ""),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "words", "value", "unit", "measure", "base"),
    CASES,
    ids=[f"{case[2]} | {case[1]}" for case in CASES],
)
def test_figure_with_unit_measure_and_base(
    language: str, text: str, words: str, value: float, unit: str, measure: str, base: str
) -> None:
    by_text = {figure.text: figure for figure in read(text, language)}
    figure = by_text[words]
    assert figure.value == pytest.approx(value, rel=1e-4)
    assert (figure.unit, figure.measure, figure.base) == (unit, measure, base)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "changes"),
    [
        ("en", "Headcount will be cut to 2,000, not by 2,000.", [Change.TO, Change.BY]),
        ("fr", "L'effectif sera ramené à 2 000, et non réduit de 2 000.", [Change.TO, Change.BY]),
        ("en", "The insurer cut its staff from 4,500 to 3,500.", [Change.FROM, Change.TO]),
        ("fr", "L'équipe est passée de 50 à cinq personnes.", [Change.FROM, Change.TO]),
        ("en", "It does the work of 853 agents, up from 700 at launch.", [None, Change.FROM]),
        ("fr", "Il fait le travail de 853 agents, contre 700 au lancement.", [None, Change.FROM]),
        ("en", "Its workforce fell by 22 percent to 3,500.", [Change.BY, Change.TO]),
        ("en", "Prices range from 10 to 20 euros.", [None]),
    ],
)
def test_by_and_to_are_not_confused(language: str, text: str, changes: list[Change | None]) -> None:
    assert [figure.change for figure in read(text, language)] == changes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "modifier"),
    [
        ("en", "About 300 agents left.", Modifier.ABOUT),
        ("en", "More than 300 agents left.", Modifier.MORE_THAN),
        ("en", "Fewer than 300 agents left.", Modifier.LESS_THAN),
        ("en", "At least 300 agents left.", Modifier.AT_LEAST),
        ("en", "Up to 300 agents left.", Modifier.UP_TO),
        ("en", "Between 300 and 400 agents left.", Modifier.BETWEEN),
        ("fr", "Près de 300 agents sont partis.", Modifier.ABOUT),
        ("fr", "Quelque 300 agents sont partis.", Modifier.ABOUT),
        ("fr", "Plus de 300 agents sont partis.", Modifier.MORE_THAN),
        ("fr", "Moins de 300 agents sont partis.", Modifier.LESS_THAN),
        ("fr", "Au moins 300 agents sont partis.", Modifier.AT_LEAST),
        ("fr", "Jusqu’à 300 agents partiront.", Modifier.UP_TO),
        ("fr", "Entre 300 et 400 agents partiront.", Modifier.BETWEEN),
        ("fr", "Les 300 agents sont partis.", None),
    ],
)
def test_modifier_stands_beside_the_number(
    language: str, text: str, modifier: Modifier | None
) -> None:
    assert [figure.modifier for figure in read(text, language)] == [modifier]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bank will spend under 95 billion on hiring, against 200 million before."),
        ("fr", "La banque dépensera 95 milliards en recrutement, contre 200 millions avant."),
        ("en", "It dismissed 120% of its support team."),
    ],
)
def test_impossible_figures_are_flagged(language: str, text: str) -> None:
    found = read(text, language)
    assert found
    assert not any(figure.is_plausible for figure in found)


@pytest.mark.slow
def test_a_possible_pair_is_not_flagged() -> None:
    found = read("It saved $40m last year, up from $25m in 2023.", "en")
    assert [(figure.value, figure.is_plausible) for figure in found] == [(4e7, True), (2.5e7, True)]
    assert [figure.as_of for figure in found] == ["2025", "2023"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She is 45 years old and ran GPT-4 on an iPhone 14 at 10:30 am in 2024."),
        ("fr", "Âgée de 45 ans, elle utilise GPT-4 à 10h30 depuis 2024."),
        ("en", "A third party audited section 230 for the third time."),
        ("fr", "Elle vit à 75008 Paris, au 3e étage."),
        ("en", "It is one of the two reasons."),
    ],
)
def test_ages_names_times_and_ranks_are_no_figures(language: str, text: str) -> None:
    assert [figure.text for figure in read(text, language)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_offsets_give_the_words_back_in_order(language: str) -> None:
    text = " ".join(case[1] for case in CASES if case[0] == language)
    found = read(text, language)
    assert found
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert figure.low <= figure.value <= figure.high
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.slow
def test_ages_and_durations_come_when_everything_is_asked_for() -> None:
    doc = pipeline("en")("The 45-year-old waited three weeks.")
    units = [figure.unit for figure in figures(doc, everything=True)]
    assert units == ["year of age", "week"]
    assert list(figures(doc)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Sales doubled in a year.", [(2.0, "times")]),
        ("en", "The double bed is cheap.", []),
        ("fr", "Les ventes ont triplé.", [(3.0, "times")]),
        ("fr", "Cela représente une fois et demie celui d'avant.", [(1.5, "times")]),
        ("en", "It shut three laboratories.", [(3.0, "laboratory")]),
        ("fr", "Il supprime deux ateliers.", [(2.0, "atelier")]),
        (
            "en",
            "The bank hired 14 caterers and 60 scanners.",
            [(14.0, "people"), (60.0, "scanner")],
        ),
        ("fr", "Il loue 16 photocopieurs à 30 caissiers.", [(16, "photocopieur"), (30, "people")]),
        ("en", "It runs 300 virtual agents for 40 AI engineers.", [(300, "agent"), (40, "people")]),
        ("en", "We had 900 translators. It is 120 now.", [(900.0, "people"), (120.0, "people")]),
        ("fr", "Ils étaient 300, ils ne sont plus que 120.", [(300, "people"), (120, "people")]),
        ("en", "It replaced 26 of its 31 stenographers.", [(26, "people"), (31, "people")]),
        ("en", "Shares rose to 212p.", [(2.12, "GBP")]),
        ("en", "The R12 costs R410m.", [(410e6, "ZAR")]),
        ("en", "Profit slipped to Kč1.9bn.", [(1.9e9, "CZK")]),
        ("en", "The Toronto bank paid $40 to Canadian staff.", [(40.0, "CAD")]),
        ("fr", "À Lausanne, elle économise 40 millions de francs.", [(40e6, "CHF")]),
        ("fr", "Nous avons reçu 1'400 réclamations.", [(1400.0, "réclamation")]),
        ("fr", "Le taux de chômage recule de 0,3 point.", [(0.3, "percentage points")]),
        ("fr", "L'indice gagne 21 points.", [(21.0, "point")]),
        ("fr", "Vous avez touché 19 millions d'aides.", [(19e6, "EUR")]),
        ("fr", "Le cinquième des achats passe par lui.", [(20.0, "percent")]),
        ("en", "The Group of Seven met. These three were curious.", []),
        ("en", "He is 19 and lives with workers over 50.", []),
        ("en", "1. It began.\n2. It ended.", []),
        ("fr", "Le syndicat compte 26 postes sur 58.", [(26.0, "people"), (58.0, "people")]),
        ("fr", "Un poste sur 20 est touché.", [(5.0, "percent")]),
        ("fr", "« La moitié » des guichets ferment.", [(50.0, "percent")]),
        ("en", "The union counts 31 out of 85 clerks.", [(31.0, "people"), (85.0, "people")]),
        ("en", "An email at 7 a.m. told 85 clerks.", [(85.0, "people")]),
        ("en", "Milk fetches 54 Danish crowns.", [(54.0, "DKK")]),
        ("fr", "BRUXELLES, 18/06 - La caisse perd 40 postes.", [(40.0, "people")]),
        ("fr", "Elle l'a dit lors d'un point presse.", []),
    ],
)
def test_short_and_bare_numbers_have_value_and_unit(
    language: str, text: str, wanted: list[tuple[float, str]]
) -> None:
    found = [(figure.value, figure.unit) for figure in read(text, language)]
    assert found == [(pytest.approx(value), unit) for value, unit in wanted]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "expected", "text"), ROWS, ids=[row[2] for row in ROWS])
def test_sentence_tells_its_figures(language: str, expected: str, text: str) -> None:
    found = (
        " ".join(part for part in (f"{figure.value:.6g}", figure.unit, figure.change or "") if part)
        for figure in read(text, language)
    )
    assert "; ".join(found) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "words", "per"),
    [
        ("en", "The vendor charges $0.99 per resolution.", "$0.99", "resolution"),
        ("en", "It handles 1.4 million calls a month.", "1.4 million calls", "month"),
        ("fr", "Elle économise 4,2 M€ par an.", "4,2 M€", "year"),
        ("fr", "Le salaire est de 12,50 euros de l'heure.", "12,50 euros", "hour"),
        ("fr", "Le centre traite 3 000 appels par jour.", "3 000 appels", "day"),
    ],
)
def test_what_a_figure_is_counted_by_has_one_name_in_both_languages(
    language: str, text: str, words: str, per: str
) -> None:
    by_text = {figure.text: figure for figure in read(text, language)}
    assert by_text[words].per == per


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It laid off 7 percent of its workforce, or about 1,600 people.", "1,600 people"),
        ("fr", "Elle licencie 7 % de ses effectifs, soit 1 600 personnes.", "1 600 personnes"),
    ],
)
def test_number_that_restates_a_share_of_staff_measures_the_same(
    language: str, text: str, words: str
) -> None:
    by_text = {figure.text: figure for figure in read(text, language)}
    assert by_text[words].measure == "jobs cut"


@pytest.mark.slow
def test_years_that_a_contract_runs_give_no_date_to_its_worth() -> None:
    (figure,) = read("The deal is worth $40m over five years.", "en")
    assert figure.as_of == ""
