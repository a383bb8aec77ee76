"""The monthly supervision report as a PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.pdf import paint_pdf
from gongkai_desktop.exporters.report import Month, ReportSource, report_document
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workspace import Workspace


def write_report(workspace: Workspace, month: Month, path: Path, today: date) -> Path:
    """Write the report on a month as the ledger stands on `today`; the path written is handed back.

    Raises InvalidInput for a month to come or an empty ledger, CannotSave when the file cannot be written.
    """
    year, number = month
    if date(year, number, 1) > today:
        raise InvalidInput(f"{year}年{number}月还没有到，不能写督办报告。", "请选择本月或以前的月份。")
    rows = list_duties(workspace, today)
    if not rows:
        raise InvalidInput("台账里还没有责任事项，不能写督办报告。", "请先导入任务分解表。")
    source = ReportSource(
        month=month,
        today=today,
        county=workspace.office.county,
        office=workspace.office.office,
        rows=rows,
        styles=light_styles(workspace.office),
    )
    save_bytes(path, paint_pdf(report_document(source), today).data)
    return path
