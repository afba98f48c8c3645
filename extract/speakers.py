"""Whose words: the speaker as written, resolved to a person or company of the article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from db.records import SpeakerKind
from extract.casts import SUBJECTS, Cast
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import text_of
from extract.phrases import NOMINAL
from extract.posts import BINDING, Post, rank_of
from extract.pronouns import antecedent
from extract.vocabulary import Words, words

BESIDE = 25
"""Characters around a name in which the noun that takes it up stands."""
LOOK_BACK = 3
"""Sentences in which a pronoun looks for its company before it takes the main one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks; empty strings where the article doesn't say."""

    kind: SpeakerKind
    person: str = ""
    """Full name, resolved within the article."""
    role: str = ""
    company: str = ""
    """The organisation the speaker belongs to, or is."""
    about: str = ""
    """The company spoken of, when it is another one."""
    speaks_for_company: bool = False
    text: str = ""
    """The speaker as written."""


def speaker(doc: Doc, span: tuple[int, int], *, cast: Cast) -> Speaker:
    """Return who the words at ``span`` (characters) stand for.

    A surname is its full name; "the chief executive" and he/she are the person who holds the
    post; "the bank" and it are the company last or mainly spoken of; a rival, a union, an analyst
    or a court is itself, and what it speaks of stands in ``about``.
    """
    text = text_of(doc)[slice(*span)]
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or not text.strip():
        return Speaker(kind=SpeakerKind.UNNAMED, text=text)
    return _Case(doc, tokens, text, cast, words(doc.vocab.lang)).resolve()


