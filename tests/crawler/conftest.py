"""A small web server for the tests that need a worse one than the newsroom."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from db.records import Outlet

Answer = tuple[int, dict[str, str], bytes]

STORY = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-0{number}T08:30:00+00:00">{head}</head>
<body><article><h1>{title}</h1><p>{text}</p><p>The works council was told on Monday and has asked
for the figures behind the plan. The company said that it would answer before the month ends.</p>
<p>Nobody at the site of Port Ellery expects the machines to be gone by summer, and the staff who
stayed say that they spend their mornings correcting what the machines did at night.</p></article>
</body></html>"""


@pytest.fixture
def story() -> Callable[..., bytes]:
    """Give a writer of invented articles."""
    return _story


def _story(number: int = 1, *, head: str = "", text: str = "") -> bytes:
    said = (
        text or f"Halyard Mills has put {number} people back on its night desk, it said on Friday."
    )
    return STORY.format(
        title=f"Mills hires {number} back", number=number, head=head, text=said
    ).encode()


@dataclass(slots=True)
class Hit:
    path: str
    at: float
    headers: dict[str, str]


@dataclass(slots=True)
class Site:
    """A site whose answers a test sets, path by path; anything else is not found."""

    home: str = ""
    pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], Answer | None]] = field(
        default_factory=dict
    )
    hits: list[Hit] = field(default_factory=list)

    def feed(self, *paths: str) -> None:
        """Serve a feed that lists these paths."""
        items = "".join(
            f"<item><title>x</title><link>{self.home}{path}</link></item>" for path in paths
        )
        body = f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
        self.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, body.encode())

    def page(self, path: str, body: bytes, **headers: str) -> None:
        """Serve a page."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"} | named, body)

    def asked(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(hit.path == path for hit in self.hits)

    @property
    def outlet(self) -> Outlet:
        return Outlet(
            id="mill-post",
            name="The Mill Post",
            home=f"{self.home}/",
            language="en",
            feeds=(f"{self.home}/feed",),
            enabled=True,
        )


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve a site on a free port of this machine."""
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            made.hits.append(Hit(self.path, time.monotonic(), dict(self.headers)))
            found = made.pages.get(self.path, (404, {}, b"no such page"))
            answer = found(self) if callable(found) else found
            if answer is None:
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_values: object) -> None:
            """Stay quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_values: object) -> None:
            """Pass over clients that hang up: some tests make them."""

    with Server(("127.0.0.1", 0), Handler) as server:
        made.home = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
