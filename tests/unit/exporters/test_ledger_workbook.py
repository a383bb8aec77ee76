import io
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from paper_parts import make_row, page_texts

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.exporters.ledger_sheet import LedgerSource, ledger_workbook
from gongkai_desktop.exporters.sheet import Look, SheetCell
from gongkai_desktop.exporters.sheet_layout import text_height
from gongkai_desktop.exporters.xlsx import paint_xlsx, tint

TODAY = date(2022, 11, 15)
HEADER = 3


def painted(rows: Sequence[DutyRow], **evidence: Sequence[str]) -> bytes:
    source = LedgerSource(
        "示例县2022年政务公开工作台账",
        "示例县人民政府办公室",
        TODAY,
        rows,
        DEFAULT_STYLES,
        {int(duty.removeprefix("d")): proofs for duty, proofs in evidence.items()},
    )
    return paint_xlsx(ledger_workbook(source), TODAY)


def ledger(rows: Sequence[DutyRow], **evidence: Sequence[str]) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(painted(rows, **evidence)))["台账"]


def titles(page: Worksheet) -> list[str]:
    return [cell.value for cell in page[HEADER]]


def column(page: Worksheet, title: str) -> list[object]:
    number = titles(page).index(title) + 1
    return [page.cell(row, number).value for row in range(HEADER + 1, page.max_row + 1)]


def merged(page: Worksheet) -> set[str]:
    return {str(cells) for cells in page.merged_cells.ranges}


@pytest.fixture
def rows() -> list[DutyRow]:
    """Two tasks under one heading; the first has two units."""
    first = make_row(duty_id=1, task_id=1, no="1", path=("重点领域", "财政信息公开"))
    second = make_row(
        duty_id=2, task_id=1, no="1", unit_name="县民政局", role=Role.SUPPORT, light=Light.SOON, days=4
    )
    third = make_row(
        duty_id=3, task_id=2, no="2", path=("重点领域", "社会救助公开"), light=Light.DONE, days=0
    )
    return [first, second, third]


def test_that_the_sheet_has_title_summary_and_header(rows: list[DutyRow]) -> None:
    page = ledger(rows)
    assert page["A1"].value == "示例县2022年政务公开工作台账"
    assert "任务2项，责任事项3项（逾期1项，临期1项，已完成1项）" in page["A2"].value
    assert titles(page) == [
        *("序号", "类别", "任务", "要求", "责任单位", "角色"),
        *("时限", "下一节点", "状态", "工作日", "最近进展", "佐证"),
    ]


def test_that_headings_are_merged_over_tasks_and_tasks_over_their_units(rows: list[DutyRow]) -> None:
    assert {"B4:B6", "A4:A5", "C4:C5", "D4:D5", "G4:G5"} <= merged(ledger(rows))
    assert "E4:E5" not in merged(ledger(rows))


def test_that_equal_headings_under_different_parents_are_not_merged() -> None:
    same = [make_row(path=("甲", "总则", "任务一")), make_row(path=("乙", "总则", "任务二"))]
    page = ledger(same)
    assert titles(page)[1:4] == ["一级类别", "二级类别", "任务"]
    assert not {"B4:B5", "C4:C5"} & merged(page)


def test_that_a_task_of_all_units_is_named_again_on_every_printed_page() -> None:
    many = [make_row(task_id=1, duty_id=n, unit_name=f"单位{n}") for n in range(90)]
    page = ledger(many)
    starts = [0, *(after.id for after in page.row_breaks.brk)]
    assert len(starts) >= 3
    for first, after in zip(starts, [*starts[1:], page.max_row], strict=True):
        assert f"C{max(first + 1, HEADER + 1)}:C{after}" in merged(page)


