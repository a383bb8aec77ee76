"""The styles of a Word paper, by the Chinese names under which a clerk finds and changes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.docx_parts import (
    BODY_STYLE,
    FANGSONG,
    HEITI,
    KAITI,
    SONGTI,
    TABLE_HEADER_STYLE,
    TABLE_STYLE,
    TRACKING,
    XIAOBIAOSONG,
    Run,
    Shape,
    WordFace,
    element,
    paragraph_look,
    run_look,
    style_id,
)

CLOSE_LINE = 1.1
"""The least line, as a multiple of the type size, that cuts nothing off the type."""
INDENT = m.INDENT_CHARACTERS * (m.SIZE_3 + TRACKING / 20)
RED = "".join(f"{round(part * 255):02X}" for part in m.RED)

HEAD, NUMBER, TITLE, ADDRESSEE = "发文机关标志", "发文字号", "公文标题", "主送机关"
HEADINGS = ("一级标题", "二级标题", "三级标题", "四级标题")
ATTACHMENT_LIST, SIGNER, DATE, NOTE = "附件说明", "发文机关署名", "成文日期", "附注"
ATTACHMENT_MARK, ATTACHMENT_TITLE, TABLE_TITLE = "附件标识", "附件标题", "表格标题"
IMPRINT, PAGE_NUMBER, EMPTY_HEADER = "版记", "页码", "空页眉"
BODY, TABLE, TABLE_HEADER = BODY_STYLE, TABLE_STYLE, TABLE_HEADER_STYLE

_NUMBER_LINE = m.SIZE_4 * CLOSE_LINE


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its type, and how its paragraphs stand."""

    shape: Shape
    face: WordFace = FANGSONG
    size: float = m.SIZE_3
    tracking: int = TRACKING
    colour: str = ""
    outline: int | None = None


def _style(name: str, face: WordFace = FANGSONG, size: float = m.SIZE_3, **given: Any) -> Style:
    look = {key: given.pop(key) for key in ("tracking", "colour", "outline") if key in given}
    standard: dict[str, Any] = {"line": m.EXACT_LINE, "before": 0.0, "left": 0.0, "right": 0.0, "first": 0.0}
    return Style(Shape(name, **(standard | {"align": "both"} | given)), face, size, **look)


_CENTRED: dict[str, Any] = {"align": "center", "tracking": 0}
_IMPRINT_SIDES: dict[str, Any] = {"left": m.IMPRINT_INDENT, "right": m.IMPRINT_INDENT}

STYLES: tuple[Style, ...] = (
    _style(BODY, first=INDENT),
    _style(
        HEAD, XIAOBIAOSONG, m.HEAD_SIZE, line=m.HEAD_SIZE * CLOSE_LINE, align="center", tracking=0, colour=RED
    ),
    _style(NUMBER, line=m.SIZE_3 * CLOSE_LINE, **_CENTRED),
    _style(TITLE, XIAOBIAOSONG, m.SIZE_2, line=m.TITLE_LINE, **_CENTRED, keep=True),
    _style(ADDRESSEE),
    _style(HEADINGS[0], HEITI, first=INDENT, keep=True, outline=0),
    _style(HEADINGS[1], KAITI, first=INDENT, keep=True, outline=1),
    _style(HEADINGS[2], first=INDENT, keep=True, outline=2),
    _style(HEADINGS[3], first=INDENT, keep=True, outline=3),
    _style(ATTACHMENT_LIST, align="left", keep=True),
    _style(SIGNER, align="right", keep=True),
    _style(DATE, align="right"),
    _style(NOTE, first=INDENT),
    _style(ATTACHMENT_MARK, HEITI, tracking=0, align="left", keep=True),
    _style(
        ATTACHMENT_TITLE, XIAOBIAOSONG, m.SIZE_2, line=m.TITLE_LINE, align="center", tracking=0, keep=True
    ),
    _style(
        TABLE_TITLE, HEITI, m.TABLE_TITLE_SIZE, line=m.TABLE_TITLE_SIZE * m.TABLE_LINE, **_CENTRED, keep=True
    ),
    _style(TABLE, size=m.SIZE_SMALL_4, line=m.SIZE_SMALL_4 * m.TABLE_LINE, align="left", tracking=0),
    _style(TABLE_HEADER, HEITI, m.SIZE_SMALL_4, line=m.SIZE_SMALL_4 * m.TABLE_LINE, **_CENTRED),
    _style(
        IMPRINT, size=m.SIZE_4, line=_NUMBER_LINE, left=m.IMPRINT_INDENT, right=m.IMPRINT_INDENT, tracking=0
    ),
    _style(PAGE_NUMBER, SONGTI, m.SIZE_4, line=_NUMBER_LINE, align="right", tracking=0),
    _style(EMPTY_HEADER, size=1.0, line=1.0, tracking=0),
)


def style_elements() -> Iterator[Any]:
    """The styles as parts of the file."""
    for style in STYLES:
        name = style.shape.style
        yield element(
            "style",
            element("name", val=name),
            element("basedOn", val="Normal"),
            element("next", val=style_id(BODY)) if name in (*HEADINGS, ADDRESSEE) else None,
            element("qFormat"),
            paragraph_look(style.shape, style.outline),
            run_look(Run("", style.face, style.size, style.tracking), style.colour),
            type="paragraph",
            styleId=style_id(name),
            customStyle=1,
        )
