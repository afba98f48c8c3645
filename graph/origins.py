"""Origins: where information comes from. Copies of one text, and printings of one quote, are one.

Containment of word 3-gram shingles decides, because a reprint is often cut: two copies may share
a third of what they hold together and all of what the shorter one holds. Candidates come from an
index of marks (see ``marks.py``), never from all pairs. Whether two articles are copies depends on
the two alone, so that one more article changes nothing between the others.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.ids import digest, fold
from db.records import ArticleVersion, Copy, Origin, Review
from graph.dates import days_between, interval
from graph.marks import addresses, marks, numbers, people, quotes, shingles
from graph.primaries import cited, documented, key
from graph.rules import Rules

Marks = Sequence[int] | npt.NDArray[np.int64]
Near = Callable[[str, str], float]
"""How near two texts are in meaning, whatever their languages: a cosine."""

BODY = 15
"""Words that a text has of its own, besides what it always says."""
TRIED = 3
"""Quotes of a text that are held against those of another language."""


def origins(
    versions: Iterable[ArticleVersion],
    *,
    rules: Rules,
    near: Near | None = None,
    apart: Collection[str] = (),
) -> tuple[Origin, ...]:
    """Return the origins of articles, each with its copies and the reason, by id.

    ``apart`` are ids of articles that a person split from their origin: nobody's copies.

    Every article is of exactly one origin. The result doesn't depend on the order of the
    articles. The origin is named after its earliest article.
    """
    ordered = sorted(versions, key=by_age)
    pairs = candidates([marks(version, rules=rules) for version in ordered], rules=rules)
    found = [
        copy
        for one, other in pairs
        if not {ordered[one].article_id, ordered[other].article_id} & set(apart)
        and (copy := copied(ordered[one], ordered[other], rules=rules, near=near))
    ]
    return grouped(ordered, found)


def split_off(reviews: Iterable[Review]) -> frozenset[str]:
    """Return the ids of the articles and statements that decisions in force split from origins."""
    return frozenset(one.target_id for one in reviews if one.target == "origins")


def by_version(found: Iterable[Origin]) -> dict[str, str]:
    """Return the id of the origin of each version."""
    return {version: origin.id for origin in found for version in origin.version_ids}


def by_age(version: "ArticleVersion | Dated") -> tuple[str, str, str]:
    """Return the key by which the first article of an origin is known."""
    return (version.published or "9999", version.url, version.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A text as far as it matters for which of several copies is the first."""

    id: str
    published: str
    url: str


def grouped(
    versions: Sequence[ArticleVersion | Dated], copies: Iterable[Copy]
) -> tuple[Origin, ...]:
    """Return the origins of articles and of the pairs of copies among them, by id."""
    parents = {version.id: version.id for version in versions}
    age = {version.id: by_age(version) for version in versions}
    edges = list(copies)
    for edge in edges:
        first, second = sorted(
            (_root(parents, edge.version_id), _root(parents, edge.other_id)), key=age.__getitem__
        )
        parents[second] = first
    members: dict[str, list[str]] = defaultdict(list)
    for version in versions:
        members[_root(parents, version.id)].append(version.id)
    reasons: dict[str, list[Copy]] = defaultdict(list)
    for edge in edges:
        reasons[_root(parents, edge.version_id)].append(edge)
    found = [
        Origin(
            id=digest("origin", root),
            version_ids=tuple(sorted(ids)),
            first_version_id=root,
            reason=_reason(reasons[root], len(ids)) if len(ids) > 1 else "",
        )
        for root, ids in members.items()
    ]
    return tuple(sorted(found, key=lambda origin: origin.id))


def _root(parents: dict[str, str], version: str) -> str:
    while parents[version] != version:
        parents[version] = parents[parents[version]]
        version = parents[version]
    return version


def _reason(edges: Iterable[Copy], size: int) -> str:
    """Return in words why a group is one."""
    shares: dict[str, list[float]] = defaultdict(list)
    for edge in edges:
        shares[edge.reason].append(edge.share)
    told = [
        f"{kind} ({min(found):.0%} or more of the shorter text)" if min(found) else kind
        for kind, found in sorted(shares.items())
    ]
    return f"{size} articles: " + "; ".join(told)


# --- who may be a copy of whom -----------------------------------------------------------


