"""The shipped sample: three documents of a made-up county and a month of progress."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desktop import paths
from gongkai_desktop.services.duties import list_duties, list_plans
from gongkai_desktop.services.edit_duty import complete_in
from gongkai_desktop.services.import_plan import ImportResult, commit_import, preview_files
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties

SAMPLE_DAY = date(2026, 6, 24)
"""The day the sample's progress ends: what looks late then is meant to."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the sample's progress."""

    file_name: str
    no: str | None
    unit: str
    on: date
    text: str
    percent: int | None
    completed_on: date | None
    url: str


def sample_files() -> tuple[Path, ...]:
    """The sample's documents in the order of their names."""
    folder = paths.resources() / "sample"
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in (".docx", ".xlsx", ".txt")))


def format_files() -> tuple[Path, ...]:
    """One small table in every format that can be imported; what the installed program tries itself on."""
    return tuple(sorted((paths.resources() / "sample" / "formats").iterdir()))


def load_sample(
    workspace: Workspace, report: Report = no_report, cancelled: IsCancelled = never_cancelled
) -> ImportResult:
    """Import the sample's documents and enter its month of progress."""
    result = commit_import(workspace, preview_files(workspace, sample_files()), report, cancelled)
    entries = list(_entries())
    known = _duties_by_key(workspace)
    # One change, not hundreds: a sample that is half there would teach nothing.
    with workspace.change("载入示例进展") as work:
        for done, entry in enumerate(entries):
            step(report, cancelled, done, len(entries), "正在录入示例进展")
            duty_id = known[entry.file_name, entry.no, entry.unit]
            duties.add_progress(work, duty_id, entry.on, entry.text, entry.percent, entry.unit)
            if entry.completed_on:
                complete_in(work, duty_id, entry.completed_on, entry.url, "", workspace.who)
        work.commit()
    return result


def _entries() -> Iterator[_Entry]:
    with (paths.resources() / "sample" / "progress.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            yield _Entry(
                file_name=line["来源文件"],
                no=line["序号"] or None,
                unit=line["单位"],
                on=date.fromisoformat(line["日期"]),
                text=line["进展"],
                percent=int(line["百分比"]) if line["百分比"] else None,
                completed_on=date.fromisoformat(line["完成日期"]) if line["完成日期"] else None,
                url=line["链接"],
            )


def _duties_by_key(workspace: Workspace) -> dict[tuple[str, str | None, str], int]:
    files = {plan.id: plan.file_name for plan in list_plans(workspace)}
    return {
        (files[row.plan_id], row.no, row.unit_name): row.duty_id for row in list_duties(workspace, SAMPLE_DAY)
    }
