"""The neutral model of an official paper (公文): what it says, never how a format draws it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from gongkai_desktop.domain.chinese_text import chinese_date, chinese_number
from gongkai_desktop.domain.papers import Form

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 1 一、 2 （一） 3 1. 4 （1）; `text` runs on in the same paragraph."""

    level: int
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; a cell that spans stands once, at its top left."""

    text: str
    row_span: int = 1
    column_span: int = 1
    align: Align | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its share of the width and how its cells stand."""

    weight: float
    align: Align = "centre"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `header_rows` rows are printed again on every page."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    header_rows: int = 1
    title: str = ""
    size: float = 12.0


class Pattern(StrEnum):
    """How a part of a bar is filled; each is told from the others without colour."""

    SOLID = "实心"
    STRIPED = "斜线"
    PLAIN = "空白"
    GREY = "灰"
    LINED = "横线"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """What a part of every bar counts."""

    name: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar: one value for every series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of parts laid end to end, every part with its number, the sum behind them."""

    title: str
    series: tuple[ChartSeries, ...]
    bars: tuple[ChartBar, ...]


Block = Text | Heading | Table | Chart


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期, with room for the seal."""

    name: str
    date: date


@dataclass(frozen=True, slots=True)
class Attachment:
    """An annex (附件): begins on a new page and is named below the text."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: who gets copies, who printed it and when; a letter has the copies only."""

    copies: tuple[str, ...]
    printer: str
    printed_on: date
    addressees: tuple[str, ...] = ()
    """主送机关, where they are too many for the first page (7.3.2)."""

    @property
    def lists(self) -> tuple[str, ...]:
        """What stands above the printer: 主送：甲、乙。 and 抄送：甲，乙。"""
        named = (("主送：", "、", self.addressees), ("抄送：", "，", self.copies))
        return tuple(f"{label}{comma.join(names)}。" for label, comma, names in named if names)


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official paper in the order of GB/T 9704-2012; empty parts are left out."""

    title: str
    """A line end divides it there; else it is divided where the sense allows."""
    blocks: tuple[Block, ...]
    head: str = ""
    """发文机关标志, in red; a paper without one is laid out as an internal one."""
    number: str = ""
    """发文字号: 督〔2026〕5号."""
    issue: str = ""
    """期号 of a paper that appears one after the other: 第3期."""
    signer: str = ""
    """签发人, on papers to a higher body."""
    addressees: tuple[str, ...] = ()
    signature: Signature | None = None
    note: str = ""
    """附注 below the date, in brackets: the contact."""
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None
    form: Form = Form.RED_HEAD
    both_sides: bool = False
    """Printed on both sides: 版记 then stands on the last even page."""

    @property
    def is_bulletin(self) -> bool:
        """Whether it has the head of a 简报: its own name in red, 期号, then editor and day."""
        return bool(self.issue) and not self.number and self.layout is Form.RED_HEAD

    @property
    def layout(self) -> Form:
        """The layout it gets: a head is what the others are built on."""
        return self.form if self.head else Form.INTERNAL


def number_line(document: OfficialDocument) -> tuple[str, str, str]:
    """The line above the red one: what stands at the left, at the right, and behind that in 楷体.

    Nothing at the right: the left stands in the middle. With a 签发人 (7.2.6) all numbers are at the left.
    """
    if document.signer:
        return both_numbers(document), "签发人：", document.signer
    if document.is_bulletin:
        editor = document.signature.name if document.signature else document.head
        day = document.signature.date if document.signature else None
        return editor, chinese_date(day) if day else "", ""
    return document.number, document.issue, ""


def both_numbers(document: OfficialDocument) -> str:
    """文号 and 期号 in one line."""
    return "　".join(part for part in (document.number, document.issue) if part)


def _label(level: int, number: int) -> str:
    """GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）."""
    return (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.", f"（{number}）")[
        level - 1
    ]


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the number its heading gets; other blocks get an empty one."""
    counters = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (4 - block.level)
            yield block, _label(block.level, counters[block.level - 1])
        else:
            yield block, ""


def introduces_table(blocks: Sequence[Block], position: int) -> bool:
    """Whether a block is the text that announces the table or chart below it: 如下：."""
    block = blocks[position]
    below = (*blocks[position + 1 : position + 2], None)[0]
    announces = isinstance(block, Text | Heading) and block.text.endswith("：")
    return announces and isinstance(below, Table | Chart)


def attachment_lines(attachments: Sequence[Attachment]) -> tuple[str, ...]:
    """附件说明: 附件：1.… with numbers only where there are several, without a full stop (7.3.4)."""
    if len(attachments) == 1:
        return (f"附件：{attachments[0].title}",)
    return tuple(
        f"{'附件：' if position == 1 else '　　　'}{position}.{attachment.title}"
        for position, attachment in enumerate(attachments, 1)
    )


def attachment_mark(attachments: Sequence[Attachment], position: int) -> str:
    """What stands at the top left of an annex page: 附件, or 附件2 where there are several (7.3.7)."""
    return "附件" if len(attachments) == 1 else f"附件{position + 1}"
