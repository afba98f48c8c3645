"""What a search service answers, as pure reading: GDELT DOC 2.0 and HN Algolia.

Only addresses are taken: the dates that these services tell are those of their own finding,
not those of the articles.
"""

import json
from collections.abc import Iterator
from typing import Any

from crawler.listings import MAX_ENTRIES, Entry, ListingError
from crawler.urls import identity

_SHAPES = {"articles": "url", "hits": "url"}
"""The key of the list and, in each of its things, of the address: GDELT's, then Algolia's."""


def read_search(body: bytes, *, base: str) -> Iterator[Entry]:
    """Yield the addresses that a search found, each once.

    An empty object is a search that found nothing, as GDELT says it. Raises ListingError for
    anything but an answer: these services send their errors as plain text with status 200.
    """
    try:
        # GDELT leaves control characters inside its strings.
        found = json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:
        said = " ".join(body[:200].decode("utf-8", "replace").split())
        raise ListingError(f"no search result: {said or 'an empty answer'}") from error
    yield from _unique(_things(found), base)


def _things(found: Any) -> Iterator[str]:  # noqa: ANN401 - anything JSON may hold
    if found == {}:
        return
    for key, address in _SHAPES.items():
        things = found.get(key) if isinstance(found, dict) else None
        if isinstance(things, list):
            yield from (
                thing[address]
                for thing in things[:MAX_ENTRIES]
                if isinstance(thing, dict) and isinstance(thing.get(address), str)
            )
            return
    raise ListingError(f"no search result: neither {' nor '.join(_SHAPES)} in it")


def _unique(addresses: Iterator[str], base: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for address in addresses:
        url = identity(address, base=base)
        if url and url not in seen:
            seen.add(url)
            yield Entry(url=url)
