import http.client
import socket
import threading
import tomllib
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.newsroom.server import Newsroom, PortInUse

CHANGED = ("meridian", "klarna-headcount-2000")


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect as the answer."""

    def redirect_request(self, *_args: object) -> None:
        """Follow nothing."""


OPENER = urllib.request.build_opener(KeepRedirect, urllib.request.ProxyHandler({}))


def fetch(address: str, *, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(address, method=method)  # noqa: S310 - loopback
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with OPENER.open(request, timeout=5) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_every_known_address_answers(newsroom: Newsroom) -> None:
    for server in newsroom._servers:
        for path in server.pages.paths:
            status, _, body = fetch(server.home + path)
            assert status in {200, 301}, path
            assert bool(body) == (status == 200), path


def test_unknown_path_is_a_real_404_in_the_outlets_language(newsroom: Newsroom) -> None:
    status, headers, body = fetch(newsroom.homes["fil-ouest"] + "depeches/rien")
    assert status == 404
    assert "Page introuvable" in body.decode()
    assert headers["ETag"] is None


def test_head_sends_the_length_and_no_body(newsroom: Newsroom) -> None:
    address = newsroom.address(*CHANGED)
    _, _, body = fetch(address)
    status, headers, empty = fetch(address, method="HEAD")
    assert (status, empty) == (200, b"")
    assert int(headers["Content-Length"]) == len(body)
    assert newsroom.hits[-1].method == "HEAD"
    assert newsroom.hits[-1].sent_bytes == 0


@pytest.mark.parametrize("outlet", ["meridian", "calder-wire", "deskwork"])
def test_pages_feeds_and_sitemaps_answer_304_to_their_validators(
    newsroom: Newsroom, outlet: str, tmp_path: Path
) -> None:
    settings = tomllib.loads((newsroom.write_outlets(tmp_path) / f"{outlet}.toml").read_text())
    story = next(story for story in newsroom.stories if story.outlet == outlet)
    for address in [
        *settings["feeds"],
        *settings["sitemaps"],
        newsroom.address(outlet, story.slug),
    ]:
        _, headers, _ = fetch(address)
        assert fetch(address, If_None_Match=headers["ETag"])[0] == 304
        assert fetch(address, If_None_Match=f'"other", W/{headers["ETag"]}')[0] == 304
        assert fetch(address, If_None_Match='"other"')[0] == 200
        since = headers["Last-Modified"]
        assert fetch(address, If_Modified_Since=since)[0] == 304
        assert fetch(address, If_Modified_Since="Thu, 01 Jan 2015 00:00:00 GMT")[0] == 200
        # The entity tag wins over the date: RFC 9110, section 13.2.2.
        assert fetch(address, If_None_Match='"other"', If_Modified_Since=since)[0] == 200


def test_unreadable_date_is_no_condition(newsroom: Newsroom) -> None:
    address = newsroom.address(*CHANGED)
    assert fetch(address, If_Modified_Since="yesterday")[0] == 200


def test_second_edition_changes_text_validators_and_sitemap() -> None:
    with Newsroom(first_port=0) as newsroom:
        address = newsroom.address(*CHANGED)
        sitemap = newsroom.homes["meridian"] + "sitemap.xml"
        _, before, first = fetch(address)
        _, map_before, old_map = fetch(sitemap)
        newsroom.edition = 2
        status, after, second = fetch(address, If_None_Match=before["ETag"])
        _, map_after, new_map = fetch(sitemap)
        assert status == 200
        assert "by about 2,000 people" in first.decode()
        assert "to about 2,000 people" in second.decode()
        assert "Correction, 28 August 2024" in second.decode()
        assert parsedate_to_datetime(after["Last-Modified"]) > parsedate_to_datetime(
            before["Last-Modified"]
        )
        assert old_map != new_map
        assert map_before["ETag"] != map_after["ETag"]
        newsroom.edition = 1
        assert fetch(address)[2] == first


def test_only_changed_pages_differ_between_editions(newsroom: Newsroom) -> None:
    two = {(story.outlet, story.slug) for story in newsroom.stories if len(story.editions) == 2}
    for server in newsroom._servers:
        for story in newsroom.stories:
            if story.outlet != server.site.outlet:
                continue
            path = server.site.path(story)
            first, second = (server.pages.page(path, edition=number) for number in (1, 2))
            if (story.outlet, story.slug) in two:
                assert first.body != second.body
                assert first.modified < second.modified
            else:
                assert first.modified == second.modified


def test_third_edition_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="3"):
        newsroom.edition = 3


def test_hits_record_what_was_asked_and_answered(newsroom: Newsroom) -> None:
    address = newsroom.homes["deskwork"] + "feeds/news.json?x=1"
    _, _, body = fetch(address, User_Agent="walkback-test")
    hit = newsroom.hits[-1]
    assert (hit.outlet, hit.method, hit.path) == ("deskwork", "GET", "/feeds/news.json?x=1")
    assert (hit.status, hit.sent_bytes, hit.user_agent) == (200, len(body), "walkback-test")
    assert hit.at.tzinfo is not None


def test_tracking_parameters_do_not_change_the_page(newsroom: Newsroom) -> None:
    address = newsroom.address("meridian", "klarna-853-agents")
    assert fetch(address)[2] == fetch(address + "?utm_source=feed&utm_medium=rss")[2]


def test_moved_page_redirects_to_its_address(newsroom: Newsroom) -> None:
    old = newsroom.homes["meridian"] + "technology/2025/09/02/benioff-4000"
    status, headers, _ = fetch(old)
    assert status == 301
    assert headers["Location"] == newsroom.address("meridian", "salesforce-4000-fewer-in-support")


def test_outlet_files_name_the_running_ports(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = newsroom.write_outlets(tmp_path / "outlets")
    files = sorted(folder.glob("*.toml"))
    assert len(files) == len(newsroom.sites) >= 7
    for file in files:
        outlet = tomllib.loads(file.read_text(encoding="utf-8"))
        assert outlet["home"] == newsroom.homes[file.stem]
        for address in [outlet["home"], *outlet["feeds"], *outlet["sitemaps"]]:
            assert fetch(address)[0] == 200, address


def test_outlets_without_a_running_newsroom_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="isn't running"):
        Newsroom(first_port=0).write_outlets(tmp_path)


def test_port_in_use_is_one_line_and_leaves_nothing_listening() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        newsroom = Newsroom(first_port=port)
        with pytest.raises(PortInUse) as caught:
            newsroom.start()
    assert str(port) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert newsroom.homes == {}


def test_stopping_hangs_up_on_idle_clients_and_ends_every_thread() -> None:
    before = set(threading.enumerate())
    newsroom = Newsroom(first_port=0).start()
    home = urlsplit(newsroom.homes["meridian"])
    client = http.client.HTTPConnection(home.hostname, home.port, timeout=5)
    client.request("GET", "/robots.txt")
    assert client.getresponse().read()
    newsroom.stop()
    assert client.sock.recv(1) == b""
    client.close()
    newsroom.stop()
    ours = set(threading.enumerate()) - before
    for thread in ours:
        thread.join(timeout=5)
    assert not any(thread.is_alive() for thread in ours)


def test_many_clients_at_once_all_get_the_same_answer(newsroom: Newsroom) -> None:
    address = newsroom.homes["harrow-review"]
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: fetch(address)[2], range(40)))
    assert len(answers) == 1
