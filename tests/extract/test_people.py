"""Who is who: names in no list, their posts, and whose words are whose."""

from functools import cache

import pytest
from spacy.tokens import Doc

from db.records import Company, Person, Role, SpeakerKind
from extract.nlp import documents
from extract.people import Cast, Gazetteer, Speaker, cast, speaker
from extract.quotes import quotes
from extract.vocabulary import words

EMPTY = Gazetteer.build([], [], [])


@cache
def scene(text: str, language: str, title: str = "") -> tuple[Doc, Cast]:
    ((doc, _),) = documents([(text, None)], language=language)
    return doc, cast(doc, title=title, gazetteer=EMPTY, published="2025-05")


def who(text: str, phrase: str, language: str, title: str = "") -> Speaker:
    doc, found = scene(text, language, title)
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=found)


POSTS = [
    ("en", "Nora Lind, chief executive of Veltra, left.", "Nora Lind", "chief executive", "Veltra"),
    ("en", "Veltra CEO Nora Lind left on Monday.", "Nora Lind", "CEO", "Veltra"),
    ("en", "Veltra's chief executive, Nora Lind, left.", "Nora Lind", "chief executive", "Veltra"),
    ("en", "The chief executive of Veltra, Nora Lind, left.", "Nora Lind", "chief", "Veltra"),
    ("en", "Nora Lind, who runs Veltra, left on Monday.", "Nora Lind", "head", "Veltra"),
    ("en", "Nora Lind, co-founder and CEO of Veltra, left.", "Nora Lind", "co-founder", "Veltra"),
    ("en", "Paul Orme, a spokesman for Veltra, left.", "Paul Orme", "spokesman", "Veltra"),
    ("fr", "Nora Lind, PDG de Veltra, est partie.", "Nora Lind", "PDG", "Veltra"),
    (
        "fr",
        "Le patron de Brumal, Hector Saint-Prix, part.",
        "Hector Saint-Prix",
        "patron",
        "Brumal",
    ),
    ("fr", "Nora Lind, directrice générale de Veltra, part.", "Nora Lind", "directrice", "Veltra"),
    ("fr", "Paul Orme, porte-parole de Veltra, est parti.", "Paul Orme", "porte-parole", "Veltra"),
    ("fr", "Le PDG de Veltra, Paul Orme, est parti.", "Paul Orme", "PDG", "Veltra"),
]


@pytest.mark.parametrize(("language", "text", "person", "title", "company"), POSTS)
def test_post_is_read_in_either_order(
    language: str, text: str, person: str, title: str, company: str
) -> None:
    _, found = scene(text, language)
    assert [
        role
        for role in found.roles
        if role.person == person and title in role.title and role.company == company
    ], found.roles


EN = (
    "Veltra, the Lyon insurer, will rehire 200 advisers. Nora Lind, who runs Veltra, spoke first. "
    "Lind said so on Monday. She added a warning. The chief executive was firm. The insurer told "
    "staff. A spokesperson for Veltra agreed. Marc Cole, an analyst at Ombrix, was not sure. "
    "The union Staffwide objected. A court in Lyon ruled. Staff at Veltra's rivals laughed."
)
FR = (
    "Veltra, l'assureur lyonnais, va réembaucher. Nora Lind, PDG de Veltra, a parlé. Lind l'a dit "
    "lundi. Elle a averti ses équipes. La PDG a insisté. L'assureur a prévenu le personnel. Un "
    "porte-parole de Veltra a confirmé. Marc Delcourt, analyste chez Ombrix, doute. Le syndicat "
    "proteste. Le tribunal de Lyon a tranché."
)


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        (EN, "en", "Nora Lind, who runs Veltra"),
        (EN, "en", "Lind"),
        (EN, "en", "She"),
        (EN, "en", "The chief executive"),
        (FR, "fr", "Nora Lind, PDG de Veltra"),
        (FR, "fr", "Lind"),
        (FR, "fr", "La PDG"),
    ],
)
def test_surname_pronoun_and_post_are_the_person(text: str, language: str, phrase: str) -> None:
    found = who(text, phrase, language)
    assert (found.person, found.company) == ("Nora Lind", "Veltra")
    assert found.speaks_for_company
    assert found.kind is SpeakerKind.PERSON


