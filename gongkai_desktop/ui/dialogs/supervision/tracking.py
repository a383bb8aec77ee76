"""登记送达, 登记反馈, 登记异议, 处理异议, 作废, 催办记录: what becomes of issued papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from gongkai_desktop.domain.ledger import Notice, Unit
from gongkai_desktop.domain.supervision import DELIVERY_WAYS, Objection
from gongkai_desktop.services import paper_tracking
from gongkai_desktop.services.paper_tracking import IssuedLine, NamedItem
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import (
    FormDialog,
    date_field,
    day_of,
    quiet_label,
    text_area,
    title_label,
)

Names = Sequence[tuple[int, str]]
_USUAL_CALL = "电话催办，请尽快办理并反馈。"


class TrackingDialog(FormDialog):
    """A day, and words that are kept in one transaction."""

    def __init__(
        self, title: str, accept: str, about: str, workspace: Workspace, today: date, parent: QWidget | None
    ) -> None:
        super().__init__(title, accept, parent)
        self._workspace = workspace
        self.on: QDateEdit = date_field(QDate(today.year, today.month, today.day))
        self.on.setMaximumDate(self.on.date())
        self.head.addWidget(title_label(title))
        self.head.addWidget(quiet_label(about))

    def keep(self, write: Callable[[], str]) -> None:
        """Write, and close with the batch."""
        self.lock()
        jobs.run(self, lambda _report, _cancelled: write(), self.finish, "正在保存", ended=self.unlock)


def unit_choice(names: Names) -> QComboBox:
    """One unit of those a paper speaks to."""
    box = QComboBox()
    for unit_id, name in names:
        box.addItem(name, unit_id)
    return box


class DeliveryDialog(TrackingDialog):
    """When, how, and who signed; for several papers at once."""

    def __init__(
        self,
        workspace: Workspace,
        papers: Sequence[Notice],
        names: Names,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("登记送达", "保存", _about(papers), workspace, today, parent)
        self._papers = papers
        self._units = unit_choice(names)
        self.way = QComboBox()
        self.way.setEditable(True)
        self.way.addItems(DELIVERY_WAYS)
        self.receiver = QLineEdit()
        self.receiver.setPlaceholderText("签收人，可不填")
        self.add_row("送达日期", self.on)
        self.add_row("方式", self.way, needed=True)
        self.add_row("签收人", self.receiver)
        if len(names) > 1:
            self.add_row("单位", self._units)
        self.way.setFocus()

    def submit(self) -> None:
        """Keep the delivery of every paper."""
        ids, on = [paper.id for paper in self._papers], day_of(self.on)
        way, receiver = self.way.currentText(), self.receiver.text()
        unit = self._units.currentData() if self._units.count() > 1 else None
        self.keep(lambda: paper_tracking.record_delivery(self._workspace, ids, on, way, receiver, unit))


class ReplyDialog(TrackingDialog):
    """What the unit answered."""

    def __init__(
        self,
        workspace: Workspace,
        paper: Notice,
        names: Names,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("登记反馈", "保存", _about([paper]), workspace, today, parent)
        self._paper = paper
        self._units = unit_choice(names)
        self.text = text_area(4, "例如：已在门户网站公开，网址附后。")
        self.said_by = QLineEdit()
        self.said_by.setPlaceholderText("反馈人，可不填")
        self.add_row("反馈日期", self.on)
        if len(names) > 1:
            self.add_row("单位", self._units)
        self.add_row("内容", self.text, needed=True)
        self.add_row("反馈人", self.said_by)
        self.text.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """An answer says something."""
        return None if self.text.toPlainText().strip() else ("请填写反馈的内容。", self.text)

    def submit(self) -> None:
        """Keep the answer."""
        paper, on = self._paper.id, day_of(self.on)
        text, said_by, unit = self.text.toPlainText(), self.said_by.text(), self._units.currentData()
        self.keep(lambda: paper_tracking.record_reply(self._workspace, paper, on, text, said_by, unit))


class ObjectionDialog(TrackingDialog):
    """What a unit disputes: one duty or limit of the paper, or all that names the unit."""

    def __init__(
        self,
        workspace: Workspace,
        paper: Notice,
        names: Names,
        items: Sequence[NamedItem],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("登记异议", "保存", _about([paper]), workspace, today, parent)
        self._paper = paper
        self._items = items
        self.unit = unit_choice(names)
        self.item = QComboBox()
        self.unit.currentIndexChanged.connect(self._list_items)
        self._list_items()
        self.text = text_area(4, "单位的理由，例如：此项已于上月公开。")
        self.add_row("提出日期", self.on)
        if len(names) > 1:
            self.add_row("单位", self.unit)
        self.add_row("事项", self.item)
        self.add_row("理由", self.text, needed=True)
        late = paper.reply_by is not None and today > paper.reply_by
        passed = f"反馈时限（{paper.reply_by}）已过，仍可登记。" if late else ""
        self.explain(f"{passed}异议没有处理之前，这些事项不再发文，也不列入通报。")
        self.text.setFocus()

    def _list_items(self) -> None:
        """What the paper names of the chosen unit."""
        self.item.clear()
        self.item.addItem("文书所列的全部事项", None)
        for one in self._items:
            if one.unit_id == self.unit.currentData():
                self.item.addItem(one.text, one.key)

    def missing(self) -> tuple[str, QWidget] | None:
        """An objection has a reason."""
        return None if self.text.toPlainText().strip() else ("请填写单位提出的理由。", self.text)

    def submit(self) -> None:
        """Keep the objection."""
        paper, on, text = self._paper.id, day_of(self.on), self.text.toPlainText()
        what, number = self.item.currentData() or ("", 0)
        duties, limits = ([number] if what == kind else [] for kind in ("duty", "clock"))
        unit = self.unit.currentData()
        self.keep(
            lambda: paper_tracking.raise_objection(self._workspace, paper, on, text, duties, limits, unit)
        )


class SettleDialog(TrackingDialog):
    """采纳 or 不采纳, with the reason."""

    def __init__(
        self,
        workspace: Workspace,
        line: IssuedLine,
        names: Names,
        items: Sequence[NamedItem],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("处理异议", "保存", _about([line.notice]), workspace, today, parent)
        waiting = line.open_objections
        self.which = QComboBox()
        if len(waiting) > 1:
            self.which.addItem(f"全部 {len(waiting)} 项", tuple(one.id for one in waiting))
        for one in waiting:
            self.which.addItem(_objection_text(one, names, items), (one.id,))
        self.yes = QRadioButton("采纳")
        self.no = QRadioButton("不采纳")
        self._choice = QButtonGroup(self)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(24))
        for button in (self.yes, self.no):
            self._choice.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.reason = text_area(3, "例如：经核实，网址可以打开。")
        words = dict.fromkeys(f"{one.raised_on}　{one.text}" for one in waiting)
        self.add_wide(quiet_label("\n".join(words)))
        if len(waiting) > 1:
            self.add_row("异议", self.which)
        self.add_row("处理日期", self.on)
        self.add_row("结果", both, needed=True)
        self.add_row("理由", self.reason, needed=True)
        self.explain("采纳的，这份文书对这些事项不再算一次督办；不采纳的，照旧。")

    def missing(self) -> tuple[str, QWidget] | None:
        """A result and its reason."""
        if self._choice.checkedButton() is None:
            return "请选择采纳或不采纳。", self.yes
        return None if self.reason.toPlainText().strip() else ("请填写理由。", self.reason)

    def submit(self) -> None:
        """Keep what became of it."""
        ids, accepted = self.which.currentData(), self.yes.isChecked()
        on, reason = day_of(self.on), self.reason.toPlainText()
        self.keep(lambda: paper_tracking.settle_objections(self._workspace, ids, accepted, on, reason))


class VoidDialog(TrackingDialog):
    """A paper becomes 已作废; its number is not given again."""

    def __init__(
        self, workspace: Workspace, paper: Notice, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("作废文书", "作废", _about([paper]), workspace, today, parent)
        self._paper = paper
        self.reason: QPlainTextEdit = text_area(3, "例如：事项有误，另行发文。")
        self.add_row("作废日期", self.on)
        self.add_row("原因", self.reason, needed=True)
        self.explain("作废的文书仍列在清单中，文号不再使用，也不算一次督办。")
        self.reason.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """Voiding has a reason."""
        return None if self.reason.toPlainText().strip() else ("请填写作废的原因。", self.reason)

    def submit(self) -> None:
        """Void the paper."""
        paper, on, reason = self._paper.id, day_of(self.on), self.reason.toPlainText()
        self.keep(lambda: paper_tracking.void_notice(self._workspace, paper, on, reason))


class CallDialog(TrackingDialog):
    """A call noted: everything is filled in with what is usual, Enter keeps it."""

    def __init__(
        self,
        workspace: Workspace,
        units: Sequence[Unit],
        unit_id: int | None,
        person: str,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("催办记录", "保存", "给单位打过电话，记一笔。", workspace, today, parent)
        self.unit = unit_choice([(unit.id, unit.name) for unit in units])
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if completer := self.unit.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit_id)))
        self.person = QLineEdit(person)
        self.person.setPlaceholderText("接电话的人，可不填")
        self.text = QLineEdit(_USUAL_CALL)
        self.add_row("日期", self.on)
        self.add_row("单位", self.unit, needed=True)
        self.add_row("接听人", self.person)
        self.add_row("内容", self.text, needed=True)
        self.text.selectAll()
        self.text.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """A unit of the directory and what was said."""
        if self.unit.findText(self.unit.currentText()) < 0:
            return "请从名录中选择单位。", self.unit
        return None if self.text.text().strip() else ("请填写通话的内容。", self.text)

    def submit(self) -> None:
        """Keep the call."""
        unit = self.unit.itemData(self.unit.findText(self.unit.currentText()))
        on, text, person = day_of(self.on), self.text.text(), self.person.text()
        self.keep(lambda: paper_tracking.note_call(self._workspace, unit, on, text, person))


def _objection_text(one: Objection, names: Names, items: Sequence[NamedItem]) -> str:
    """Whose objection about what."""
    key = ("duty", one.duty_id) if one.duty_id is not None else ("clock", one.clock_id)
    about = next((item.text for item in items if item.key == key), "全部事项")
    unit = dict(names).get(one.unit_id, "") if len(names) > 1 else ""
    return "　".join(filter(None, (unit, about, one.text)))


def _about(papers: Sequence[Notice]) -> str:
    first = f"{papers[0].heading}　{papers[0].unit_name}"
    return first if len(papers) == 1 else f"{first}　等 {len(papers)} 份"
