"""Whose words: the speaker as written, resolved to a person or company of the article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from db.records import SpeakerKind
from extract.casts import LONGEST_NAME, Cast
from extract.denoted import Phrase
from extract.described import described_before
from extract.documents import document_noun, issuer
from extract.holders import Holders
from extract.kinds import POSSESSIVES
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import text_of
from extract.phrases import NOMINAL, plain
from extract.pronouns import antecedent, likeliest, taken_up
from extract.titles import BINDING, Post, rank_of
from extract.vocabulary import words

BEFORE = 2
"""Tokens before the pronoun of « L'intersyndicale, elle, proteste »: a noun and a comma."""


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
    tokens = _unbroken(doc, tokens, cast)
    return _Case(doc, tokens, text, cast, words(doc.vocab.lang)).resolve()


def _unbroken(doc: Doc, tokens: Span, cast: Cast) -> Span:
    """Return a phrase that ends before a hyphen with its post and name: "Its co|-founder Lind"."""
    end = tokens.end
    if end + 1 >= len(doc) or doc[end].text != "-" or doc[end - 1].whitespace_:
        return tokens
    post = next((p for p in cast.posts if end < p.end and p.start <= end + 1), None)
    if post is None:
        return tokens
    last = max(doc[post.end - 1].idx, tokens.end_char)
    named = cast.within(last, last + len(doc[post.end - 1]) + LONGEST_NAME)
    stop = named[0].end if named and named[0].name == post.person else last
    return doc.char_span(tokens.start_char, stop, alignment_mode="expand") or tokens


