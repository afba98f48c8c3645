"""Texts with all that was read in them, from records in memory, as comparing needs them. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from db.records import ArticleVersion, DateMethod, LaneStatement, StoredFigure
from db.sources import Source, ToldFigure, ToldStatement


def told(
    versions: Iterable[ArticleVersion],
    figures: Iterable[StoredFigure],
    statements: Iterable[LaneStatement],
) -> Callable[[Sequence[str]], Iterator[Source]]:
    """Return what yields the texts of some versions, in the order asked for."""
    texts = {version.id: version for version in versions}
    counted: dict[str, list[StoredFigure]] = defaultdict(list)
    said: dict[str, list[LaneStatement]] = defaultdict(list)
    for figure in figures:
        counted[figure.version_id].append(figure)
    for statement in statements:
        said[statement.version_id].append(statement)
    by_id = {one.id: one for listed in said.values() for one in listed}

    def load(version_ids: Sequence[str]) -> Iterator[Source]:
        for version_id in version_ids:
            if version_id in texts:
                version = texts[version_id]
                yield _source(version, counted[version_id], said[version_id], by_id)

    return load


def _source(
    version: ArticleVersion,
    figures: Iterable[StoredFigure],
    statements: Iterable[LaneStatement],
    by_id: dict[str, LaneStatement],
) -> Source:
    return Source(
        version_id=version.id,
        article_id=version.article_id,
        url=version.url,
        outlet=version.publisher,
        title=version.title,
        text=version.text,
        language=version.language,
        published=version.published,
        tier=version.tier,
        figures=tuple(
            sorted(
                (_figure(one, version.text, by_id.get(one.statement_id)) for one in figures),
                key=lambda found: found.start,
            )
        ),
        statements=tuple(_statement(one, version.text) for one in statements),
    )


def _figure(figure: StoredFigure, text: str, statement: LaneStatement | None) -> ToldFigure:
    at = max(0, text.find(figure.sentence)) if figure.sentence else 0
    start = max(0, text.find(figure.text, at))
    return ToldFigure(
        figure=figure,
        start=start,
        end=start + len(figure.text),
        said_words=_dated(statement) if statement else "",
        modality=statement.modality.value if statement else "asserted",
    )


def _statement(statement: LaneStatement, text: str) -> ToldStatement:
    start = max(0, text.find(statement.wording))
    return ToldStatement(
        statement=statement,
        start=start,
        end=start + len(statement.wording),
        text=statement.wording,
        said_words=_dated(statement),
    )


def _dated(statement: LaneStatement) -> str:
    """Return words that date a statement, where its text does."""
    return "" if statement.said_method is DateMethod.PUBLICATION else statement.said_on
