from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pytest

from db.quick import changer, maker
from db.records import LaneStatement, StoredFigure
from db.rows import LANE_STATEMENTS, STORED_FIGURES
from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: int
    y: int = 0


def test_a_record_made_quickly_is_the_one_that_its_constructor_makes() -> None:
    assert maker(Point)([3, 4]) == Point(x=3, y=4)
    assert hash(maker(Point)([3, 4])) == hash(Point(x=3, y=4))


def test_a_copy_differs_in_the_named_fields_alone() -> None:
    one = Point(x=3, y=4)
    assert changer(Point, "y")(one, 5) == Point(x=3, y=5)
    assert asdict(one) == {"x": 3, "y": 4}


@pytest.mark.parametrize("values", [[1], [1, 2, 3]])
def test_too_few_or_too_many_values_make_no_record(values: list[int]) -> None:
    with pytest.raises(ValueError, match="argument"):
        maker(Point)(values)


def test_a_class_that_checks_itself_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        x: int

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError(self.x)

    with pytest.raises(TypeError, match="Checked"):
        maker(Checked)


@pytest.mark.parametrize(
    ("query", "kind"), [(LANE_STATEMENTS, LaneStatement), (STORED_FIGURES, StoredFigure)]
)
def test_a_query_gives_the_fields_of_its_record_in_their_order(
    tmp_path: Path, query: str, kind: type
) -> None:
    with Store(tmp_path / "base.db") as base:
        cursor = base.connection.execute(query)
    assert [column[0] for column in cursor.description] == [field.name for field in fields(kind)]
