"""The ledger as an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter, apply_filter
from gongkai_desktop.domain.ledger import Evidence
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.ledger_sheet import LedgerSource, ledger_workbook
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.exporters.xlsx import paint_xlsx
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import queries


def export_excel(
    workspace: Workspace,
    path: Path,
    today: date,
    wanted: DutyFilter | None = None,
    title: str | None = None,
) -> Path:
    """Write the duties that pass the filter as they stand on `today`; the path written is handed back.

    Raises InvalidInput when nothing passes, CannotSave when the file cannot be written.
    """
    rows = apply_filter(list_duties(workspace, today), wanted or DutyFilter())
    if not rows:
        raise InvalidInput("没有符合条件的责任事项，未生成 Excel。", "请放宽筛选条件，或先导入任务分解表。")
    with workspace.ledger.read() as reading:
        evidence = queries.evidence_by_duty(reading, today)
    source = LedgerSource(
        title=title or _title(workspace.office.county, rows),
        office=workspace.office.office,
        today=today,
        rows=rows,
        styles=light_styles(workspace.office),
        evidence={row.duty_id: [_proof(e) for e in evidence.get(row.duty_id, ())] for row in rows},
    )
    path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    save_bytes(path, paint_xlsx(ledger_workbook(source), today))
    return path


def _title(county: str, rows: Sequence[DutyRow]) -> str:
    years = sorted({row.year for row in rows})
    span = f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    return f"{county}{span}政务公开工作台账"


def _proof(evidence: Evidence) -> str:
    day = f"{evidence.published_on.isoformat()}公开" if evidence.published_on else ""
    return "\n".join(part for part in (day, evidence.url, evidence.note) if part)
