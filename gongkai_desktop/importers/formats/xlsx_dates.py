"""How the dates of a workbook are shown: "2022年6月" typed into Excel is stored as the 1st of June.

Only the number format tells whether a day was meant. Read from the XML itself: a workbook library
would stumble over what is broken elsewhere in the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping

from gongkai_desktop.importers.formats.package import parse_part

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")

# Formats that files name by number only: ECMA-376 Part 1, 18.8.30, with the Chinese ones of zh-CN.
BUILT_IN: Mapping[int, str] = {
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
}


def date_formats(name: str, archive: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """(row, column), 0-based, -> the number format of every cell of a sheet whose style shows dates."""
    styles = _style_formats(name, archive)
    root = parse_part(name, archive, sheet_part(name, archive, sheet))
    out: dict[tuple[int, int], str] = {}
    for cell in root.iter(f"{_MAIN}c") if root is not None else ():
        place = _REFERENCE.match(cell.get("r", ""))
        shown = styles.get(cell.get("s", ""))
        if place and shown:
            out[int(place[2]) - 1, _column(place[1])] = shown
    return out


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _style_formats(name: str, archive: zipfile.ZipFile) -> dict[str, str]:
    """Style number as cells name it -> number format, for styles that have one we know."""
    root = parse_part(name, archive, "xl/styles.xml")
    if root is None:
        return {}
    own = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    out: dict[str, str] = {}
    for index, style in enumerate(styles if styles is not None else ()):
        number = style.get("numFmtId", "")
        shown = own.get(number) or (BUILT_IN.get(int(number)) if number.isdecimal() else None)
        if shown:
            out[str(index)] = shown
    return out


def sheet_part(name: str, archive: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a sheet, "" where the workbook does not say."""
    workbook = parse_part(name, archive, "xl/workbook.xml")
    relations = parse_part(name, archive, "xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        return ""
    targets = {r.get("Id"): r.get("Target", "") for r in relations.iter(f"{_PACKAGE}Relationship")}
    for entry in workbook.iter(f"{_MAIN}sheet"):
        if entry.get("name") == sheet:
            target = targets.get(entry.get(_RELATION), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""
