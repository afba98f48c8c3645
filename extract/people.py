"""The people and companies of one article, the posts they hold, and who speaks."""

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from db.records import Company, Person, Role
from extract import speakers
from extract.affiliations import affiliations, scene_of
from extract.casts import SUBJECTS, Cast
from extract.descriptions import described
from extract.employments import employers_told, successions
from extract.headed import headed_role
from extract.headlines import SHORT, headline_company, headline_words
from extract.media import is_told
from extract.names import COMPANY, PERSON, Gazetteer, Mention, mentions
from extract.nlp import text_of
from extract.posts import posts, settled
from extract.speakers import Speaker
from extract.staff import unnamed_employers
from extract.titles import Post, rank_of
from extract.topics import is_employing, topics
from extract.vocabulary import Words, words

__all__ = ["Cast", "Gazetteer", "Mention", "Speaker", "cast", "speaker"]

LEAD_WEIGHT = 1
"""What a place in the first paragraph adds: it tells whom the story is about."""
TITLE_WEIGHT = 6
"""A name in the headline counts as this many places in the text."""
FIRST_WEIGHT = 2
"""The same for a name in the first tenth of the text, or at least its first 400 characters."""


def cast(doc: Doc, *, title: str, gazetteer: Gazetteer, published: str) -> Cast:
    """Return who and what an article names, once for all its statements.

    ``published`` is EDTF and decides which of the base's posts are in force.
    """
    table = words(doc.vocab.lang)
    named = mentions(doc, gazetteer=gazetteer, title=title)
    main = _main_company(doc, named, title=title, table=table)
    about = topics(doc, named, main=main, title=title, table=table)
    told = tuple(posts(doc, named, table=table, about=about))
    tied = affiliations(doc, named, table=table, about=about, held=told)
    scene = scene_of(doc, named, table, about)
    tied |= dict(employers_told(scene, tied=tied))
    tied |= unnamed_employers(scene, held=told, tied=tied)
    held = settled(told, tied)
    tied |= dict(successions(scene, held=held, tied=tied))
    roles = _roles(held, named, gazetteer, published)
    placed = {post.person for post in held} | tied.keys() | {role.person for role in roles}
    headed = headed_role(title, named, company=main, placed=placed, table=table)
    if headed and not any(_is_same_post(headed, role, named, table) for role in roles):
        roles = (*roles, headed)
    return Cast(
        mentions=tuple(named),
        people=tuple(Person(name=name) for name in _distinct(named, PERSON)),
        companies=tuple(_companies(doc, named)),
        roles=roles,
        main_company=main,
        titles=frozenset(table.titles),
        posts=held,
        affiliations=tied,
        topics=about,
    )


def speaker(doc: Doc, span: tuple[int, int], *, cast: Cast) -> Speaker:
    """Return who the words at ``span`` (characters) stand for, see :func:`speakers.speaker`.

    A description without a name is the organisation of the article that it fits.
    """
    return described(doc, span, speakers.speaker(doc, span, cast=cast), cast=cast)


def _companies(doc: Doc, named: Sequence[Mention]) -> Iterator[Company]:
    """Yield each company with the other names that the article gives it, former ones as well."""
    for name in _distinct(named, COMPANY):
        forms = {text_of(doc)[m.start : m.end]: None for m in named if m.name == name}
        yield Company(name=name, aliases=tuple(form for form in forms if form != name))


def _distinct(named: Sequence[Mention], kind: str) -> list[str]:
    return list(dict.fromkeys(mention.name for mention in named if mention.kind == kind))


