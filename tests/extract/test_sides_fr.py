"""Which side French sentences take: by construction, whoever speaks and whatever the trade."""

import pytest

from db.records import Function
from extract.frames import Frame, frames
from extract.nlp import documents
from extract.position import position
from extract.relevance import Matcher, relevance
from extract.wording import sentences, wording

pytestmark = pytest.mark.slow


def read(text: str) -> list[Frame]:
    return [frame for doc, _ in documents([(text, None)], language="fr") for frame in frames(doc)]


def side(text: str) -> str:
    for doc, _ in documents([(text, None)], language="fr"):
        taken = position(doc, spans=[(0, len(text))], frames=list(frames(doc)))
        if taken is None or abs(taken.value) < 0.25:
            return "0"
        return "+" if taken.value > 0 else "-"
    return "0"


@pytest.mark.parametrize(
    "text",
    [
        "Nos devis passent désormais par l'IA, de la demande à la signature.",
        "Les réservations transiteront par un agent conversationnel dès le printemps.",
        "Le magazine fait illustrer ses couvertures par une intelligence artificielle.",
        "Le bailleur fait rédiger toutes ses réponses par un programme informatique.",
        "Nos affiches sont maintenant conçues par l'IA.",
        "Un agent vocal renseignera les abonnés à partir de mars.",
        "Votre gestionnaire sera un algorithme.",
        "Chez Dorvane, c'est désormais un modèle de langage qui tranche les litiges.",
        "Il n'y aura plus de service juridique : l'IA rédigera les contrats.",
        "Sovrel se prive de ses onze traducteurs et s'en remet à l'IA.",
    ],
)
def test_work_that_passes_to_a_machine_is_on_its_side(text: str) -> None:
    assert side(text) == "+"


@pytest.mark.parametrize(
    "text",
    [
        "Un abonné qui nous écrit tombera désormais sur un conseiller, et plus sur un robot.",
        "Les locataires auront affaire à nos gardiens, et le robot sera retiré.",
        "Ce sont des pharmaciens qui liront les ordonnances.",
        "Chaque demande passera par un instructeur.",
        "Aucune notice ne paraîtra sans avoir été relue par un linguiste.",
        "Le cabinet renonce au tout-IA.",
        "Le tri des plis ne dépend plus d'une machine.",
        "Nous faisons relire chaque bulletin par un comptable.",
        "Ce n'est plus un robot qui vous répondra.",
        "Trente des quarante correcteurs ont accepté de revenir.",
        "La mairie garde ses hôtesses et met les bornes au rebut.",
        "Le logisticien fait démonter les robots et recrute cent préparateurs.",
    ],
)
def test_work_that_passes_to_people_is_on_theirs(text: str) -> None:
    assert side(text) == "-"


@pytest.mark.parametrize(
    "text",
    [
        "Votre contrat sera écrit par un juriste, et plus par un programme.",
        "C'est un linguiste qui répond, et non un robot.",
        "Les fêtes seront animées par des comédiens, pas par un avatar.",
    ],
)
def test_people_set_against_a_machine_are_the_side_taken(text: str) -> None:
    assert min(frame.polarity for frame in read(text)) <= -0.5


@pytest.mark.parametrize(
    "text",
    [
        "La croissance du groupe passe par l'IA.",
        "Les salariés ont demandé leur réintégration devant le tribunal.",
        "Le fabricant a dû rappeler 2 000 notices mal imprimées.",
        "Les erreurs de livraison ont triplé, et des clients sont partis.",
        "L'enseigne conserve ses équipes commerciales.",
        "La filiale va embaucher 200 commerciaux.",
        "Les vendeurs reçoivent chaque matin une liste de rayons.",
    ],
)
def test_what_says_nothing_of_machines_and_people_takes_no_side(text: str) -> None:
    assert side(text) == "0"


def test_hiring_far_from_machines_counts_in_a_text_that_wants_people_back() -> None:
    beside = "La mutuelle a débranché son robot conversationnel. Rien n'a filtré des coûts. "
    deed = "Elle va embaucher 90 téléconseillers."
    alone = "Le secteur parle d'intelligence artificielle. Rien n'a filtré des coûts. " + deed
    (kept,) = [frame for frame in read(beside + deed) if frame.name == "hire"]
    (left,) = [frame for frame in read(alone) if frame.name == "hire"]
    assert kept.polarity <= -0.25
    assert -0.25 < left.polarity < 0


def test_a_cut_explained_once_is_explained_where_it_is_told_again() -> None:
    text = (
        "Orvane se sépare de ses traducteurs\n\n"
        "L'éditeur a mis fin aux contrats de ses 30 traducteurs, remplacés par une IA. "
        "Il a son siège à Nantes. La maison date de 1950. "
        "Les 30 traducteurs ont été licenciés en mai."
    )
    cuts = [frame for frame in read(text) if frame.name == "cut_jobs"]
    assert cuts
    assert all(frame.polarity >= 0.6 for frame in cuts)


def test_a_cut_of_other_people_is_not_explained_by_it() -> None:
    text = (
        "L'éditeur a mis fin aux contrats de ses 30 traducteurs, remplacés par une IA. "
        "Il a son siège à Nantes. La maison date de 1950. Rien ne change au magasin. "
        "Douze chauffeurs ont été licenciés en mai."
    )
    assert [f.polarity for f in read(text) if f.function is Function.LOGISTICS][-1] < 0.6


@pytest.mark.parametrize(
    ("text", "is_machine"),
    [
        ("Le studio a acheté des agents d'IA. Ces agents feront les tests.", True),
        (
            "Le studio a des agents d'IA. Ses agents du standard ont ri. Ces agents ont tort.",
            False,
        ),
        ("Le studio a deux guichets. Ces agents feront les tests.", False),
    ],
)
def test_these_agents_are_the_machines_told_before(text: str, *, is_machine: bool) -> None:
    words = wording("fr")
    for doc, _ in documents([(text, None)], language="fr"):
        last = sentences(doc, words=words)[-1]
        mask = next(m for t, m in zip(last.tokens, last.masks, strict=True) if t.text == "agents")
        assert bool(mask & words.bit("TOOL")) is is_machine


def test_a_sentence_that_the_parser_cuts_is_read_whole() -> None:
    text = "La banque ferme son studio de création au profit de l'IA."
    assert [frame.name for frame in read(text)] == ["close_team"]


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Nos clients et nos livreurs auront affaire à nos équipes.", Function.CUSTOMER_SERVICE),
        ("Nos livreurs auront affaire à nos équipes.", Function.LOGISTICS),
        ("Le laboratoire a réintégré six rédacteurs médicaux.", Function.LEGAL),
        ("Les films seront de nouveau confiés à des auteurs de sous-titres.", Function.TRANSLATION),
        ("Le quotidien a réintégré six rédacteurs.", Function.EDITORIAL),
    ],
)
def test_function_is_of_those_who_work_and_not_of_those_served(
    text: str, function: Function
) -> None:
    assert {frame.function for frame in read(text)} == {function}


def test_a_rehire_told_without_machines_is_read_of_whom_the_base_follows() -> None:
    text = "Velmont : « Chaque dossier sera traité par un gestionnaire »"
    assert relevance(text, language="fr").value == "work"
    followed = Matcher.of(["Velmont"])
    assert relevance(text, language="fr", followed=followed).value == "ai_and_work"
