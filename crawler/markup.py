"""Bytes of a page as a tree: charset first, and never an exception for what a server sent."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement

MAX_CHARS = 4_000_000
"""A longer page is cut: no article is, and a tree takes ten times its text."""

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What servers call Latin-1 is Windows-1252, as browsers know (WHATWG Encoding Standard).
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
_BLOCKS = frozenset(
    {
        *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header"),
        *("footer", "main", "aside", "form", "button", "td", "tr"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A page, decoded and parsed."""

    source: str
    tree: HtmlElement

    @property
    def visible(self) -> str:
        """Return what a reader sees, block by block, menus and all."""
        return "\n".join(_lines(self.tree))

    def is_longer(self, limit: int) -> bool:
        """Return whether a reader sees more than so many characters; large pages soon tell."""
        seen = -1
        for line in _lines(self.tree):
            seen += len(line) + 1
            if seen > limit:
                return True
        return False

    def texts(self, path: str) -> list[str]:
        """Return the text of each element or attribute at an XPath, one line each."""
        found = []
        for node in self.tree.xpath(path):
            text = node if isinstance(node, str) else node.text_content()
            found.append(" ".join(str(text).split()))
        return found

    def first(self, path: str) -> str:
        """Return the first text at an XPath that isn't empty; empty when there is none."""
        return next((text for text in self.texts(path) if text), "")


def read_markup(body: bytes, *, charset: str = "") -> Markup:
    """Return a page as text and tree; an empty tree for a body that has no markup."""
    source = decode(body, charset=charset)[:MAX_CHARS]
    bare = _XML_DECLARATION.sub("", source, count=1)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        tree = html.document_fromstring(bare or "<html></html>", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = html.document_fromstring("<html><body></body></html>")
    return Markup(source=source, tree=tree)


def decode(body: bytes, *, charset: str = "") -> str:
    r"""Return a body as text, without control characters.

    A byte order mark rules, then UTF-8 if all but a few bytes are that, then what the server
    declared, then what the page declares, then Windows-1252.

    >>> decode("déjà".encode(), charset="iso-8859-1"), decode("déjà".encode("cp1252"))
    ('déjà', 'déjà')
    >>> decode(b"a\x00b", charset="no-such-charset")
    'a b'
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), *_WIDE_MARKS):
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(name, "replace"))
    # Text in another charset is all but never valid UTF-8, and servers are often wrong.
    text = body.decode("utf-8", "replace")
    beyond_ascii = len(body) - len(body.translate(None, _BEYOND_ASCII))
    if text.count("\ufffd") * 10 <= beyond_ascii:
        return _clean(text)
    declared = _META_CHARSET.search(body[:4096])
    for name in (charset, declared[1].decode("ascii", "ignore") if declared else "", "cp1252"):
        codec = _codec(name)
        if codec and codec != "utf-8":
            return _clean(body.decode(codec, "replace"))
    return ""


_BEYOND_ASCII = bytes(range(0x80, 0x100))
_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _codec(name: str) -> str:
    """Return the codec of a declared charset; empty for none that decodes bytes to text."""
    name = _ALIASES.get(name.strip().lower(), name.strip().lower())
    try:
        info = codecs.lookup(name) if name else None
        "".encode(info.name) if info else None
    except (LookupError, ValueError, TypeError):
        return ""
    return info.name if info else ""


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text)


def _lines(root: HtmlElement) -> Iterator[str]:
    """Yield what is seen of an element, with an end of line round each block."""
    held: list[str] = []
    for text in _seen(root):
        if text is not None:
            held.append(text)
        elif held:
            if line := " ".join(" ".join(held).split()):
                yield line
            held = []
    if line := " ".join(" ".join(held).split()):
        yield line


def _seen(root: HtmlElement) -> Iterator[str | None]:
    """Yield the texts under an element in their order, and None where a block begins or ends."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if not isinstance(tag, str) or tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                yield None
            if node.text:
                yield node.text
        else:
            if tag in _BLOCKS:
                yield None
            if node.tail and node is not root:
                yield node.tail