def test_that_pages_end_where_a_task_ends_if_they_are_full_enough() -> None:
    tasks = [make_row(task_id=n // 7, duty_id=n, path=("重点领域", f"任务{n // 7}")) for n in range(84)]
    page = ledger(tasks)
    assert page.row_breaks.brk
    assert all((after.id - HEADER) % 7 == 0 for after in page.row_breaks.brk)


def test_that_a_filter_on_a_merged_column_finds_every_row(rows: list[DutyRow]) -> None:
    page = ledger(rows)
    assert page.auto_filter.ref == f"A3:L{page.max_row}"
    # openpyxl shows only the first cell of a merged range, so the file itself is asked.
    book = openpyxl.load_workbook(io.BytesIO(painted(rows)), read_only=True)
    values = [row[2] for row in book["台账"].iter_rows(min_row=4, values_only=True)]
    assert values == ["财政信息公开", "财政信息公开", "社会救助公开"]


def test_that_status_is_a_word_with_a_ground_and_days_say_whether_left_or_late(rows: list[DutyRow]) -> None:
    page = ledger(rows)
    assert column(page, "状态") == ["● 逾期", "◐ 临期", "✓ 已完成"]
    assert column(page, "工作日") == [-11, 4, None]
    status = page.cell(4, titles(page).index("状态") + 1)
    assert status.fill.fgColor.rgb == f"FF{tint(DEFAULT_STYLES[Light.LATE].colour)}"
    assert page.cell(4, titles(page).index("工作日") + 1).number_format == '"剩"0"天";"逾"0"天";"今天"'


def test_that_dates_are_dates_and_progress_and_proof_are_shown() -> None:
    row = make_row(duty_id=5, last_progress_on=date(2022, 11, 1), last_progress="已拟稿", percent=40)
    page = ledger([row], d5=["https://www.example.gov.cn/1.html（2022-11-01）"])
    assert page.cell(4, titles(page).index("下一节点") + 1).is_date
    assert column(page, "最近进展") == ["11月1日：已拟稿（40%）"]
    assert column(page, "佐证") == ["https://www.example.gov.cn/1.html（2022-11-01）"]


def test_that_a_done_duty_without_progress_shows_when_it_was_done() -> None:
    row = make_row(state=DutyState.DONE, completed_on=date(2022, 10, 20), light=Light.DONE)
    assert column(ledger([row]), "最近进展") == ["2022年10月20日办结"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@甲", "\t甲", "#N/A", "=cmd|' /C calc'!A0"])
def test_that_text_stays_text_whatever_it_begins_with(text: str) -> None:
    page = ledger([make_row(requirement=text)])
    cell = page.cell(4, titles(page).index("要求") + 1)
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix == (text[0] in "=+-@\t")


def test_that_characters_a_workbook_cannot_hold_are_left_out() -> None:
    page = ledger([make_row(requirement="甲\x0b乙\x00丙")])
    assert column(page, "要求") == ["甲乙丙"]


def test_that_there_is_no_formula_in_the_workbook(rows: list[DutyRow]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(painted(rows)))
    assert not [cell for page in book for line in page for cell in line if cell.data_type == "f"]


def test_that_it_prints_landscape_fitted_to_the_width_with_its_header_on_every_page(
    rows: list[DutyRow],
) -> None:
    page = ledger(rows)
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == int(page.PAPERSIZE_A4)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$3:$3"
    assert page.freeze_panes == "D4"


def test_that_long_requirements_get_a_wider_column_and_the_larger_paper() -> None:
    page = ledger([make_row(requirement="公开" * 200)])
    assert page.page_setup.paperSize == int(page.PAPERSIZE_A3)
    assert page.column_dimensions["D"].width > 60


def test_that_rows_are_as_high_as_their_wrapped_text_needs() -> None:
    text = "依法依规公开财政预决算信息" * 8  # 104 characters, 20 to a line of 40 figures
    page = ledger([make_row(requirement=text)])
    assert page.row_dimensions[4].height >= 5 * 14
    short = SheetCell("县财政局", Look.TEXT)
    assert text_height(short, 18) < 25
    assert text_height(SheetCell("甲\n乙\n丙", Look.TEXT), 18) > 2 * text_height(short, 18)


def test_that_a_merged_requirement_is_given_its_height_by_all_its_rows() -> None:
    text = "依法依规公开财政预决算信息" * 12
    pair = [
        make_row(task_id=1, requirement=text),
        make_row(task_id=1, requirement=text, unit_name="县民政局"),
    ]
    page = ledger(pair)
    alone = ledger(pair[:1])
    both = page.row_dimensions[4].height + page.row_dimensions[5].height
    assert both == pytest.approx(alone.row_dimensions[4].height, abs=1)


def test_that_the_totals_count_lights_by_unit_with_a_last_line(rows: list[DutyRow]) -> None:
    page = openpyxl.load_workbook(io.BytesIO(painted(rows)))["统计"]
    lines = [[cell.value for cell in line] for line in page.iter_rows(min_row=3)]
    assert lines[0] == ["责任单位", "类别", "逾期", "临期", "正常", "已完成", "无时限", "合计", "办结率"]
    assert lines[1] == ["县财政局", "县直部门", 1, 0, 0, 1, 0, 2, 0.5]
    assert lines[2] == ["县民政局", "县直部门", 0, 1, 0, 0, 0, 1, 0]
    assert lines[3][0] == "合计"
    assert lines[3][2:] == [1, 1, 0, 1, 0, 3, 0.3333]


def test_that_several_documents_are_told_apart() -> None:
    page = ledger([make_row(), make_row(plan_id=2, plan_title="另一文件")])
    assert column(page, "来源文件") == ["2022年政务公开工作要点任务分解表", "另一文件"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_that_libreoffice_opens_and_prints_it(rows: list[DutyRow], tmp_path: Path) -> None:
    file = tmp_path / "ledger.xlsx"
    file.write_bytes(painted(rows))
    # A profile of its own, so that an office that is open elsewhere does not take the job over.
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = page_texts((tmp_path / "ledger.pdf").read_bytes())
    assert "示例县2022年政务公开工作台账" in pages[0]
    assert "社会救助公开" in pages[0]
    assert "分单位统计" in pages[-1]
