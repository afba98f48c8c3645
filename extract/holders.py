"""Who holds a post that a phrase names without the holder: "the chief executive", « l'avocat »."""

from dataclasses import dataclass

from spacy.tokens import Span

from extract.casts import Cast
from extract.names import PERSON, Mention
from extract.nlp import text_of
from extract.pronouns import likeliest
from extract.titles import BINDING, Post, rank_of
from extract.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Holders:
    """The people who may be meant by a title at some tokens."""

    tokens: Span
    cast: Cast
    table: Words

    def of(self, post: Post, company: str) -> str:
        """Return who holds a post: in the company it names, else whoever was last told to."""
        if not post.company and post.rank == "heads":
            for mention in self.cast.before(self.tokens.start_char, kind=PERSON):
                role = self.cast.role_of(mention.name)
                if role and rank_of(role.title, self.table) == "heads":
                    return mention.name
        for role in self.cast.roles:
            if role.company == company and rank_of(role.title, self.table) == post.rank:
                return role.person
        if post.title.lower() in self.table.generic_heads and (near := self._leading(company)):
            return near
        if company and company == self.cast.main_company and post.rank == "heads":
            return self._unattached()
        return ""

    def _leading(self, company: str) -> str:
        """Return whom « la dirigeante » takes up: the last told of who leads anything there."""
        for mention in self.cast.before(self.tokens.start_char, kind=PERSON):
            role = self.cast.role_of(mention.name, company=company)
            if role and role.company == company and rank_of(role.title, self.table) in BINDING:
                return mention.name
        return ""

    def told(self, post: Post) -> Mention | None:
        """Return the last person with that title, else the last who belongs elsewhere."""
        people = self.cast.before(self.tokens.start_char, kind=PERSON)
        held = {p.person for p in self.cast.posts if p.title.lower() == post.title.lower()}
        own = self.cast.main_company
        found = next((m for m in people if m.name in held), None) or next(
            (m for m in people if self.cast.affiliations.get(m.name, own) != own), None
        )
        if found is not None:
            return found
        near = likeliest(self.tokens, self.cast, self.table)
        placed = {p.person for p in self.cast.posts}
        if post.company:  # "Ana Costa laughs. The plant manager at Veltra laughs a lot."
            placed |= self.cast.affiliations.keys()
            text = text_of(self.tokens.doc)
            is_near = near is not None and "\n" not in text[near.end : self.tokens.start_char]
            return near if is_near and near is not None and near.name not in placed else None
        return near if near is not None and near.name not in placed else None

    def _unattached(self) -> str:
        """Return the nearest person to whom the article gives no post and no organisation.

        "The chief executive said" after a bare name: whoever belongs elsewhere is told so.
        """
        placed = {post.person for post in self.cast.posts} | set(self.cast.affiliations)
        place = self.tokens.start_char
        free = [m for m in self.cast.mentions if m.kind == PERSON and m.name not in placed]
        nearest = min(free, key=lambda m: (m.start > place, abs(m.start - place)), default=None)
        return nearest.name if nearest else ""
