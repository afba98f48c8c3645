from hypothesis import given
from hypothesis import strategies as st

from db.site.marks import LONG_BLOCK, Mark, blocks


def mark(name: str, *spans: tuple[int, int], kind: str = "statement") -> Mark:
    return Mark(id=name, kind=kind, spans=spans, number=1)


def test_overlapping_statements_are_cut_where_they_cross() -> None:
    (block,) = blocks("abcdefgh", [mark("one", (0, 5)), mark("two", (3, 8))])
    cut = [(s.text, [m.id for m in s.marks]) for s in block.segments]
    assert cut == [("abc", ["one"]), ("de", ["one", "two"]), ("fgh", ["two"])]


def test_figure_inside_a_statement_has_both_marks() -> None:
    (block,) = blocks("cut 22% now", [mark("s", (0, 11)), mark("f", (4, 7), kind="figure")])
    assert [s.text for s in block.segments] == ["cut ", "22%", " now"]
    assert [m.kind for m in block.segments[1].marks] == ["statement", "figure"]


def test_each_mark_starts_once_and_ends_once_even_when_broken() -> None:
    (block,) = blocks("one, he said, two", [mark("s", (0, 3), (14, 17))])
    assert sum(len(s.starts) for s in block.segments) == 1
    assert sum(len(s.ends) for s in block.segments) == 1
    assert [s.text for s in block.segments if s.marks] == ["one", "two"]


def test_note_stands_with_the_paragraph_in_which_the_mark_starts() -> None:
    first, second = blocks("first one\n\nsecond one", [mark("a", (6, 9)), mark("b", (18, 21))])
    assert [m.id for m in first.notes] == ["a"]
    assert [m.id for m in second.notes] == ["b"]


def test_long_paragraph_with_marks_is_broken_at_a_sentence_and_never_in_a_mark() -> None:
    text = "This is a sentence of some words. " * 60
    start = LONG_BLOCK - 20
    found = list(blocks(text, [mark("a", (0, 4)), mark("b", (start, start + 90))]))
    assert len(found) > 1
    assert found[1].continues
    assert "".join(s.text for block in found for s in block.segments) == text
    assert all(not block.segments[0].text.startswith(" ") for block in found)


def test_long_paragraph_without_marks_stays_whole() -> None:
    assert len(list(blocks("This is a sentence. " * 200, []))) == 1


@given(st.data())
def test_segments_give_the_text_back(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab .A\n«»é\u202f", min_size=1, max_size=200))
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 40)), max_size=8)
    )
    marks = [mark(f"m{n}", (a, min(len(text), a + size))) for n, (a, size) in enumerate(spans)]
    joined = "".join(s.text for block in blocks(text, marks) for s in block.segments)
    kept = "".join(line for line in text.split("\n") if line.strip())
    assert joined == kept