def _main_company(  # noqa: C901, PLR0912 (what counts for a name, in order)
    doc: Doc, named: Sequence[Mention], *, title: str, table: Words
) -> str:
    """Return the company that the article is about: the one named most, early and as subject."""
    early = max(400, len(text_of(doc)) // 10)
    lead = text_of(doc).find("\n")
    weights: Counter[str] = Counter()
    others: Counter[str] = Counter()
    bodies: list[str] = []
    called = _called(doc, named, table)
    heard = {name for name, noun in called.items() if noun in title.lower().split()}
    # "Cleaners at broadcaster": a headline that calls a house by its noun is about it.
    media = _told(doc, named, table) - heard
    for mention in named:
        if mention.kind == PERSON or (mention.name in media and mention.name not in title):
            continue
        if mention.kind != COMPANY and _is_court(mention.name, table):
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        is_subject = span is not None and (
            span.root.dep_ in SUBJECTS or span.root.dep_ == "poss" or span.start == 0
        )
        if span is None:
            continue
        if mention.kind == COMPANY or mention.name in called:
            weights[mention.name] += (FIRST_WEIGHT if mention.start < early else 1) + is_subject
            weights[mention.name] += LEAD_WEIGHT * (mention.start < lead)
        elif _is_headed(mention.name, title) or (is_subject and mention.start < early):
            others[mention.name] += 1
        elif mention.start < early:
            bodies.append(mention.name)
    headline = headline_words(title)
    for name in weights:
        if name in title:
            weights[name] += TITLE_WEIGHT
        elif not headline.isdisjoint(_telling(name, table)):
            weights[name] += TITLE_WEIGHT - 1  # "Valdor" for "Valdor Transports"
        elif name in heard:
            weights[name] += TITLE_WEIGHT - 1  # "Workers at insurer" for "the insurer Valdor"
    best = max(weights, key=lambda name: weights[name], default="")
    starts = {m.name: m.start for m in reversed(named)}
    employing = [name for name in bodies if is_employing(name, table) or _is_institute(name, table)]
    if employing and weights[best] < TITLE_WEIGHT and starts.get(best, early) >= early:
        return employing[0]  # a town hall or an institute, whose software's maker is named later
    if weights[best] <= FIRST_WEIGHT + 1 and not others:
        # One mention tells little: "Veltra lets 120 go" over a text that only says "the firm".
        people = _distinct(named, PERSON)
        best = headline_company(title, people=people, table=table) or best
    if others and weights[best] < TITLE_WEIGHT:
        # A charity, a union or a university that the story opens with.
        first = max(others, key=lambda name: others[name])
        if not best or starts[first] < starts[best]:
            return first
    return best or (bodies[0] if bodies else "")


def _called(doc: Doc, named: Sequence[Mention], table: Words) -> dict[str, str]:
    """Return the names to which the noun for a company leads: "the broadcaster Radio Orvel"."""
    found: dict[str, str] = {}
    for mention in named:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if mention.kind == PERSON or span is None or not span.start:
            continue
        before = doc[span.start - 1]
        is_body = any(part in table.bodies for part in mention.name.lower().split())
        is_noun = before.pos_ == "NOUN" and table.group(before.lower_) == "companies"
        if is_noun and not is_body:
            found.setdefault(mention.name, before.lower_)
    return found


def _is_court(name: str, table: Words) -> bool:
    """Ask whether a body only judges or rules what others do: no story of work is about it."""
    return any(
        part in table.seated and table.group(part) == "public" for part in name.lower().split()
    )


def _is_institute(name: str, table: Words) -> bool:
    """Ask whether a body's noun is one of a house that studies, and employs people as well."""
    parts = name.lower().split()
    noun = parts[0] if table.trade_first else parts[-1]
    return noun in table.bodies and table.group(noun) == "research"


def _telling(name: str, table: Words) -> set[str]:
    """Return the words of a company's name that no other company's needs: no trade, no form."""
    return {
        part
        for part in name.split()
        if part[:1].isupper()
        and len(part) > SHORT
        and (lower := part.lower()) not in table.trades
        and lower not in table.legal_forms
        and lower not in table.organisations
    }


def _told(doc: Doc, named: Sequence[Mention], table: Words) -> set[str]:
    """Return the media to which somebody spoke: the story isn't about them."""
    return {
        mention.name
        for mention in named
        if (span := doc.char_span(mention.start, mention.end, alignment_mode="expand"))
        and is_told(doc, span.start, table)
    }


def _is_headed(name: str, title: str) -> bool:
    """Ask whether a headline names a body, or its acronym: « Le CHU » for the « CHU de Lille »."""
    first = name.split(maxsplit=1)[0]
    return name in title or (first.isupper() and len(first) > 1 and first in title.split())


def _roles(
    held: Sequence[Post], named: Sequence[Mention], gazetteer: Gazetteer, published: str
) -> tuple[Role, ...]:
    """Return the posts that the article states, then those of the base in force that day."""
    found: dict[tuple[str, str], Role] = {}
    for post in held:
        if post.person and post.company and not post.is_former:
            found.setdefault(
                (post.person, post.company),
                Role(person=post.person, company=post.company, title=post.title),
            )
    for name in _distinct(named, PERSON):
        for role in gazetteer.roles.get(name, ()):
            if _in_force(role, published):
                found.setdefault((role.person, role.company), role)
    return tuple(found.values())


def _is_same_post(headed: Role, other: Role, named: Sequence[Mention], table: Words) -> bool:
    """Ask whether somebody else holds the headline's post: that title, or a head named before."""
    if other.company != headed.company or rank_of(other.title, table) != "heads":
        return False
    first = next((m.name for m in named if m.name in {other.person, headed.person}), "")
    return other.title.lower() == headed.title or first == other.person


def _in_force(role: Role, published: str) -> bool:
    day = published[:10]
    return not day or (
        (not role.start or role.start[: len(day)] <= day)
        and (not role.end or role.end == ".." or role.end >= day[: len(role.end)])
    )
