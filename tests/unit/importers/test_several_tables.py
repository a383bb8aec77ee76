"""Several tables of one sheet: below each other and side by side, each with a header of its own."""

from gongkai_desktop.domain.grid import Cell, Grid, RawDocument
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.importers.recognition.recognise import recognise

FIRST = [["序号", "任务", "责任单位"], ["1", "公开预算。", "县财政局"], ["2", "公开决算。", "县审计局"]]
OTHER = [["序号", "任务", "牵头单位"], ["1", "公开目录。", "县司法局"], ["2", "公开清单。", "县教育局"]]


def read(rows: list[list[str]]) -> RecognisedDocument:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return recognise(RawDocument("表.xlsx", (Grid("工作表“任务”", cells, len(rows), len(rows[0])),)), 2026)


def roles(document: RecognisedDocument) -> list[tuple[str, str]]:
    return [(unit.name, unit.role.value) for task in document.tasks for unit in task.units]


WANTED = [
    ("县财政局", "responsible"),
    ("县审计局", "responsible"),
    ("县司法局", "lead"),
    ("县教育局", "lead"),
]


def test_that_a_header_of_other_columns_begins_another_table() -> None:
    document = read([*FIRST, ["", "", ""], ["其他任务", "", ""], *OTHER])
    assert roles(document) == WANTED
    assert [task.path for task in document.tasks] == [()] * 4
    assert "其他任务" in [entry.text for entry in document.left_out]


def test_that_the_same_header_printed_again_begins_none() -> None:
    document = read([*FIRST, FIRST[0], ["3", "公开名单。", "县民政局"]])
    assert [task.no for task in document.tasks] == ["1", "2", "3"]


def test_that_tables_side_by_side_are_two_and_keep_their_places() -> None:
    document = read([[*left, "", *right] for left, right in zip(FIRST, OTHER, strict=True)])
    assert roles(document) == WANTED
    assert {name: column for name, _, column in document.tasks[2].origin.fields}["units"] == 7


def test_that_a_blank_column_inside_a_table_parts_nothing() -> None:
    rows = [[*row[:2], "", *row[2:], "6月底前" if index else "时限"] for index, row in enumerate(FIRST)]
    document = read(rows)
    assert [task.deadline_text for task in document.tasks] == ["6月底前", "6月底前"]


def test_that_an_annex_of_contacts_with_as_many_columns_is_no_continued_table() -> None:
    tasks = [["序号", "任务", "要求", "责任单位", "时限"], ["1", "预算", "公开预算。", "县财政局", "6月底前"]]
    people = [["序号", "单位", "姓名", "职务", "联系电话"], ["1", "", "", "", ""], ["2", "", "", "", ""]]
    grids = [
        Grid(
            f"表{number}",
            tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)),
            len(rows),
            5,
        )
        for number, rows in enumerate((tasks, people), 1)
    ]
    document = recognise(RawDocument("任务.docx", tuple(grids)), 2026)
    assert [task.no for task in document.tasks] == ["1"]


def pages(*grids: list[list[str]]) -> RecognisedDocument:
    blocks = tuple(
        Grid(
            f"表{n}",
            tuple(Cell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row)),
            len(rows),
            len(rows[0]),
        )
        for n, rows in enumerate(grids, start=1)
    )
    return recognise(RawDocument("表.docx", blocks), 2026)


REST = ["工作任务", "责任单位", "完成时限"]
BLANK = ["", "公开预算。", "县财政局", "6月底前"]
FILLED = ["3", "公开指南。", "县教育局", "8月底前"]


def test_that_a_column_blank_on_the_first_page_and_filled_on_the_next_is_kept_with_the_task() -> None:
    document = pages([["甲", *REST], BLANK], [["甲", *REST], FILLED])
    assert [task.requirement for task in document.tasks] == ["公开预算。", "公开指南。"]
    assert [task.extra for task in document.tasks] == [(), (("甲", "3"),)]


def test_that_a_repeated_header_over_another_number_of_columns_begins_another_table() -> None:
    document = pages([["甲", "甲", *REST], ["", *BLANK]], [["甲", *REST], FILLED])
    assert [(task.no, task.requirement) for task in document.tasks] == [
        (None, "公开预算。"),
        ("3", "公开指南。"),
    ]
    assert [unit.name for task in document.tasks for unit in task.units] == ["县财政局", "县教育局"]
