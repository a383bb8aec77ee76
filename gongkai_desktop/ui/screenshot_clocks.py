"""What the pictures show of statutory limits and of the working-day calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.services import clocks
from gongkai_desktop.services.clocks import ClockDraft, list_clocks
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.holidays import DateChange, LocalDays, official_schedule
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
from gongkai_desktop.ui.dialogs.event import EventDialog
from gongkai_desktop.ui.dialogs.holidays.changes import ChangesDialog
from gongkai_desktop.ui.dialogs.holidays.local_dialog import LocalDaysDialog
from gongkai_desktop.ui.dialogs.holidays.notice_dialog import NoticeDialog
from gongkai_desktop.ui.dialogs.own_dates import OwnDatesDialog
from gongkai_desktop.ui.dialogs.rhythm import RhythmDialog
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

_NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月10日（周日）上班。
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
    """The dialogs on statutory limits and on the calendar they are counted by."""
    lines = list_clocks(workspace, today)
    running = [line for line in lines if line.finished_on is None and line.wheel_year is None] or list(lines)
    scenes = [
        *calendar_scenes(workspace, today, window),
        *duty_time_scenes(workspace, today, window),
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
        Scene("延长时限", lambda: ExtendDialog(workspace, running[:1], today, window)),
        Scene("取消计时", lambda: ReasonDialog(workspace, running[:1], "cancel", window)),
        Scene("修改法定时限", lambda: EditClockDialog(workspace, clock, window)),
    ]


def calendar_scenes(workspace: Workspace, today: date, window: QWidget) -> list[Scene]:
    """The dialogs on the working-day calendar."""
    following = official_schedule(today.year + 1)
    days = LocalDays(today, today, False, "台风停工", "县防指通知")
    due = today + timedelta(days=12)
    change = DateChange(
        "clock", 1, "", "示例超市经营过期食品案", "7个工作日内", today, due, due + timedelta(days=1)
    )
    return [
        Scene("录入放假安排", lambda: NoticeDialog(workspace, following, today, window)),
        Scene("录入放假安排-识别", lambda: NoticeDialog(workspace, following, today, window), _recognise),
        Scene("哪些时限会变", lambda: ChangesDialog([change], workspace.office.office, window)),
        Scene("本地放假", lambda: LocalDaysDialog(workspace, days, today, window)),
    ]


def duty_time_scenes(workspace: Workspace, today: date, window: QWidget) -> list[Scene]:
    """The dialogs that give duties dates which their document does not print."""
    rows = [row for row in list_duties(workspace, today) if row.due and row.state is DutyState.OPEN][:3]
    if not rows:
        return []
    ids = [row.duty_id for row in rows]
    return [
        Scene("检查节奏", lambda: RhythmDialog(workspace, ids[:1], today, window)),
        Scene("登记事件", lambda: EventDialog(workspace, ids[:1], today, window)),
        Scene("分别定日期", lambda: OwnDatesDialog(workspace, rows, today, window)),
    ]


def _recognise(dialog: QDialog) -> QDialog:
    if isinstance(dialog, NoticeDialog):
        dialog.recognise(_NOTICE)
    return dialog


def _paste(dialog: QDialog) -> QDialog:
    if isinstance(dialog, DecisionListDialog):
        dialog.read(text=_LIST)
    return dialog
