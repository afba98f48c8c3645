"""The sample newsroom as a whole: its outlets, their stories and the servers that show them."""

from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.newsroom.listener import Hit, Listener, PortInUse
from crawler.newsroom.pages import Pages
from crawler.newsroom.rendering import HERE
from crawler.newsroom.sites import Site, read_sites
from crawler.newsroom.stories import Story, read_stories

__all__ = ["EDITIONS", "Hit", "Newsroom", "PortInUse"]

EDITIONS = (1, 2)


class Newsroom:
    """Serves the invented outlets on loopback while the context lasts.

    Each outlet has a port of its own: those of its file when `first_port` is 8101, the ones
    from `first_port` on otherwise, any free ones when it is 0. Entering raises PortInUse.
    """

    def __init__(self, *, host: str = "127.0.0.1", first_port: int = 8101) -> None:
        """Read the outlets and their stories; nothing listens yet."""
        self.hits: list[Hit] = []
        self.sites: tuple[Site, ...] = read_sites(HERE)
        self.stories: tuple[Story, ...] = read_stories(HERE / "stories")
        self._host = host
        self._first_port = first_port
        self._edition = 1
        self._servers: list[Listener] = []

    @property
    def edition(self) -> int:
        """Which edition the changed pages show, 1 or 2; may be set while running."""
        return self._edition

    @edition.setter
    def edition(self, number: int) -> None:
        if number not in EDITIONS:
            message = f"edition {number} of the sample newsroom doesn't exist, only 1 and 2"
            raise ValueError(message)
        self._edition = number

    @property
    def homes(self) -> dict[str, str]:
        """Return each outlet's running home address, with its slash; empty while stopped."""
        return {server.site.outlet: server.home + "/" for server in self._servers}

    def address(self, outlet: str, slug: str) -> str:
        """Return the full address of a story in this run."""
        server = next(server for server in self._servers if server.site.outlet == outlet)
        story = next(
            story for story in self.stories if (story.outlet, story.slug) == (outlet, slug)
        )
        return server.home + server.site.path(story)

    def start(self) -> Self:
        """Listen on every outlet's port. Raises PortInUse, and then listens on none."""
        try:
            for number, site in enumerate(self.sites):
                port = self._first_port + number if self._first_port else 0
                server = Listener(
                    self._host, port, site=site, hits=self.hits, edition=lambda: self._edition
                )
                self._servers.append(server)
        except PortInUse:
            self.stop()
            raise
        addresses = {
            f"{story.outlet}/{story.slug}": server.home + server.site.path(story)
            for server in self._servers
            for story in self.stories
            if story.outlet == server.site.outlet
        }
        for server in self._servers:
            own = [story for story in self.stories if story.outlet == server.site.outlet]
            server.open(Pages(server.site, own, home=server.home, addresses=addresses))
        return self

    def stop(self) -> None:
        """Stop listening and close every connection; does nothing when stopped already."""
        for server in self._servers:
            server.close()
        self._servers.clear()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def write_outlets(self, folder: Path) -> Path:
        """Write the outlets' files with this run's ports into `folder`, and return it.

        Raises RuntimeError when the newsroom isn't running, as it then has no ports.
        """
        if not self._servers:
            message = "the sample newsroom isn't running, so its outlets have no addresses yet"
            raise RuntimeError(message)
        folder.mkdir(parents=True, exist_ok=True)
        for server in self._servers:
            name = f"{server.site.outlet}.toml"
            text = (HERE / "outlets" / name).read_text(encoding="utf-8")
            declared = f"http://127.0.0.1:{server.site.port}/"
            (folder / name).write_text(text.replace(declared, server.home + "/"), encoding="utf-8")
        return folder