@pytest.mark.parametrize(
    ("text", "language", "phrase"), [(EN, "en", "The insurer"), (FR, "fr", "L'assureur")]
)
def test_description_is_the_company(text: str, language: str, phrase: str) -> None:
    found = who(text, phrase, language)
    assert (found.kind, found.company) == (SpeakerKind.ORGANISATION, "Veltra")
    assert found.speaks_for_company


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        (EN, "en", "A spokesperson for Veltra"),
        (FR, "fr", "Un porte-parole de Veltra"),
    ],
)
def test_spokesperson_binds_the_company_without_a_name(
    text: str, language: str, phrase: str
) -> None:
    found = who(text, phrase, language)
    assert (found.kind, found.person) == (SpeakerKind.UNNAMED, "")
    assert found.company == "Veltra"
    assert found.speaks_for_company


@pytest.mark.parametrize(
    ("text", "language", "phrase", "company"),
    [
        (EN, "en", "Marc Cole, an analyst at Ombrix", "Ombrix"),
        (FR, "fr", "Marc Delcourt, analyste chez Ombrix", "Ombrix"),
        (EN, "en", "The union Staffwide", "Staffwide"),
        (FR, "fr", "Le syndicat", ""),
        (EN, "en", "A court in Lyon", "court in Lyon"),
        (FR, "fr", "Le tribunal de Lyon", "tribunal de Lyon"),
    ],
)
def test_analyst_union_and_court_are_not_the_company(
    text: str, language: str, phrase: str, company: str
) -> None:
    found = who(text, phrase, language)
    assert not found.speaks_for_company
    assert (found.company, found.about) == (company, "Veltra")


def test_division_is_not_its_parent() -> None:
    text = "Garrod Cloud hired. Ana Costa, chief executive of Garrod Cloud, left Garrod on Monday."
    assert who(text, "Ana Costa", "en").company == "Garrod Cloud"


def test_former_head_no_longer_speaks_for_the_company() -> None:
    text = "Veltra hires. Nora Lind, former chief executive of Veltra, disagreed."
    assert not who(text, "Nora Lind", "en").speaks_for_company


def test_teacher_belongs_to_the_college_beside_the_name() -> None:
    text = "Veltra's staff left. Ada Finch, who teaches law at Corrin College, was not surprised."
    found = who(text, "Ada Finch", "en")
    assert (found.company, found.speaks_for_company) == ("Corrin College", False)


def test_dateline_is_no_company() -> None:
    _, found = scene("STOCKHOLM (Calder) - Veltra will hire. Veltra's staff cheered.", "en")
    assert "STOCKHOLM" not in {company.name for company in found.companies}


def test_fintech_of_the_apposition_is_the_company_told_of() -> None:
    text = "Veltra embauche. Veltra recrute à Lyon. C'est dit par Nora Lind, PDG de la fintech."
    _, found = scene(text, "fr", "Veltra embauche")
    assert Role(person="Nora Lind", company="Veltra", title="PDG") in found.roles


def known(start: str, end: str) -> Gazetteer:
    return Gazetteer.build(
        [
            Company(name="Brindle Bank", aliases=("Brindle",)),
            Company(name="Kest", parent="Brindle"),
        ],
        [Person(name="Ana Costa")],
        [Role(person="Ana Costa", company="Kest", title="CEO", start=start, end=end)],
    )


def test_gazetteer_finds_whole_words_and_the_longest_name() -> None:
    text = "Brindle Bank and Brindle, not Brindlewood; Kest's Ana Costa."
    names = [(m.name, text[m.start : m.end]) for m in known("", "").find(text)]
    assert names == [
        ("Brindle Bank", "Brindle Bank"),
        ("Brindle Bank", "Brindle"),
        ("Kest", "Kest"),
        ("Ana Costa", "Ana Costa"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "company"),
    [("2020", "", "Kest"), ("2020-01", "2024-06", ""), ("2025-06", "", ""), ("", "", "Kest")],
)
def test_known_post_counts_only_while_it_lasts(start: str, end: str, company: str) -> None:
    text = "Ana Costa said little."
    ((doc, _),) = documents([(text, None)], language="en")
    found = cast(doc, title="", gazetteer=known(start, end), published="2025-05-08T10:00:00Z")
    assert speaker(doc, (0, 9), cast=found).company == company


def test_empty_gazetteer_finds_nothing() -> None:
    assert not list(EMPTY.find("Brindle Bank"))


def test_both_languages_have_the_same_words() -> None:
    for name in ("courtesy", "links", "leads", "definite", "employs", "owned", "days", "media"):
        assert getattr(words("en"), name), name
        assert getattr(words("fr"), name), name


