from db.pointed import AllPointed


def test_statements_point_at_what_was_added_and_at_nobody_where_nothing_was() -> None:
    pointed = AllPointed()
    pointed.add([("b2", "veltra", "lind", "", "origin")])
    pointed.add([("a1", "", "", "veltra", "origin")])
    pointed.settle()
    assert pointed.of(["a1", "b2"]) == [
        (None, None, "veltra", "origin"),
        ("veltra", "lind", None, "origin"),
    ]
    assert list(pointed.ids()) == ["a1", "b2"]


def test_statements_that_were_never_added_are_told_from_others() -> None:
    pointed = AllPointed()
    assert pointed.of(["a1"]) == [None]
    pointed.add([("b2", "veltra", "", "", "")])
    pointed.settle()
    assert pointed.of(["a1", "b", "b22", "c3"]) == [None] * 4


def test_what_was_added_last_holds() -> None:
    pointed = AllPointed()
    pointed.add([("a1", "veltra", "", "", "")])
    pointed.add([("a1", "ombrix", "", "", "")])
    pointed.settle()
    assert pointed.of(["a1"]) == [("ombrix", None, None, None)]
