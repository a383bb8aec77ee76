"""Text with delimiters: encodings, delimiters, quoted cells of several lines, what is no such table."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.grid import Grid
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.detect import Kind, detect
from gongkai_desktop.importers.formats.delimited import Unclosed, sniff, split_records
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

ROWS = [
    ["示例县2026年任务表", "", "", ""],
    ["序号", "类别", "任务", "责任单位"],
    ["1", "决策公开", '公开目录，\n(1)“事项”; "清单"', "县司法局,县审计局"],
    ["2", "", "公开草案", "县财政局"],
]


def written(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_that_tables_are_read_in_every_encoding_delimiter_and_line_end(
    encoding: str, delimiter: str, end: str
) -> None:
    (grid,) = read_document("任务表.txt", written(ROWS, delimiter, end).encode(encoding)).blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns, grid.true_spans) == (4, 4, False)
    assert grid.cells[10].text == ROWS[2][2]


def test_that_a_blank_cell_takes_the_heading_above_it() -> None:
    document = recognise(read_document("任务表.csv", written(ROWS).encode()))
    assert [task.path for task in document.tasks] == [("决策公开",), ("决策公开",)]
    assert (document.title, document.year) == ("示例县2026年任务表", 2026)


def test_that_a_line_that_names_the_delimiter_is_obeyed() -> None:
    data = ("sep=;\n" + written(ROWS[1:], ";")).encode()
    assert recognise(read_document("任务表.csv", data), 2026).tasks[0].no == "1"


def test_that_blank_columns_and_rows_at_the_end_are_no_cells() -> None:
    rows = [[*row, "", ""] for row in ROWS] + [[""] * 6] * 3
    (grid,) = read_document("任务表.csv", written(rows).encode()).blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (4, 4)


def test_that_a_table_cut_off_inside_a_cell_is_refused() -> None:
    data = written(ROWS)
    with pytest.raises(FileUnreadable, match="不完整"):
        read_document("任务表.csv", data[: data.index("清单")].encode())


def test_that_text_cut_off_inside_a_character_is_refused_and_not_read_in_another_encoding() -> None:
    data = written(ROWS).encode()
    with pytest.raises(FileUnreadable, match="损坏"):
        read_document("任务表.csv", data[: data.index("草案".encode()) + 1])


@pytest.mark.parametrize(
    "text",
    [
        "各乡镇,各部门:\n现将任务表印发给你们,请认真抓好落实.\n一、政策解读,回应关切,平台建设\n",
        "序号\t任务\t责任单位\n1\t公开甲,乙\t县司法局\n2\t公开丙\t县审计局\n",
        "任务\n公开甲\n公开乙\n",
        "",
    ],
)
def test_that_text_with_commas_is_no_table(text: str) -> None:
    assert sniff(text) is None
    if text:
        assert detect("通知.csv", text.encode()) is Kind.TEXT


FIELDS = st.lists(
    st.lists(st.text(st.characters(exclude_characters="\r\x00")), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
)


@given(FIELDS, st.sampled_from([",", ";", "\t"]))
def test_that_what_a_writer_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    text = written(rows, delimiter, "\n")
    assert list(split_records(text, delimiter)) == [*rows, [""]]


@given(st.text('",;\n甲乙'), st.booleans())
def test_that_any_text_is_split_without_losing_a_character_but_marks(text: str, only_broken: bool) -> None:
    try:
        records = list(split_records(text, ",", only_broken=only_broken))
    except Unclosed:
        assert not only_broken
        return
    kept = "".join("".join(record) for record in records)
    assert [c for c in kept if c in "甲乙"] == [c for c in text if c in "甲乙"]


def test_that_a_row_of_one_cell_is_no_rest_of_a_row_that_a_page_cut() -> None:
    rows = [["序号", "任务", "责任单位"], *[[str(n), f"公开{n}。", "县财政局"] for n in range(1, 5)]]
    rows += [["5", "公开预算", "县财政局"], ["", "公开决算。", ""]]
    tasks = recognise(read_document("表.csv", written(rows).encode()), 2026).tasks
    assert [task.requirement for task in tasks[-2:]] == ["公开预算", "公开决算。"]
