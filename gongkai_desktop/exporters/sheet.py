"""The neutral model of a workbook: cells with meaning, never how a format writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Value = str | int | float | date | None


class Look(StrEnum):
    """What a cell is; the painter knows how that looks."""

    TITLE = "标题"
    SUBTITLE = "副标题"
    HEADER = "表头"
    HEADING = "类别"
    TEXT = "正文"
    CENTRE = "居中"
    DATE = "日期"
    DAYS = "天数"
    NUMBER = "数字"
    PERCENT = "百分比"
    STATUS = "状态"
    TOTAL = "合计"
    TOTAL_NUMBER = "合计数"
    TOTAL_PERCENT = "合计百分比"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell; one that spans stands once, at its top left. `colour` (#rrggbb) tints a status."""

    value: Value
    look: Look = Look.TEXT
    row_span: int = 1
    column_span: int = 1
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: titles, then `header_row` (0-based), then data; printed landscape, fitted to the width."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    widths: tuple[float, ...]
    """Of the columns, in widths of a figure."""
    header_row: int
    frozen_columns: int = 0
    filter: bool = True
    paper: Literal["A4", "A3"] = "A4"
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets under one title."""

    title: str
    author: str
    sheets: tuple[Sheet, ...]
