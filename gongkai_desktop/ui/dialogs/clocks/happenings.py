"""What happens to running limits: 暂停, 恢复, 重新起算, 延长, 办结, 重新打开, 取消."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from gongkai_desktop.services import clocks as service
from gongkai_desktop.services.clock_templates import list_templates
from gongkai_desktop.services.clocks import ClockLine
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.clocks.fields import TIME_HINT, day_field, is_web, time_field
from gongkai_desktop.ui.dialogs.forms import FormDialog, day_of, quiet_label, text_area, title_label

_NAMED = 3


class ClockStepDialog(FormDialog):
    """A dialog about chosen limits; says which, so that nobody writes on the wrong ones."""

    def __init__(
        self, workspace: Workspace, lines: Sequence[ClockLine], title: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, title, parent)
        self.workspace = workspace
        self.lines = tuple(lines)
        self.ids = [line.clock_id for line in lines]
        self.in_hours = any(line.due_at for line in lines)
        self.head.addWidget(title_label(f"{title}（{len(lines)} 件）" if len(lines) > 1 else title))
        self.head.addWidget(quiet_label(_names(lines)))

    def save(self, work: Callable[[], str]) -> None:
        """Do it off the window's thread; the dialog closes with the batch."""
        self.lock()
        jobs.run(self, lambda _report, _cancelled: work(), self.finish, "正在保存", ended=self.unlock)


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    day: str
    hint: str
    needs_reason: bool
    example: str


_STEPS = {
    "pause": _Step("暂停计时", "暂停日期", "暂停那天还算，恢复那天不算。", True, "例如：征求第三方意见"),
    "resume": _Step(
        "恢复计时", "恢复日期", "恢复那天不算，从次日接着数。", False, "可不填，例如：已收到意见"
    ),
    "reset": _Step(
        "重新起算", "新的起算日", "从这一天起重新数满，以前的暂停不再管。", True, "例如：收到补正"
    ),
}


class StepDialog(ClockStepDialog):
    """暂停, 恢复 and 重新起算: a day and a reason."""

    def __init__(
        self,
        workspace: Workspace,
        lines: Sequence[ClockLine],
        kind: str,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        step = _STEPS[kind]
        super().__init__(workspace, lines, step.title, parent)
        self._kind = kind
        self._step = step
        self._on = day_field(today)
        self._time = time_field()
        self._reason = text_area(2, step.example)
        self.add_row(step.day, self._on, step.hint, needed=True)
        if self.in_hours:
            self.add_row("时间", self._time, TIME_HINT)
        self.add_row("原因", self._reason, self._rule_hint(), needed=step.needs_reason)
        self._reason.setFocus()

    def _rule_hint(self) -> str:
        """What the rule itself says about it, for one rule."""
        keys = {line.template_key for line in self.lines}
        rules = [rule for rule in list_templates(self.workspace) if keys == {rule.key}]
        if not rules or self._kind == "resume":
            return ""
        rule = rules[0]
        text = rule.pause_rule if self._kind == "pause" else rule.reset_rule
        what = "暂停" if self._kind == "pause" else "重新起算"
        return f"规则：{text}" if text else f"规则中没有写可以{what}，请写明依据。"

    def missing(self) -> tuple[str, QWidget] | None:
        """The reason is kept for whoever asks later."""
        if self._step.needs_reason and not self._reason.toPlainText().strip():
            return "请填写原因。", self._reason
        return None

    def submit(self) -> None:
        """Register it."""
        act = {"pause": service.pause, "resume": service.resume, "reset": service.reset}[self._kind]
        on, reason, time = day_of(self._on), self._reason.toPlainText(), self._time.text() or None
        self.save(lambda: act(self.workspace, self.ids, on, reason, time))


class ExtendDialog(ClockStepDialog):
    """延长: by how much, why, and who approved it."""

    def __init__(
        self, workspace: Workspace, lines: Sequence[ClockLine], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, lines, "延长时限", parent)
        self._on = day_field(today)
        self._amount = QSpinBox()
        self._amount.setRange(1, 999)
        self._amount.setValue(20 if "工作日" in lines[0].limit else 1)
        self._reason = text_area(2, "例如：情况复杂，需要会商")
        self._approver = QLineEdit()
        self._approver.setPlaceholderText("例如：张主任")
        units = "、".join(sorted({line.limit for line in lines}))
        self.add_row("延长多少", self._amount, f"按原来的单位接着数（原时限：{units}）", needed=True)
        self.add_row("批准日期", self._on, needed=True)
        self.add_row("原因", self._reason, needed=True)
        self.add_row("批准人", self._approver, needed=True)

    def missing(self) -> tuple[str, QWidget] | None:
        """Never without a reason and a name."""
        if not self._reason.toPlainText().strip():
            return "请填写延长的原因。", self._reason
        if not self._approver.text().strip():
            return "请填写批准人。", self._approver
        return None

    def submit(self) -> None:
        """Prolong them."""
        on, amount = day_of(self._on), self._amount.value()
        reason, approver = self._reason.toPlainText(), self._approver.text()
        self.save(lambda: service.extend(self.workspace, self.ids, on, amount, reason, approver))


class FinishDialog(ClockStepDialog):
    """办结: the day it was done, and the link."""

    def __init__(
        self, workspace: Workspace, lines: Sequence[ClockLine], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, lines, "登记办结", parent)
        self._on = day_field(today, today)
        self._time = time_field()
        self._url = QLineEdit()
        self._url.setPlaceholderText("http://…，可不填")
        self._note = text_area(2, "可不填")
        self.add_row("办结日期", self._on, needed=True)
        if self.in_hours:
            self.add_row("时间", self._time, TIME_HINT + "；用来判断是否超过时限")
        self.add_row("公开网址", self._url, "填写后随时可以打开查看")
        self.add_row("说明", self._note)
        self._url.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """An address must be one that can be opened."""
        if not is_web(self._url.text().strip()):
            return "网址要以 http:// 或 https:// 开头。", self._url
        return None

    def submit(self) -> None:
        """Close them."""
        on, url, note = day_of(self._on), self._url.text(), self._note.toPlainText()
        time = self._time.text() or None
        self.save(lambda: service.finish(self.workspace, self.ids, on, url, note, time))


class ReasonDialog(ClockStepDialog):
    """重新打开 and 取消: a reason."""

    def __init__(
        self, workspace: Workspace, lines: Sequence[ClockLine], kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, lines, {"reopen": "重新打开", "cancel": "取消计时"}[kind], parent)
        self._kind = kind
        self._reason = text_area(
            3, "例如：登记错了" if kind == "cancel" else "例如：链接打不开，需要重新公开"
        )
        self.add_row("原因", self._reason, needed=True)
        if kind == "cancel":
            self.explain("取消后不再列出，登记过的内容都留着，可以撤销。")
        self._reason.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """The reason is kept in the record of changes."""
        return None if self._reason.toPlainText().strip() else ("请填写原因。", self._reason)

    def submit(self) -> None:
        """Do it."""
        act = {"reopen": service.reopen, "cancel": service.cancel}[self._kind]
        reason = self._reason.toPlainText()
        self.save(lambda: act(self.workspace, self.ids, reason))


def _names(lines: Sequence[ClockLine]) -> str:
    named = [f"{line.matter} · {line.name} · {line.unit_name}" for line in lines[:_NAMED]]
    return "\n".join([*named, f"……等 {len(lines)} 件"] if len(lines) > _NAMED else named)
