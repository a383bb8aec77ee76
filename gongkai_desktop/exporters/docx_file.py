"""The file around the text of a Word paper: page, page numbers, defaults, properties, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import OfficialDocument
from gongkai_desktop.exporters.docx_parts import (
    FACES,
    FANGSONG,
    SONGTI,
    Run,
    Shape,
    element,
    fonts,
    page_field,
    paragraph,
    run_element,
    twips,
)

_NUMBER_LINE = 1.1 * m.SIZE_4
_DASH = 0.5 * m.SIZE_4
"""The dash of a page number below the top of its line."""
_LANGUAGE = "zh-CN"


def word_file(content: Sequence[Any], document: OfficialDocument, on: date) -> bytes:
    """The finished file; nothing in it depends on the clock or the computer."""
    # Imported here: python-docx costs 150 ms of the program's start.
    import docx

    file = docx.Document()
    _set_page(file)
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
    _page_number(section.footer, Shape(_NUMBER_LINE, align="right", right=m.PAGE_NUMBER_INDENT))
    _page_number(section.even_page_footer, Shape(_NUMBER_LINE, align="left", left=m.PAGE_NUMBER_INDENT))


def _page_number(footer: Any, shape: Shape) -> None:
    """— 1 —: outside, that is right on odd pages and left on even ones (7.5)."""
    footer.is_linked_to_previous = False
    root = footer._element  # noqa: SLF001 - python-docx has no fields
    for old in list(root):
        root.remove(old)
    before, number, after = (Run(text, SONGTI, m.SIZE_4) for text in ("— ", "1", " —"))
    root.append(paragraph([run_element(before), page_field(number), run_element(after)], shape))


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