@dataclass(frozen=True, slots=True)
class _Case(Phrase):
    """Resolves a phrase, its cases in order."""

    def resolve(self) -> Speaker:
        named = self.cast.overlapping(self.tokens.start_char, self.tokens.end_char)
        if person := self._person(named):
            return self._as_person(person)
        is_pronoun = len(self.tokens) == 1 or all(t.pos_ in {"PRON", "PUNCT"} for t in self.tokens)
        if is_pronoun and (subject := self._emphasised()):
            return speaker(self.doc, subject, cast=self.cast)
        if is_pronoun and self.text.lower() not in self.table.latter and (found := self._pronoun()):
            return found
        if noun := document_noun(self.tokens, self.table):
            return self._as_document(noun)
        if known := taken_up(self.tokens, cast=self.cast, table=self.table):
            return self._as_person(known) if isinstance(known, Mention) else self._as_post(known)
        if organ := self.organ():
            return self._as_company(organ)
        if house := self.apposed(named):
            return replace(self._as_company(house), about=self.about(house))
        if not named and (owner := self.parent()):
            return replace(self._as_company(owner), about=self.about(owner))
        if post := self._post():
            holder = post.person if post.start == self.tokens.start else ""
            beside = next((m for m in self.cast.mentions if m.name == holder), None)
            return self._as_person(beside) if beside else self._as_post(post)
        return self._as_organisation(named)

    def _as_organisation(self, named: Sequence[Mention]) -> Speaker:
        company = next((m for m in named if m.kind == COMPANY), None)
        group = self.group()
        if group and not (group == "others" and company):
            return self._as_group(group, named)
        if company is not None and self.leads(company):
            return self._as_company(company.name)
        body = next((m for m in named if m.kind != PERSON), None)
        if body is not None and self.leads(body):
            return replace(self._as_company(body.name), about=self.about(body.name))
        if self.is_described():
            # "The bank", even in a text that doesn't name it, speaks for itself.
            return replace(
                self._as_company(self.described()),
                kind=SpeakerKind.ORGANISATION,
                speaks_for_company=True,
            )
        if team := self.team():
            return self._as_company(team)
        if not named and (known := self._described_person()):
            return self._as_person(known)
        return Speaker(
            kind=SpeakerKind.UNNAMED,
            company=company.name if company else "",
            about=self.about(""),
            text=self.text,
        )

    def _as_document(self, noun: Token) -> Speaker:
        found = issuer(self.tokens, noun, cast=self.cast, table=self.table)
        if found.person:
            return self._as_person(found.person)
        company = found.company or self.release() or self.house(noun)
        return replace(self._as_company(company), about=self.about(company))

    def _emphasised(self) -> tuple[int, int] | None:
        """Return the characters of the subject in « L'intersyndicale, elle, proteste »."""
        at = self.tokens.start
        if at < BEFORE or self.tokens.end >= len(self.doc) or len(self.tokens) > 1:
            return None
        if self.doc[at - 1].text != "," or self.doc[at + 1].text != ",":
            return None
        noun = self.doc[at - 2]
        is_name = noun.pos_ in NOMINAL
        return (noun.left_edge.idx, self.doc[at - 1].idx) if is_name else None

    def _pronoun(self) -> Speaker | None:
        found = antecedent(self.doc, self.tokens[-1], cast=self.cast, table=self.table)
        if isinstance(found, Mention):
            return self._as_person(found)
        near = described_before(self.doc, self.tokens[-1], table=self.table)
        if near and not (isinstance(found, Post) and found.person):
            return speaker(self.doc, near, cast=self.cast)
        if isinstance(found, Post):
            return self._as_post(found)
        return None if found is None else self._as_company(found)

    def _person(self, named: Sequence[Mention]) -> Mention | None:
        """Return the person that a phrase names itself, not one that its complement names."""
        for mention in named:
            if mention.kind != PERSON:
                continue
            if self._owns_another(mention, named):
                continue
            before = text_of(self.doc)[self.tokens.start_char : mention.start]
            lead = [
                token.lower_.replace("’", "'") for token in self.tokens if token.idx < mention.start
            ]
            if not before.strip() or not lead:
                return mention
            if not self.table.relatives.isdisjoint(lead):
                return None  # "a user, whose post had more readers than Lind's"
            while lead and (lead[-1] in self.table.courtesy or lead[-1] in self.table.titles):
                lead.pop()
            is_owned = bool(lead) and lead[-1] == "'s" and self._is_owned(mention)
            if (
                not lead
                or is_owned
                or (lead[-1] not in self.table.links and lead[-1] not in self.table.owed)
            ):
                return mention
        return None

    def _owns_another(self, mention: Mention, named: Sequence[Mention]) -> bool:
        """Ask whether somebody only tells whose another is: "Lind's boss, Ana Costa"."""
        after = text_of(self.doc)[mention.end : mention.end + 2]
        is_owner = after in POSSESSIVES or after[:1] == "’"
        return is_owner and any(m.kind == PERSON and m.start > mention.end for m in named)

    def _is_owned(self, mention: Mention) -> bool:
        """Ask whether an organisation stands before the name: "Veltra's Ana Costa"."""
        before = [m for m in self.cast.named_before(mention.start)[:1] if m.kind != PERSON]
        return bool(before) and mention.start - before[0].end <= len("'s ")

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
        if any_post and not company and any_post.title.lower() in self.table.authors:
            company = self._published(any_post)
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
            about=self.about(company),
            speaks_for_company=bool(company) and rank in BINDING and not is_former,
            text=self.text,
        )

    def _published(self, post: Post) -> str:
        """Return whose the report is of which somebody is the author."""
        around = self.doc[max(0, post.start - 3) : post.end + 4]
        noun = next((token for token in around if token.lower_ in self.table.papers), None)
        if noun is None:
            return ""
        whole = self.doc[max(0, noun.i - 1) : noun.i + 1]
        return issuer(whole, noun, cast=self.cast, table=self.table).company

    def _posts(self) -> list[Post]:
        return [p for p in self.cast.posts if self.tokens.start <= p.start < self.tokens.end]

    def _post(self) -> Post | None:
        """Return the title that heads the phrase ("the chief executive of Veltra")."""
        for post in self._posts():
            lead = [t for t in self.doc[self.tokens.start : post.start] if not t.is_punct]
            if all(
                t.pos_ in {"DET", "ADJ", "PROPN", "PART", "NUM", "ADV", "PRON"}
                or t.lower_ in POSSESSIVES
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
            post.rank in BINDING
            and self.tokens[0].lower_ not in self.table.indefinite
            and is_definite
            and not (is_plural or post.is_former)
        ):
            person = Holders(self.tokens, self.cast, self.table).of(post, company)
            if person:
                role = self.cast.role_of(person, company=post.company)
                own = role.company if role else company
                return Speaker(
                    kind=SpeakerKind.PERSON,
                    person=person,
                    role=role.title if role else post.title,
                    company=own,
                    about=self.about(own),
                    speaks_for_company=True,
                    text=self.text,
                )
        if (
            post.rank == "others"
            and is_definite
            and not is_plural
            and (known := Holders(self.tokens, self.cast, self.table).told(post))
        ):
            who = self._as_person(known)
            is_new = bool(post.company) and not who.company
            return replace(who, role=post.title, company=post.company) if is_new else who
        speaks = bool(company) and post.rank in BINDING and not is_plural and not post.is_former
        return Speaker(
            kind=SpeakerKind.UNNAMED,
            role=post.title,
            company=company,
            about=self.about(company),
            speaks_for_company=speaks,
            text=self.text,
        )

    def _described_person(self) -> Mention | None:
        """Return whom « cette relieuse de 47 ans », "the cyclist" takes up: nobody else speaks."""
        head = self.head()
        is_whose = plain(self.tokens[0]) in self.table.definite - self.table.possessives
        is_someone = "ans" in self.text.split() or head.lower_.endswith(self.table.person_endings)
        is_one = head.morph.get("Number", []) != ["Plur"]
        if not (is_whose and is_someone and is_one and head.pos_ in {"NOUN", "PROPN"}):
            return None
        return (
            None if self.table.group(head.lower_) else likeliest(self.tokens, self.cast, self.table)
        )

    def _as_company(self, company: str) -> Speaker:
        return Speaker(
            kind=SpeakerKind.ORGANISATION if company else SpeakerKind.UNNAMED,
            company=company,
            speaks_for_company=bool(company),
            text=self.text,
        )

    def _as_group(self, group: str, named: Sequence[Mention]) -> Speaker:
        company = next((m.name for m in named if m.kind != PERSON), "") or self.body()
        is_named = any(t.pos_ == "PROPN" for t in self.tokens)
        if group == "workers":
            return Speaker(
                kind=SpeakerKind.UNNAMED,
                company="",
                about=self.about(""),
                text=self.text,
            )
        return Speaker(
            kind=SpeakerKind.ORGANISATION
            if is_named or group != "research"
            else SpeakerKind.UNNAMED,
            company=company,
            about=self.about(company),
            text=self.text,
        )
