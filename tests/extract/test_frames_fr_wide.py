"""French sentences that take a side in ordinary words, and their neighbours that take none."""

import pytest

from extract.frames import frames
from extract.nlp import pipeline
from extract.position import position

pytestmark = pytest.mark.slow

MACHINES = [
    "Chez Brinvelle, les réclamations sont closes sans qu'un conseiller les ait lues.",
    "L'atelier d'Ormoy tourne la nuit sans opérateur.",
    "À la caisse de Vernay, les indemnités se règlent sans personne.",
    "Les quatorze correcteurs de Lumeva ont rendu leur badge ; un logiciel relit les pages.",
    "Une borne encaisse, et les neuf guichetières de Sorelle ont quitté la gare.",
    "Un algorithme planifie les tournées ; les trois répartiteurs ont été reclassés.",
    "Le studio de Farnel a été dissous, ses visuels étant confiés à une IA.",
    "Depuis juin, un robot décroche à la clinique de Montreval.",
    "La paie de Tavelo, c'est maintenant un script qui traite tout.",
    "Les brèves de Radio Verdon s'écrivent toutes seules.",
    "Les fiches de la boutique sont générées de bout en bout.",
    "Le moteur traduit un contrat plus vite que nos traductrices.",
    "L'IA écrit une assignation aussi bien qu'un clerc.",
    "Plus personne ne lit les candidatures chez Orvelin, un modèle les note.",
    "L'agence de Brezolles n'emploie plus de rédacteurs, une IA signe les textes.",
    "Il n'y a plus un seul caissier au magasin de Sarnes, des bornes encaissent.",
    "Là où il fallait vingt monteurs, un programme suffit.",
    "Une application distribue les courses, la salle de régulation est vide.",
    "La mairie de Coudray ne remplacera pas ses deux secrétaires : une IA répond.",
    "Les bras articulés ont pris le travail des emballeuses.",
    "Le tri est fait par un robot, et les trieurs ont été priés de partir.",
    "Le studio de Varlet abolit 34 postes de traducteurs, remplacés par une IA.",
    "L'abolition de 12 postes de comptables a été confirmée, une IA tient les comptes.",
    "Le cabinet Ormel met à pied ses dix correcteurs, un logiciel relit les textes.",
    "La relecture humaine n'est plus nécessaire à nos parutions, une IA s'en charge.",
    "Les relecteurs ne sont plus utiles chez Tavelo, une IA corrige.",
]

PEOPLE = [
    "Au guichet de Lonsac, l'automate a été remisé et deux agents accueillent de nouveau.",
    "Les traductrices de Melvane ont retrouvé leur bureau.",
    "Neuf correcteurs ont pris leurs fonctions au journal, qui débranche son IA.",
    "Il nous faut des développeurs pour tenir le code écrit par l'IA.",
    "Il leur faudra des comptables pour relire ce que l'IA a compté.",
    "L'agent conversationnel a été retiré du service samedi soir.",
    "Chaque lettre sera signée par un juriste, a promis Avelin.",
    "Un conseiller vous répondra à toute heure.",
    "Aucun prêt ne sera accordé sans un analyste.",
    "Les textes iront à des rédacteurs, pas à une machine.",
    "Aucun logiciel ne sait consoler un veuf.",
    "Le robot ne sait pas lire une ordonnance froissée.",
    "Nos contrôleurs voient mieux les défauts que la caméra.",
    "La régie de Peyrac remet des conducteurs dans ses cabines.",
    "Les guichets de Valdoure ont rouvert mardi.",
    "L'IA aura tenu trois semaines à la hotline de Norvic.",
    "Le chatbot de Sobel est un naufrage.",
    "Le générateur confondait les noms des rues.",
    "Le chatbot a été débranché, on m'a rappelée en mars.",
    "Il y aura toujours un pharmacien derrière le comptoir.",
    "Les lecteurs préfèrent un journaliste à un robot.",
    "Nous ne confierons jamais un dossier d'asile à un algorithme.",
    "On ne vend pas une maison avec un chatbot.",
    "La direction interdit l'IA dans ses romans.",
]

NEITHER = [
    "Le robot de traite coûte cent mille euros.",
    "L'assistant aide les juristes à retrouver un arrêt.",
    "Les salariés d'Orbanel ont retrouvé le sourire après la grève.",
    "L'usine de Tresnay est de nouveau à l'arrêt après l'incendie.",
    "Notre plateforme répond à vos clients jour et nuit.",
    "Marvette recrute des chercheurs en apprentissage automatique.",
    "Le rapport revient sur dix mois de travaux au siège de Tavelo.",
    "Le plan de sauvegarde de l'emploi sera discuté lundi.",
    "Les lettres sont parties mardi.",
    "La mairie réclame que les deux postes soient rétablis.",
    "Le serveur renvoie les abonnés vers un formulaire.",
]


def side(text: str) -> str:
    """Return the side that the frames of a sentence take."""
    doc = pipeline("fr")(text)
    found = position(doc, spans=[(0, len(text))], frames=list(frames(doc)))
    if found is None or abs(found.value) < 0.25:
        return "0"
    return "+" if found.value > 0 else "-"


@pytest.mark.parametrize("text", MACHINES)
def test_work_that_machines_do_without_people_is_theirs(text: str) -> None:
    assert side(text) == "+"


@pytest.mark.parametrize("text", PEOPLE)
def test_work_kept_for_people_or_given_back_is_theirs(text: str) -> None:
    assert side(text) == "-"


@pytest.mark.parametrize("text", NEITHER)
def test_words_that_only_sound_like_it_take_no_side(text: str) -> None:
    assert side(text) == "0"
