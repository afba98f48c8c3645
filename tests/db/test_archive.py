from pathlib import Path

import pytest

from crawler.warc import WarcFile, responses
from db.archive import ArchiveError, archived, content_type
from db.records import Capture


def write(folder: Path, *, count: int) -> tuple[Path, list[int]]:
    offsets = []
    with WarcFile(folder, name="mill-post", timestamp="2026-03-06T08:30:00Z") as file:
        for number in range(count):
            url = f"https://mill.example/{number}"
            capture = Capture(
                requested_url=url,
                final_url=url,
                outlet="mill-post",
                status=200,
                fetched_at="2026-03-06T08:30:00Z",
            )
            headers = [
                ("Content-Type", "text/html; charset=UTF-8"),
                ("Transfer-Encoding", "chunked"),
            ]
            body = f"<p>{number} déjà</p>".encode() * 20_000
            offsets.append(file.append(capture, reason="OK", headers=headers, body=body).offset)
        path = folder / file.name
    return path, offsets


def test_response_is_read_back_whole_from_its_offset(tmp_path: Path) -> None:
    path, offsets = write(tmp_path, count=3)
    assert path.name == "mill-post-20260306083000-1.warc.gz"
    for number, offset in enumerate(offsets):
        copy = archived(tmp_path, path.name, offset)
        assert copy.url == f"https://mill.example/{number}"
        assert (copy.status, copy.media_type, copy.charset) == (200, "text/html", "utf-8")
        assert copy.body == f"<p>{number} déjà</p>".encode() * 20_000
        assert copy.fetched_at == "2026-03-06T08:30:00Z"


def test_file_torn_at_any_place_gives_its_whole_records(tmp_path: Path) -> None:
    path, offsets = write(tmp_path, count=3)
    whole = path.read_bytes()
    assert [offset for offset, _copy in responses(path)] == offsets
    for size in range(offsets[1] + 1, len(whole) - 40, 97):
        path.write_bytes(whole[:size])
        found = [offset for offset, copy in responses(path) if copy.body]
        expected = [offset for offset in offsets if offset < size]
        # The last one stands only if all of it does.
        assert found in (expected, expected[:-1])
        assert found[:1] == offsets[:1]
    path.write_bytes(whole[: offsets[2] + 30])
    with pytest.raises(ArchiveError, match=r"no (whole record|response)"):
        archived(tmp_path, path.name, offsets[2])


def test_second_run_of_the_same_second_writes_a_file_of_its_own(tmp_path: Path) -> None:
    names = {write(tmp_path, count=1)[0].name for _run in range(2)}
    assert names == {f"mill-post-20260306083000-{n}.warc.gz" for n in (1, 2)}


@pytest.mark.parametrize(
    "name",
    ["../base.db", "/etc/passwd", "a/b.warc.gz", "..", "", "x.warc.gz\n", ".warc", "base.db"],
)
def test_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="not the name"):
        archived(tmp_path, name, 0)


def test_missing_file_link_and_offset_outside_are_refused(tmp_path: Path) -> None:
    path, offsets = write(tmp_path, count=1)
    (tmp_path / "link.warc.gz").symlink_to(path)
    for name, offset in (
        ("none.warc.gz", 0),
        ("link.warc.gz", 0),
        (path.name, -1),
        (path.name, 10**9),
    ):
        with pytest.raises(ArchiveError):
            archived(tmp_path, name, offset)
    with pytest.raises(ArchiveError):
        archived(tmp_path, path.name, offsets[0] + 5)
    # The file's first record says what wrote it, and is no response.
    with pytest.raises(ArchiveError, match="no response"):
        archived(tmp_path, path.name, 0)


def test_content_type_header_of_any_shape_is_read() -> None:
    assert content_type("text/html; charset=ISO-8859-1; x") == ("text/html", "iso-8859-1")
    assert content_type("nonsense\x00") == ("text/plain", "")
