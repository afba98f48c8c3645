"""Whom "she" or « il » stands for: a person, whoever holds an unnamed post, or a company."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from extract.casts import SUBJECTS, Cast
from extract.cues import cues
from extract.forms import given_gender
from extract.names import PERSON, Mention
from extract.nlp import sentence_start, sentence_with, text_of
from extract.phrases import OBJECTS, plain
from extract.titles import Post
from extract.vocabulary import Words

FURTHEST = 20
"""Sentences that a pronoun looks back for somebody."""
SPEAKS = 2
"""Weight of who speaks in a sentence."""
BESIDE = 60
"""Characters around a title in which its holder is named."""
LONGEST_DESCRIPTION = 4
"""Words of "the former banker"; a longer one names somebody new."""
COMPANY_REACH = 1
"""Sentences that it looks back for a company."""
ARTICLE = 4
"""Characters of the article before a name that opens a paragraph."""
NEAR = 40
"""Characters after a noun within which the name beside it begins and ends."""
ENDS = (". ", "? ", "! ", ".\n", "\n")
"""What ends a sentence, where the model's cuts are unsure."""
APPOSED = frozenset({"appos", "nmod", "flat:name", "conj"})
NOUNS = frozenset({"NOUN", "PROPN"})
ORGANISED = frozenset({"companies", "others", "unions", "research", "press", "public"})
"""Groups of nouns that one organisation is called by."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody told of before: a named person, or a post whose holder isn't named."""

    place: int
    start: int
    """Where its sentence begins."""
    end: int
    """Where its sentence ends."""
    gender: str
    weight: int
    """2 for who speaks there, 1 for a subject, 0 for anybody else."""
    person: Mention | None = None
    post: Post | None = None


def antecedent(  # noqa: C901 (cases in order, first match wins)
    doc: Doc, token: Token, *, cast: Cast, table: Words
) -> Mention | Post | str | None:
    """Return the person's mention, the post or the company's name that a pronoun stands for.

    Sentence by sentence backwards, whoever speaks in it first, then its subject, then anybody;
    nobody whose title or courtesy tells the other gender. An empty string is a company that the
    article doesn't name; None is no pronoun for one person or company.
    """
    pronouns = table.pronouns
    lower = plain(token)
    if lower not in pronouns["masculine"] and lower not in pronouns["feminine"]:
        lower = lower.rsplit("-", 1)[-1]
    if lower in pronouns["several"]:
        return _group(doc, token, cast)
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
            is_own = found.person and cast.affiliations.get(found.person.name) == company
            is_near = may_be_company and not is_own
            if is_near and _is_nearer(doc, company_place, found, token):
                break
            return found.person or found.post
    if not may_be_company:
        return None
    return company or cast.main_company


def _is_nearer(doc: Doc, company: int, found: _Candidate, pronoun: Token) -> bool:
    """Ask whether a company that acts, at a character, is told of after somebody or instead.

    It is of a later sentence, or the subject of the one in which somebody is no subject. After
    somebody who speaks it must open the pronoun's own sentence or another paragraph.
    """
    between = text_of(doc)[found.place : max(found.place, company)]
    if found.weight == SPEAKS:
        is_here = company >= sentence_with(pronoun).start_char >= found.end
        return company > found.end and (is_here or "\n" in between)
    if not found.weight and company >= found.start:
        return True
    return company > found.end and any(mark in between for mark in ENDS)


def _group(doc: Doc, token: Token, cast: Cast) -> str | None:
    """Return the organisation of the several people told of: "analysts at Veltra … they".

    The last subject of the plural; None where it names no organisation.
    """
    first = sentence_start(token)
    first = sentence_start(doc[first - 1]) if first else first
    for i in range(token.i - 1, first - 1, -1):
        word = doc[i]
        if word.dep_ not in SUBJECTS or word.pos_ == "PRON":
            continue
        named = cast.within(word.left_edge.idx, word.right_edge.idx + len(word.right_edge))
        bodies = [mention for mention in named if mention.kind != PERSON]
        is_several = word.morph.get("Number", []) == ["Plur"]
        if is_several or (bodies and bodies[0].start <= word.idx < bodies[0].end):
            return bodies[0].name if bodies else None
    return None


