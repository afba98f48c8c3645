from db.site import series


def row(name: str, value: float, day: str) -> dict[str, object]:
    return {"id": name, "value": value, "text": "", "day": day}


def test_values_stand_in_time_from_left_to_right_and_the_higher_ones_above() -> None:
    rows = [
        row("b", 4500, "2023-12-31"),
        row("a", 5500, "2022-12-31"),
        row("c", 3500, "2024-12-31"),
    ]
    drawing = series.draw(rows, own="b")
    assert drawing
    assert [value.page for value in drawing.values] == ["/claim/a", "/claim/b", "/claim/c"]
    assert sorted(value.x for value in drawing.values) == [value.x for value in drawing.values]
    assert sorted(value.y for value in drawing.values) == [value.y for value in drawing.values]
    assert [value.is_own for value in drawing.values] == [False, True, False]
    assert (drawing.top, drawing.bottom) == ("5,500", "3,500")


def test_values_of_one_day_or_of_none_are_no_series() -> None:
    rows = [row("a", 1, "2024-01-01"), row("b", 2, "2024-01-01"), row("c", 3, "")]
    assert series.draw(rows, own="a") is None
