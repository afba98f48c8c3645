"""How long linking takes, afresh and for one more article, on a synthetic base.

The base has the shape of a real one: a few companies that everybody writes about and many that
are named twice, three to eight statements an article, one article in ten a copy of another, four
years of dates, a figure for every third statement. Words are drawn from an invented vocabulary.

    python -m tests.benchmarks.linking --statements 1000000 --base /somewhere/synthetic.db
"""

import argparse
import random
import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from db import ids
from db.records import (
    Article,
    ArticleVersion,
    Axis,
    Capture,
    DateMethod,
    Figure,
    Function,
    Kind,
    Population,
    Position,
    Reading,
    Relevance,
    SaidDate,
    SpeakerKind,
    Statement,
)
from db.rows import article_row, figure_row, statement_row
from db.store import Store
from graph.stage import link

BATCH = 2_000
DAYS = 4 * 365
START = date(2022, 1, 3)
STATEMENTS_AN_ARTICLE = 5
COPIES = 0.1
VOCABULARY = 30_000
OUTLETS = 60
MOMENT = "2026-01-05T00:00:00Z"
SYLLABLES = ("ba", "co", "di", "fu", "ga", "ho", "la", "me", "ni", "po", "ra", "su", "te", "vi")
ENOUGH = 15
"""Articles that are added one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One synthetic article as it would come from a crawl and a reading."""

    article: Article
    capture: Capture
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]


class World:
    """Invented words, companies and people, drawn from the same numbers each time."""

    def __init__(self, *, companies: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = [self._word() for _ in range(VOCABULARY)]
        self.word_weights = list(accumulate(1 / (rank + 8) for rank in range(VOCABULARY)))
        self.companies = [f"{self._word()} {self._word()}".title() for _ in range(companies)]
        # The exponent of firms' shares of the news: few have most of it.
        self.company_weights = list(accumulate(1 / (rank + 4) ** 0.9 for rank in range(companies)))
        self.earlier: list[Told] = []
        self.number = 0

    def articles(self, statements: int) -> Iterator[Told]:
        """Yield articles until they hold so many statements."""
        told = 0
        while told < statements:
            article = self.article()
            told += len(article.statements)
            yield article

    def article(self, company: str = "") -> Told:
        """Return one more article, about one company or about any."""
        self.number += 1
        if not company and self.earlier and self.chance.random() < COPIES:
            return self._copy(self.chance.choice(self.earlier))
        told = self._fresh(company or self._company())
        if len(self.earlier) < BATCH:
            self.earlier.append(told)
        else:
            self.earlier[self.chance.randrange(BATCH)] = told
        return told

    def _company(self) -> str:
        return self.chance.choices(self.companies, cum_weights=self.company_weights)[0]

    def _word(self) -> str:
        syllables = self.chance.choices(SYLLABLES, k=3)
        return "".join(syllables)

    def _sentence(self, length: int) -> str:
        return " ".join(
            self.chance.choices(self.words, cum_weights=self.word_weights, k=length)
        ).capitalize()

    def _fresh(self, company: str) -> Told:
        chance = self.chance
        day = START + timedelta(chance.randrange(DAYS))
        first, _, _ = company.partition(" ")
        people = [f"{first} {name}" for name in ("Anders", "Berg", "Cole")]
        parts: list[str] = []
        statements: list[Statement] = []
        figures: list[Figure] = []
        at = 0
        for _ in range(chance.randint(3, 2 * STATEMENTS_AN_ARTICLE - 3)):
            filler = self._sentence(chance.randint(20, 45)) + ". "
            number = chance.choice(("", "", str(chance.randrange(100, 9000))))
            words = f"{self._sentence(chance.randint(6, 22))} {number}".strip()
            start = at + len(filler)
            statements.append(self._statement(words, start, company, people, day))
            if number:
                figures.append(_figure(number, start + len(words) - len(number), company))
            parts += (filler, words, ". ")
            at = start + len(words) + 2
        return self._told("".join(parts), day, tuple(statements), tuple(figures))

    def _statement(
        self, words: str, start: int, company: str, people: list[str], day: date
    ) -> Statement:
        chance = self.chance
        is_own = chance.random() < 0.8
        person = chance.choice(people) if chance.random() < 0.6 else ""
        said = (day - timedelta(chance.choice((0, 0, 0, 1, 30, 400)))).isoformat()
        kind = chance.choice(list(Kind))
        has_position = chance.random() < 0.45
        position = Position(
            value=round(chance.choice((-1, 1, 1)) * chance.uniform(0.2, 1), 2),
            axis=chance.choice(list(Axis)),
            function=chance.choice(list(Function)[:4] + [Function.ALL] * 4),
            population=chance.choice([Population.EMPLOYEES] * 5 + [Population.ECONOMY]),
            confidence=0.9,
        )
        return Statement(
            kind=kind,
            spans=((start, start + len(words)),),
            text=words,
            wording=words,
            said=SaidDate(
                edtf=said,
                earliest=said,
                latest=said,
                method=chance.choice((DateMethod.EXPLICIT, DateMethod.PUBLICATION)),
            ),
            speaker=person or company,
            speaker_kind=SpeakerKind.PERSON if person else SpeakerKind.ORGANISATION,
            person=person,
            role=chance.choice(("chief executive", "", "")) if person else "",
            company=company if is_own or person else "",
            about="" if is_own else company,
            speaks_for_company=is_own,
            position=position if has_position else None,
            acknowledges_change=chance.random() < 0.03,
            is_clarification=chance.random() < 0.02,
        )

    def _copy(self, told: Told) -> Told:
        """Return an article printed again elsewhere a day later, with the quotes it had."""
        day = date.fromisoformat(told.article.published) + timedelta(1)
        return self._told(told.article.text, day, told.statements, told.figures)

    def _told(
        self,
        text: str,
        day: date,
        statements: tuple[Statement, ...],
        figures: tuple[Figure, ...],
    ) -> Told:
        url = f"https://outlet{self.number % OUTLETS}.example/{self.number}"
        article = Article(
            url=url, title=text[:60], text=text, language="en", published=day.isoformat()
        )
        capture = Capture(
            requested_url=url, final_url=url, outlet="", status=200, fetched_at=MOMENT
        )
        return Told(article=article, capture=capture, statements=statements, figures=figures)


def _figure(number: str, start: int, company: str) -> Figure:
    return Figure(
        start=start,
        end=start + len(number),
        text=number,
        value=float(number),
        low=float(number),
        high=float(number),
        unit="people",
        measure="headcount",
        company=company,
    )


def fill(path: Path, world: World, statements: int) -> None:
    """Write a base of synthetic articles, in batches."""
    with Store(path) as store:
        store.connection.execute("PRAGMA synchronous = OFF")
        batch: list[Told] = []
        for told in world.articles(statements):
            batch.append(told)
            if len(batch) == BATCH:
                _write(store.connection, batch)
                batch = []
        _write(store.connection, batch)


def _write(connection: sqlite3.Connection, batch: list[Told]) -> None:
    rows: dict[str, list[dict[str, object]]] = {
        "articles": [],
        "article_versions": [],
        "statements": [],
        "figures": [],
    }
    seen = {"first_seen": MOMENT, "last_seen": MOMENT}
    for told in batch:
        article_id = ids.article_id(told.article.url)
        version_id = ids.version_id(article_id, told.article.text)
        version = ArticleVersion(
            id=version_id,
            article_id=article_id,
            url=told.article.url,
            title=told.article.title,
            text=told.article.text,
            language="en",
            published=told.article.published,
        )
        rows["articles"].append(article_row(article_id, told.article, told.capture) | seen)
        rows["article_versions"].append(
            {
                "id": version_id,
                "article_id": article_id,
                "title": told.article.title,
                "text": told.article.text,
                "sha256": ids.text_digest(told.article.text),
                "language": "en",
                "published": told.article.published,
                "fetched_at": MOMENT,
                "warc_file": "",
                "warc_offset": 0,
                "is_current": 1,
                "relevance": "ai_and_work",
                "extracted_by": "synthetic",
            }
            | seen
        )
        rows["statements"] += [
            statement_row(version, one, "synthetic") | seen for one in told.statements
        ]
        rows["figures"] += [
            figure_row(version, figure, told.statements, "synthetic") | seen
            for figure in told.figures
        ]
    connection.execute("BEGIN")
    for table, listed in rows.items():
        if listed:
            names = ", ".join(listed[0])
            marks = ", ".join("?" * len(listed[0]))
            connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",
                [tuple(row.values()) for row in listed],
            )
    connection.execute("COMMIT")


