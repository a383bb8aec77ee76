"""The file around the text of a Word paper: page, page numbers, defaults, properties, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import OfficialDocument
from gongkai_desktop.exporters.docx_parts import (
    FACES,
    FANGSONG,
    Run,
    Shape,
    element,
    fonts,
    page_field,
    paragraph,
    twips,
)
from gongkai_desktop.exporters.docx_styles import CLOSE_LINE, EMPTY_HEADER, PAGE_NUMBER, style_elements

_NUMBER_LINE = CLOSE_LINE * m.SIZE_4
_DASH = 0.5 * m.SIZE_4
"""The dash of a page number below the top of its line."""
_LANGUAGE = "zh-CN"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What only the first page of a letter has: its header, the white space above it, its footer."""

    header: tuple[Any, ...]
    white: float
    footer: tuple[Any, ...]


def word_file(
    content: Sequence[Any], document: OfficialDocument, on: date, letterhead: Letterhead | None = None
) -> bytes:
    """The finished file; nothing in it depends on the clock or the computer."""
    # Imported here: python-docx costs 150 ms of the program's start.
    import docx

    file = docx.Document()
    _set_page(file)
    if letterhead:
        _set_first_page(file, letterhead)
    _set_defaults(file)
    _set_settings(file)
    _name_fonts(file)
    _set_properties(file, document, on)
    body = file.element.body
    for part in content:
        body.insert(len(body) - 1, part)  # the page's properties stay last
    target = io.BytesIO()
    file.save(target)
    return _with_fixed_times(target.getvalue())


def _set_page(file: Any) -> None:
    from docx.shared import Pt

    section = file.sections[0]
    section.page_width, section.page_height = Pt(m.PAGE_WIDTH), Pt(m.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Pt(m.TOP_MARGIN), Pt(m.BOTTOM_MARGIN)
    section.left_margin, section.right_margin = Pt(m.LEFT_MARGIN), Pt(m.RIGHT_MARGIN)
    section.footer_distance = Pt(m.BOTTOM_MARGIN - m.PAGE_NUMBER_BELOW - (_NUMBER_LINE - _DASH))
    section.header_distance = Pt(m.TOP_MARGIN / 2)
    file.settings.odd_and_even_pages_header_footer = True
    outside = Shape(PAGE_NUMBER, right=m.PAGE_NUMBER_INDENT)
    _fill(section.footer, paragraph(_number(), outside))
    inside = Shape(PAGE_NUMBER, left=m.PAGE_NUMBER_INDENT, align="left")
    _fill(section.even_page_footer, paragraph(_number(), inside))
    # 22 lines a page for whoever goes on typing. The 28 characters of a line come from the styles:
    # LibreOffice would force every other type size into a grid of characters.
    properties = section._sectPr  # noqa: SLF001 - python-docx has no grid
    for old in properties.findall(_tag("docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=twips(m.EXACT_LINE)))


def _number() -> tuple[Any, ...]:
    """— 1 —: outside, that is right on odd pages and left on even ones (7.5)."""
    return Run("— "), page_field(Run("1")), Run(" —")


def _set_first_page(file: Any, letterhead: Letterhead) -> None:
    """The head of a letter (10.1) as header and footer of its first page, which has no page number."""
    from docx.shared import Pt

    section = file.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Pt(m.LETTER_HEAD_TOP - letterhead.white)
    _fill(section.first_page_header, *letterhead.header)
    _fill(section.first_page_footer, *letterhead.footer)
    for header in (section.header, section.even_page_header):
        _fill(header, paragraph([], Shape(EMPTY_HEADER)))


def _fill(part: Any, *content: Any) -> None:
    part.is_linked_to_previous = False
    root = part._element  # noqa: SLF001 - python-docx has no fields
    for old in list(root):
        root.remove(old)
    root.extend(content)


def _set_defaults(file: Any) -> None:
    """What a clerk types beside the finished text looks like it."""
    root = file.styles.element
    root.replace(
        root.find(_tag("docDefaults")),
        element(
            "docDefaults",
            element(
                "rPrDefault",
                element(
                    "rPr",
                    fonts(FANGSONG),
                    element("sz", val=round(m.SIZE_3 * 2)),
                    element("szCs", val=round(m.SIZE_3 * 2)),
                    element("lang", val="en-US", eastAsia=_LANGUAGE, bidi="ar-SA"),
                ),
            ),
            element("pPrDefault"),
        ),
    )
    for style in style_elements():
        root.append(style)
    # Not among the defaults above: LibreOffice reads some of these only from a style.
    file.styles["Normal"].element.append(
        element(
            "pPr",
            # Off: the grid has 22 lines on every page.
            element("widowControl", val=0),
            # Off: no gaps between Chinese characters and figures, as in the PDF.
            element("autoSpaceDE", val=0),
            element("autoSpaceDN", val=0),
            element("snapToGrid", val=0),
            element("spacing", before=0, after=0, line=twips(m.EXACT_LINE), lineRule="exact"),
        )
    )


def _set_settings(file: Any) -> None:
    settings = file.settings.element
    language = settings.find(_tag("themeFontLang"))
    language.set(_tag("eastAsia"), _LANGUAGE)
    for known in settings.iter(_tag("compatSetting")):
        if known.get(_tag("name")) == "compatibilityMode":
            known.set(_tag("val"), "15")  # else Word shows 兼容模式
    settings.find(_tag("zoom")).set(_tag("percent"), "100")  # the schema wants it


def _name_fonts(file: Any) -> None:
    """Which fonts stand in where a computer does not have those of the standard."""
    from docx.oxml import parse_xml
    from lxml import etree

    part = next(part for part in file.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for face in FACES:
        table.append(element("font", element("altName", val=face.others), name=face.east))
    part._blob = etree.tostring(  # noqa: SLF001 - python-docx keeps this part as bytes
        table, xml_declaration=True, encoding="UTF-8", standalone=True
    )


def _set_properties(file: Any, document: OfficialDocument, on: date) -> None:
    moment = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a date of the office
    properties = file.core_properties
    properties.title = document.title.replace("\n", "")
    properties.author = document.signature.name if document.signature else document.head
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.created = properties.modified = moment
    properties.language = _LANGUAGE
    relations = file.part.package.rels
    # python-docx's template brings a picture of an empty page along.
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        relations.pop(key)


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _with_fixed_times(data: bytes) -> bytes:
    """The same parts without the moment at which they were packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else the bytes differ by system
            new.writestr(entry, old.read(name))
    return target.getvalue()
