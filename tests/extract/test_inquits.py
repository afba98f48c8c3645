"""Attributions that turn verb and speaker round, and subjects that the parser loses, in French."""

from functools import cache

import pytest

from db.records import ArticleVersion, Relevance, Statement
from extract.nlp import documents
from extract.people import Gazetteer
from extract.quotes import Quote, quotes
from extract.statements import read

TURNED = [
    ("« On nous a menti », soupire Marc Delaunay.", "On nous a menti", "Marc Delaunay"),
    ("« C'était couru ! » balaie Ludivine Paget.", "C'était couru", "Ludivine Paget"),
    ("« Rien ne va plus », s'amuse Karim Belhadj.", "Rien ne va plus", "Karim Belhadj"),
    ("« Tout va bien », a-t-elle toutefois nuancé.", "Tout va bien", "elle"),
    ("« Tout va bien », a-t-il fini par lâcher.", "Tout va bien", "il"),
    ("« On part », s'est alarmée lundi, lors d'un comité, la directrice.", "part", "la directrice"),
    ("« On part », a déploré auprès de l'agence Nadège Corbin.", "On part", "Nadège Corbin"),
    ("« On part », a déploré dans un communiqué Sud-Rail.", "On part", "Sud-Rail"),
    ("« On part », souligne pour sa part Ada Moor.", "On part", "Ada Moor"),
    ("« On part », interroge, faussement candide, Ada Moor.", "On part", "Ada Moor"),
    ("« On part », a cru bon de préciser son directeur, Ivo Rey.", "On part", "son directeur"),
    ("« Rien n'est fait », répond-on à la direction de Veltra.", "Rien n'est", "la direction"),
    ("« Rien n'est fait », jure-t-on chez Veltra.", "Rien n'est fait", "Veltra"),
    ("« Plus », ont crié certains.", "Plus", "certains"),
    ("« Des mots », grincent les élus.", "Des mots", "les élus"),
    ("Un « coup de poignard », s'étrangle Odile Renard.", "coup de poignard", "Odile Renard"),
    ("La note est salée, a par ailleurs indiqué Koen Maes.", "La note est", "Koen Maes"),
    ("L'essai, raconte-t-il, a coûté un mois de travail.", "a coûté", "il"),
    ("Le site fermerait, croient savoir Les Échos du Nord.", "Le site fermerait", "Les Échos"),
    ("Le site ne rouvrira pas, indique l'entourage du maire.", "ne rouvrira", "l'entourage"),
    ("La banque supprime 600 postes, a-t-elle annoncé mardi.", "supprime 600", "elle"),
]

LED = [
    ("Toutefois, prévient la maire Ada Moor, « on n'en aura pas cent ».", "cent", "Ada Moor"),
    ("Comme le résume Ada Moor, « une machine ne fait pas grève ».", "une machine", "Ada Moor"),
    ("Ada Moor est amère. Et d'ajouter : « Ils reviendront nous voir. »", "Ils", "Ada Moor"),
    ("Sud Hebdo donne la parole à Ada Moor, 71 ans : « On attend. »", "On attend", "Ada Moor"),
    ("La réponse de la maire tient là : « On attend encore. »", "On attend", "la maire"),
    ("Un cadre, qui requiert l'anonymat, raconte : « On attend. »", "On attend", "Un cadre"),
    ("Dans nos pages, la maire, Ada Moor, minimise : « On attend. »", "attend", "Ada Moor"),
    ("« On attend encore un peu » (Ada Moor, traductrice)", "On attend", "Ada Moor"),
    ("« Aucun départ » : c'est l'engagement pris par Ada Moor.", "Aucun départ", "Ada Moor"),
    ("« On change de cap », pour « investir mieux », a dit Ada Moor.", "On change", "Ada Moor"),
]

REPORTED = [
    ("Chez Veltra, on assure que personne ne partira.", "personne ne partira", "Veltra"),
    ("À la CGM, on craint que le site ne ferme.", "le site ne ferme", "la CGM"),
    ("Dans le métier, beaucoup disent avoir perdu des clients.", "avoir perdu", "beaucoup"),
    ("La maire, élue en mai, dit que le site fermera.", "le site fermera", "La maire"),
    ("La maire a rappelé que tout coûte et indiqué qu'elle vendrait.", "elle vendrait", "La maire"),
    ("La maire a promis un débat, jugeant que le texte était flou.", "le texte était", "La maire"),
    ("L'annonce par Veltra de la fermeture du site a surpris.", "la fermeture", "Veltra"),
    ("La promesse, faite par Ivo Rey, de ne fermer aucun site a tenu.", "ne fermer", "Ivo Rey"),
    ("Le tribunal l'a déboutée, considérant que rien ne le prouvait.", "rien ne", "Le tribunal"),
    ("Autre grief de la maire : l'absence de formation.", "l'absence", "la maire"),
    ("Ivo Rey avait promis : pas un licenciement.", "pas un licenciement", "Ivo Rey"),
    ("Ivo Rey reproche à la maire d'avoir vendu le site.", "avoir vendu", "Ivo Rey"),
]

