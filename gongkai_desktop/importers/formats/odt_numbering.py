"""Automatic numbers of OpenDocument lists: printed on paper, but not in the text of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from gongkai_desktop.importers.formats.docx_numbering import format_number
from gongkai_desktop.importers.formats.odf import STYLE, TEXT, Parts, count_of

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "①, ②, ③, ...": "decimalEnclosedCircle"}
OUTLINE = "outline"


class _Level(NamedTuple):
    start: int
    form: str
    prefix: str
    suffix: str
    shown_levels: int


@dataclass(slots=True)
class Numbering:
    """Counts automatic numbers in document order."""

    styles: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)
    _lists: int = 0

    def open_list(self, element: etree._Element, style: str) -> str:
        """The key under which a list at the top level counts: its own, or that of the list it continues."""
        self._lists += 1
        key = element.get(_XML_ID) or f"list {self._lists}"
        earlier = element.get(f"{TEXT}continue-list")
        if earlier not in self._counts and element.get(f"{TEXT}continue-numbering") == "true":
            earlier = self._last.get(style)
        self._counts[key] = self._counts.get(earlier or "", {})
        self._last[style] = key
        return key

    def label(self, key: str, style: str, level: int, given: int | None = None) -> str:
        """The number printed before an item, "" for a bullet. Call once an item, in order."""
        levels = self.styles.get(style, {})
        own = levels.get(level)
        if own is None or not own.form:
            return ""
        counts = self._counts.setdefault(key, {})
        counts[level] = given if given is not None else counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        first = max(level - own.shown_levels + 1, 1)
        numbers = [
            format_number(counts.get(at, 1), _form(levels[at].form))
            for at in range(first, level + 1)
            if at in levels and levels[at].form
        ]
        return own.prefix + ".".join(numbers) + own.suffix


def _form(form: str) -> str:
    """Word's name for a number form; Chinese ones are given by their first numbers (一, 二, 三, ...)."""
    return "chinese" if form.startswith("一") else _FORMS.get(form, "decimal")


def read_numbering(parts: Parts) -> Numbering:
    """The list styles of a document; those of its own text come before the common ones."""
    out = Numbering()
    for root in (parts.styles, parts.content):
        if root is None:
            continue
        for style in root.iter(f"{TEXT}list-style"):
            out.styles[style.get(f"{STYLE}name", "")] = _levels(style, f"{TEXT}list-level-style-number")
        for style in root.iter(f"{TEXT}outline-style"):
            out.styles[OUTLINE] = _levels(style, f"{TEXT}outline-level-style")
    return out


def _levels(style: etree._Element, tag: str) -> dict[int, _Level]:
    return {
        count_of(level, f"{TEXT}level"): _Level(
            count_of(level, f"{TEXT}start-value"),
            level.get(f"{STYLE}num-format", ""),
            level.get(f"{STYLE}num-prefix", ""),
            level.get(f"{STYLE}num-suffix", ""),
            min(count_of(level, f"{TEXT}display-levels"), 10),
        )
        for level in style.iter(tag)
    }