def taken_up(tokens: Span, *, cast: Cast, table: Words) -> Mention | Post | None:
    """Return whom « l'intéressée », "the 43-year-old", "the former banker" takes up.

    The likeliest person before of the noun's gender; "the latter" is whoever was named last.
    """
    first, head = tokens[0], tokens.root
    whole = tokens.text.lower()
    is_pronoun = whole in table.latter
    if not is_pronoun and (
        plain(first) not in table.definite or head.morph.get("Number", []) == ["Plur"]
    ):
        return None
    inside = [plain(token) for token in takewhile(lambda token: token.text != ",", tokens)]
    noun = whole if is_pronoun else next((w for w in inside if w in table.taken_up), "")
    at = 1 if len(inside) > 1 else 0
    is_former = inside[at] in table.former and len(inside) <= LONGEST_DESCRIPTION
    if not noun and not is_former:
        return None
    gender = _gender_told(head)
    gender = gender if not is_pronoun else "f" if whole in table.pronouns["feminine"] else "m"
    found = _candidates(tokens.doc, first, cast, table)
    fitting = (c for c in found if not (c.gender and gender and c.gender != gender))
    if noun in table.latter:
        named = cast.before(first.idx, kind=PERSON)
        return next((m for m in named if _fits(m, gender, tokens.doc, cast, table)), None)
    chosen = next(fitting, None)
    return None if chosen is None else chosen.person or chosen.post


def likeliest(tokens: Span, cast: Cast, table: Words) -> Mention | None:
    """Return the likeliest person told of before a description, of its noun's gender."""
    gender = _gender_told(tokens.root)
    for found in _candidates(tokens.doc, tokens[0], cast, table):
        if found.person and not (found.gender and gender and found.gender != gender):
            return found.person
    return None


def _gender_told(noun: Token) -> str:
    return {"Fem": "f", "Masc": "m"}.get("".join(noun.morph.get("Gender", [])), "")


def _fits(mention: Mention, gender: str, doc: Doc, cast: Cast, table: Words) -> bool:
    told = gender_of(doc, mention.name, cast, table)
    return not (told and gender and told != gender)


def _candidates(doc: Doc, token: Token, cast: Cast, table: Words) -> Iterator[_Candidate]:
    """Yield who was told of before a token, the likeliest first."""
    sentence = sentence_with(token)
    for step in range(FURTHEST):
        stop = min(sentence.end_char, token.idx)
        here = [*_people(doc, (sentence.start_char, stop), sentence.end_char, cast, table)]
        here += _posts(doc, sentence.start, min(sentence.end, token.i), cast, table)
        yield from sorted(here, key=lambda c: (-c.weight, c.place if step else -c.place))
        if sentence.start == 0:
            return
        sentence = sentence_with(doc[sentence.start - 1])


def _people(
    doc: Doc, bounds: tuple[int, int], end: int, cast: Cast, table: Words
) -> Iterator[_Candidate]:
    for mention in cast.within(*bounds):
        if mention.kind == PERSON:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            weight = 0 if span is None else max(_weight(span.root), _weight_beside(span.root))
            if weight < SPEAKS and span is not None and span.start in cast.topics.quoted:
                continue  # whom somebody speaks of
            gender = gender_of(doc, mention.name, cast, table)
            yield _Candidate(mention.start, bounds[0], end, gender, weight, person=mention)


def _posts(doc: Doc, start: int, stop: int, cast: Cast, table: Words) -> Iterator[_Candidate]:
    for post in cast.posts:
        if not start <= post.start < stop or _is_beside(post, cast):
            continue
        if post.rank == "others" and (
            post.start in cast.topics.quoted or _is_quoted(doc, start, post, stop)
        ):
            continue
        if table.group(post.title.lower()) == "companies":
            continue  # « la direction » is nobody
        head = doc[post.end - 1]
        if head.morph.get("Number", []) == ["Plur"] or post.title.lower() != _singular(doc, post):
            continue
        weight = max(_weight(head), _weight(doc[post.start]))
        if weight:
            words = set(_own_words(post.title, table))
            gender = _told_gender(words | {doc[post.start - 1].lower_}, table)
            person = None
            if post.person:
                place = (doc[post.start].idx, head.idx + len(head))
                person = Mention(start=place[0], end=place[1], name=post.person, kind=PERSON)
                gender = gender or gender_of(doc, post.person, cast, table)
            bounds = sentence_with(head).start_char, sentence_with(head).end_char
            yield _Candidate(head.idx, *bounds, gender, weight, person, post)


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
    if speaks and (root.dep_ in SUBJECTS or root.dep_ in OBJECTS):
        return SPEAKS if root.dep_ in SUBJECTS or root.doc.vocab.lang == "fr" else 0
    return int(root.dep_ in SUBJECTS or root.dep_ == "ROOT")


