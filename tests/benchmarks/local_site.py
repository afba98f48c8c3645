"""A web site of any size on loopback, in a process of its own: ``python local_site.py PAGES``.

Its pages are made on demand from their number, all of them different, in a layout like that of
a newspaper's; each teaser of ``--teasers`` makes them 400 bytes heavier. It prints its address,
and ends with its standard input. What it was asked for it appends to ``--log``: a line a
request, with the path and the seconds of the machine's monotonic clock.
"""

import argparse
import asyncio
import random
import sys
import time
from pathlib import Path

WORDS = [
    "the",
    "mill",
    "of",
    "Port",
    "Ellery",
    "said",
    "on",
    "Monday",
    "that",
    "its",
    "night",
    "desk",
    "would",
    "answer",
    "calls",
    "again",
    "and",
    "that",
    "nine",
    "people",
    "who",
    "had",
    "left",
    "in",
    "spring",
    "were",
    "asked",
    "to",
    "return",
    "because",
    "the",
    "machines",
    "which",
    "took",
    "over",
    "their",
    "work",
    "could",
    "neither",
    "read",
    "a",
    "worn",
    "label",
    "nor",
    "tell",
    "a",
    "worried",
    "caller",
    "from",
    "an",
    "angry",
    "one",
    "while",
    "the",
    "works",
    "council",
    "has",
    "asked",
    "for",
    "the",
    "figures",
    "behind",
    "a",
    "plan",
    "that",
    "nobody",
    "on",
    "the",
    "floor",
    "had",
    "seen",
    "before",
    "it",
    "was",
    "printed",
    "in",
    "the",
    "company",
    "newsletter",
    "and",
    "pinned",
    "to",
    "a",
    "door",
]

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{title} - The Mill Post</title><meta property="og:type" content="article">
<link rel="canonical" href="{home}/story/{number}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{title}", "datePublished": "2026-03-{day:02}T08:30:00+00:00",
"author": {{"@type": "Person", "name": "Ada Quill"}}}}</script>
<style>{style}</style></head><body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By <span class="author">Ada Quill</span></p>
{paragraphs}</article><aside><h2>More of this</h2><ul>{teasers}</ul></aside></main>
<footer><p>The Mill Post is invented, and so is all that it prints.</p><ul>{menu}</ul></footer>
</body></html>"""

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
MENU = "".join(
    f'<li><a href="/section/{name}">{name.title()}</a></li>'
    for name in [
        "home",
        "work",
        "mills",
        "harbour",
        "weather",
        "letters",
        "archive",
        "sport",
        "books",
        "about",
    ]
)
STYLE = "".join(f".c{n}{{margin:0 {n}px;padding:{n}px;color:#{n:03}}}" for n in range(60))


def page(number: int, home: str, *, teasers: int = 12) -> bytes:
    """Return the page of a number: 500 words of text in 8,000 bytes and more."""
    chance = random.Random(number)

    def sentence(length: int) -> str:
        words = chance.choices(WORDS, k=length)
        return " ".join(words).capitalize()

    title = f"{sentence(6)} {number}"
    paragraphs = "".join(
        f"<p>{'. '.join(sentence(chance.randint(9, 20)) for _ in range(4))}.</p>" for _ in range(9)
    )
    shown = "".join(
        f'<li class="c{n}"><div class="card card-{n} is-small"><a href="/story/{(number + n) * 7}">'
        f'<img src="/image/{n}.jpg" alt="" width="320" height="180" loading="lazy">'
        f"<span><b>{sentence(4)}</b></span></a></div>"
        f'<script>window.cards = (window.cards || []).concat({{"id": {n}}})</script></li>'
        for n in range(teasers)
    )
    return PAGE.format(
        title=title,
        home=home,
        number=number,
        day=number % 28 + 1,
        style=STYLE,
        menu=MENU,
        paragraphs=paragraphs,
        teasers=shown,
    ).encode()


class _Site(asyncio.Protocol):
    """Answers GET requests on one connection, as many as come."""

    pages = 0
    teasers = 0
    delay = ""
    log = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._held = b""
        self._home = "http://127.0.0.1:{}".format(transport.get_extra_info("sockname")[1])

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            self._answer(head.split(b" ", 2)[1].decode("latin-1"))

    def _answer(self, path: str) -> None:
        if self.log is not None:
            self.log.write(f"{path} {time.monotonic():.4f}\n")
            self.log.flush()
        status, media_type, body = "404 Not Found", "text/plain", b"not here"
        kind, _, number = path.strip("/").partition("/")
        if path == "/sitemap.xml":
            urls = (f"<url><loc>{self._home}/story/{n}</loc></url>" for n in range(self.pages))
            body = f'<urlset xmlns="{SITEMAPS}">{"".join(urls)}</urlset>'
            status, media_type, body = "200 OK", "application/xml", body.encode()
        elif path == "/robots.txt" and self.delay:
            body = f"User-agent: *\nCrawl-delay: {self.delay}\n".encode()
            status, media_type = "200 OK", "text/plain"
        elif kind == "story" and number.isdecimal() and int(number) < self.pages:
            status, media_type, body = (
                "200 OK",
                "text/html",
                page(int(number), self._home, teasers=self.teasers),
            )
        self._transport.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {media_type}; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )


async def _serve(options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    _Site.pages, _Site.teasers, _Site.delay = options.pages, options.teasers, options.delay
    _Site.log = options.log.open("a") if options.log else None
    server = await loop.create_server(_Site, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    async with server:
        await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int)
    parser.add_argument("--teasers", type=int, default=12)
    parser.add_argument("--delay", default="", help="seconds, in robots.txt")
    parser.add_argument("--log", type=Path)
    asyncio.run(_serve(parser.parse_args()))