def add(store: Store, told: Told) -> None:
    """Store one article as a crawl and a reading would."""
    version = store.save_article(told.article, told.capture)
    if version:
        reading = Reading(
            version_id=version,
            relevance=Relevance.AI_AND_WORK,
            statements=told.statements,
            figures=told.figures,
        )
        store.save_readings([reading], extractor="synthetic")


def main() -> None:
    """Fill a base unless it is there, link it, add articles one by one; print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--base", type=Path, help="where the base is, or is to be made")
    parser.add_argument("--workers", type=int, help="processes that link afresh")
    parser.add_argument("--fill-only", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = options.base or Path(folder) / "synthetic.db"
        world = World(companies=options.companies)
        if not path.exists():
            started = time.perf_counter()
            fill(path, world, options.statements)
            _tell(f"filled in {time.perf_counter() - started:.1f} s")
        if options.fill_only:
            return
        with Store(path) as store:
            (counts,) = store.query(
                "SELECT (SELECT count(*) FROM statements) AS statements, "
                "(SELECT count(*) FROM article_versions) AS articles"
            )
        _tell(f"{counts['statements']:,} statements in {counts['articles']:,} articles")
        clock, cpu = time.perf_counter(), time.process_time()
        report = link(
            path,
            workers=options.workers,
            progress=lambda line: _tell(f"{time.process_time() - cpu:8.1f} s {line}"),
        )
        own = resource.getrusage(resource.RUSAGE_SELF)
        crew = resource.getrusage(resource.RUSAGE_CHILDREN)
        _tell(
            f"afresh: {time.perf_counter() - clock:.1f} s, "
            f"{time.process_time() - cpu:.1f} s of CPU and {crew.ru_utime + crew.ru_stime:.1f} s "
            f"in other processes, peak {own.ru_maxrss / 1024**2:.2f} GB and at most "
            f"{crew.ru_maxrss / 1024**2:.2f} GB in each of them; "
            f"{report.origins:,} origins, {report.claims:,} claims, {report.reversals}"
        )
        world = World(companies=options.companies, seed=11)
        world.companies = World(companies=options.companies).companies
        for name, company in (("a drawn company", ""), ("the largest", world.companies[0])):
            taken = [_one_more(path, world, company) for _ in range(ENOUGH)]
            _tell(
                f"one more article on {name}: median {statistics.median(taken):.3f} s, "
                f"worst {max(taken):.3f} s of CPU"
            )


def _one_more(path: Path, world: World, company: str) -> float:
    world.number = random.Random().randrange(10**9, 10**12)
    with Store(path) as store:
        add(store, world.article(company))
    started = time.process_time()
    link(path)
    return time.process_time() - started


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
