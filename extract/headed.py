"""The post that only a headline tells: "Veltra boss eats his words" over a story of Ana Costa."""

from collections.abc import Container, Sequence

from db.records import Role
from extract.headlines import bare
from extract.names import PERSON, Mention
from extract.titles import rank_of
from extract.vocabulary import Words

LONGEST_TITLE = 4
"""Words of a post in a headline."""
MARKS = "“”‘’'\"«»:;,.!?()\u00a0\u202f"


def headed_role(
    title: str, named: Sequence[Mention], *, company: str, placed: Container[str], table: Words
) -> Role | None:
    """Return the post of whoever the story names first without any, in the headline's company.

    ``placed`` are the people whose post or house the story tells. None where the headline gives
    the company no head, or the story names nobody else.
    """
    people = [m.name for m in named if m.kind == PERSON and " " in m.name]
    free = next((name for name in people if name not in placed), "")
    post = _post(title, company, table) if free and company else ""
    return Role(person=free, company=company, title=post) if post else None


def _post(title: str, company: str, table: Words) -> str:
    """Return the post of "Veltra's chief executive", "the head of Veltra", « le PDG de Veltra »."""
    heard = [word.strip(MARKS) for word in title.replace("’", "'").split()]
    names = {part.lower() for part in company.replace("’", "'").split()}
    lower = [bare(word).lower() for word in heard]
    for at, word in enumerate(lower):
        own = word.partition("'")[2] or word  # « d'Orvel »
        if word not in names and own not in names:
            continue
        for length in range(LONGEST_TITLE, 0, -1):
            after = " ".join(lower[at + 1 : at + 1 + length])
            linked = " ".join(lower[max(0, at - 1 - length) : max(0, at - 1)])
            elided = " ".join(lower[max(0, at - length) : at]) if own != word else ""
            is_linked = at > 0 and lower[at - 1] in table.links
            for told in (after, linked if is_linked else "", elided):
                if table.titles.get(told) and rank_of(told, table) in {"heads", "executives"}:
                    return told
    return ""
