"""The archived copy of an article, served so that nothing in it runs."""

import re
from pathlib import Path
from typing import Any

from datasette import Response

from db.archive import ArchivedResponse, ArchiveError, archived
from db.site.safety import INERT
from db.site.view import NotThereError, View

_AS_IS = {"text/html", "text/plain"}
_CHARSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,40}")

_PLACE = """
    SELECT v.warc_file AS file, v.warc_offset AS place, v.fetched_at AS fetched_at,
        a.may_archive AS may_archive, a.url AS url
    FROM article_versions AS v JOIN articles AS a ON a.id = v.article_id WHERE v.id = :id
"""


async def archive(view: View) -> Any:  # noqa: ANN401 - Datasette has no types
    """Return the copy that was kept of one version of an article.

    Raises NotThereError when there is none, or when the publisher doesn't allow one to be shown.
    """
    found = await view.row(_PLACE, {"id": view.args["id"]})
    if found is None or not found["file"]:
        raise NotThereError("no copy of this page was kept")
    if not found["may_archive"]:
        raise NotThereError("the publisher asks that no copy of this page be shown")
    base = Path(view.database.path)
    folder = base.with_name(f"{base.stem}-warc")
    try:
        copy = archived(folder, found["file"], found["place"])
    except ArchiveError as error:
        raise NotThereError("the copy of this page isn't beside this base") from error
    return Response(
        copy.body,
        content_type=content_type(copy),
        headers={
            "content-security-policy": INERT,
            "x-robots-tag": "noindex, noarchive",
            "x-archived-from": _ascii(found["url"]),
            "x-archived-at": _ascii(found["fetched_at"]),
        },
    )


def content_type(copy: ArchivedResponse) -> str:
    """Return the type under which a copy is served: HTML or plain text, nothing that runs."""
    media = copy.media_type.partition(";")[0].strip().lower()
    if media == "application/xhtml+xml":
        media = "text/html"
    kept = media if media in _AS_IS else "text/plain"
    charset = copy.charset.strip()
    return f"{kept}; charset={charset}" if _CHARSET.fullmatch(charset) else kept


def _ascii(value: str) -> str:
    return re.sub(r"[^\x20-\x7e]", "", value)[:2000]
