"""Issuing the monthly report where the office numbers it: counted like other papers, kept as issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desktop.domain.chinese_text import document_number
from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.month_figures import Month
from gongkai_desktop.domain.papers import MONTHLY, issue_name, issue_text
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.pdf import paint_pdf
from gongkai_desktop.services.monthly_report import report_paper, report_source
from gongkai_desktop.services.papers import next_numbers
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duty_lines, notices
from gongkai_desktop.store.unit_of_work import Reading

if TYPE_CHECKING:
    from gongkai_desktop.exporters.document import OfficialDocument

_TO = "有关领导"


@dataclass(frozen=True, slots=True)
class ReportNumber:
    """What the next report would be numbered."""

    sequence: int | None
    issue: int | None
    number: str
    """Its 文号; empty where it has none."""
    called: str
    """What it is called by in lists."""


def next_report_number(workspace: Workspace, today: date) -> ReportNumber | None:
    """What the next report issued on `today` would be numbered; None where reports are not numbered."""
    with workspace.ledger.read() as reading:
        return _next(reading, workspace, today)


def issue_report(workspace: Workspace, month: Month, day: date, today: date) -> tuple[Notice, bytes]:
    """Number the report on a month with the figures of `day`, and keep it as issued on `today`.

    The PDF is painted before the ledger is locked, as that of other papers. Raises InvalidInput where
    reports are not numbered, for a month to come and for an empty ledger.
    """
    with workspace.ledger.read() as reading:
        known, number = duty_lines.newest_change(reading), _next(reading, workspace, today)
    if number is None:
        raise InvalidInput(
            f"{MONTHLY.name}没有设置编号，不能签发。", "请在“督办”页的“规则…”中选择编文号或期号。"
        )
    paper = report_paper(report_source(workspace, month, day))
    data = paint_pdf(_numbered(paper, number), today).data
    with workspace.change(f"签发{MONTHLY.name}") as work:
        if duty_lines.newest_change(work) != known:
            number = _next(work, workspace, today) or number
            data = paint_pdf(
                _numbered(report_paper(report_source(workspace, month, day)), number), today
            ).data
        notice = notices.add_notice(
            work,
            kind=MONTHLY.name,
            year=today.year,
            sequence=number.sequence,
            issue=number.issue,
            number=number.called,
            unit_id=None,
            unit_name=_TO,
            issued_on=today,
            reply_by=None,
            duty_ids=(),
            data=data,
        )
        work.commit()
    return notice, data


def _next(reading: Reading, workspace: Workspace, today: date) -> ReportNumber | None:
    sequence, issue = next_numbers(reading, workspace, MONTHLY, today.year)
    mark = workspace.office.short_office + MONTHLY.word
    number = document_number(mark, today.year, sequence) if sequence else ""
    called = number or (issue_name(MONTHLY.name, today.year, issue) if issue else "")
    return ReportNumber(sequence, issue, number, called) if called else None


def _numbered(paper: OfficialDocument, number: ReportNumber) -> OfficialDocument:
    return replace(paper, number=number.number, issue=issue_text(number.issue) if number.issue else "")
