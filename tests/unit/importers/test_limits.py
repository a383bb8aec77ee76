"""Hostile archives and XML are refused before they cost time or memory."""

import gc
import io
import time
import zipfile

import pytest
from odf_files import odf, row, table, zipped
from office_files import docx_with, xlsx_with

from gongkai_desktop.domain.grid import Grid, RawDocument
from gongkai_desktop.errors import FileUnreadable, NotATaskTable
from gongkai_desktop.importers.formats import limits
from gongkai_desktop.importers.formats.limits import bounded
from gongkai_desktop.importers.formats.sheet import sheet_blocks
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

_BOMB = '<!DOCTYPE a [<!ENTITY b "甲甲"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
_OUTSIDE = '<!DOCTYPE a SYSTEM "http://192.0.2.1/evil.dtd">'


def test_that_an_archive_of_nothing_but_zeros_is_refused_unread() -> None:
    with pytest.raises(FileUnreadable, match="过大"):
        read_document("任务表.docx", zipped({"word/document.xml": bytes(40 * 2**20)}))


def test_that_an_archive_whose_parts_are_too_large_together_is_refused() -> None:
    noise = bytes(range(256)) * 4 * 1024
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a/>")
        for index in range(limits.MAX_UNPACKED // len(noise) + 1):
            archive.writestr(f"word/media/{index}", noise)
    with pytest.raises(FileUnreadable, match="过大"):
        read_document("任务表.docx", buffer.getvalue())


def test_that_an_archive_of_too_many_parts_is_refused() -> None:
    parts: dict[str, str | bytes] = {f"{index}": b"" for index in range(limits.MAX_PARTS + 1)}
    with pytest.raises(FileUnreadable, match="过大"):
        read_document("任务表.docx", zipped(parts))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_that_packing_no_office_program_uses_is_refused(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(FileUnreadable, match="损坏"):
        read_document("任务表.docx", buffer.getvalue())


@pytest.mark.parametrize("head", [_BOMB, _OUTSIDE])
def test_that_entities_and_outside_definitions_are_refused(head: str) -> None:
    with pytest.raises(FileUnreadable, match=r"不安全|损坏"):
        read_document("任务表.ods", odf("spreadsheet", table(row("甲", "乙")), head=head))


def test_that_a_file_of_more_than_the_limit_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="MB"):
        read_document("任务表.txt", b"a" * (limits.MAX_FILE + 1))
    with pytest.raises(FileUnreadable, match="MB"):
        read_document("任务表.txt", b"a\n" * (limits.MAX_TEXT // 2 + 1))


def test_that_spans_beyond_reason_in_a_word_table_are_borne_or_refused() -> None:
    data = docx_with([["任务", "责任单位"], ["甲", "县司法局"]], merges=[(0, 0, 0, 1)])
    for value in ("99999999999", "abc", "-1"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        old = b'<w:gridSpan w:val="2"/>'
        assert old in parts["word/document.xml"]
        new = f'<w:gridSpan w:val="{value}"/>'.encode()
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)
        (grid,) = read_document("任务表.docx", zipped(parts)).blocks
        assert grid.columns <= limits.MAX_COLUMNS  # type: ignore[union-attr]


def test_that_a_workbook_whose_cells_lie_far_apart_is_refused_before_it_is_laid_out() -> None:
    data = xlsx_with({"任务": [["甲", "乙"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b'r="B1"' in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'r="B1"', b'r="XFD1048576"')
    with pytest.raises(FileUnreadable, match="过大"):
        read_document("任务表.xlsx", zipped(parts))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (None, 7),
        ("", 7),
        ("3", 3),
        (" 3 ", 3),
        ("0", 1),
        ("-1", 7),
        ("１", 7),
        ("9" * 5000, 100),
        ("101", 100),
    ],
)
def test_that_counts_of_a_file_are_kept_within_bounds(text: str | None, count: int) -> None:
    assert bounded(text, 7, 100) == count


def test_that_merges_over_each_other_cost_no_more_than_their_sheet() -> None:
    rows, width = 3000, 100
    texts = [[""] * width for _ in range(rows)]
    texts[0][0] = texts[-1][-1] = "text"
    merges = {(n, width - 1 - n): (rows - n, n + 1) for n in range(width - 1)}
    started = time.process_time()
    (grid,) = sheet_blocks("x", "表", texts, merges)
    assert time.process_time() - started < 4
    assert isinstance(grid, Grid)
    assert all(
        cell.row + cell.row_span <= rows and cell.column + cell.column_span <= width for cell in grid.cells
    )


@pytest.mark.parametrize("on", [True, False])
def test_that_recognition_leaves_the_garbage_collector_as_it_was(on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(NotATaskTable):
            recognise(RawDocument("空.docx", ()))
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
