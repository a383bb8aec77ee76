"""The monthly supervision report: to look at, and as PDF, Word or Excel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.month_figures import Month, month_ends, month_span, previous_month, standing
from gongkai_desktop.domain.papers import MONTHLY
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.document import Text
from gongkai_desktop.exporters.pdf import measure, paint_pdf
from gongkai_desktop.exporters.report import director_document, report_document
from gongkai_desktop.exporters.report_source import ReportSource
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.services.duty_rows import build_rows
from gongkai_desktop.services.office import lead_times, light_styles
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duty_lines, notices, queries

if TYPE_CHECKING:
    from gongkai_desktop.exporters.document import OfficialDocument
    from gongkai_desktop.exporters.pdf import Painted

_MOST_LINES = 8
"""Of a list in the leader's report; fewer where it would not stay on its page."""
_SPARE = 2 * 26
"""Characters of two lines."""


def report_source(workspace: Workspace, month: Month, today: date) -> ReportSource:
    """What the report on a month is made from, as the ledger stands on `today`.

    Raises InvalidInput for a month to come or an empty ledger.
    """
    year, number = month
    first, _ = month_span(month)
    if first > today:
        raise InvalidInput(f"{year}年{number}月还没有到，不能写督办报告。", "请选择本月或以前的月份。")
    with workspace.ledger.read() as reading:
        # Read once: what differs from one day to the other are the lights, and these are computed.
        snapshot = duty_lines.snapshot(reading, today)
        evidence = queries.evidence_by_duty(reading, today)
        issued = notices.list_notices(reading, until=today)
    if not snapshot.duties:
        raise InvalidInput("台账里还没有责任事项，不能写督办报告。", "请先导入任务分解表。")
    rules, calendar = workspace.light_rules, workspace.calendar
    ends = month_ends(month)
    earlier = [build_rows(snapshot, day, rules, calendar) for day in ends]
    return ReportSource(
        month=month,
        today=today,
        county=workspace.office.county,
        office=workspace.office.office,
        rows=build_rows(snapshot, today, rules, calendar),
        styles=light_styles(workspace.office),
        calendar=calendar,
        lead=lead_times(workspace.office),
        before=earlier[-1],
        trend=tuple(standing(rows, day) for day, rows in zip(ends, earlier, strict=True)),
        evidence=evidence,
        papers=(_issued_in(issued, month), _issued_in(issued, previous_month(month))),
    )


def _issued_in(issued: tuple[Notice, ...], month: Month) -> int:
    first, last = month_span(month)
    return sum(
        notice.voided_on is None and notice.kind != MONTHLY.name and first <= notice.issued_on <= last
        for notice in issued
    )


def report_paper(source: ReportSource, *, director: bool = False) -> OfficialDocument:
    """The report as a paper; the leader's stays on one page. Raises CannotSave without fonts."""
    if not director:
        return report_document(source)
    for most in range(_MOST_LINES, 0, -1):
        document = director_document(source, most)
        if _has_room(document):
            return document
    return director_document(source, 1)


def _has_room(document: OfficialDocument) -> bool:
    """Whether it stays on one page in Word too, which breaks some lines a character earlier."""
    longer = replace(document, blocks=(Text("示" * _SPARE), *document.blocks))
    return measure(longer).pages == 1


def preview_report(workspace: Workspace, month: Month, today: date, *, director: bool = False) -> Painted:
    """The report as PDF, to be looked at and printed. Raises InvalidInput as `report_source` does."""
    source = report_source(workspace, month, today)
    return paint_pdf(report_paper(source, director=director), today)


def write_report(
    workspace: Workspace, month: Month, path: Path, today: date, *, director: bool = False
) -> Path:
    """Write the report as the file's ending says: .pdf, .docx, or its tables as .xlsx.

    The path written is handed back. Raises InvalidInput for a month to come, an empty ledger or another
    ending, CannotSave when the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ("", ".pdf", ".docx", ".xlsx"):
        raise InvalidInput(f"不能写成“{path.suffix}”文件。", "文件名请以 .pdf、.docx 或 .xlsx 结尾。")
    source = report_source(workspace, month, today)
    if not ending:
        path = path.with_name(f"{path.name}.pdf")
    save_bytes(path, _painted(source, path.suffix.lower(), today, director=director))
    return path


def _painted(source: ReportSource, ending: str, today: date, *, director: bool) -> bytes:
    # The painters of Word and Excel are loaded when they are needed.
    if ending == ".xlsx":
        from gongkai_desktop.exporters.report_sheets import report_workbook
        from gongkai_desktop.exporters.xlsx import paint_xlsx

        return paint_xlsx(report_workbook(source), today)
    document = report_paper(source, director=director)
    if ending == ".docx":
        from gongkai_desktop.exporters.docx import paint_docx

        return paint_docx(document, today)
    return paint_pdf(document, today).data