def who_says(text: str, *, language: str, title: str = "") -> list[tuple[str, str, bool]]:
    """Return person, company and whether the words bind it, for each quote; nobody is known."""
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title=title, gazetteer=EMPTY, published="2025-05-09")
    said = [speaker(doc, q.speaker, cast=known) for q in quotes(doc) if q.speaker]
    return [(who.person, who.company, who.speaks_for_company) for who in said]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            (
                "Brontis has handed its customer service to AI agents, its chief executive, "
                "Orla Venn, said on Monday."
            ),
            ("Orla Venn", "Brontis", True),
        ),
        (
            "en",
            (
                "The Dutch bank Vermeulen has stopped hiring. “We do more with fewer people,” "
                "chief executive Joost Haak told the Financial Times."
            ),
            ("Joost Haak", "Vermeulen", True),
        ),
        (
            "en",
            (
                "PARIS, June 2 (Reuters) - Carmaker Aubrac Motors will replace a third of its "
                "office staff with AI, its boss, Luc Ferrier, told Le Monde."
            ),
            ("Luc Ferrier", "Aubrac Motors", True),
        ),
        (
            "en",
            "Grimsel Re's head of claims, Ueli Baumann, said that the bot would stay.",
            ("Ueli Baumann", "Grimsel Re", True),
        ),
        (
            "fr",
            (
                "Mirelle & Fils, le chocolatier lillois, a retiré son robot. « Les clients "
                "raccrochaient », a fait valoir son patron, Jean Mirelle."
            ),
            ("Jean Mirelle", "Mirelle & Fils", True),
        ),
        (
            "fr",
            (
                "Le groupe Vasseur & Cie ferme un site. « Nous n'abandonnerons personne », promet "
                "sa présidente, Odile Vasseur."
            ),
            ("Odile Vasseur", "Vasseur & Cie", True),
        ),
        (
            "fr",
            "« Le balancier revient », note Nadège Collin, professeure à l'université de Nantes.",
            ("Nadège Collin", "université de Nantes", False),
        ),
    ],
)
def test_company_in_no_list_is_known_by_what_it_does_and_who_heads_it(
    language: str, text: str, wanted: tuple[str, str, bool]
) -> None:
    assert who_says(text, language=language)[0] == wanted


def test_boss_without_a_name_is_whoever_speaks_next() -> None:
    text = (
        "NORVANE, the Danish furniture chain, will hire again, its boss said in an interview with "
        "Bloomberg.\n\n“We thought the kiosks would do it,” Henrik Solvang said."
    )
    said = who_says(text, language="en", title="NORVANE to hire again")
    assert said[-1] == ("Henrik Solvang", "NORVANE", True)


def test_medium_that_was_told_is_not_who_the_story_is_about() -> None:
    text = (
        "Wexly has stopped hiring. “It is cheaper,” its founder, Lukas Arendt, told Bloomberg. "
        "Bloomberg published the interview on Friday. A spokesperson said Bloomberg was right."
    )
    assert {company for _, company, _ in who_says(text, language="en")} == {"Wexly"}


def test_pronoun_after_an_unnamed_spokeswoman_is_hers() -> None:
    text = "A spokeswoman for Wexly confirmed the cuts. “The bot answers now,” she said."
    assert who_says(text, language="en")[-1] == ("", "Wexly", True)


def test_place_and_agency_before_a_story_are_nobody() -> None:
    text = "LONDON, May 3 (Harbour News) - The grocer Quellan has cut 40 jobs, it said."
    assert who_says(text, language="en") == [("", "Quellan", True)]


def test_brand_in_small_letters_is_a_company() -> None:
    text = "The online grocer zeplo cut its help desk. Marek Osterby, zeplo's founder, said so."
    ((doc, _),) = documents([(text, None)], language="en")
    nobody = EMPTY
    known = cast(doc, title="zeplo cuts its desk", gazetteer=nobody, published="2025")
    assert known.main_company == "zeplo"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_capital_of_a_sentence_or_a_shout_makes_no_company(language: str) -> None:
    text = {
        "en": "Employers said little. Managers said less.",
        "fr": "« Investir, c'est choisir », dit-on. Remplacer les gens coûte cher.",
    }[language]
    ((doc, _),) = documents([(text, None)], language=language)
    nobody = EMPTY
    assert cast(doc, title="", gazetteer=nobody, published="2025").main_company == ""