def _weight_beside(root: Token) -> int:
    """Return the weight of the title beside a name: « a dit le président, Ana Costa »."""
    return _weight(root.head) if root.dep_ in APPOSED and root.head.pos_ in NOUNS else 0


def _company(
    doc: Doc, token: Token, cast: Cast, table: Words, *, feminine: bool
) -> tuple[str, int]:
    """Return the organisation that last stood as a subject and where, or ("", -1).

    In French a company's bare name is taken up by « elle », a noun by its own gender.
    """
    sentence = sentence_with(token)
    floor = sentence.start
    for _ in range(COMPANY_REACH):
        floor = sentence_start(doc[floor - 1]) if floor else floor
    is_french = doc.vocab.lang == "fr"
    told = ["Fem"] if feminine else ["Masc"]
    for i in range(token.i - 1, floor - 1, -1):
        word = doc[i]
        if word.dep_ not in SUBJECTS or i in cast.topics.quoted:
            continue
        group = table.group(word.lower_)
        is_one = word.morph.get("Number", []) != ["Plur"]
        gender = word.morph.get("Gender", [])
        named = [m for m in _around(cast, word) if m.kind != PERSON]
        if not named and group in ORGANISED and is_one:
            beside = _beside(cast, word)
            if not is_french or not gender or gender == told:
                found = beside or _described(cast, word, group)
                if found:
                    return found, word.idx
        elif named:
            first = named[0].name.lower().split()[0]
            shows = gender and (first in table.bodies or table.group(first))
            if not is_french or (gender == told if shows else feminine):
                return named[0].name, word.idx
    return _opening(doc, token, cast) if feminine or not is_french else ("", -1)


def _opening(doc: Doc, token: Token, cast: Cast) -> tuple[str, int]:
    """Return the organisation with which the pronoun's paragraph opens, and where."""
    floor = text_of(doc).rfind("\n", 0, token.idx) + 1
    opens = floor and next((m for m in cast.topics.subjects if m.start >= floor), None)
    is_near = opens and opens.end <= token.idx and opens.start - floor <= ARTICLE
    return (opens.name, opens.start) if opens and is_near else ("", -1)


def _beside(cast: Cast, noun: Token) -> str:
    """Return the organisation in apposition to its noun: « l'association Veltra »."""
    end = noun.idx + len(noun)
    named = [m for m in cast.within(noun.idx, end + NEAR) if m.kind != PERSON]
    if not named:
        return ""
    between = noun.doc.char_span(end, named[0].start, alignment_mode="contract")
    if between is not None and between.text == ",":
        return named[0].name  # « Le constructeur, Veltra, … »
    is_joined = between is None or all(t.pos_ in {"ADJ", "PROPN", "SPACE"} for t in between)
    return named[0].name if is_joined else ""


def _described(cast: Cast, noun: Token, group: str) -> str:
    """Return the organisation that "the insurer", « le syndicat » is."""
    if found := cast.topics.described(noun.lower_, noun.idx):
        return found
    return cast.topics.at(noun.idx) if group == "companies" else ""


def _around(cast: Cast, word: Token) -> list[Mention]:
    found = cast.named_before(word.idx + 1)[:1]
    return [mention for mention in found if mention.start <= word.idx < mention.end]


def gender_of(doc: Doc, person: str, cast: Cast, table: Words) -> str:
    """Return ``f`` or ``m`` when a title, courtesy or the model tells, else empty."""
    for post in cast.posts:
        told = _told_gender(_own_words(post.title, table), table)
        if post.person == person and told and post.title != table.lead_title:
            return told
    for mention in cast.mentions:
        if mention.name != person:
            continue
        before = text_of(doc)[max(0, mention.start - 9) : mention.start].lower().split()
        if before and (told := _told_gender(before[-1:], table)):
            return told
    return given_gender(person, doc.vocab.lang)


def _own_words(title: str, table: Words) -> list[str]:
    """Return a title's words without its complement: « économiste » of « économiste en chef »."""
    links = table.links | table.places
    return list(takewhile(lambda word: word not in links, title.lower().split()))


def _told_gender(found: set[str] | list[str], table: Words) -> str:
    if not table.feminine.isdisjoint(found):
        return "f"
    return "" if table.masculine.isdisjoint(found) else "m"
