"""Origins: where information comes from. Copies of one text, and printings of one quote, are one.

Containment of word 3-gram shingles (Broder, 1997) decides, because a reprint is often cut: two
copies may share a third of what they hold together and all of what the shorter one holds.
Candidates come from an index over sampled shingles, never from all pairs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit
from zlib import crc32

from db.ids import digest, fold
from db.records import ArticleVersion, Kind, LaneStatement, Origin
from graph.dates import days_between, interval
from graph.rules import Rules

_WORD = re.compile(r"\w+")
_MASK = (1 << 61) - 1
RUN = 3
SHARED_LEAST = 3
"""Sampled shingles that two articles share before they are compared in full."""


def origins(
    versions: Iterable[ArticleVersion], statements: Iterable[LaneStatement], *, rules: Rules
) -> tuple[Origin, ...]:
    """Return the origins of articles, each with its copies and the reason, by id.

    Every article is of exactly one origin. The result doesn't depend on the order of either
    argument. The origin is named after its earliest article.
    """
    ordered = sorted(versions, key=_by_age)
    quotes = _quotes(statements, rules)
    groups = _Groups(len(ordered))
    for one, other, reason in _same_address(ordered):
        groups.join(one, other, reason)
    for one, other in _candidates(ordered, rules):
        if groups.root(one) == groups.root(other):
            continue
        if found_copy := _copied(ordered[one], ordered[other], quotes, rules):
            groups.join(one, other, found_copy)
    members: dict[int, list[str]] = defaultdict(list)
    for index, version in enumerate(ordered):
        members[groups.root(index)].append(version.id)
    found = [
        Origin(
            id=digest("origin", ordered[root].id),
            version_ids=tuple(sorted(ids)),
            first_version_id=ordered[root].id,
            reason=groups.reason(root, len(ids)),
        )
        for root, ids in members.items()
    ]
    return tuple(sorted(found, key=lambda origin: origin.id))


def by_version(found: Iterable[Origin]) -> dict[str, str]:
    """Return the id of the origin of each version."""
    return {version: origin.id for origin in found for version in origin.version_ids}


@dataclass(frozen=True, slots=True)
class _Reason:
    kind: str
    share: float


class _Groups:
    """Disjoint sets of articles, each rooted in its earliest, with the reasons for joining."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))
        self._reasons: dict[int, list[_Reason]] = defaultdict(list)

    def root(self, index: int) -> int:
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def join(self, one: int, other: int, reason: _Reason) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parents[second] = first
            self._reasons[first].extend(self._reasons.pop(second, []))
        self._reasons[first].append(reason)

    def reason(self, root: int, size: int) -> str:
        """Return in words why a group is one; nothing for a lone article."""
        if size == 1:
            return ""
        shares: dict[str, list[float]] = defaultdict(list)
        for reason in self._reasons[root]:
            shares[reason.kind].append(reason.share)
        told = [
            f"{kind} ({min(found):.0%} or more of the shorter text)" if min(found) else kind
            for kind, found in sorted(shares.items())
        ]
        return f"{size} articles: " + "; ".join(told)


def _by_age(version: ArticleVersion) -> tuple[str, str, str]:
    return (version.published or "9999", version.url, version.id)


def _same_address(ordered: Sequence[ArticleVersion]) -> Iterator[tuple[int, int, _Reason]]:
    first: dict[str, int] = {}
    for index, version in enumerate(ordered):
        for address in {_address(version.url), _address(version.canonical_url)} - {""}:
            if address in first:
                yield first[address], index, _Reason("the same canonical address", 0.0)
            else:
                first[address] = index


def _address(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/")
    # The front page of a site is the address of no article.
    return f"{host}{path}?{parts.query}" if host and (path or parts.query) else ""


# --- shared text -------------------------------------------------------------------------


def _candidates(ordered: Sequence[ArticleVersion], rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield pairs that share sampled shingles, earlier article first.

    A shingle that many articles hold proposes only the earliest of them.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    most = int(rules.copies["common"])
    for index, version in enumerate(ordered):
        sample = _sample(version.text, rules)
        shared: Counter[int] = Counter()
        for shingle in sample:
            listed = holders[shingle]
            shared.update(listed)
            if len(listed) < most:
                listed.append(index)
        for other, count in sorted(shared.items()):
            if count >= SHARED_LEAST:
                yield other, index


def _sample(text: str, rules: Rules) -> list[int]:
    shingles = _shingles(text)
    if len(shingles) <= rules.copies["short"]:
        return sorted(shingles)
    step = int(rules.copies["sample"])
    return sorted(shingle for shingle in shingles if shingle % step == 0)


@lru_cache(maxsize=2048)
def _shingles(text: str) -> frozenset[int]:
    words = [
        crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.casefold())
    ]
    if len(words) < RUN:
        return frozenset(words)
    return frozenset(
        (first * 1_000_003 ^ second * 8_191 ^ third) & _MASK
        for first, second, third in zip(words, words[1:], words[2:], strict=False)
    )


def _copied(
    one: ArticleVersion,
    other: ArticleVersion,
    quotes: Mapping[str, frozenset[frozenset[str]]],
    rules: Rules,
) -> _Reason | None:
    first, second = _shingles(one.text), _shingles(other.text)
    share = len(first & second) / max(1, min(len(first), len(second)))
    if share >= rules.copies["contained"]:
        return _Reason("shared text", share)
    if share < rules.copies["contained_with_quotes"]:
        return None
    if one.family and one.family == other.family:
        return _Reason("one family of publishers and shared text", share)
    is_near = _is_near(one.published, other.published, int(rules.copies["within_days"]))
    said = (quotes.get(one.id, frozenset()), quotes.get(other.id, frozenset()))
    if is_near and one.agency and fold(one.agency) == fold(other.agency):
        return _Reason(f"the same credit to {one.agency} and shared text", share)
    if is_near and _share_quote(*said, rules):
        return _Reason("the same quotes within a week and shared text", share)
    return None


def _share_quote(
    one: frozenset[frozenset[str]], other: frozenset[frozenset[str]], rules: Rules
) -> bool:
    least = rules.copies["quote_overlap"]
    return any(
        len(first & second) >= least * len(first | second) for first in one for second in other
    )


def _is_near(one: str, other: str, days: int) -> bool:
    first, second = interval(one), interval(other)
    if not first or not second:
        return False
    gap = max(days_between(first[1], second[0]), days_between(second[1], first[0]))
    return gap <= days


def _quotes(
    statements: Iterable[LaneStatement], rules: Rules
) -> dict[str, frozenset[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for statement in statements:
        if statement.kind is Kind.DIRECT_QUOTE:
            words = frozenset(_WORD.findall(statement.wording.casefold()))
            if len(words) >= rules.copies["quote_words"]:
                found[statement.version_id].add(words)
    return {version: frozenset(said) for version, said in found.items()}
