"""Plain tables: text stays text in every calculator."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.exporters.plain_table import write_csv, write_xlsx

CELLS = ["=1+1", "+86", "-3", "@公开", "\t表", "县财政局"]


def test_that_no_cell_of_a_csv_is_taken_for_a_formula(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [CELLS])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.reader(file)
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row)
    assert [cell.removeprefix("'") for cell in row] == CELLS


@pytest.mark.parametrize("text", CELLS)
def test_that_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, text: str) -> None:
    write_xlsx(tmp_path / "a.xlsx", "名录", [["全称"], [text]])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
