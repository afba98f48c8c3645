"""Between the spider and the network: safety, robots.txt, politeness, the raw response."""

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
