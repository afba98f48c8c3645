"""What is reported has the right words and the right speaker, in sentences written for it."""

from functools import cache

import pytest

from db.records import Kind
from extract.nlp import documents
from extract.quotes import Quote, quotes

# text, the words as they must be cut, the speaker as written
EN = [
    (
        "Lind said the bank would keep 200 clerks, adding that no other site would close.",
        [("the bank would keep 200 clerks", "Lind"), ("that no other site would close", "Lind")],
    ),
    (
        "The vendor disputes that the pilot failed, citing a sample of just 40 loans.",
        [("that the pilot failed", "vendor"), ("a sample of just 40 loans", "vendor")],
    ),
    (
        "The chamber had warned the rule would export jobs abroad.",
        [("the rule would export jobs abroad", "chamber")],
    ),
    ("As its chief executive noted, the bot failed every second caller.", [("the bot", "chief")]),
    ("The bank moved too fast, as Lind put it on Monday.", [("The bank moved too fast", "Lind")]),
    ("Its thesis: for each clerk let go, two checkers are hired.", [("for each clerk", "Its")]),
    ("Lind is adamant: the bots will stay in the cellar.", [("the bots will stay", "Lind")]),
    ("Staff numbers fell, a reduction that Lind has called “a good start”.", [("a good", "Lind")]),
    ("“The plan is dead.” Nora Lind said. The hall cheered.", [("The plan is dead.", "Lind")]),
    ("In her telling, the robots lost every parcel.", [("the robots lost", "her")]),
    (
        (
            "Veltra went too far in cutting costs and has spent six months mending it, chief "
            "executive Nora Lind told the agency on the eve of the company's stock market listing."
        ),
        [("Veltra went too far in cutting costs and has", "chief executive Nora Lind")],
    ),
    (
        "Veltra, the Danish eat now, pay later firm, said it would hire again.",
        [("it would hire again", "Veltra, the Danish eat now, pay later firm")],
    ),
    (
        "The price fell when, the regulator said, it had moved the work to Cork.",
        [("it had moved the work to Cork", "the regulator")],
    ),
    (
        "She was quoted as saying that the bot was not fit for pensioners.",
        [("that the bot was not fit", "She")],
    ),
    (
        "Lind wrote, in a note to clients, that the bots had failed.",
        [("that the bots had failed", "Lind")],
    ),
    (
        "The fall would come from attrition, he said, and he credited the new tools.",
        [("The fall would come from attrition", "he")],
    ),
]
FR = [
    (
        "Le syndicat rappelle qu'il faut deux ans pour former un agent, et réclame une prime.",
        [("qu'il faut deux ans pour former un agent", "syndicat")],
    ),
    (
        "La banque a dit ne pas être surprise, tout en demandant que le plan soit revu.",
        [("ne pas être surprise", "banque"), ("que le plan soit revu", "banque")],
    ),
    ("La banque va rouvrir, a fait savoir son gérant, Paul Orme.", [("La banque va", "Orme")]),
    (
        "Les effectifs ne baisseront pas, s'est engagé le président, Paul Orme.",
        [("Les effectifs ne baisseront pas", "Paul Orme")],
    ),
    (
        "Le groupe recrutera 600 agents, a annoncé mardi à Metz son directeur, Paul Orme.",
        [("Le groupe recrutera 600 agents", "Paul Orme")],
    ),
    ("Faux, réplique le directeur.", [("Faux", "directeur")]),
    (
        (
            "Le groupe va rouvrir son usine, ont annoncé mardi la direction et la région dans une "
            "déclaration commune."
        ),
        [("Le groupe va rouvrir son usine", "la direction et la région")],
    ),
    (
        "Le robot « abîmait un fruit sur quatre », selon le président, Paul Orme.",
        [("Le robot « abîmait un fruit sur quatre", "le président")],
    ),
    (
        "La ministre des Comptes publics vante un État « qui répond mieux avec moins ».",
        [("un État « qui répond mieux avec moins", "La ministre")],
    ),
    (
        "Pour Anselme Rieux, qui préside le port, le recul n'est pas un accident.",
        [("le recul n'est pas un accident", "Anselme Rieux")],
    ),
    ("Le délégué, Paul Orme, tempère : les salaires n'ont pas bougé.", [("les salaires", "Orme")]),
    ("La direction est formelle : aucun poste ne disparaîtra.", [("aucun poste", "direction")]),
    ("Son argument : sans robot, personne ne répondrait.", [("sans robot", "Son")]),
    ("Le maire a tranché : la ville, a-t-il dit, n'est pas un laboratoire.", [("la ville", "il")]),
    ("La fédération y voit « une belle promesse ».", [("une belle promesse", "fédération")]),
    ("Le patron préfère évoquer « un simple ajustement ».", [("un simple", "patron")]),
    (
        "Le ministère fait état de 212 fraudes suspectées.",
        [("de 212 fraudes", "ministère")],
    ),
    ("Comme l'a révélé Mediasud, le groupe envisage de partir.", [("le groupe", "Mediasud")]),
    (
        "Les experts chiffrent à 12 millions d'euros le coût des départs.",
        [("à 12 millions d'euros le coût des départs", "experts")],
    ),
    ("La direction promet de ne plus supprimer aucun poste.", [("de ne plus", "direction")]),
    ("Le directeur soutient n'avoir rien su du projet.", [("n'avoir rien su", "directeur")]),
    (
        "L'agence s'appuie sur une note, selon laquelle le robot perd un client sur cinq.",
        [("le robot perd un client sur cinq", "note")],
    ),
    ("Estimant que « rien n'est réglé », le syndicat est parti.", [("rien", "syndicat")]),
    ("Le maire se demande si la région a été prévenue.", [("si la région", "maire")]),
    ("“On reste“, dit Nora Lind. “On verra bien“, dit Paul Orme.", [("On reste", "Lind")]),
]


