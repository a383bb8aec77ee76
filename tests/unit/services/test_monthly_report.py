from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from ledgers import make_task
from openpyxl import load_workbook

from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.monthly_report import preview_report, write_report
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 15)


def test_that_the_report_is_a_paper_with_its_figures(
    import_tasks: Callable[..., object], workspace: Workspace, tmp_path: Path
) -> None:
    import_tasks(make_task())
    path = write_report(workspace, (2022, 10), tmp_path / "月报.pdf", TODAY)
    pdf = pypdfium2.PdfDocument(path)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert "示例县2022年10月份政务公开工作督办情况报告" in text
    assert "当月到期节点1个，按期完成0个，逾期后完成0个，逾期未完成1个。" in text
    assert "示例县人民政府办公室2022年11月15日" in text


def test_that_a_month_to_come_and_an_empty_ledger_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="2022年12月还没有到"):
        write_report(workspace, (2022, 12), tmp_path / "月报.pdf", TODAY)
    with pytest.raises(InvalidInput, match="台账里还没有责任事项"):
        write_report(workspace, (2022, 10), tmp_path / "月报.pdf", TODAY)
    assert not (tmp_path / "月报.pdf").exists()


def test_that_the_report_is_also_written_as_word_and_its_tables_as_excel(
    import_tasks: Callable[..., object], workspace: Workspace, tmp_path: Path
) -> None:
    import_tasks(make_task())
    word = Document(str(write_report(workspace, (2022, 10), tmp_path / "月报.docx", TODAY)))
    said = "".join(paragraph.text for paragraph in word.paragraphs)
    assert "当月到期节点1个" in said
    filled = word.element.body.xpath(".//w:tcPr/w:shd[@w:fill='000000']")
    assert filled, "a late part of a chart is black"
    sheets = load_workbook(write_report(workspace, (2022, 10), tmp_path / "月报.xlsx", TODAY))
    assert sheets.sheetnames[0] == "主要指标"
    assert sheets["按责任单位"]["A4"].value == "县财政局"
    with pytest.raises(InvalidInput, match="不能写成"):
        write_report(workspace, (2022, 10), tmp_path / "月报.doc", TODAY)


def test_that_the_leader_s_report_stays_on_one_page_however_much_there_is(workspace: Workspace) -> None:
    load_sample(workspace)
    assert preview_report(workspace, (2026, 6), SAMPLE_DAY, director=True).pages == 1
    assert preview_report(workspace, (2026, 6), SAMPLE_DAY).pages > 5
