"""The response as it came over the wire, kept beside the decompressed one for the archive."""

from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Response

KEY = "walkback_wire"


@dataclass(frozen=True, slots=True)
class Raw:
    """A response's head and body before anything is decoded."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class Wire:
    """Notes the raw response of each page; it stands nearest to the network."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep head and body of a page that came whole."""
        if request.meta.get("walkback_is_page") and response.status == 200:  # noqa: PLR2004
            headers = tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            )
            request.meta[KEY] = Raw(headers, response.body)
        return response
