"""The metadata file, for a base of any name."""

from typing import Any

from db.site.view import our_name

WRITTEN_FOR = "walkback"
"""The name of the base in ``datasette_metadata.json``."""


def metadata_for(datasette: Any) -> dict[str, Any]:  # noqa: ANN401 - Datasette has no types
    """Return what the file says of ``walkback``, said of the base that is served."""
    name = our_name(datasette)
    given = getattr(datasette, "_metadata_local", {}).get("databases", {})
    if name is None or name == WRITTEN_FOR or WRITTEN_FOR not in given:
        return {}
    return {"databases": {name: given[WRITTEN_FOR]}}
