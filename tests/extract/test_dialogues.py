"""Talk printed with dashes is somebody's words, and a list with dashes is nobody's."""

from extract.cues import cues
from extract.dialogues import Turn, turns
from extract.nlp import pipeline
from extract.quotes import quotes

WORKSHOP = (
    "À l'atelier, la discussion s'anime.\n\n"
    "– On nous avait promis que personne ne partirait, lance Paul Orme, soudeur depuis vingt ans."
    "\n\n– C'était avant le logiciel, rétorque la directrice, Nora Lind. "
    "Nous n'avons plus le choix.\n\n— Et les apprentis ?\n\n— Ils resteront, répond-elle.\n\n"
    "Le syndicat attend."
)
LIST = (
    "Le plan de Veltra tient en trois points :\n\n– 300 postes supprimés à Lille ;\n\n"
    "– un robot au standard, annonce la direction ;\n\n– la fin du travail de nuit."
)
SHOP = "The shop fell quiet.\n\n— We were promised our jobs, Paul Orme said.\n\n— By whom?"


def _turns(text: str, language: str) -> list[Turn]:
    doc = pipeline(language)(text)
    return list(turns(doc, cues=cues(language)))


def _said(text: str, turn: Turn) -> list[str]:
    return [text[slice(*span)] for span in turn.spans]


def test_each_turn_holds_what_is_spoken_without_the_report_beside_it() -> None:
    assert [_said(WORKSHOP, turn) for turn in _turns(WORKSHOP, "fr")] == [
        ["On nous avait promis que personne ne partirait"],
        ["C'était avant le logiciel", "Nous n'avons plus le choix."],
        ["Et les apprentis ?"],
        ["Ils resteront"],
    ]


def test_speaker_of_a_turn_follows_the_verb_and_nobody_is_guessed() -> None:
    doc = pipeline("fr")(WORKSHOP)
    found = [turn.speaker for turn in turns(doc, cues=cues("fr"))]
    speakers = [doc[slice(*place)].text if place else "" for place in found]
    assert [name.split(",")[0] for name in speakers[:3]] == ["Paul Orme", "la directrice", ""]
    assert "elle" in speakers[3]


def test_words_of_a_turn_are_quoted_once() -> None:
    doc = pipeline("fr")(WORKSHOP)
    found = [span for quote in quotes(doc) for span in quote.spans]
    assert len(found) == len(set(found)) == 5
    assert all(quote.kind.value == "direct_quote" for quote in quotes(doc))


def test_points_of_a_list_are_not_turns() -> None:
    assert _turns(LIST, "fr") == []


def test_one_turn_alone_needs_a_verb_of_saying() -> None:
    alone = "Il hausse les épaules.\n\n– Nous verrons bien, soupire Paul Orme."
    assert [_said(alone, turn) for turn in _turns(alone, "fr")] == [["Nous verrons bien"]]
    assert _turns("Il part.\n\n– Nous verrons bien la suite.", "fr") == []


def test_english_turns_are_read_too() -> None:
    assert [_said(SHOP, turn) for turn in _turns(SHOP, "en")] == [
        ["We were promised our jobs"],
        ["By whom?"],
    ]


def test_question_mark_stands_for_the_comma_before_the_verb() -> None:
    text = "– Qui partira ? demande Nora Lind.\n– Nous tous, répond Paul Orme."
    assert [_said(text, turn) for turn in _turns(text, "fr")] == [["Qui partira ?"], ["Nous tous"]]


def test_speaker_after_a_plain_said_is_found_in_full() -> None:
    text = "– Le robot, admet Nora Lind, s'est trompé.\n– Je le savais, dit Paul Orme. Vous aussi."
    assert [_said(text, turn) for turn in _turns(text, "fr")] == [
        ["Le robot", "s'est trompé."],
        ["Je le savais", "Vous aussi."],
    ]