def candidates(listed: Sequence[Marks], *, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield pairs of places in a list of marks that share enough of them, the earlier first.

    Only the first holders of a mark propose a pair. Time and memory grow with all marks and with
    the pairs; marks that one article alone holds cost next to nothing.
    """
    sizes = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
    values = np.concatenate(
        [np.array([], np.int64), *(np.asarray(own, np.int64) for own in listed)]
    )
    holders = np.repeat(np.arange(len(listed), dtype=np.int32), sizes)
    order = np.argsort(values, kind="stable")
    values, holders = values[order], holders[order]
    is_same = np.zeros(len(values) + 1, dtype=bool)
    is_same[1:-1] = values[1:] == values[:-1]
    is_shared = is_same[:-1] | is_same[1:]
    values, holders = values[is_shared], holders[is_shared]
    # A group begins where a mark is another than the one before it.
    starts = np.flatnonzero(~is_same[:-1][is_shared])
    is_sure = values[starts] < 0
    groups = np.stack((starts, np.diff(starts, append=len(values))))
    most = int(rules.copies["common"])
    codes, counts = np.unique(
        _paired(groups[:, ~is_sure], holders, len(listed), most=most), return_counts=True
    )
    sure = _paired(groups[:, is_sure], holders, len(listed), most=most)
    for code in np.union1d(codes[counts >= rules.copies["shared"]], sure).tolist():
        yield divmod(code, len(listed))


def _paired(
    groups: npt.NDArray[np.int64], holders: npt.NDArray[np.int32], total: int, *, most: int
) -> npt.NDArray[np.int64]:
    """Return each pair that a mark proposes as one number: the earlier place, times all, the later.

    ``groups`` are the starts and the sizes of the marks' holders, of which ``total`` are texts.
    """
    found = [np.array([], np.int64)]
    if not groups.size:
        return found[0]
    by_size = groups[:, np.argsort(groups[1], kind="stable")]
    sizes, firsts = np.unique(by_size[1], return_index=True)
    for size, starts in zip(sizes.tolist(), np.split(by_size[0], firsts[1:]), strict=True):
        proposing = np.minimum(np.arange(size), most)
        later = np.repeat(np.arange(size), proposing)
        earlier = np.arange(len(later)) - np.repeat(np.cumsum(proposing) - proposing, proposing)
        one, other = (holders[starts[:, None] + places].ravel() for places in (earlier, later))
        found.append(one.astype(np.int64) * total + other)
    return np.concatenate(found)


# --- who is one --------------------------------------------------------------------------


def copied(
    one: ArticleVersion,
    other: ArticleVersion,
    *,
    rules: Rules,
    near: Near | None = None,
) -> Copy | None:
    """Return why two articles are copies of one text, or None. Their order makes no difference.

    ``near`` tells how near two quotes are in meaning; without it no translation is found.
    """
    if addresses(one) & addresses(other):
        return _copy(one, other, "the same canonical address", 0.0)
    first, second = _bodies(one.text, other.text)
    mine, theirs = shingles(first), shingles(second)
    both = len(np.intersect1d(mine, theirs, assume_unique=True))
    share = both / max(1, min(len(mine), len(theirs)))
    if share >= rules.copies["contained"]:
        return _copy(one, other, "shared text", share)
    has_share = share >= rules.copies["contained_with_quotes"]
    if has_share and one.family and one.family == other.family:
        return _copy(one, other, "one family of publishers and shared text", share)
    if not _is_near(one.published, other.published, int(rules.copies["within_days"])):
        return None
    if has_share and one.agency and fold(one.agency) == fold(other.agency):
        return _copy(one, other, f"the same credit to {one.agency} and shared text", share)
    if _share_quote(quotes(one.text), quotes(other.text), rules):
        return _copy(one, other, "the same quotes within a week", share)
    if source := _primary(one, other):
        return _copy(one, other, source, 0.0)
    if one.language != other.language and near and _is_translated(one, other, near, rules):
        return _copy(one, other, "translation of the same quote, with equal figures", 0.0)
    return None


def _bodies(one: str, other: str) -> tuple[str, str]:
    """Return two texts without the paragraphs at their ends that both have.

    What a company or a paper always says of itself stands there, below every story. Where nearly
    nothing else is left, it was no standing paragraph.
    """
    first, second = one.split("\n\n"), other.split("\n\n")
    while first and second and fold(first[-1]) == fold(second[-1]):
        first.pop()
        second.pop()
    bodies = "\n\n".join(first), "\n\n".join(second)
    if min(len(body.split()) for body in bodies) < BODY:
        return one, other
    return bodies


def _primary(one: ArticleVersion, other: ArticleVersion) -> str:
    """Return which primary two texts have what they tell from, in words; empty for none.

    One is the other's named source, or both tell a document, or first news, of one third party;
    and they have a number or a person in common besides.
    """
    is_one_thing = bool(numbers(one.text) & numbers(other.text))
    if not (is_one_thing or people(one.text) & people(other.text)):
        return ""
    for teller, source in ((one, other), (other, one)):
        outlet = key(source.publisher, language=source.language)
        is_other = outlet != key(teller.publisher, language=teller.language)
        if outlet and is_other and outlet in cited(teller.text, language=teller.language):
            return f"{source.publisher} is named as the source"
    both = documented(one.text, language=one.language) & documented(
        other.text, language=other.language
    )
    return f"both name {min(both).title()} as their source" if both and is_one_thing else ""


def _is_translated(one: ArticleVersion, other: ArticleVersion, near: Near, rules: Rules) -> bool:
    """Tell whether two texts of two languages have a person, a number and a quote in common."""
    if not people(one.text) & people(other.text):
        return False
    if len(numbers(one.text) & numbers(other.text)) < rules.copies["translated_numbers"]:
        return False
    least = rules.copies["translated_quote"]
    return any(
        near(" ".join(first), " ".join(second)) >= least
        for first in quotes(one.text)[:TRIED]
        for second in quotes(other.text)[:TRIED]
    )


def _copy(one: ArticleVersion, other: ArticleVersion, reason: str, share: float) -> Copy:
    first, second = sorted((one.id, other.id))
    return Copy(version_id=first, other_id=second, reason=reason, share=round(share, 4))


def _share_quote(
    one: Iterable[Sequence[str]], other: Iterable[Sequence[str]], rules: Rules
) -> bool:
    least = rules.copies["quote_overlap"]
    said, again = ([frozenset(words) for words in quoted] for quoted in (one, other))
    return any(
        len(first & second) >= least * len(first | second) for first in said for second in again
    )


def _is_near(one: str, other: str, days: int) -> bool:
    first, second = interval(one), interval(other)
    if not first or not second:
        return False
    gap = max(days_between(first[1], second[0]), days_between(second[1], first[0]))
    return gap <= days
