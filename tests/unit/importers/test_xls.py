"""Old Excel workbooks and WPS tables: the same blocks as the .xlsx, and refusals with a reason."""

import contextlib
import struct

import pytest
from source_files import as_xlsx, damaged, grids, source

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.biff import rk_number, shared_strings
from gongkai_desktop.importers.registry import read_document

FORMULA_TEXT = "县财政局、县审计局牵头"


def test_that_an_xls_gives_what_the_xlsx_gives() -> None:
    # Merges, dates in the form they are shown in, numbers, truth values.
    (old,), (new,) = grids(read_document("任务表.et", source("tasks.xls"))), grids(as_xlsx())
    assert (old.place, old.rows, old.columns) == (new.place, new.rows, new.columns)
    # Only the office program has computed the formula.
    assert [cell for cell in old.cells if cell.text != FORMULA_TEXT] == [
        cell for cell in new.cells if (cell.row, cell.column) != (4, 5)
    ]


def test_that_hidden_sheets_are_named_and_formulas_show_their_stored_text() -> None:
    document = read_document("任务表.xls", source("tasks.xls"))
    assert document.notes == ("隐藏的工作表“往年”没有读取",)
    (grid,) = grids(document)
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    assert (texts[2, 4], texts[3, 4]) == ("2026年6月", "9月30日")
    assert (texts[2, 5], texts[3, 5], texts[4, 5]) == ("0.25", "是", FORMULA_TEXT)


def test_that_a_string_cut_by_a_record_says_its_width_anew() -> None:
    first = struct.pack("<IIHB", 2, 2, 4, 1) + "公开".encode("utf-16-le")
    second = b"\x00ab" + struct.pack("<HBH", 1, 8, 1) + b"c" + b"\x00" * 4
    assert shared_strings([first, second]) == ["公开ab", "c"]


def test_that_more_strings_than_there_are_bytes_are_refused() -> None:
    with pytest.raises(struct.error):
        shared_strings([struct.pack("<II", 0, 0xFFFFFFFF)])


@pytest.mark.parametrize(
    ("code", "number"),
    [(5 << 2 | 2, 5.0), (0xFFFFFFFE, -1.0), (1234 << 2 | 3, 12.34), (0x3FF00000, 1.0)],
)
def test_that_short_numbers_are_integers_or_doubles_perhaps_in_hundredths(code: int, number: float) -> None:
    assert rk_number(code) == number


def test_that_a_password_is_named_as_the_reason() -> None:
    data = source("tasks.xls")
    # The record behind the workbook's first one becomes the one that says it is locked.
    start = data.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 5)) + 20
    with pytest.raises(FileUnreadable, match="密码"):
        read_document("任务表.xls", data[:start] + struct.pack("<H", 0x002F) + data[start + 2 :])


def test_that_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    for copy in damaged(source("tasks.xls"), 150):
        with contextlib.suppress(FileUnreadable):
            read_document("任务表.xls", copy)
