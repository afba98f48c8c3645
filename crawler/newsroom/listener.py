"""One invented outlet's web server, on the standard library: HTTP and nothing else."""

import errno
import hashlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from socketserver import TCPServer
from urllib.parse import urlsplit

from crawler.newsroom.pages import Page, Pages
from crawler.newsroom.sites import Site

_IDLE_SECONDS = 10
_CLOSING_SECONDS = 5


class PortInUse(OSError):  # noqa: N818 - the name says what is the case, as BlockingIOError does
    """Another program listens on a port that the newsroom needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request that the newsroom answered."""

    outlet: str
    method: str
    path: str
    status: int
    sent_bytes: int
    """Length of the body that was sent: 0 for HEAD, a redirect and 304."""
    user_agent: str
    at: datetime


class Listener(ThreadingHTTPServer):
    """Serves one site; keeps its open connections, so that closing leaves none behind."""

    daemon_threads = True
    # With the five of socketserver, a ninth client at once waits a second for its connection.
    request_queue_size = 64

    def __init__(
        self, host: str, port: int, *, site: Site, hits: list[Hit], edition: Callable[[], int]
    ) -> None:
        """Bind to `port`, or to any free one when it is 0. Raises PortInUse."""
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            message = f"port {port} on {host} is in use; the sample newsroom needs it"
            raise PortInUse(message) from error
        self.site = site
        self.home = f"http://{host}:{self.server_port}"
        self.hits = hits
        self.edition = edition
        self.pages: Pages
        self._connections: set[socket] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def server_bind(self) -> None:
        """Bind without asking the resolver for the host's full name, as http.server would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a client that hung up; print anything else."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def open(self, pages: Pages) -> None:
        """Begin to answer with `pages`, in a thread."""
        self.pages = pages
        self._thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop answering, hang up on every client and free the port."""
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()
        with self._changed:
            for connection in self._connections:
                connection.shutdown(SHUT_RDWR)
            self._changed.wait_for(lambda: not self._connections, timeout=_CLOSING_SECONDS)

    def process_request_thread(self, request: socket, client_address: object) -> None:  # type: ignore[override]
        """Answer one connection, known to `close` for as long as it is open."""
        with self._changed:
            self._connections.add(request)
        super().process_request_thread(request, client_address)

    def shutdown_request(self, request: socket) -> None:  # type: ignore[override]
        """Close one connection."""
        with self._changed:
            super().shutdown_request(request)
            self._connections.discard(request)
            self._changed.notify_all()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the listener's pages, with validators."""

    protocol_version = "HTTP/1.1"
    server_version = "SampleNewsroom"
    sys_version = ""
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    server: Listener

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the base
        """Write nothing: the listener's hits are the log."""

    def _answer(self, *, with_body: bool) -> None:
        page = self.server.pages.page(urlsplit(self.path).path, edition=self.server.edition())
        tag = f'"{hashlib.sha256(page.body).hexdigest()[:20]}"'
        status = page.status
        if status == HTTPStatus.OK and self._is_known(page, tag):
            status = HTTPStatus.NOT_MODIFIED
        body = page.body if status != HTTPStatus.NOT_MODIFIED else b""
        self.send_response(status)
        if page.location:
            self.send_header("Location", page.location)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(body)))
        if page.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
            if page.modified:
                moment = page.modified.astimezone(UTC)
                self.send_header("Last-Modified", format_datetime(moment, usegmt=True))
        for name, value in page.headers:
            self.send_header(name, value)
        sent = body if with_body else b""
        # Recorded first: a client that has the answer must find its hit.
        self.server.hits.append(
            Hit(
                outlet=self.server.site.outlet,
                method=self.command,
                path=self.path,
                status=int(status),
                sent_bytes=len(sent),
                user_agent=self.headers.get("User-Agent", ""),
                at=datetime.now(UTC),
            )
        )
        self.end_headers()
        self.wfile.write(sent)

    def _is_known(self, page: Page, tag: str) -> bool:
        """Return whether the client holds this state; RFC 9110, section 13.2.2."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            tags = {part.strip().removeprefix("W/") for part in known.split(",")}
            return "*" in tags or tag in tags
        since = self.headers.get("If-Modified-Since")
        if since is None or page.modified is None:
            return False
        try:
            moment = parsedate_to_datetime(since)
        except ValueError:
            return False
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return page.modified.replace(microsecond=0) <= moment
