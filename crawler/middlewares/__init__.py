"""Between the spider and the network: safety, robots.txt, politeness, the raw response."""

from collections.abc import Mapping

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler.messages import Outcome

ORDER: Mapping[str, int] = {
    # Requests pass from low to high, responses back from high to low.
    "crawler.middlewares.safety.Safety": 50,
    "crawler.middlewares.robots.Robots": 100,
    "crawler.middlewares.politeness.Politeness": 150,
    "crawler.middlewares.wire.Wire": 900,
}

FAILED: tuple[type[Exception], ...] = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    ConnectError,
    ConnectionClosed,
)
"""What a request raises when its host doesn't answer, or breaks off."""

UNREACHABLE: tuple[type[Exception], ...] = (
    *FAILED,
    DownloadCancelledError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
    OSError,
)
"""All that a request which gets no whole answer may raise."""


class Refusal(IgnoreRequest):
    """A request that is not made, with the outcome to record."""

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        """``outcome`` is for counting, ``detail`` for reading."""
        super().__init__(detail or outcome.value)
        self.outcome = outcome
        self.detail = detail
