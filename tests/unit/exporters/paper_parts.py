"""Parts for tests of papers: duty rows made to measure, and what stands in a finished PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import DutyState, UnitKind
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role

MM = 72 / 25.4
_ids = count(1)


def make_checkpoint(due: date, light: Light = Light.LATE, days: int = -11, **given: Any) -> CheckpointRow:
    """A checkpoint, late where not said otherwise."""
    fields: dict[str, Any] = {
        "id": next(_ids),
        "duty_id": 1,
        "due": due,
        "label": "10月底前",
        "proposed": False,
        "done_on": None,
        "light": light,
        "days": days,
    }
    return CheckpointRow(**(fields | given))


def make_row(**given: Any) -> DutyRow:
    """A late duty of 县财政局."""
    number = next(_ids)
    fields: dict[str, Any] = {
        "duty_id": number,
        "task_id": number,
        "plan_id": 1,
        "plan_title": "2022年政务公开工作要点任务分解表",
        "year": 2022,
        "task_position": number,
        "no": "1",
        "path": ("重点领域", "财政信息公开"),
        "task_name": given.get("path", ("重点领域", "财政信息公开"))[-1],
        "requirement": "10月底前公开预算执行情况。",
        "unit_id": 7,
        "unit_name": "县财政局",
        "unit_kind": UnitKind.DEPARTMENT,
        "unit_confirmed": True,
        "role": Role.LEAD,
        "via": None,
        "deadline_text": "10月底前",
        "checkpoints": (make_checkpoint(date(2022, 10, 31)),),
        "due": date(2022, 10, 31),
        "light": Light.LATE,
        "days": -11,
        "state": DutyState.OPEN,
        "completed_on": None,
        "last_progress_on": None,
        "last_progress": "",
        "percent": None,
        "evidence_count": 0,
        "notice_count": 0,
        "flag_count": 0,
        "search_text": "",
        "version": 1,
    }
    return DutyRow(**(fields | given))


@dataclass(frozen=True)
class Glyph:
    """A character as drawn: its ink in millimetres from the left and the top of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Rule:
    """A drawn line or the middle of the border of a rectangle, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    red: bool


def page_texts(data: bytes) -> list[str]:
    """The text of each page as a reader copies it, without line ends."""
    pdf = pypdfium2.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def glyphs(data: bytes, page_number: int = 0) -> list[Glyph]:
    """The visible characters of a page in the order in which they are drawn."""
    page = pypdfium2.PdfDocument(data)[page_number]
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for index in range(text.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if char.isspace():
            continue
        left, bottom, right, top = text.get_charbox(index)
        found.append(Glyph(char, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return found


def rules(data: bytes, page_number: int = 0) -> list[Rule]:
    """The lines and rectangles of a page."""
    page = pypdfium2.PdfDocument(data)[page_number]
    height = page.get_height()
    found = []
    for drawn in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        colour = [pdfium_c.c_uint() for _ in range(4)]
        pdfium_c.FPDFPageObj_GetStrokeColor(drawn, *colour)
        fill, stroked = pdfium_c.c_int(), pdfium_c.c_int()
        pdfium_c.FPDFPath_GetDrawMode(drawn, fill, stroked)
        red = bool(stroked.value) and colour[0].value > 150 and colour[1].value < 50
        width = pdfium_c.c_float()
        pdfium_c.FPDFPageObj_GetStrokeWidth(drawn, width)
        # The bounds take in the whole width of the stroke on both sides.
        edges = (
            left + width.value,
            height - top + width.value,
            right - width.value,
            height - bottom - width.value,
        )
        found.append(Rule(*(edge / MM for edge in edges), width=width.value / MM, red=red))
    return found


def find(found: Sequence[Glyph], text: str) -> list[Glyph]:
    """The glyphs of a text that stands on the page."""
    start = "".join(glyph.char for glyph in found).index(text)
    return list(found[start : start + len(text)])
