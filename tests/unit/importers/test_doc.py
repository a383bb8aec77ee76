"""Old Word and WPS documents: the same blocks as the .docx, and refusals with a reason."""

import contextlib
import struct
import time

import pytest
from source_files import as_docx, damaged, grids, source

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.doc import clean
from gongkai_desktop.importers.formats.doc_sprm import read_properties
from gongkai_desktop.importers.formats.ole import OleFile
from gongkai_desktop.importers.registry import read_document


def test_that_a_doc_gives_what_the_docx_gives() -> None:
    # Merges, automatic numbers, text struck out by tracked changes, and no head or foot of the page.
    assert read_document("任务表.doc", source("tasks.doc")).blocks == as_docx().blocks


def test_that_the_name_wps_changes_nothing() -> None:
    assert len(grids(read_document("任务表.wps", source("tasks.doc")))) == 1


def test_that_fields_count_by_their_result_and_breaks_are_kept() -> None:
    assert (
        clean("见\x13 HYPERLINK \x01\x14公开\x13 PAGE \x143\x15页\x15。\x0b第二行\x1e\x02")
        == "见公开3页。\n第二行-"
    )
    assert clean("\ud840\udc0b县") == "𠀋县"


def table_row(flags: list[int]) -> bytes:
    edges = [1000 * index for index in range(len(flags) + 1)]
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    body = struct.pack(f"<B{len(edges)}h", len(flags), *edges) + cells
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


@pytest.mark.parametrize("first", [1, 2])
def test_that_both_ways_to_mark_cells_merged_across_are_understood(first: int) -> None:
    shapes = read_properties([table_row([0, first, 3 - first, 3 - first, first])], b"").cells()
    assert [shape.joins_left for shape in shapes] == [False, False, True, True, False]


def test_that_rows_of_many_columns_may_lie_in_the_data_stream() -> None:
    row = table_row([0, 0x60])
    elsewhere = b"\x00" * 8 + struct.pack("<H", len(row)) + row
    shapes = read_properties([struct.pack("<HI", 0x6646, 8)], elsewhere).cells()
    assert [(shape.left, shape.right, shape.opens_below) for shape in shapes] == [
        (0, 1000, False),
        (1000, 2000, True),
    ]


def with_flag(data: bytes, flag: int) -> bytes:
    """The file with a flag of the information block set: its magic number begins the WordDocument stream."""
    at = data.index(struct.pack("<H", 0xA5EC), 512) + 10
    return data[:at] + bytes([data[at], data[at + 1] | flag]) + data[at + 2 :]


def test_that_a_password_is_named_as_the_reason() -> None:
    with pytest.raises(FileUnreadable, match="密码"):
        read_document("任务表.doc", with_flag(source("tasks.doc"), 1))


def test_that_sectors_that_lead_back_to_themselves_are_refused_at_once() -> None:
    data = bytearray(source("tasks.doc"))
    (fat,) = struct.unpack_from("<I", data, 76)
    entries = 512 + fat * 512
    for index in range(128):
        if struct.unpack_from("<I", data, entries + 4 * index)[0] < 0xFFFFFFFC:
            struct.pack_into("<I", data, entries + 4 * index, index)
    started = time.monotonic()
    with pytest.raises(FileUnreadable):
        read_document("任务表.doc", bytes(data))
    assert time.monotonic() - started < 2


def test_that_tables_larger_than_the_file_are_not_asked_for() -> None:
    data = bytearray(source("tasks.doc"))
    struct.pack_into("<I", data, 44, 0x7FFFFFFF)
    with pytest.raises(FileUnreadable):
        OleFile("任务表.doc", bytes(data))


def test_that_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    for copy in damaged(source("tasks.doc"), 120):
        with contextlib.suppress(FileUnreadable):
            read_document("任务表.doc", copy)
