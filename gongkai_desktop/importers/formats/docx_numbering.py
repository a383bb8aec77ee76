"""Automatic numbers of Word paragraphs: printed on paper, but not in the text of the file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from gongkai_desktop.importers.formats.limits import bounded

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 100_000
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, its number form, its text with %1 for the number."""

    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts automatic numbers in document order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, paragraph: etree._Element) -> str:
        """The number printed before this paragraph, "" for none. Call once a paragraph, in order."""
        if not self.levels:
            return ""
        key = self._key(paragraph)
        return "" if key is None else self.next_label(*key)

    def next_label(self, list_id: str, depth: int) -> str:
        """The next number of a list at a depth, "" where it prints none."""
        level = self.levels.get(list_id, {}).get(depth)
        if level is None or level.form in ("none", "bullet"):
            return ""
        counts = self.counts[list_id]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        text = level.text
        for other, count in counts.items():
            form = self.levels[list_id].get(other, level).form
            text = text.replace(f"%{other + 1}", format_number(count, form))
        return text

    def _key(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        numbered = properties.find(f"{W}numPr")
        if numbered is None:
            style = properties.find(f"{W}pStyle")
            return None if style is None else self.styles.get(style.get(f"{W}val", ""))
        list_id, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
        if list_id is None or list_id.get(f"{W}val") in (None, "0"):
            return None
        return list_id.get(f"{W}val", ""), _depth(depth)


def format_number(count: int, form: str) -> str:
    """A count in one of Word's number forms; unknown forms give digits."""
    if "hinese" in form or form == "ideographDigital" or form == "japaneseCounting":
        return _han(count)
    if form == "decimalEnclosedCircleChinese" or form == "decimalEnclosedCircle":
        return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)
    if form == "upperLetter":
        return chr(ord("A") + (count - 1) % 26)
    if form == "lowerLetter":
        return chr(ord("a") + (count - 1) % 26)
    return str(count)


def _han(count: int) -> str:
    if not 1 <= count <= 99:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _HAN[tens - 1] + "十")
    return head + (_HAN[ones - 1] if ones else "")


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Number definitions of a document from its numbering and styles parts."""
    out = Numbering()
    if numbering is None:
        return out
    abstract: dict[str, dict[int, Level]] = {}
    for definition in numbering.iter(f"{W}abstractNum"):
        abstract[definition.get(f"{W}abstractNumId", "")] = {
            bounded(level.get(f"{W}ilvl"), 0, _MOST, least=0): Level(
                bounded(_value(level, "start"), 1, _MOST, least=0),
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
            )
            for level in definition.iter(f"{W}lvl")
        }
    for num in numbering.iter(f"{W}num"):
        out.levels[num.get(f"{W}numId", "")] = abstract.get(_value(num, "abstractNumId") or "", {})
    for style in styles.iter(f"{W}style") if styles is not None else ():
        list_id = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if list_id is not None:
            depth = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            level = _depth(depth)
            out.styles[style.get(f"{W}styleId", "")] = (list_id.get(f"{W}val", ""), level)
    return out


def _depth(level: etree._Element | None) -> int:
    return 0 if level is None else bounded(level.get(f"{W}val"), 0, _MOST, least=0)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")