JUDGED = [
    ("Les élus jugent le plan « brutal » et « injuste ».", ["brutal", "injuste"], "Les élus"),
    ("La maire juge le procédé « indigne d'une ville ».", ["indigne d'une ville"], "La maire"),
    ("La maire a qualifié le plan de « ruineux ».", ["ruineux"], "La maire"),
    ("La maire préférait parler d'« équilibre ».", ["équilibre"], "La maire"),
]

NOT_SAID = [
    "« La revanche du guichet », titre L'Écho du Marais.",
    "Le roman « Les Beaux Jours », imprimé à Metz, paraît jeudi.",
    "Le chantier avance, les travaux continuent.",
]


@cache
def found(text: str) -> tuple[Quote, ...]:
    """Return the quotes of one French text."""
    ((doc, _),) = documents([(text, None)], language="fr")
    return tuple(quotes(doc))


def words(text: str, quote: Quote) -> str:
    """Return the words of a quote."""
    return " … ".join(text[slice(*span)] for span in quote.spans)


def speaker(text: str, quote: Quote) -> str:
    """Return who is said to say them, as written."""
    return text[slice(*quote.speaker)] if quote.speaker else ""


def statements(text: str) -> list[Statement]:
    """Return what an article of that text states."""
    ((doc, _),) = documents([(text, None)], language="fr")
    version = ArticleVersion(
        id="a", article_id="a", url="a", title="", text=text, language="fr", published="2025-09-10"
    )
    nobody = Gazetteer.build([], [], [])
    return list(read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=nobody).statements)


@pytest.mark.parametrize(("text", "said", "who"), [*TURNED, *LED, *REPORTED])
def test_words_go_to_whoever_is_told_to_say_them(text: str, said: str, who: str) -> None:
    fitting = [quote for quote in found(text) if said in words(text, quote)]
    assert fitting, [words(text, quote) for quote in found(text)]
    assert any(who in speaker(text, quote) for quote in fitting), [
        speaker(text, quote) for quote in fitting
    ]


@pytest.mark.parametrize(("text", "said", "who"), JUDGED)
def test_a_verdict_in_marks_is_quoted_without_the_thing_judged(
    text: str, said: list[str], who: str
) -> None:
    assert [words(text, quote) for quote in found(text)] == said
    assert all(who in speaker(text, quote) for quote in found(text))


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_heading_or_a_plain_clause_is_no_statement(text: str) -> None:
    assert not found(text)


def test_an_aside_inside_the_marks_needs_no_comma_after_a_call() -> None:
    text = "« Encore ! insiste Sami Keroué, les yeux au ciel. Et demain ? »"
    (quote,) = found(text)
    assert words(text, quote).startswith("Encore !")
    assert "insiste" not in words(text, quote)
    assert speaker(text, quote).startswith("Sami Keroué")


def test_a_second_verb_after_the_marks_is_no_attribution() -> None:
    text = "Veltra, qui ne voulait plus qu'« un ouvrier sur cinq », va rouvrir son usine."
    assert all("usine" not in speaker(text, quote) for quote in found(text))


def test_a_relative_clause_is_no_part_of_a_speaker() -> None:
    text = "« On attend », philosophe Ivo Rey, qui se disait pourtant sûr de lui hier."
    (quote,) = (quote for quote in found(text) if "attend" in words(text, quote))
    assert speaker(text, quote) == "Ivo Rey"


def test_a_pronoun_stands_for_an_unnamed_person_told_of_just_before() -> None:
    text = "Mardi, une lectrice rendait ses romans. « Je viens causer », confiait-elle."
    (said,) = (one for one in statements(text) if "causer" in one.text)
    assert "lectrice" in said.speaker


def test_a_word_announced_is_a_statement_and_a_topic_named_is_none() -> None:
    told = [one.wording for one in statements("La maire a annoncé son départ. Elle cite le plan.")]
    assert "son départ" in told
    assert "le plan" not in told


def test_a_reply_that_denies_is_a_statement() -> None:
    told = statements("Un treizième mois ? Jamais, réplique la maire, Ada Moor.")
    assert any(one.wording == "Jamais" and "Ada Moor" in one.speaker for one in told)


def test_a_verb_at_the_end_of_a_text_breaks_nothing() -> None:
    assert isinstance(found("Ce que la ville estime en mai"), tuple)
    assert isinstance(found("Ce que la maire juge à Metz"), tuple)
