"""schema.org data in a page: JSON-LD, broken or whole, as plain dictionaries."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.markup import Markup

MAX_THINGS = 500
"""A page with more is a shop window; the article stands among the first."""

ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
        "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "TechArticle",
        "AdvertiserContentArticle", "AskPublicNewsArticle", "Report", "ScholarlyArticle",
        "SocialMediaPosting", "LiveBlogPosting", "PressRelease",
    }
)  # fmt: skip
"""Article and its subtypes, https://schema.org/Article."""

LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
"""What schema.org calls pages that only lead to others."""

_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def things(page: Markup) -> list[dict[str, Any]]:
    """Return every object of the page's JSON-LD, outer before inner, in reading order."""
    found: list[dict[str, Any]] = []
    for script in page.tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text:
            for thing in _objects(_load(script.text)):
                found.append(thing)
                if len(found) >= MAX_THINGS:
                    return found
    return found


def article_of(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the thing that is the page's article; an empty one when none is."""
    articles = [thing for thing in found if types(thing) & ARTICLE_TYPES]
    # The article itself says when it appeared; teasers of others often don't.
    return next((a for a in articles if "datePublished" in a), articles[0] if articles else {})


def types(thing: Mapping[str, Any]) -> set[str]:
    """Return the types of a thing, without their namespace."""
    declared = thing.get("@type", ())
    listed = declared if isinstance(declared, list) else [declared]
    return {str(each).rpartition("/")[2] for each in listed if isinstance(each, str)}


def text(value: object) -> str:
    """Return the first text of a value: itself, its name, or that of its first element."""
    if isinstance(value, list):
        return next((found for found in map(text, value) if found), "")
    if isinstance(value, dict):
        return text(value.get("name") or value.get("@value") or value.get("@id") or "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def names(value: object) -> list[str]:
    """Return the names in an author value, whichever way it is nested."""
    if isinstance(value, list):
        return [name for each in value for name in names(each)]
    if isinstance(value, dict):
        return names(value.get("name", ""))
    return [" ".join(value.split())] if isinstance(value, str) and value.strip() else []


def truth(value: object) -> bool | None:
    """Return a boolean that may be written as a word; None when it isn't one."""
    if isinstance(value, bool):
        return value
    word = str(value).rpartition("/")[2].strip().lower()
    return {"true": True, "false": False}.get(word)


def _load(source: str) -> object:
    """Return what JSON there is in a script; None when it is beyond repair."""
    bare = _COMMENT.sub("", _COMMENT.sub("", source.strip()))
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    try:
        value, _end = json.JSONDecoder(strict=False).raw_decode(bare)
    except (ValueError, RecursionError):
        return _salvaged(bare)
    return value


# A value ends at the quote before the next key or the end of the thing: the quotes that broke
# it stand inside.
_PAIR = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleSection|inLanguage|isAccessibleForFree)"'
    r'\s*:\s*"(.{0,2000}?)"\s*(?=,\s*"|[}\]])',
    re.DOTALL,
)
_AUTHOR = re.compile(r'"author"\s*:\s*(\[[^\]]{0,2000}\]|\{[^}]{0,500}\}|"[^"]{0,200}")')
_NAME = re.compile(r'"name"\s*:\s*"([^"]{1,200})"|^"([^"]+)"$')


def _salvaged(source: str) -> dict[str, Any] | None:
    """Return what can be told of an article from JSON that is none; None when nothing can."""
    found: dict[str, Any] = {}
    for key, value in _PAIR.findall(source):
        if key != "@type" or value in ARTICLE_TYPES:
            found.setdefault(key, _unescaped(value))
    if author := _AUTHOR.search(source):
        pairs = _NAME.findall(author[1])
        found["author"] = [_unescaped(inner or bare) for inner, bare in pairs]
    return found if "@type" in found else None


def _unescaped(value: str) -> str:
    """Return a text of a JSON source, whose own quotes may be bare."""
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value.replace('\\"', '"')


def _objects(value: object) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:MAX_THINGS]
        elif isinstance(item, dict):
            if "@type" in item:
                yield item
            inner = [each for each in item.values() if isinstance(each, dict | list)]
            waiting.extend(inner)
