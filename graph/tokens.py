"""The words of a text, and the numbers by which an index knows them."""

import re
from zlib import crc32

KEPT = 1 << 18
"""Words whose hashes are kept."""
_WORD = re.compile(r"\w+")
_GAPS = {code: " " for code in range(128) if not re.match(r"\w", chr(code))}


def tokens(text: str) -> list[str]:
    """Return the runs of letters, digits and underscores of a text, without case."""
    small = text.casefold()
    # Where every letter is plain, cutting at the gaps takes less than half of looking for words.
    return small.translate(_GAPS).split() if small.isascii() else _WORD.findall(small)


class _Hashes(dict[str, int]):
    """Hashes of words, worked out once; of so many words that they are the frequent ones."""

    def __missing__(self, word: str) -> int:
        found = crc32(word.encode("utf-8", "surrogatepass"))
        if len(self) < KEPT:
            self[word] = found
        return found


hash_of = _Hashes().__getitem__
"""Return the hash of a word, the same on every machine; not negative."""
