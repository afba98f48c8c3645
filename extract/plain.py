"""A plain reading of a text that keeps every offset."""

from functools import lru_cache

# One character for one: offsets in the plain text are offsets in the article.
_PLAIN = (("'", "’‘ʼ"), (" ", "\u00a0\u202f\u2009\u2007\u2002\u2003"), ("-", "‐‑–—−"))


@lru_cache(maxsize=4)  # dates, numbers and figures of one article ask one after the other
def plain(text: str) -> str:
    """Return the text in lower case with plain spaces, hyphens and apostrophes, equally long."""
    mapped = text
    for plain_one, others in _PLAIN:
        for other in others:
            mapped = mapped.replace(other, plain_one)
    lowered = mapped.lower()
    if len(lowered) == len(mapped):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in mapped)
