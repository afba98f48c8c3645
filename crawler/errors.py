"""What can go wrong before or beside a crawl; each message is one clear line."""

from collections.abc import Iterable


class CrawlError(Exception):
    """Something about a crawl or an ingest that its user can put right."""


class OutletFileError(CrawlError):
    """An outlet file that says something this version does not understand."""


class UnknownOutletError(CrawlError):
    """A name that no outlet file has."""

    def __init__(self, names: Iterable[str], known: Iterable[str]) -> None:
        listed = ", ".join(sorted(known)) or "none"
        super().__init__(f"unknown outlet {', '.join(sorted(names))}; known: {listed}")


class ContactNeededError(CrawlError):
    """A crawl of other people's servers without an address at which they reach its owner."""

    def __init__(self) -> None:
        super().__init__(
            "set WALKBACK_CONTACT to a web page or mail address that publishers can write to "
            "before crawling their sites"
        )


class CrawlFailedError(CrawlError):
    """The process that crawls ended before it was done."""


class MissingPathError(CrawlError):
    """A path to ingest that is not there."""