@dataclass(frozen=True, slots=True)
class _Case:
    doc: Doc
    tokens: Span
    text: str
    cast: Cast
    table: Words

    def resolve(self) -> Speaker:
        named = self.cast.within(self.tokens.start_char, self.tokens.end_char)
        if person := self._person(named):
            return self._as_person(person)
        is_pronoun = len(self.tokens) == 1 or all(t.pos_ in {"PRON", "PUNCT"} for t in self.tokens)
        if is_pronoun and (found := self._pronoun()):
            return found
        if post := self._post():
            return self._as_post(post)
        company = next((m for m in named if m.kind == COMPANY), None)
        group = self._group()
        if group and not (group == "others" and company):
            return self._as_group(group, named)
        if company is not None and self._leads(company):
            return self._as_company(company.name)
        if self._is_described():
            # "The bank", even in a text that doesn't name it, speaks for itself.
            return replace(
                self._as_company(self._described()),
                kind=SpeakerKind.ORGANISATION,
                speaks_for_company=True,
            )
        if self._is_document():
            return self._as_company(self._described())
        own = company.name if company else ""
        return Speaker(
            kind=SpeakerKind.UNNAMED,
            company=own if self._belongs(company) else "",
            about=self._about(""),
            text=self.text,
        )

    def _pronoun(self) -> Speaker | None:
        found = antecedent(self.doc, self.tokens[-1], cast=self.cast, table=self.table)
        if isinstance(found, Mention):
            return self._as_person(found)
        if isinstance(found, Post):
            return self._as_post(found)
        return None if found is None else self._as_company(found)

    # The people

    def _person(self, named: Sequence[Mention]) -> Mention | None:
        """Return the person that a phrase names itself, not one that its complement names."""
        for mention in named:
            if mention.kind != PERSON:
                continue
            before = text_of(self.doc)[self.tokens.start_char : mention.start]
            lead = [
                token.lower_.replace("’", "'") for token in self.tokens if token.idx < mention.start
            ]
            if not before.strip() or not lead:
                return mention
            while lead and (lead[-1] in self.table.courtesy or lead[-1] in self.table.titles):
                lead.pop()
            if not lead or (lead[-1] not in self.table.links and lead[-1] not in {"to", "'s"}):
                return mention
        return None

    def _as_person(self, mention: Mention) -> Speaker:
        inside = next((p for p in self._posts() if p.person == mention.name), None)
        any_post = inside or next((p for p in self.cast.posts if p.person == mention.name), None)
        role = self.cast.role_of(mention.name, company=inside.company if inside else "")
        title = (
            inside.title if inside else role.title if role else any_post.title if any_post else ""
        )
        company = (
            (inside.company if inside else "")
            or (role.company if role else "")
            or (any_post.company if any_post else "")
        )
        beside = self.cast.affiliations.get(mention.name, "")
        if beside and (not company or (not role and company == self.cast.main_company)):
            company = beside
        is_former = bool(any_post and any_post.is_former)
        rank = any_post.rank if any_post else rank_of(title, self.table) if title else ""
        return Speaker(
            kind=SpeakerKind.PERSON,
            person=mention.name,
            role=title,
            company=company,
            about=self._about(company),
            speaks_for_company=bool(company) and rank in BINDING and not is_former,
            text=self.text,
        )

    def _posts(self) -> list[Post]:
        return [p for p in self.cast.posts if self.tokens.start <= p.start < self.tokens.end]

    def _post(self) -> Post | None:
        """Return the title that heads the phrase ("the chief executive of Veltra")."""
        for post in self._posts():
            lead = [t for t in self.doc[self.tokens.start : post.start] if not t.is_punct]
            if all(
                t.pos_ in {"DET", "ADJ", "PROPN", "PART", "NUM", "ADV", "PRON"}
                or t.lower_ in {"'s", "’s"}
                or self.table.organisations.get(t.lower_) == "companies"
                or (t.pos_ == "NOUN" and t.i < post.start and t.dep_ in {"poss", "compound"})
                for t in lead
            ):
                return post
        return None

    def _as_post(self, post: Post) -> Speaker:
        company = post.company
        is_definite = self.tokens[0].lower_.replace(
            "’", "'"
        ) in self.table.definite | self.table.possessives or bool(company)
        if not company and is_definite and post.rank in BINDING:
            company = self.cast.main_company
        is_plural = self.tokens.root.morph.get("Number", []) == ["Plur"]
        if (
            post.rank in {"heads", "executives"}
            and is_definite
            and not (is_plural or post.is_former)
        ):
            person = self._holder(post, company)
            if person:
                role = self.cast.role_of(person, company=post.company)
                own = role.company if role else company
                return Speaker(
                    kind=SpeakerKind.PERSON,
                    person=person,
                    role=role.title if role else post.title,
                    company=own,
                    about=self._about(own),
                    speaks_for_company=True,
                    text=self.text,
                )
        if post.rank == "others" and is_definite and not is_plural and (known := self._told(post)):
            return self._as_person(known)
        speaks = bool(company) and post.rank in BINDING and not is_plural and not post.is_former
        return Speaker(
            kind=SpeakerKind.UNNAMED,
            role=post.title,
            company=company,
            about=self._about(company),
            speaks_for_company=speaks,
            text=self.text,
        )

    def _holder(self, post: Post, company: str) -> str:
        """Return who holds a post: in the company it names, else whoever was last told to."""
        if not post.company and post.rank == "heads":
            for mention in self.cast.before(self.tokens.start_char, kind=PERSON):
                role = self.cast.role_of(mention.name)
                if role and rank_of(role.title, self.table) == "heads":
                    return mention.name
        for role in self.cast.roles:
            if role.company == company and rank_of(role.title, self.table) == post.rank:
                return role.person
        if company and company == self.cast.main_company and post.rank == "heads":
            return self._unattached()
        return ""

    def _told(self, post: Post) -> Mention | None:
        """Return the last person with that title, else the last who belongs elsewhere."""
        people = self.cast.before(self.tokens.start_char, kind=PERSON)
        held = {p.person for p in self.cast.posts if p.title.lower() == post.title.lower()}
        own = self.cast.main_company
        return next((m for m in people if m.name in held), None) or next(
            (m for m in people if self.cast.affiliations.get(m.name, own) != own), None
        )

    def _unattached(self) -> str:
        """Return the nearest person to whom the article gives no post and no organisation.

        "The chief executive said" after a bare name: whoever belongs elsewhere is told so.
        """
        placed = {post.person for post in self.cast.posts} | set(self.cast.affiliations)
        place = self.tokens.start_char
        free = [m for m in self.cast.mentions if m.kind == PERSON and m.name not in placed]
        nearest = min(free, key=lambda m: (m.start > place, abs(m.start - place)), default=None)
        return nearest.name if nearest else ""

    # Organisations

    def _as_company(self, company: str) -> Speaker:
        return Speaker(
            kind=SpeakerKind.ORGANISATION if company else SpeakerKind.UNNAMED,
            company=company,
            speaks_for_company=bool(company),
            text=self.text,
        )

    def _head(self) -> Token:
        return self.tokens.root

    def _leads(self, mention: Mention) -> bool:
        """Ask whether a company is the phrase's head, or what its head noun describes."""
        head = self._head()
        if mention.start <= head.idx < mention.end or head.pos_ == "PROPN":
            return True
        if self.table.organisations.get(head.lower_) in {"companies", "others"}:
            return True
        first = next((t for t in self.tokens if t.pos_ not in {"DET", "PUNCT"}), head)
        return mention.start <= first.idx < mention.end and text_of(self.doc)[
            mention.end : mention.end + 1
        ] not in {"'", "’"}

    def _belongs(self, company: Mention | None) -> bool:
        return company is not None

    def _group(self) -> str:
        """Return the group of the phrase's head noun when it isn't a company."""
        head = self._head()
        for token in (head, *(t for t in self.tokens if t.pos_ in NOMINAL and t.i < head.i)):
            for form in (token.lower_, token.lemma_.lower()):
                group = self.table.organisations.get(form, "")
                if group and group != "companies":
                    return group
            if self.table.institution_words and token.lower_ in self.table.institution_words:
                return "institution"
        return ""

    def _as_group(self, group: str, named: Sequence[Mention]) -> Speaker:
        company = next((m.name for m in named if m.kind != PERSON), "") or self._body()
        is_named = any(t.pos_ == "PROPN" for t in self.tokens)
        if group == "workers":
            return Speaker(
                kind=SpeakerKind.UNNAMED, company="", about=self._about(""), text=self.text
            )
        return Speaker(
            kind=SpeakerKind.ORGANISATION
            if is_named or group != "research"
            else SpeakerKind.UNNAMED,
            company=company,
            about=self._about(company),
            text=self.text,
        )

    def _body(self) -> str:
        """Return the union or public body that "the union", « la cour » stands for, if named."""
        first = self.tokens[0].lower_.replace("’", "'")
        head = self._head().lower_
        text = text_of(self.doc)
        if first not in self.table.definite:
            return ""
        for mention in self.cast.named_before(self.tokens.start_char):
            before = text[max(0, mention.start - BESIDE) : mention.start].lower().split()
            after = text[mention.end : mention.end + BESIDE].lower().split()
            is_beside = head in before[-1:] or head in after[:1]
            if mention.kind != PERSON and (is_beside or head in mention.name.lower().split()):
                return mention.name
        return ""

    def _is_described(self) -> bool:
        """Ask whether the phrase is "the bank", « l'assureur lyonnais », "its parent"."""
        head = self._head()
        lower = head.lower_
        if self.table.organisations.get(lower) != "companies":
            return False
        first = self.tokens[0].lower_.replace("’", "'")
        return first in self.table.definite or first in self.table.possessives

    def _is_document(self) -> bool:
        lower = self.text.lower()
        return any(lower.endswith(noun) or f"{noun} " in lower for noun in self.table.documents)

    def _described(self) -> str:
        """Return the company that a description or pronoun stands for at this place."""
        head = self._head().lower_
        place = self.tokens.start_char
        for mention in self.cast.before(place, kind=COMPANY):
            around = text_of(self.doc)[max(0, mention.start - 25) : mention.end + 40].lower()
            after = around[around.find(",") :] if "," in around else ""
            if head in around[: 25 + 1].split() or f" {head} " in after:
                return mention.name
        if self.cast.main_company and self.tokens.root.pos_ != "PRON":
            return self.cast.main_company
        floor = self._floor()
        for mention in self.cast.before(place, kind=COMPANY):
            if mention.start < floor:
                break
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and span.root.dep_ in SUBJECTS:
                return mention.name
        return self.cast.main_company

    def _floor(self) -> int:
        sentence = self.tokens[0].sent
        for _ in range(LOOK_BACK):
            if sentence.start == 0:
                break
            sentence = self.doc[sentence.start - 1].sent
        start: int = sentence.start_char
        return start

    def _about(self, own: str) -> str:
        """Return the article's main company when the speaker belongs elsewhere."""
        return self.cast.main_company if own != self.cast.main_company else ""
