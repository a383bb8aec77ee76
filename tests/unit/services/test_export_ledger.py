from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from ledgers import make_task

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import complete
from gongkai_desktop.services.export_ledger import export_excel
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 15)


@pytest.fixture
def filled(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    """One task of two units, another of one."""
    import_tasks(
        make_task("财政信息公开", [NamedUnit("县财政局", Role.LEAD), NamedUnit("县民政局", Role.SUPPORT)]),
        make_task("社会救助公开", [NamedUnit("县民政局", Role.LEAD)], no="2", row=3),
    )
    return workspace


def cells(path: Path) -> list[str]:
    page = openpyxl.load_workbook(path)["台账"]
    return [str(cell.value) for line in page for cell in line if cell.value is not None]


def test_that_the_whole_ledger_is_written_with_its_proofs(filled: Workspace, tmp_path: Path) -> None:
    duty = list_duties(filled, TODAY)[0].duty_id
    complete(filled, [duty], date(2022, 10, 20), "https://www.example.gov.cn/1.html", "预算专栏")
    path = export_excel(filled, tmp_path / "台账.xlsx", TODAY)
    written = cells(path)
    assert written[0] == "示例县2022年政务公开工作台账"
    assert "2022-10-20公开\nhttps://www.example.gov.cn/1.html\n预算专栏" in written
    assert {"县财政局", "县民政局", "社会救助公开"} <= set(written)


def test_that_a_filter_and_a_title_are_kept_to(filled: Workspace, tmp_path: Path) -> None:
    unit = next(row.unit_id for row in list_duties(filled, TODAY) if row.unit_name == "县财政局")
    path = export_excel(filled, tmp_path / "一个单位", TODAY, DutyFilter(unit_id=unit), "县财政局任务清单")
    assert path.name == "一个单位.xlsx"
    written = cells(path)
    assert written[0] == "县财政局任务清单"
    assert "县民政局" not in written


def test_that_nothing_to_write_is_told_and_no_file_made(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="没有符合条件的责任事项"):
        export_excel(filled, tmp_path / "台账.xlsx", TODAY, DutyFilter(year=1999))
    assert list(tmp_path.glob("*.xlsx")) == []
