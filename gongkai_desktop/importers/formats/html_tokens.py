"""What a piece of a web page shows, as a run of tokens: text, line breaks, block ends and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.docx_numbering import format_number
from gongkai_desktop.importers.formats.limits import bounded, check_elements, too_deep

# Elements that show nothing, or nothing of the document. <del> is what a tracked change took away.
_SKIPPED = frozenset(
    ("head", "script", "style", "noscript", "template", "svg", "math", "object", "iframe")
).union(
    (
        "button",
        "select",
        "textarea",
        "nav",
        "footer",
        "aside",
        "del",
        "audio",
        "video",
        "canvas",
        "map",
        "dialog",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS.union(
    ("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    ("fieldset", "figcaption", "figure", "form", "header", "hr", "legend", "li", "main", "ol", "p", "pre"),
    ("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_NUMBER_FORMS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
}
_MAX_SPAN = 65_534
# Pictures inside the page: longer than libxml2 allows an attribute to be.
_EMBEDDED = re.compile(r"data:[\w.+/-]{1,80};base64,[A-Za-z0-9+/=%]+")
_WHITE = re.compile(r"[ \t\n\r\f]+")


class Mark(Enum):
    """What a token is."""

    TEXT = auto()
    LINK = auto()
    BREAK = auto()
    BLOCK = auto()
    TABLE = auto()


class Token(NamedTuple):
    """One token; `table` is set for tables alone."""

    mark: Mark
    text: str = ""
    table: etree._Element | None = None


def parse(name: str, text: str) -> etree._Element | None:
    """The page's root, None where there is nothing in it. Raises FileUnreadable."""
    text = _EMBEDDED.sub("data:", text)
    check_elements(name, text.count("<"))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    # libxml2 stops at its limit of depth and keeps what it has: half a page must not pass for a whole one.
    if any("depth" in entry.message for entry in parser.error_log):
        raise too_deep(name)
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise FileUnreadable(
            f"“{name}”的网页内容无法读取。",
            "请在浏览器中打开，把表格复制到 Word 或 WPS 里，保存为 .docx 后导入。",
        )
    return root


@dataclass(slots=True)
class Collector:
    """Collects tokens of elements in reading order."""

    tokens: list[Token] = field(default_factory=list)
    _counts: dict[etree._Element, int] = field(default_factory=dict)

    def content(self, element: etree._Element, *, linked: bool = False, kept: bool = False) -> None:
        """The tokens of what stands inside an element; its depth is bounded by the parser."""
        self._text(element.text, linked)
        for child in element:
            self._element(child, linked=linked, kept=kept)
            self._text(child.tail, linked)

    def _element(self, element: etree._Element, *, linked: bool, kept: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or is_hidden(element):
            return
        if tag == "br":
            self.tokens.append(Token(Mark.BREAK))
            return
        if tag == "table":
            self.tokens.append(Token(Mark.TABLE, table=element))
            return
        if tag in _BLOCKS:
            self.tokens.append(Token(Mark.BLOCK))
        if tag == "li" and (label := self._label(element)):
            self.tokens.append(Token(Mark.TEXT, label))
        kept = kept or tag in _HEADINGS
        linked = not kept and (linked or (tag == "a" and element.get("href") is not None))
        if tag == "pre":
            self._preformatted(element)
        else:
            self.content(element, linked=linked, kept=kept)
        if tag in _BLOCKS:
            self.tokens.append(Token(Mark.BLOCK))

    def _text(self, text: str | None, linked: bool) -> None:
        if text:
            self.tokens.append(Token(Mark.LINK if linked else Mark.TEXT, _WHITE.sub(" ", text)))

    def _preformatted(self, element: etree._Element) -> None:
        for index, line in enumerate("".join(str(text) for text in element.itertext()).split("\n")):
            if index:
                self.tokens.append(Token(Mark.BREAK))
            self.tokens.append(Token(Mark.TEXT, line))

    def _label(self, item: etree._Element) -> str:
        """The number that a browser prints before an item of a numbered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        given = span_of(item, "value", self._counts.get(parent, span_of(parent, "start", 1) - 1) + 1)
        self._counts[parent] = given
        style = _LIST_STYLE.search(parent.get("style", ""))
        form = style.group(1).lower() if style else parent.get("type", "1")
        if form == "none":
            return ""
        if "chinese" in form or form == "cjk-ideographic":
            return format_number(given, "chinese") + "、"
        return format_number(given, _NUMBER_FORMS.get(form, "decimal")) + "."


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser shows nothing of an element."""
    style = element.get("style")
    return bool(style and _HIDDEN.search(style)) or element.get("hidden") is not None


def span_of(element: etree._Element, name: str, default: int) -> int:
    """An attribute that is a number, 0 included; the default for anything else."""
    return bounded(element.get(name), default, _MAX_SPAN, least=0)


def lines(tokens: list[Token]) -> Iterator[str]:
    """The lines of a cell; nested tables are expected to be resolved already."""
    line = ""
    for token in tokens:
        if token.mark in (Mark.TEXT, Mark.LINK):
            line += token.text
        elif line.strip() or token.mark is Mark.BREAK:
            yield line.strip()
            line = ""
    yield line.strip()
