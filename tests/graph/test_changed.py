"""One more article changes what it must and nothing else: the base ends as if linked afresh."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from db.linking import LINKED_INDEXES
from db.records import (
    Article,
    Axis,
    Capture,
    DateMethod,
    Figure,
    Function,
    Graph,
    Kind,
    LaneStatement,
    Modality,
    Position,
    Reading,
    Relevance,
    SaidDate,
    SpeakerKind,
    Statement,
)
from db.store import Store
from graph.actors import Who
from graph.parts import link_part
from graph.stage import link

COMPANIES = [
    "Veltra",
    "veltra inc",
    "Ombrix",
    "Tallow & Sons",
    "IBM",
    "Klarna",
    "AWS",
    "Amazon",
    "",
]
PEOPLE = ["Nora Lind", "Ida Holm", "Holm", "Sebastian Siemiatkowski", "Jo Ek", ""]
WORDS = [
    "software",
    "replaced",
    "people",
    "clerks",
    "again",
    "always",
    "person",
    "desk",
    "hired",
    "nobody",
]
TABLES = (
    "companies",
    "people",
    "roles",
    "aliases",
    "origins",
    "claims",
    "claim_statements",
    "links",
    "reversals",
)


class Newsroom:
    """Random articles: copies, people without a company, words that nobody is named for."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.told: list[tuple[str, Article, tuple[Statement, ...], tuple[Figure, ...]]] = []

    def publish(self, base: Store) -> None:
        chance = self.chance
        if self.told and chance.random() < 0.2:
            self._retract(base)
        elif self.told and chance.random() < 0.3:
            url, article, statements, figures = chance.choice(self.told)
            self._store(base, f"{url}-copy{chance.randrange(99)}", article, statements, figures)
        else:
            self._fresh(base)

    def _retract(self, base: Store) -> None:
        url, article, _, _ = self.told.pop(self.chance.randrange(len(self.told)))
        if self.chance.random() < 0.5:
            base.retract_article(url)
        else:
            changed = f"Corrected. {article.text}"
            self._store(base, url, Article(url=url, text=changed, published="2025-01-01"), (), ())

    def _fresh(self, base: Store) -> None:
        chance = self.chance
        url = f"https://a{chance.randrange(4)}.example/{chance.randrange(10**6)}"
        parts, statements, figures, at = [], [], [], 0
        for _ in range(chance.randint(1, 4)):
            filler = (
                " ".join(f"{chance.choice(WORDS)}{chance.randrange(50)}" for _ in range(6)) + ". "
            )
            number = chance.choice(["", "700", "850"])
            words = " ".join([*chance.choices(WORDS, k=chance.randint(3, 7)), number]).strip()
            start = at + len(filler)
            statements.append(self._statement(words, start))
            if number:
                figures.append(self._figure(number, start + len(words) - 3))
            parts += [filler, words, ". "]
            at = start + len(words) + 2
        day = f"202{chance.randint(3, 5)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        article = Article(url=url, text="".join(parts), language="en", published=day)
        self._store(base, url, article, tuple(statements), tuple(figures))

    def _store(
        self,
        base: Store,
        url: str,
        article: Article,
        statements: tuple[Statement, ...],
        figures: tuple[Figure, ...],
    ) -> None:
        again = Article(url=url, text=article.text, language="en", published=article.published)
        capture = Capture(
            requested_url=url, final_url=url, outlet="", status=200, fetched_at="2025-01-01"
        )
        version = base.save_article(again, capture)
        if version:
            reading = Reading(
                version_id=version,
                relevance=Relevance.AI_AND_WORK,
                statements=statements,
                figures=figures,
            )
            base.save_readings([reading], extractor="by chance")
            self.told.append((url, again, statements, figures))

    def _statement(self, words: str, start: int) -> Statement:
        chance = self.chance
        company, person = chance.choice(COMPANIES), chance.choice(PEOPLE)
        day = f"202{chance.randint(3, 5)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        position = Position(
            value=chance.choice([-0.9, 0.9, 0.4]),
            axis=chance.choice([Axis.PRACTICE, Axis.INTENTION, Axis.EVALUATION]),
            function=chance.choice([Function.ALL, Function.CUSTOMER_SERVICE]),
            confidence=0.9,
        )
        return Statement(
            kind=chance.choice([Kind.DIRECT_QUOTE, Kind.ACTION]),
            spans=((start, start + len(words)),),
            text=words,
            wording=words,
            said=SaidDate(
                edtf=day, earliest=day, latest=day, method=chance.choice(list(DateMethod))
            ),
            speaker=person or company,
            speaker_kind=SpeakerKind.PERSON if person else SpeakerKind.ORGANISATION,
            person=person,
            role=chance.choice(["chief executive", ""]),
            company=company,
            about=chance.choice(["", "", "Ombrix", "Brontis"]),
            speaks_for_company=chance.random() < 0.8,
            position=position if chance.random() < 0.8 else None,
            acknowledges_change=chance.random() < 0.1,
            is_clarification=chance.random() < 0.1,
            action=chance.choice(["", "cut_jobs"]),
            modality=chance.choice([Modality.ASSERTED, Modality.NEGATED]),
        )

    def _figure(self, number: str, start: int) -> Figure:
        return Figure(
            start=start,
            end=start + 3,
            text=number,
            value=float(number),
            low=float(number),
            high=float(number),
            unit="people",
            measure=self.chance.choice(["headcount", ""]),
            sentence_start=max(0, start - 24),
            sentence_end=start + 3,
            company=self.chance.choice(COMPANIES),
        )


