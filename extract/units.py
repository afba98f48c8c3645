"""The units of a language, compiled for finding them beside a number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extract.lexicons import lexicon


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one language, compiled."""

    suffix: re.Pattern[str]
    suffixes: Mapping[str, tuple[str, str]]
    codes_after: re.Pattern[str]
    prefix: re.Pattern[str]
    symbols: Mapping[str, str]
    codes_before: re.Pattern[str]
    per: re.Pattern[str]
    per_any: re.Pattern[str]
    """What any sum may be counted by: *per parcel*."""
    per_names: Mapping[str, str]
    """The English names of what things are counted by most."""
    per_adverbs: Mapping[str, str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    minors: frozenset[str]
    minor_joints: frozenset[str]
    between: re.Pattern[str]
    ranges: re.Pattern[str]
    joints: frozenset[str]
    ages: re.Pattern[str]
    aged: re.Pattern[str]
    letters: Mapping[str, float]
    glue: re.Pattern[str]
    from_: re.Pattern[str]
    moved: re.Pattern[str]
    scaled_money: Mapping[str, str]
    scales: Mapping[str, float]
    cased: re.Pattern[str]
    """A symbol that is money in capitals alone: R410m."""
    cased_symbols: Mapping[str, str]
    bare_before: re.Pattern[str]
    day_before: re.Pattern[str]
    part_of: re.Pattern[str]
    mark: re.Pattern[str]
    people_before: re.Pattern[str]
    people_after: re.Pattern[str]
    passing: re.Pattern[str]
    pointing: re.Pattern[str]
    totals: frozenset[str]
    plain_money: re.Pattern[str]
    hundredths: Mapping[str, str]
    codes_near: re.Pattern[str]
    index: re.Pattern[str]
    rate: re.Pattern[str]
    money_after: re.Pattern[str]
    default_money: str
    half: re.Pattern[str]
    homes: Mapping[str, Mapping[str, re.Pattern[str]]]
    multiples: re.Pattern[str]
    times: Mapping[str, float]
    factor: re.Pattern[str]
    """What stands before a number of times: *multiplied by*."""


@cache
def units_of(language: str) -> Units:
    """Return the compiled units of a language. Raises LexiconError."""
    table = lexicon(language, "units")
    counting = lexicon(language, "numbers")
    suffixes: dict[str, tuple[str, str]] = {}
    for word in table["percent"]["words"]:
        suffixes[word] = ("percent", "percent")
    for word in table["points"]["words"]:
        suffixes[word] = ("points", "percentage points")
    for word in table["multiples"]["words"]:
        suffixes[word] = ("multiple", "times")
    for word in table["ages"]["words"]:
        suffixes[word] = ("age", "year of age")
    for word in table["ages"]["months"]:
        suffixes[word] = ("age", "month of age")
    for sort, name in (("dimension", "dimensions"), ("duration", "durations")):
        suffixes |= {word: (sort, unit) for word, unit in table[name].items()}
    for name in ("currency_symbols", "currency_words"):
        suffixes |= {word: ("money", unit) for word, unit in table[name].items()}
    symbols = table["currency_symbols"]
    codes = "|".join(table["currency_codes"]["codes"])
    letters = counting["letters"]
    per_words = "|".join(re.escape(word) for word in table["per"]["words"])
    per_units = either(table["per"]["units"])
    adverbs = table["per"]["adverbs"]
    return Units(
        suffix=re.compile(
            rf"(?: ?(?:{table['linkers']}) ?|[ -]?)({either(suffixes)})(?![^\W_]|'\w)"
            rf"|[ -]?({either(w for w in suffixes if not w[-1].isalnum())})"
        ),
        suffixes=suffixes,
        codes_after=re.compile(
            rf"[ \u00a0\u202f]?(?P<scale>{either(letters)})?(?P<code>{codes})"
            rf"(?: (?P<word>{either(counting['scales'])}))?(?![^\W_])"
        ),
        prefix=re.compile(rf"(?<![^\W_])({either(symbols)}) ?$|([$€£¥₿₹]) ?$"),
        symbols=symbols,
        codes_before=re.compile(
            rf"(?<![^\W\d_])(?P<scale>{either(letters)})?(?P<code>{codes})[ $]?$"
        ),
        per=re.compile(
            rf" ?-?(?:(?:{per_words})[ -]?)({per_units})(?![^\W_]){table['per']['unless']}"
        ),
        per_any=re.compile(table["per"]["any"]),
        per_adverbs=adverbs,
        per_names=table["per"]["names"],
        before=re.compile(table["refusals"]["before"]),
        after=re.compile(table["refusals"]["after"]),
        minors=frozenset(table["minors"]["words"]),
        minor_joints=frozenset(["", *counting["and"]]),
        between=re.compile(counting["range_between"]),
        ranges=re.compile(counting["range_joints"]),
        joints=frozenset(counting["between_joints"]),
        ages=re.compile(table["ages"]["before"]),
        aged=re.compile(table["ages"]["aged"]),
        letters={key: float(value) for key, value in letters.items()},
        glue=re.compile(rf"(?<!\w)(?:{'|'.join(counting['glue'])})$"),
        from_=re.compile(counting["range_from"]),
        moved=re.compile(counting["moved_before"]),
        scaled_money=table.get("scaled_money", {}),
        scales={key: float(value) for key, value in counting["scales"].items()},
        cased=re.compile(rf"(?<![^\W_])({either(table['cased_symbols'])})$"),
        cased_symbols=table["cased_symbols"],
        bare_before=re.compile(table["bare"]["before"]),
        day_before=re.compile(table["bare"]["day"]),
        part_of=re.compile(table["bare"]["part_of"]),
        mark=re.compile(table["refusals"]["mark"]),
        people_before=re.compile(table["bare"]["people_before"]),
        people_after=re.compile(table["bare"]["people_after"]),
        passing=re.compile(table["bare"]["passing"]),
        pointing=re.compile(table["bare"]["pointing"]),
        totals=frozenset(table["bare"]["totals"]),
        plain_money=re.compile(table["money"]["plain"]),
        hundredths=table["hundredths"],
        codes_near=re.compile(either(symbol for symbol in symbols if not symbol.isascii())),
        index=re.compile(table["points"]["index"]),
        rate=re.compile(table["points"]["rate"]),
        money_after=re.compile(table["money"]["after"]),
        half=re.compile(counting["half_after"]),
        default_money=table["money"]["default"],
        homes={
            unit: {code: re.compile(places) for code, places in countries.items()}
            for unit, countries in table["homes"].items()
        },
        factor=re.compile(table["multiples"]["before"]),
        multiples=re.compile(
            rf"(?<!\w)(?:{either(table['multiples']['forms'])})(?!\w)"
            rf"{table['multiples']['unless']}"
        ),
        times=table["multiples"]["forms"],
    )


def either(words: Iterable[str]) -> str:
    """Return a regular expression of any of the words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len)[::-1])


def modifies(low: str, number: tuple[int, int], word: str, units: Units) -> bool:
    """Tell whether a time behind several goes with the noun after it: *64 night porters*.

    ``low`` is a plain text, ``number`` where it stands there, ``word`` the unit behind it. Of
    several a unit stands in the plural, but for *a 3 year contract*, *the 60-day term*.
    """
    start, end = number
    at = low.find(word, end)
    if low[end:at] != " " or f"{word}s" not in units.suffixes:
        return False
    noun = _NOUN_NEXT.match(low, at + len(word))
    is_time = noun is None or units.suffixes.get(noun[1], ("", ""))[0] == "duration"
    return not is_time and not _ONE_BEFORE.search(low, max(0, start - 5), start)


_NOUN_NEXT = re.compile(r"[ -]([^\W\d_]{3,})")
_ONE_BEFORE = re.compile(r"\b(?:an?|une?) $")
