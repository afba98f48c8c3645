"""The stage that turns stored texts into statements and figures; the wing's door to the store.

It takes what was not read by this version, so it can be stopped anywhere, run again and
upgraded by itself. Each batch is one transaction.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from db import ids
from db.records import Article, ArticleVersion, Reading, Relevance, Skip, Tier
from db.seeds import load_seeds
from db.store import Store
from extract import lexicons, nlp
from extract.people import Gazetteer
from extract.relevance import Matcher, mentions_any, relevance
from extract.satire import is_satire
from extract.statements import read

EXTRACTOR = "6"
"""Raised whenever a reading may come out differently: every text is then read afresh."""

BATCH = 32
"""Articles a transaction: about ten seconds of work, which is all that a kill can cost."""


class UnreadableError(Exception):
    """A text that cannot be read; the message says why."""


Outcome = tuple[list[Reading], list[Skip]]
Pool = tuple[ProcessPoolExecutor, int] | None
"""The processes that read and how many; None when this one reads alone."""


@dataclass(slots=True)
class ExtractReport:
    """What one run of the stage did."""

    articles: int = 0
    read: int = 0
    statements: int = 0
    figures: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


def extract(
    path: Path,
    *,
    workers: int = 1,
    redo: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ExtractReport:
    """Read every current text of the base that this version has not read.

    First the articles about AI and work; then, of those about work alone, the ones that name
    an actor whom the base by then follows: so the result doesn't depend on the order in which
    articles arrived. ``redo`` reads everything afresh; ``progress`` is called with the texts
    done and the texts to do. Raises StoreError, ModelMissing.
    """
    report = ExtractReport()
    with (
        Store(path, must_exist=True) as store,
        store.run("extract", version=EXTRACTOR) as counts,
        _readers(workers) as pool,
    ):
        todo = store.versions_to_extract("" if redo else EXTRACTOR)
        done = 0
        for batch in _batches(todo):
            _keep(store, report, _filed(list(store.versions(batch)), pool))
            done += len(batch)
            progress(done, len(todo))
        waiting = store.versions_by_relevance(Relevance.WORK, extractor=EXTRACTOR)
        followed = Matcher.of(_followed(store))
        for batch in _batches(waiting):
            due = [
                version
                for version in store.versions(batch)
                if mentions_any(f"{version.title}\n{version.text}", followed=followed)
            ]
            if due:
                _keep(store, report, _read_all(due, Relevance.FOLLOWED, pool))
        report.articles = len(todo)
        counts |= {
            "articles": report.articles,
            "read": report.read,
            "statements": report.statements,
            "figures": report.figures,
            "skipped": sum(report.skipped.values()),
        }
    return report


def read_article(article: Article) -> tuple[ArticleVersion, Reading]:
    """Read one article that is in no base, whatever it is about; nothing is stored.

    Raises ModelMissing, and UnreadableError for a text in no language of ours or too long.
    """
    if article.language not in lexicons.languages():
        raise UnreadableError(f"no lexicon for the language {article.language!r}")
    article_id = ids.article_id(article.url)
    version = ArticleVersion(
        id=ids.version_id(article_id, article.text),
        article_id=article_id,
        url=article.url,
        title=article.title,
        text=article.text,
        language=article.language,
        published=article.published,
        publisher=article.publisher,
        agency=article.agency,
        canonical_url=article.canonical_url,
    )
    # Who gives an article to be checked means it: the filter isn't asked.
    readings, skips = _read_some([version], Relevance.AI_AND_WORK)
    if skips or not readings:
        raise UnreadableError(skips[0].detail if skips else "nothing was read")
    return version, readings[0]


def _followed(store: Store) -> set[str]:
    """Return the names of the actors that the base follows.

    Those of the seeds that say so, the companies whose own pages are crawled, and those that took
    a position themselves in an article about AI and work, or of which it tells a number that
    measures something. Articles read because of this make nobody followed.
    """
    seeds = load_seeds()
    names = {
        name
        for company in seeds.companies
        if company.is_followed
        for name in (company.name, *company.aliases)
    }
    rows = store.query(
        "SELECT DISTINCT company FROM statements "
        "JOIN article_versions ON article_versions.id = version_id "
        "WHERE statements.retracted IS NULL AND speaks_for_company = 1 AND company <> '' "
        "AND position IS NOT NULL AND relevance = ? UNION "
        "SELECT DISTINCT company FROM figures "
        "JOIN article_versions ON article_versions.id = version_id "
        "WHERE figures.retracted IS NULL AND company <> '' AND measure <> '' AND relevance = ?",
        (Relevance.AI_AND_WORK.value, Relevance.AI_AND_WORK.value),
    )
    own = store.query("SELECT name FROM outlets WHERE tier = ?", (Tier.COMPANY.value,))
    return names | {row["company"] for row in rows} | {row["name"] for row in own}


def _keep(store: Store, report: ExtractReport, outcome: Outcome) -> None:
    readings, skips = outcome
    with store.transaction():
        store.save_readings(readings, extractor=EXTRACTOR)
        store.skip(skips)
    report.read += sum(
        reading.relevance in {Relevance.AI_AND_WORK, Relevance.FOLLOWED} for reading in readings
    )
    report.statements += sum(len(reading.statements) for reading in readings)
    report.figures += sum(len(reading.figures) for reading in readings)
    report.skipped.update(skip.reason for skip in skips)


def _filed(versions: Sequence[ArticleVersion], pool: Pool) -> Outcome:
    """Return the readings of a batch: the filter's word for most, the model's for the rest."""
    readings, skips, relevant = [], [], []
    for version in versions:
        if version.language not in lexicons.languages():
            skips.append(_skip(version, "language", f"no lexicon for {version.language!r}"))
            found = Relevance.NONE
        else:
            found = relevance(f"{version.title}\n{version.text}", language=version.language)
        if found is Relevance.AI_AND_WORK:
            relevant.append(version)
        else:
            readings.append(Reading(version_id=version.id, relevance=found))
    read_now, parked = _read_all(relevant, Relevance.AI_AND_WORK, pool)
    return readings + read_now, skips + parked


def _read_all(versions: Sequence[ArticleVersion], found: Relevance, pool: Pool) -> Outcome:
    """Read texts with the models, in this process or in several."""
    if pool is None or len(versions) <= 1:
        return _read_some(versions, found)
    readings: list[Reading] = []
    skips: list[Skip] = []
    executor, workers = pool
    parts = [versions[start::workers] for start in range(min(workers, len(versions)))]
    for part_readings, part_skips in executor.map(_read_some, parts, [found] * len(parts)):
        readings += part_readings
        skips += part_skips
    return readings, skips


@contextmanager
def _readers(workers: int) -> Iterator[Pool]:
    """Hold the processes that read, if more than this one."""
    if workers <= 1:
        yield None
        return
    # Spawned, not forked: the models hold threads and locks that a fork would copy half.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        yield executor, workers


def _read_some(versions: Sequence[ArticleVersion], found: Relevance) -> Outcome:
    readings: list[Reading] = []
    skips: list[Skip] = []

    def park(version: ArticleVersion, detail: str, reason: str = "too_long") -> None:
        skips.append(_skip(version, reason, detail))
        readings.append(Reading(version_id=version.id, relevance=found))

    meant = []
    for version in versions:
        if is_satire(version):
            park(version, "its section, outlet or first words say so", "satire")
        else:
            meant.append(version)
    for language in sorted({version.language for version in meant}):
        texts = ((version.text, version) for version in meant if version.language == language)
        for doc, version in nlp.documents(texts, language=language, skip=park):
            try:
                readings.append(read(doc, version, found=found, gazetteer=gazetteer()))
            except Exception as error:  # noqa: BLE001 - whatever one article breaks, the run goes on
                park(version, f"{type(error).__name__}: {error}", "unreadable")
    return readings, skips


@cache
def gazetteer() -> Gazetteer:
    """Return the names that the seeds vouch for, built once in a process."""
    seeds = load_seeds()
    return Gazetteer.build(seeds.companies, seeds.people, seeds.roles)


def _skip(version: ArticleVersion, reason: str, detail: str) -> Skip:
    return Skip(
        stage="extract", subject=version.url, reason=reason, detail=detail, outlet=version.outlet
    )


def _batches(version_ids: Iterable[str]) -> Iterator[list[str]]:
    ids = list(version_ids)
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