def standing(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what the base says, without when it said so first and without addresses."""
    with Store(path) as base:
        found = {}
        for table in TABLES:
            rows = base.query(f"SELECT * FROM {table} WHERE retracted IS NULL ORDER BY id")
            found[table] = [
                tuple(v for k, v in row.items() if k not in {"first_seen", "last_seen", "slug"})
                for row in rows
            ]
        for table, columns in (
            ("statements", "company_id, person_id, about_id, origin_id"),
            ("figures", "company_id, origin_id"),
        ):
            rows = base.query(
                f"SELECT id, {columns} FROM {table} WHERE retracted IS NULL ORDER BY id"
            )
            found[table] = [tuple(row.values()) for row in rows]
    return found


def afresh(path: Path, copy: Path) -> dict[str, list[tuple[object, ...]]]:
    shutil.copy(path, copy)
    with Store(copy) as base, base.transaction():
        base.forget_basis()
    link(copy)
    with Store(copy) as base:
        # Linking afresh looks up no keys while it writes: they must hold all the same.
        assert base.query("PRAGMA foreign_key_check") == []
        assert base.query("PRAGMA foreign_keys") == [{"foreign_keys": 1}]
    return standing(copy)


@pytest.mark.parametrize("seed", range(6))
def test_one_more_article_ends_where_linking_afresh_ends(tmp_path: Path, seed: int) -> None:
    path, newsroom = tmp_path / "base.db", Newsroom(seed)
    with Store(path) as base:
        for _ in range(12):
            newsroom.publish(base)
    link(path)
    for step in range(6):
        with Store(path) as base:
            for _ in range(step % 2 + 1):
                newsroom.publish(base)
        report = link(path)
        right = afresh(path, tmp_path / f"copy{step}.db")
        got = standing(path)
        for table, rows in right.items():
            assert got[table] == rows, (step, table)
        assert report.companies == len(right["companies"])
        assert report.people == len(right["people"])
        assert report.claims == len(right["claims"])
        assert report.origins == len(right["origins"])


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    path, newsroom = tmp_path / "base.db", Newsroom(7)
    with Store(path) as base:
        for _ in range(40):
            newsroom.publish(base)
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    assert link(path, workers=1) == link(copy, workers=2)
    assert standing(path) == standing(copy)
    assert standing(path)["reversals"]


@pytest.mark.parametrize("seed", [2, 3])
def test_rows_that_are_not_found_again_bear_on_nothing(tmp_path: Path, seed: int) -> None:
    path, newsroom = tmp_path / "base.db", Newsroom(seed)
    with Store(path) as base:
        for _ in range(25):
            newsroom.publish(base)
    link(path)
    with Store(path) as base, base.transaction():
        for url, *_ in newsroom.told[::2]:
            base.retract_article(url)
        base.forget_basis()
    report = link(path)
    new, newer = tmp_path / "new.db", Newsroom(seed)
    with Store(new) as base:
        for _ in range(25):
            newer.publish(base)
        for url, *_ in newer.told[::2]:
            base.retract_article(url)
    assert link(new).reversals == report.reversals
    assert standing(new) == standing(path)


def test_statements_read_in_halves_are_those_read_at_once(tmp_path: Path) -> None:
    path, newsroom = tmp_path / "base.db", Newsroom(4)
    with Store(path) as base:
        for _ in range(20):
            newsroom.publish(base)
    link(path)
    with Store(path) as base:
        whole = list(base.lane_statements())
        assert whole
        again = base.lane_statements("id", [one.id for one in whole])
        assert sorted(again, key=lambda one: one.id) == whole


def test_a_base_linked_in_one_go_keeps_every_key(tmp_path: Path) -> None:
    path, newsroom = tmp_path / "base.db", Newsroom(5)
    with Store(path) as base:
        for _ in range(30):
            newsroom.publish(base)
    link(path, workers=1)
    with Store(path) as base:
        assert base.query("PRAGMA foreign_key_check") == []
        names = {row["name"] for row in base.query("SELECT name FROM sqlite_master")}
        assert set(LINKED_INDEXES) <= names


def test_what_is_not_new_is_not_linked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, newsroom = tmp_path / "base.db", Newsroom(1)
    with Store(path) as base:
        for _ in range(20):
            newsroom.publish(base)
    link(path)
    told: list[str] = []
    seen = spy(monkeypatch)
    link(path, progress=told.append)
    assert (told, seen) == ([], [])


def spy(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    seen: list[int] = []

    def counted(statements: Sequence[LaneStatement], who: Who, *rest: Any, **named: Any) -> Graph:  # noqa: ANN401  # handed on as they come
        seen.append(len(statements))
        return link_part(statements, who, *rest, **named)

    monkeypatch.setattr("graph.work.link_part", counted)
    return seen
