"""Writing a printed document with real writers: Word, Excel, web page, and text in three dialects."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Mapping
from random import Random

import openpyxl
from openpyxl.utils import get_column_letter

from generator.values import PCell, Printed, PTable
from generator.word import write_docx


def write_xlsx(printed: Printed, rng: Random) -> bytes:
    """One sheet with everything below each other, or a sheet a table."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    row = 0
    merged_titles = rng.random() < 0.5
    width = max(len(block.rows[0]) for block in printed.blocks if isinstance(block, PTable))
    tables = 0
    for block in printed.blocks:
        if isinstance(block, str):
            row += 1
            sheet.cell(row, 1, block or None)
            if merged_titles:
                sheet.merge_cells(f"A{row}:{get_column_letter(width)}{row}")
            continue
        tables += 1
        if tables > 1:
            sheet, row = workbook.create_sheet(), 0
        for cells in block.rows:
            row += 1
            for column, cell in enumerate(cells, 1):
                if cell is not None:
                    _sheet_cell(sheet, row, column, cell)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _sheet_cell(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, column: int, cell: PCell) -> None:
    value: object = int(cell.text) if cell.text.isdecimal() and cell.text.isascii() else cell.text or None
    sheet.cell(row, column, value)
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.row_span - 1,
            end_column=column + cell.column_span - 1,
        )


def write_html(printed: Printed, _rng: Random) -> bytes:
    """A web page with its merges as rowspan and colspan."""
    parts = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in printed.blocks:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        parts.append("<table border='1'>")
        for cells in block.rows:
            inner = "".join(
                f"<td rowspan='{cell.row_span}' colspan='{cell.column_span}'>"
                f"{html.escape(cell.text).replace(chr(10), '<br>')}</td>"
                for cell in cells
                if cell is not None
            )
            parts.append(f"<tr>{inner}</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()


def _lines(printed: Printed, row_text: Callable[[list[PCell | None]], str]) -> bytes:
    lines: list[str] = []
    for block in printed.blocks:
        if isinstance(block, str):
            lines += [block, ""]
        else:
            lines += [row_text(cells) for cells in block.rows]
            lines.append("")
    return "\n".join(lines).encode()


def write_tabs(printed: Printed, _rng: Random) -> bytes:
    """Text with a row a line and tabs between cells."""

    def row(cells: list[PCell | None]) -> str:
        if _is_bar(cells):
            return cells[0].text if cells[0] else ""
        return "\t".join(_one_line(cell) for cell in cells)

    return _lines(printed, row)


def write_bars(printed: Printed, _rng: Random) -> bytes:
    """Text with vertical bars between cells."""
    return _lines(printed, lambda cells: "| " + " | ".join(_one_line(cell) for cell in cells) + " |")


def write_cell_lines(printed: Printed, _rng: Random) -> bytes:
    """Text with a cell a line, rows apart by blank lines."""

    def row(cells: list[PCell | None]) -> str:
        shown = cells[:1] if _is_bar(cells) else cells
        return "".join(f"\t{cell.text if cell else ''}\n" for cell in shown)

    return _lines(printed, row)


def _is_bar(cells: list[PCell | None]) -> bool:
    return cells[0] is not None and cells[0].column_span == len(cells) > 1


def _one_line(cell: PCell | None) -> str:
    return "" if cell is None else cell.text.replace("\n", " ")


def write_csv(printed: Printed, rng: Random) -> bytes:
    """A table between commas or semicolons, in one of the encodings of offices."""
    buffer = io.StringIO()
    writer = csv.writer(
        buffer, delimiter=rng.choice([",", ",", ";"]), lineterminator=rng.choice(["\n", "\r\n"])
    )
    for block in printed.blocks:
        if isinstance(block, str):
            writer.writerow([block])
        else:
            writer.writerows([cell.text if cell else "" for cell in cells] for cells in block.rows)
    return buffer.getvalue().encode(rng.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))


def write_markdown(printed: Printed, _rng: Random) -> bytes:
    """Pipe tables with a rule below the first row; merged cells are left blank."""
    lines: list[str] = []
    for block in printed.blocks:
        if isinstance(block, str):
            lines += [block, ""]
            continue
        for index, cells in enumerate(block.rows):
            texts = [cell.text.replace("\n", "<br>") if cell else "" for cell in cells]
            lines.append("| " + " | ".join(texts) + " |")
            if index == 0:
                lines.append("|" + " --- |" * len(cells))
        lines.append("")
    return "\n".join(lines).encode()


WRITERS: Mapping[str, Callable[[Printed, Random], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "html": write_html,
    "tabs.txt": write_tabs,
    "bars.txt": write_bars,
    "cells.txt": write_cell_lines,
    "csv": write_csv,
    "md": write_markdown,
}
PLAIN = ("tabs.txt", "bars.txt", "cells.txt", "csv", "md")
"""Forms that tell no merges."""
