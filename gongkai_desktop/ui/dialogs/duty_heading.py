"""Says which duties a dialog is about, so that nobody writes on the wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import quiet_label, title_label
from gongkai_desktop.ui.models.words import role_text, task_label

_NAMED = 3

Rows = Sequence[DutyRow]


class DutyHeading(QWidget):
    """A title and the names of the duties, read in the background."""

    def __init__(self, verb: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verb = verb
        self._title = title_label(f"{verb}（{count} 项责任事项）" if count > 1 else verb)
        self._names = quiet_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._names)

    def load(
        self,
        workspace: Workspace,
        duty_ids: Iterable[int],
        today: date,
        then: Callable[[Rows], None] | None = None,
    ) -> None:
        """Find the duties; `then` gets their rows, for defaults that depend on them."""
        wanted = frozenset(duty_ids)

        def find(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> Rows:
            return [row for row in list_duties(workspace, today) if row.duty_id in wanted]

        def show(rows: Rows) -> None:
            self._names.setText(names_of(rows))
            if then:
                then(rows)

        jobs.run(self, find, show, "查找责任事项", quiet=True, reads_only=True)


def names_of(rows: Rows) -> str:
    """Up to three duties by name, the rest by number."""
    lines = [f"{task_label(row)} · {row.unit_name}（{role_text(row)}）" for row in rows[:_NAMED]]
    if len(rows) > _NAMED:
        lines.append(f"……等 {len(rows)} 项")
    return "\n".join(lines)
