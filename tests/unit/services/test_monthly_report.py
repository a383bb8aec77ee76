from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from ledgers import make_task

from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.monthly_report import write_report
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
    assert "本月到期节点1个，按期完成0个，逾期后完成0个，逾期未完成1个。" in text
    assert "示例县人民政府办公室2022年11月15日" in text


def test_that_a_month_to_come_and_an_empty_ledger_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="2022年12月还没有到"):
        write_report(workspace, (2022, 12), tmp_path / "月报.pdf", TODAY)
    with pytest.raises(InvalidInput, match="台账里还没有责任事项"):
        write_report(workspace, (2022, 10), tmp_path / "月报.pdf", TODAY)
    assert not (tmp_path / "月报.pdf").exists()
