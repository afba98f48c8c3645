"""Dates of publication that a page only writes for its readers: *6 mars 2026 à 9 h 30*.

Looked for where pages put them: in time elements, in what is classed as date or byline, and in
lines of their own under the headline.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.dates import edtf
from crawler.markup import Markup
from crawler.words import DateWords, words

MAX_LINE = 160
"""Characters of a line that holds a date and little else."""

_PUNCTUATION = " ,;:.|•·()–—-"

_MARKED = (
    "//time[not(@datetime)] | //*[contains(@class, 'date') or contains(@class, 'publi') "
    "or contains(@class, 'byline') or contains(@class, 'timestamp')]"
)
_UNDER_THE_HEADLINE = "//h1/following::p[position() < 4] | //h1/following::div[position() < 3]"


def written_dates(page: Markup, *, language: str = "") -> tuple[str, str]:
    """Return when a page says that it appeared, and when it was changed; EDTF or empty.

    ``language`` is the page's own word for it; without one, all languages are tried. An hour
    counts only with its zone.
    """
    published = modified = ""
    for line in _lines(page):
        for date, is_change in _dates(line, language):
            if is_change:
                modified = modified or date
            else:
                published = published or date
        if published:
            break
    return published, modified


def is_date_line(line: str) -> bool:
    """Return whether a line tells dates of publication and nothing else.

    >>> is_date_line("Publié le 6 mars 2026 à 9h30, mis à jour le 7 mars 2026 à 10h05")
    True
    >>> is_date_line("On March 6, 2026 the mill closed its desk."), is_date_line("March 6, 2026")
    (False, True)
    """
    for table in words().dates.values() if len(line) <= MAX_LINE else ():
        between = table.pattern.split(line)[:: table.pattern.groups + 1]
        *before, after = (gap.strip(_PUNCTUATION) for gap in between)
        if before and not after and all(_introduces(gap, table) for gap in before):
            return True
    return False


def _introduces(gap: str, table: DateWords) -> bool:
    return bool(table.introduction.fullmatch(gap))


def _lines(page: Markup) -> Iterator[str]:
    yield from (text for text in page.texts(_MARKED) if text and len(text) <= MAX_LINE)
    yield from filter(is_date_line, page.texts(_UNDER_THE_HEADLINE))


def _dates(line: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the dates of a line, and whether each is that of a change."""
    known = words().dates
    for table in [known[language]] if language in known else known.values():
        end = 0
        for match in table.pattern.finditer(line):
            before = line[end : match.start()]
            end = match.end()
            if date := _edtf(match, table):
                yield date, bool(table.change.search(before))
        if end:
            return


def _edtf(match: re.Match[str], table: DateWords) -> str:
    # Where a language has two orders, the parts of the second end on "_".
    given = {name.rstrip("_"): part for name, part in match.groupdict().items() if part}
    number = given.get("number") or table.months[given["month"].lower()]
    day = f"{given['year']}-{int(number):02}-{int(given['day']):02}"
    zone = table.zones.get(" ".join(given.get("zone", "").lower().split()), "")
    if not given.get("hour") or not zone or not edtf(day):
        return edtf(day)
    hour = int(given["hour"])
    if half := given.get("half", "")[:1].lower():
        hour = hour % 12 + 12 * (half == "p")
    try:
        moment = datetime.fromisoformat(f"{day}T{hour:02}:{given.get('minute', '00')}:00")
        return edtf(moment.replace(tzinfo=_zone(zone)).isoformat())
    except (ValueError, ZoneInfoNotFoundError):
        return edtf(day)


def _zone(name: str) -> timezone | ZoneInfo:
    """Return a zone by its hours from Greenwich, or by its name where these change."""
    if re.fullmatch(r"[+-]\d+", name):
        return timezone(timedelta(hours=int(name)))
    return ZoneInfo(name)
