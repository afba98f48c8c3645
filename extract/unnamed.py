"""For whom somebody works who is quoted without a name: "one of the agents", « une salariée ».

News hides who speaks against an employer, and names the employer all the same: it is the company
told of. Clients, sources and union people are told as such and belong elsewhere.
"""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from extract.casts import Cast
from extract.lexicons import lexicon
from extract.phrases import COMMAS, plain
from extract.trades import is_plural_worker, staff_words
from extract.vocabulary import OTHERS, Words

HEADS = 5
"""Tokens of a phrase among which the noun for the speaker stands."""


def own_staff(tokens: Span, *, cast: Cast, table: Words) -> str:
    """Return the company of which a phrase tells a worker or workers, empty for anybody else.

    "One of the agents", "a former clerk in Brigg", « plusieurs salariés », "bosses"; not whoever
    has a name, an organisation of another kind or a public office in the phrase.
    """
    if cast.within(tokens.start_char, tokens.end_char):
        return ""
    lead = [token for token in tokens if token.text not in COMMAS][: HEADS + 1]
    if any(_is_elsewhere(token, table) for token in tokens):
        return ""
    noun = next((token for token in lead if _tells(token, lead, table)), None)
    is_there = _works_there(tokens, table)
    if noun is None and not is_there:
        return ""
    return cast.topics.at(tokens.start_char)


def _tells(noun: Token, lead: Sequence[Token], table: Words) -> bool:
    """Ask whether a noun tells somebody employed: "clerk", « salariées », "bosses".

    One of several may be told by any trade; alone, "an auditor" may be of any house.
    """
    form = noun.lower_
    crew = lexicon(noun.vocab.lang, "titles")["crew"]
    if form in crew or form in table.staff or form.removesuffix("s") in table.staff:
        return True
    ones = staff_words(noun.vocab.lang).ones
    is_one_of = any(plain(token) in ones for token in lead[:2]) and noun.i > lead[0].i + 1
    return is_one_of and is_plural_worker(noun, table)


def _is_elsewhere(token: Token, table: Words) -> bool:
    """Ask whether a word tells that somebody is no worker of the company told of."""
    form = token.lower_
    singular = form.removesuffix("s")
    told = staff_words(token.vocab.lang)
    apart = table.outsiders | table.civic_titles | table.kin | told.unattached | table.unionists
    if form in apart or singular in apart:
        return form not in table.staff and singular not in table.staff
    if table.group(form) in OTHERS:
        return True
    return token.pos_ == "ADJ" and form.startswith(
        tuple(lexicon(token.vocab.lang, "titles")["unionised"])
    )


def _works_there(tokens: Span, table: Words) -> bool:
    """Ask whether "who works there", « qui y travaille » is told of a person."""
    forms = [plain(token) for token in tokens]
    there = lexicon(tokens.doc.vocab.lang, "titles")["there"]
    return not table.works.isdisjoint(forms) and any(word in forms for word in there)
