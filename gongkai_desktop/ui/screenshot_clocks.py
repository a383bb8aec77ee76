"""What the pictures show of statutory limits: a few that run, and every dialog on them."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.services import clocks
from gongkai_desktop.services.clocks import ClockDraft, list_clocks
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import start_year_wheel
from gongkai_desktop.ui.dialogs.clocks.decision_list import DecisionListDialog
from gongkai_desktop.ui.dialogs.clocks.happenings import (
    ExtendDialog,
    FinishDialog,
    ReasonDialog,
    StepDialog,
)
from gongkai_desktop.ui.dialogs.clocks.start_clock import EditClockDialog, StartClockDialog
from gongkai_desktop.ui.dialogs.clocks.year_wheel import YearWheelDialog
from gongkai_desktop.ui.screenshot_scene import Scene

_MATTERS = (
    ("permit_penalty", "示例化工有限公司安全隐患案", "示应急罚〔2026〕12号", 16, "县应急管理局"),
    ("permit_penalty", "示例超市经营过期食品案", "示市监罚〔2026〕31号", 6, "县市场监督管理局"),
    ("request_reply", "张某某申请公开征地补偿标准", "〔2026〕第8号", 22, ""),
    ("proactive", "示例县养老服务补贴办法", "示政办发〔2026〕9号", 3, "县民政局"),
    ("interpretation", "示例县养老服务补贴办法解读", "", 2, "县民政局"),
    ("decision_comments", "城区停车收费方案征求意见", "", 20, "县发展和改革局"),
    ("opinion_48h", "某小区停水情况回应", "", 1, "县水利局"),
    ("message_reply", "群众留言：公交线路调整", "", 9, "县交通运输局"),
)
_LIST = """序号\t案由\t决定书文号\t当事人\t处罚决定日期\t处罚机关
1\t未按规定开展安全培训\t示应急罚〔2026〕13号\t示例建材厂\t2026-06-22\t县应急管理局
2\t销售不合格电线\t示市监罚〔2026〕33号\t示例五金店\t2026-06-31\t县市场监督管理局
3\t超范围经营\t示市监罚〔2026〕34号\t示例药店\t2026-06-23\t县市场监督管理局
4\t无证运输\t示交罚〔2026〕5号\t李某\t2026-06-18\t县交通执法队
5\t安全隐患\t示应急罚〔2026〕12号\t示例化工有限公司\t2026-06-08\t县应急管理局
"""


def load_clocks(workspace: Workspace, today: date) -> None:
    """Some limits as an office has them in an ordinary week."""
    units = {unit.name: unit.id for unit in list_units(workspace)}
    drafts = [
        ClockDraft(key, matter, today - timedelta(days=ago), "09:00", units.get(unit), number)
        for key, matter, number, ago, unit in _MATTERS
    ]
    clocks.start_clocks(workspace, drafts)
    ids = {line.matter: line.clock_id for line in list_clocks(workspace, today)}
    asked = ids["张某某申请公开征地补偿标准"]
    clocks.pause(workspace, [asked], today - timedelta(days=13), "征求第三方意见")
    clocks.resume(workspace, [asked], today - timedelta(days=6), "收到第三方意见")
    stopped = ids["群众留言：公交线路调整"]
    clocks.pause(workspace, [stopped], today - timedelta(days=2), "等待留言人补充情况")
    done = ids["示例县养老服务补贴办法解读"]
    clocks.finish(workspace, [done], today, "https://www.example.gov.cn/jd/1.html")
    start_year_wheel(workspace, today.year, since=today)


def clock_scenes(workspace: Workspace, today: date, window: QWidget) -> list[Scene]:
    """The dialogs on statutory limits; the ledger needs none of them to run."""
    lines = list_clocks(workspace, today)
    running = [line for line in lines if line.finished_on is None and line.wheel_year is None] or list(lines)
    scenes = [
        Scene("新增计时", lambda: StartClockDialog(workspace, today, window)),
        Scene("批量登记", lambda: DecisionListDialog(workspace, today, window)),
        Scene("批量登记-核对", lambda: DecisionListDialog(workspace, today, window), _paste),
        Scene("年度事项", lambda: YearWheelDialog(workspace, today, window)),
    ]
    if not running:
        return scenes
    clock = clocks.clock_detail(workspace, running[0].clock_id, today).clock
    return [
        *scenes,
        Scene("办结", lambda: FinishDialog(workspace, running[:2], today, window)),
        Scene("暂停计时", lambda: StepDialog(workspace, running[:1], "pause", today, window)),
        Scene("恢复计时", lambda: StepDialog(workspace, running[:1], "resume", today, window)),
        Scene("延长期限", lambda: ExtendDialog(workspace, running[:1], today, window)),
        Scene("取消计时", lambda: ReasonDialog(workspace, running[:1], "cancel", window)),
        Scene("修改法定时限", lambda: EditClockDialog(workspace, clock, window)),
    ]


def _paste(dialog: QDialog) -> QDialog:
    if isinstance(dialog, DecisionListDialog):
        dialog.read(text=_LIST)
    return dialog
