"""A newer version of an imported document: what it changes, and taking it in with all state kept."""

from __future__ import annotations

from gongkai_desktop.domain.alignment import plain
from gongkai_desktop.domain.comparison import Comparison, compare_tasks
from gongkai_desktop.domain.ledger import Plan
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.services.import_plan import ImportPreview, ImportResult, commit_import, plan_year
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import plans


def older_version(workspace: Workspace, preview: ImportPreview) -> Plan | None:
    """The plan that the file seems to be a newer version of; the clerk decides."""
    document = preview.document
    if document is None:
        return None
    year = preview.year or plan_year(document)
    with workspace.ledger.read() as reading:
        found = [plan for plan in plans.list_plans(reading) if plan.year == year]
    alike = [
        plan
        for plan in found
        if plan.sha256 != preview.sha256
        and (plain(plan.title) == plain(document.title) or (plan.number and plan.number == document.number))
    ]
    return alike[-1] if alike else None


def compare(workspace: Workspace, plan_id: int, document: RecognisedDocument) -> Comparison:
    """The tasks of a plan beside those of a newer version of its document."""
    with workspace.ledger.read() as reading:
        return compare_tasks(plans.tasks_of(reading, plan_id, withdrawn=True), document.tasks)


def replace_plan(
    workspace: Workspace,
    preview: ImportPreview,
    plan_id: int,
    comparison: Comparison | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> ImportResult:
    """Let a newer version of its document take the place of a plan, in one transaction.

    `comparison` is what the clerk agreed to (`domain.comparison.separate` and `pair` correct it); without it
    the plan is compared here.
    """
    return commit_import(workspace, [preview], report, cancelled)