@cache
def read(text: str, language: str) -> tuple[Quote, ...]:
    ((doc, _),) = documents([(text, None)], language=language)
    return tuple(quotes(doc))


def told(text: str, language: str) -> list[tuple[str, str]]:
    return [
        (
            " … ".join(text[start:end] for start, end in quote.spans),
            text[slice(*quote.speaker)] if quote.speaker else "",
        )
        for quote in read(text, language)
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [("en", *case) for case in EN] + [("fr", *case) for case in FR],
)
def test_reported_words_begin_where_they_begin_and_have_their_speaker(
    language: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    found = told(text, language)
    for words, speaker in wanted:
        assert any(got.startswith(words) and speaker in who for got, who in found), found


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Lind said the bank would keep 200 clerks, adding that no site would close.", "add"),
        ("en", "The bank will hire, Lind said, but the union says it lies.", "said"),
        ("fr", "C'est ce qu'il faut, rectifie Nora Lind, qui dirige cet entrepôt.", "qui dirige"),
        ("fr", "La banque va rouvrir, admet Nora Lind, lors d'une visite du site.", "visite"),
        ("fr", "Le groupe nie vouloir partir, comme l'avait écrit un quotidien.", "quotidien"),
        ("fr", "La banque a salué l'accord et réclamé qu'il soit étendu aux agences.", "réclamé"),
    ],
)
def test_reported_words_end_where_the_report_goes_on(language: str, text: str, words: str) -> None:
    first, _ = told(text, language)[0]
    assert words not in first


def test_two_speakers_around_one_relative_are_two_quotes() -> None:
    text = "« On partira », dit Nora Lind, pour qui « la région a trop tardé »."
    assert len([q for q in read(text, "fr") if q.kind is Kind.DIRECT_QUOTE]) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le dispositif « zéro chômeur » démarre en mai."),
        ("fr", "Elle lisait « Les Temps modernes » le soir."),
        ("en", "The firm works on its “Green Deal” plan until May."),
        ("en", "Editor's note: the firm has since closed its doors."),
        ("en", "Price: the phone costs 40 euros in May."),
    ],
)
def test_names_and_labels_are_nobodys_words(language: str, text: str) -> None:
    assert not [q for q in read(text, language) if q.kind is Kind.DIRECT_QUOTE or not q.speaker]
    assert not [who for _, who in told(text, language) if who in {"Editor", "Price"}]


def test_what_staff_were_told_is_reported_without_a_speaker() -> None:
    text = "Staff were told that no one would be replaced by software."
    doc, _ = next(documents([(text, None)], language="en"))
    (found,) = quotes(doc)
    assert text[slice(*found.spans[0])] == "that no one would be replaced by software"
    assert found.speaker is None


def test_question_put_to_somebody_is_not_their_claim() -> None:
    text = "Asked whether the plan had failed, chief executive Jeroen Maas laughed."
    doc, _ = next(documents([(text, None)], language="en"))
    assert list(quotes(doc)) == []


@pytest.mark.parametrize(
    ("language", "asked", "words"),
    [
        (
            "en",
            (
                "Tove Lind runs Corvell, a lender.",
                "Do you regret the bot?",
                "I do, and I told my staff.",
                "You said in March that no clerk was needed. Was that wrong?",
                "It was. We hire again.",
            ),
            "that no clerk was needed",
        ),
        (
            "fr",
            (
                "Tove Lind dirige Corvelle.",
                "– Regrettez-vous le robot ?",
                "– Oui, je le regrette.",
                "– En mars, vous disiez que les guichets fermeraient. Est-ce fini ?",
                "– Oui, j'ai eu tort.",
            ),
            "que les guichets fermeraient",
        ),
    ],
)
def test_what_an_interview_puts_to_its_guest_is_the_guests(
    language: str, asked: tuple[str, ...], words: str
) -> None:
    assert (words, "Tove Lind") in told("\n\n".join(asked), language)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Orme: the robots will stay in Hull.\n\nThe mayor, Ada Orme, spoke on Monday.", "Orme"),
        ("Survey: callers want to hear a person.\n\nA study came out on Monday.", "Survey"),
    ],
)
def test_headline_hands_its_words_to_a_study_or_to_who_speaks_below(
    text: str, speaker: str
) -> None:
    assert speaker in [who for _, who in told(text, "en")]


def test_programme_that_somebody_speaks_on_is_no_quote() -> None:
    text = 'In an interview on the "Face the Town," Ada Orme said the robots were cheaper.'
    assert told(text, "en") == [("the robots were cheaper", "Ada Orme")]
