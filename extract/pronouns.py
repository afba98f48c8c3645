"""Whom "she" or « il » stands for: a person, whoever holds an unnamed post, or a company."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.casts import SUBJECTS, Cast
from extract.cues import cues
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import text_of
from extract.phrases import OBJECTS, plain
from extract.posts import Post
from extract.vocabulary import Words

FURTHEST = 8
"""Sentences that a pronoun looks back for somebody."""
SPEAKS = 2
"""Weight of who speaks in a sentence."""
BESIDE = 60
"""Characters around a title in which its holder is named."""
COMPANY_REACH = 2
"""Sentences that it looks back for a company."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody told of before: a named person, or a post whose holder isn't named."""

    place: int
    end: int
    """Where its sentence ends."""
    gender: str
    weight: int
    """2 for who speaks there, 1 for a subject, 0 for anybody else."""
    person: Mention | None = None
    post: Post | None = None


def antecedent(doc: Doc, token: Token, *, cast: Cast, table: Words) -> Mention | Post | str | None:
    """Return the person's mention, the post or the company's name that a pronoun stands for.

    Sentence by sentence backwards, whoever speaks in it first, then its subject, then anybody;
    nobody whose title or courtesy tells the other gender. An empty string is a company that the
    article doesn't name; None is no pronoun for one person or company.
    """
    lower = plain(token).rsplit("-", 1)[-1]
    pronouns = table.pronouns
    if lower in pronouns["plural"]:
        return None
    either = lower in pronouns["either"]
    masculine = lower in pronouns["masculine"] or either
    feminine = lower in pronouns["feminine"] or either
    may_be_company = lower in pronouns["organisation"]
    if not (masculine or feminine or may_be_company):
        return None
    company, company_place = ("", -1)
    if may_be_company:
        company, company_place = _company(doc, token, cast, table, feminine=feminine)
    if masculine or feminine:
        gender = "" if either else "f" if feminine else "m"
        for found in _candidates(doc, token, cast, table):
            if found.gender and gender and found.gender != gender:
                continue
            if may_be_company and company_place > found.end and found.weight < SPEAKS:
                break
            return found.person or found.post
    if not may_be_company:
        return None
    return company or cast.main_company


def _candidates(doc: Doc, token: Token, cast: Cast, table: Words) -> Iterator[_Candidate]:
    """Yield who was told of before a token, the likeliest first."""
    sentence = token.sent
    for step in range(FURTHEST):
        stop = min(sentence.end_char, token.idx)
        here = [*_people(doc, (sentence.start_char, stop), sentence.end_char, cast, table)]
        here += _posts(doc, sentence.start, min(sentence.end, token.i), cast, table)
        yield from sorted(here, key=lambda c: (-c.weight, c.place if step else -c.place))
        if sentence.start == 0:
            return
        sentence = doc[sentence.start - 1].sent


def _people(
    doc: Doc, bounds: tuple[int, int], end: int, cast: Cast, table: Words
) -> Iterator[_Candidate]:
    for mention in cast.within(*bounds):
        if mention.kind == PERSON:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            weight = _weight(span.root) if span is not None else 0
            gender = gender_of(doc, mention.name, cast, table)
            yield _Candidate(mention.start, end, gender, weight, person=mention)


def _posts(doc: Doc, start: int, stop: int, cast: Cast, table: Words) -> Iterator[_Candidate]:
    for post in cast.posts:
        if not start <= post.start < stop or _is_beside(post, cast):
            continue
        if post.rank == "others" and _is_quoted(doc, start, post, stop):
            continue
        head = doc[post.end - 1]
        if head.morph.get("Number", []) == ["Plur"] or post.title.lower() != _singular(doc, post):
            continue
        weight = max(_weight(head), _weight(doc[post.start]))
        if weight:
            words = set(post.title.lower().split())
            gender = _told_gender(words | {doc[post.start - 1].lower_}, table)
            person = None
            if post.person:
                place = (doc[post.start].idx, head.idx + len(head))
                person = Mention(start=place[0], end=place[1], name=post.person, kind=PERSON)
                gender = gender or gender_of(doc, post.person, cast, table)
            yield _Candidate(head.idx, head.sent.end_char, gender, weight, person, post)


def _is_quoted(doc: Doc, start: int, post: Post, stop: int) -> bool:
    """Ask whether a title stands in quoted words: '"… how the customer felt," she says'."""
    return any(token.is_quote for token in doc[start : post.start]) and any(
        token.is_quote for token in doc[post.end : stop]
    )


def _is_beside(post: Post, cast: Cast) -> bool:
    """Ask whether the holder's name stands beside the title and is a candidate itself."""
    beside = cast.within(post.place - BESIDE, post.place + BESIDE)
    return bool(post.person) and any(mention.name == post.person for mention in beside)


def _singular(doc: Doc, post: Post) -> str:
    return doc[post.start : post.end].text.lower().replace("’", "'")


def _weight(root: Token) -> int:
    """Return 2 for who speaks, 1 for a subject, 0 for anybody else."""
    verb = root.head
    near = cues(root.doc.vocab.lang).at(verb)
    speaks = near is not None and (near.takes("clause") or near.takes("inquit"))
    if speaks and root.dep_ in SUBJECTS | OBJECTS:
        return SPEAKS if root.dep_ in SUBJECTS or root.doc.vocab.lang == "fr" else 0
    return int(root.dep_ in SUBJECTS or root.dep_ == "ROOT")


def _company(
    doc: Doc, token: Token, cast: Cast, table: Words, *, feminine: bool
) -> tuple[str, int]:
    """Return the company that last stood as a subject and where, or ("", -1).

    In French a company's bare name is taken up by « elle », a noun by its own gender.
    """
    sentence = token.sent
    floor = sentence.start
    for _ in range(COMPANY_REACH):
        floor = doc[floor - 1].sent.start if floor else floor
    is_french = doc.vocab.lang == "fr"
    for i in range(token.i - 1, floor - 1, -1):
        word = doc[i]
        if word.dep_ not in SUBJECTS:
            continue
        gender = word.morph.get("Gender", [])
        if table.organisations.get(word.lower_) == "companies":
            if not is_french or not gender or gender == (["Fem"] if feminine else ["Masc"]):
                return cast.main_company, word.idx
        elif feminine or not is_french:
            for mention in cast.within(word.idx, word.idx + len(word)) or _around(cast, word):
                if mention.kind == COMPANY:
                    return mention.name, word.idx
    return "", -1


def _around(cast: Cast, word: Token) -> list[Mention]:
    found = cast.before(word.idx + 1, kind=COMPANY)[:1]
    return [mention for mention in found if mention.start <= word.idx < mention.end]


def gender_of(doc: Doc, person: str, cast: Cast, table: Words) -> str:
    """Return ``f`` or ``m`` when a title, courtesy or the model tells, else empty."""
    for post in cast.posts:
        told = _told_gender(post.title.lower().split(), table)
        if post.person == person and told and post.title != table.lead_title:
            return told
    for mention in cast.mentions:
        if mention.name != person:
            continue
        before = text_of(doc)[max(0, mention.start - 9) : mention.start].lower().split()
        if before and (told := _told_gender(before[-1:], table)):
            return told
    return ""


def _told_gender(found: set[str] | list[str], table: Words) -> str:
    if not table.feminine.isdisjoint(found):
        return "f"
    return "" if table.masculine.isdisjoint(found) else "m"
