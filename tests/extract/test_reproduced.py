"""Memos, posts and lists of points printed without quote marks; quotes inside quotes."""

from db.records import Kind
from extract.nlp import documents
from extract.quotes import Quote, quotes


def _read(text: str, language: str = "en") -> tuple[str, list[Quote]]:
    doc, _ = next(documents([(text, None)], language=language))
    return doc.text, list(quotes(doc))


def _said(text: str, found: list[Quote]) -> list[tuple[str, str]]:
    return [
        (
            " … ".join(text[start:end] for start, end in quote.spans),
            text[slice(*quote.speaker)] if quote.speaker else "",
        )
        for quote in found
    ]


def test_memo_printed_after_its_writer_is_one_direct_quote() -> None:
    text, found = _read(
        "In a memo to staff, chief operating officer Tom Raskin wrote:\n\n"
        "We have made hard choices this quarter.\n\n"
        "I will not pretend that a chatbot can do what you did.\n\n"
        "The memo does not mention severance."
    )
    assert _said(text, found) == [
        (
            (
                "We have made hard choices this quarter. … "
                "I will not pretend that a chatbot can do what you did."
            ),
            "chief operating officer Tom Raskin",
        )
    ]
    assert found[0].kind is Kind.DIRECT_QUOTE


def test_post_signed_with_a_handle_is_of_whom_it_names() -> None:
    text, found = _read(
        "The founder was blunter online:\n\nFired the agency. Hired it back.\n\n"
        "— Idris Vale (@idrisv) March 3"
    )
    assert ("Fired the agency. Hired it back.", "Idris Vale") in _said(text, found)


def test_points_of_a_list_are_of_whom_said_them() -> None:
    text, found = _read(
        "Dolores Finch said that:\n\n• overtime had doubled since March;\n\n"
        "• nobody had been consulted."
    )
    assert [words for words, _ in _said(text, found)] == [
        "overtime had doubled since March",
        "nobody had been consulted.",
    ]
    assert {who for _, who in _said(text, found)} == {"Dolores Finch"}


def test_heading_before_a_list_of_facts_says_nothing() -> None:
    assert _read("What is known:\n\n• The plant closes in May.\n\n• Talks go on.")[1] == []


def test_words_quoted_inside_a_quote_are_of_whom_it_names() -> None:
    text, found = _read("“My foreman said, ‘The robot stays in its box.’ So it did,” Orme said.")
    assert ("The robot stays in its box.", "My foreman") in _said(text, found)


def test_term_inside_a_quote_is_nobodys_words() -> None:
    assert len(_read("“They sell ‘synthetic colleagues’ to banks,” Orme said.")[1]) == 1
