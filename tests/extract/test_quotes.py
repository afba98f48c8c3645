"""Who said what, on sentences written for it: invented people, invented companies."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Kind
from extract.cues import cues
from extract.nlp import documents
from extract.quotes import Quote, quotes

EN = [
    ("“We need people,” said Nora Lind, who runs Veltra.", "We need people", "Nora Lind"),
    ("Nora Lind said: “The bots were never ready.”", "The bots were never ready", "Nora Lind"),
    ("“We moved too fast,” Lind said. “We are mending it.”", "We are mending it", "Lind"),
    ("“The robot,” Paul Orme added, “costs more than a clerk.”", "costs more", "Paul Orme"),
    ('"Nobody is leaving," the company said in a statement.', "Nobody is leaving", "company"),
    ("''It was a mistake,'' she said.", "It was a mistake", "she"),
    ("“Is it cheaper?” Orme asked. He laughed.", "Is it cheaper", "Orme"),
    ("The bank will rehire 200 agents, Nora Lind said.", "will rehire 200", "Nora Lind"),
    ("The bank will rehire, Nora Lind said, because bots fail.", "because bots fail", "Nora Lind"),
    ("Nora Lind said that the bank had moved too fast.", "that the bank had moved", "Nora Lind"),
    ("Lind said the bank had moved too fast.", "the bank had moved", "Lind"),
    ("According to Marc Cole, an analyst at Ombrix, half will rehire.", "half will", "Marc Cole"),
    ("Half of the jobs will go, according to Marc Cole.", "Half of the jobs", "Marc Cole"),
    ("The insurer promised to keep its call centre open.", "to keep its call", "insurer"),
    ("Veltra plans to hire 300 advisers next year.", "to hire 300", "Veltra"),
    ("Lind told staff on Monday that the pilot would end.", "the pilot would end", "Lind"),
    ("The union Staffwide called the plan a disgrace.", "the plan a disgrace", "union"),
    ("Lind acknowledged the failure of the chatbot.", "the failure of the chatbot", "Lind"),
    ("The bank insists that it is not replacing its staff with AI.", "not replacing", "bank"),
    ("Critics say the lender cut too deep.", "the lender cut too deep", "Critics"),
    ("The lender called for more human agents.", "more human agents", "lender"),
    ("A survey by Kestrel found that most managers regret it.", "most managers regret", "survey"),
    ("Its claim that AI could do every job was withdrawn.", "that AI could", "Its"),
    ("The firm froze hiring, saying that bots were cheaper.", "bots were cheaper", "firm"),
    ("Analysts expect that the company will rehire.", "the company will rehire", "Analysts"),
    ("The chief executive believes that machines will help.", "machines will help", "chief"),
    ("A spokesperson confirmed that 40 people would leave.", "40 people would", "spokesperson"),
    ("Lind argued that “no machine can calm a client”.", "no machine can calm", "Lind"),
    ("He described the rollout as “a costly detour”.", "a costly detour", "He"),
    ("Lind announced a freeze on hiring in June.", "a freeze on hiring", "Lind"),
    ("Paul Orme: “We will not go back.”", "We will not go back", "Paul Orme"),
    ("Orme made a promise:\n\n“Every caller will reach a person.”", "Every caller", "Orme"),
    ("“Every caller will reach a person.” — Paul Orme", "Every caller", "Paul Orme"),
    ("“One paragraph of it.\n\n“And a second one,” Orme said.", "One paragraph", "Orme"),
    ("The plan, Orme wrote, had failed.", "had failed", "Orme"),
    ("Orme has pledged not to cut jobs.", "not to cut jobs", "Orme"),
    ("Orme denied that the cuts were due to AI.", "the cuts were due", "Orme"),
    ("Lind, who founded Veltra, warned that clients would leave.", "clients would leave", "Lind"),
    ("“We will hire again,” promised the head of Brindle Bank.", "We will hire again", "head"),
    ("The court ruled that the dismissals were void.", "the dismissals were void", "court"),
]

FR = [
    ("« Nous avons besoin de gens », a déclaré Nora Lind.", "besoin de gens", "Nora Lind"),
    ("« Nous avons besoin de gens », a-t-elle déclaré.", "besoin de gens", "elle"),
    ("« On rappelle les anciens », explique le dirigeant.", "rappelle les anciens", "dirigeant"),
    ("Nora Lind a déclaré : « Le robot se trompe. »", "Le robot se trompe", "Nora Lind"),
    ("Comme l'explique Lind : « Le robot se trompe souvent. »", "se trompe souvent", "Lind"),
    ("« Le robot, admet Nora Lind, coûte trop cher. »", "coûte trop cher", "Nora Lind"),
    ("« Le robot coûte trop cher », admet Paul Orme, PDG de Veltra.", "trop cher", "Paul Orme"),
    ("“Le robot coûte trop cher”, tranche le syndicat.", "trop cher", "syndicat"),
    ('"Le robot coûte trop cher", lâche une source proche.', "trop cher", "source"),
    ("La banque va réembaucher, a indiqué la direction.", "va réembaucher", "direction"),
    ("La banque va réembaucher, a annoncé son PDG.", "va réembaucher", "PDG"),
    ("La banque, selon Marc Delcourt, va réembaucher.", "va réembaucher", "Marc Delcourt"),
    ("Selon Marc Delcourt, la banque va réembaucher.", "la banque va", "Marc Delcourt"),
    ("D'après la direction, aucun départ n'est prévu.", "aucun départ", "direction"),
    ("Pour Jeanne Obrecht, le mouvement va continuer.", "va continuer", "Jeanne Obrecht"),
    ("La banque assure qu'elle ne remplace personne par l'IA.", "ne remplace personne", "banque"),
    ("Le prêteur dit ne pas revenir sur sa stratégie.", "ne pas revenir", "prêteur"),
    ("La société affirme avoir économisé trois millions.", "avoir économisé", "société"),
    ("L'assureur compte embaucher 300 conseillers.", "embaucher 300", "assureur"),
    ("Nora Lind reconnaît que la banque est allée trop vite.", "allée trop vite", "Nora Lind"),
    ("Elle précise que l'essai est terminé.", "l'essai est terminé", "Elle"),
    ("Il explique que des agents prennent la relève.", "prennent la relève", "Il"),
    ("Une étude montre que la moitié des projets échouent.", "la moitié", "étude"),
    ("Le tribunal a jugé que le plan était illégal.", "était illégal", "tribunal"),
    ("Les syndicats craignent que les départs continuent.", "départs continuent", "syndicats"),
    ("La direction promet de ne supprimer aucun poste.", "supprimer aucun poste", "direction"),
    ("L'entreprise dément que les départs soient liés à l'IA.", "liés à l'IA", "entreprise"),
    ("Le groupe a annoncé la suppression de 300 postes.", "la suppression de 300", "groupe"),
    ("Lind regrette d'avoir remplacé ses équipes.", "avoir remplacé", "Lind"),
    ("« Nous sommes allés trop vite », regrette-t-il.", "allés trop vite", "il"),
    ("« Qui répond au client ? » s'interroge Nora Lind.", "Qui répond", "Nora Lind"),
    ("Nora Lind estime que « personne ne sera remplacé ».", "ne sera remplacé", "Nora Lind"),
    ("Les clients, explique Nora Lind, veulent des humains.", "veulent des humains", "Nora Lind"),
    ("Le patron a menacé de fermer le site.", "fermer le site", "patron"),
    ("« Nous allons réembaucher », a promis jeudi Paul Orme.", "réembaucher", "Paul Orme"),
    ("Un porte-parole a confirmé que 40 personnes partiraient.", "40 personnes", "porte-parole"),
    ("Le fonds affirmait que « le travail est fini ».", "le travail est fini", "fonds"),
    ("« L'outil est prêt, assure-t-elle, mais pas les clients. »", "mais pas les clients", "elle"),
    ("De l'avis de Marc Delcourt, l'essai a échoué.", "essai a échoué", "Marc Delcourt"),
    ("« On verra bien », conclut un conseiller de Brest.", "On verra bien", "conseiller"),
]

NOT_QUOTES = [
    ("en", "Veltra tried an “Uber” model for a year."),
    ("en", "The book “A Short Year” sold well in Lyon."),
    ("en", "Its “people first” plan starts in May."),
    ("en", 'The 5" screens and the 7" screens were sold.'),
    ("fr", "Veltra a testé un modèle « Uber » pendant un an."),
    ("fr", 'Fière d\'avoir été la "cobaye préférée" du fonds, Veltra recrute.'),
    ("fr", "Le « manque de talent » de l'outil a pesé."),
    ("fr", "Le film « Une année courte » est sorti en mai."),
]


@cache
def read(text: str, language: str) -> tuple[Quote, ...]:
    ((doc, _),) = documents([(text, None)], language=language)
    return tuple(quotes(doc))


def said(text: str, quote: Quote) -> str:
    return " … ".join(text[start:end] for start, end in quote.spans)


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [("en", *case) for case in EN] + [("fr", *case) for case in FR],
)
def test_words_are_found_with_their_speaker(
    language: str, text: str, words: str, speaker: str
) -> None:
    found = [quote for quote in read(text, language) if words in said(text, quote)]
    assert found, [said(text, quote) for quote in read(text, language)]
    assert any(q.speaker and speaker in text[slice(*q.speaker)] for q in found), [
        text[slice(*q.speaker)] if q.speaker else None for q in found
    ]


@pytest.mark.parametrize(("language", "text"), NOT_QUOTES)
def test_terms_and_titles_in_marks_are_not_statements(language: str, text: str) -> None:
    assert not [q for q in read(text, language) if q.kind is Kind.DIRECT_QUOTE]


def test_quote_split_by_its_attribution_is_one_quote() -> None:
    text = "“The robot,” Paul Orme said, “costs more than a clerk.”"
    (quote,) = read(text, "en")
    assert said(text, quote) == "The robot … costs more than a clerk."


def test_french_aside_inside_the_marks_is_no_part_of_the_words() -> None:
    text = "« Le robot se trompe, admet Nora Lind, et nous devons le dire. »"
    (quote,) = read(text, "fr")
    assert said(text, quote) == "Le robot se trompe … et nous devons le dire"


def test_floating_paragraph_takes_the_last_speaker() -> None:
    text = "“We moved too fast,” Nora Lind said.\n\n“Nobody should have been let go.”"
    first, second = read(text, "en")
    assert second.inherited
    assert not first.inherited
    assert second.speaker == first.speaker


def test_next_quote_with_its_own_cue_is_another_quote() -> None:
    text = "« Nous sommes allés trop vite », regrette Nora Lind. « C'est faux », répond Paul Orme."
    speakers = [text[slice(*q.speaker)] for q in read(text, "fr") if q.speaker]
    assert speakers == ["Nora Lind", "Paul Orme"]


def test_clause_with_quoted_words_inside_is_mixed() -> None:
    text = "Nora Lind said that the bank would “never again” cut its helpline."
    (quote,) = read(text, "en")
    assert quote.is_mixed or quote.kind is Kind.INDIRECT_QUOTE
    assert said(text, quote).startswith("that the bank")


def test_coordinated_cues_share_their_speaker_but_not_their_words() -> None:
    text = "L'entreprise vantait avoir économisé dix millions, et affirmé que l'outil suffisait."
    first, second = read(text, "fr")
    assert "affirmé" not in said(text, first)
    assert said(text, second) == "que l'outil suffisait"
    assert first.speaker == second.speaker


def test_rival_inside_anothers_words_keeps_its_own_prediction() -> None:
    text = "Nora Lind said she disagreed with Ombrix, which predicts that AI will erase jobs."
    speakers = {text[slice(*q.speaker)] for q in read(text, "en") if q.speaker}
    assert speakers == {"Nora Lind", "Ombrix"}


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("en", "According to a blog citing a daily, the bank told staff to wait.", "the bank told"),
        ("fr", "Selon un blog qui cite un quotidien, la banque va embaucher.", "la banque va"),
    ],
)
def test_source_keeps_its_own_source(language: str, text: str, content: str) -> None:
    assert any(said(text, quote).startswith(content) for quote in read(text, language))


def test_mere_purpose_is_not_said() -> None:
    assert not read("They met to criticise the plan.", "en")


def test_reader_addressed_is_no_speaker() -> None:
    assert not read("You may think that this is easy.", "en")


def test_plan_is_told_apart_from_speech() -> None:
    assert [q.force for q in read("Veltra plans to hire 300 advisers.", "en")] == ["intention"]
    assert [q.force for q in read("Veltra said it would hire 300 advisers.", "en")] == ["speech"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_cues_are_found_by_inflected_form(language: str) -> None:
    forms = {"en": ("said", "tells", "denied"), "fr": ("affirmait", "reconnaît", "annoncé")}
    table = cues(language)
    assert all(form in table.by_form for form in forms[language])


PIECES = ["“We hire,” ", "Lind said. ", "« Oui », ", '"', "”", "«", "a dit Orme", "\n\n", "X: "]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_odd_marks_never_break_the_offsets(pieces: list[str]) -> None:
    text = "".join(pieces)
    for language in ("en", "fr"):
        for quote in read(text, language):
            reached = 0
            for start, end in quote.spans:
                assert reached <= start < end <= len(text)
                reached = end


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for the bank declined to comment.",
        "Her essay, “Why The Robots Came Home”, sold well.",
    ],
)
def test_silence_and_titles_are_no_statements(text: str) -> None:
    assert not read(text, "en")
