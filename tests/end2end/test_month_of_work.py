"""A month of work, day by day, on the real calendar; every light below was worked out by hand.

December 2026 has no holidays; 2027 is not announced when it begins, so only January 1 is off. The notice,
made up here, comes on December 28: off from January 1 to 4, worked on Saturday the 9th and Sunday the 31st.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.deadline import ByDate, Deadline, Recurring, Within
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import NamedUnit, Origin, RecognisedDocument, RecognisedTask, Role
from gongkai_desktop.services import clocks, edit_duty, holidays
from gongkai_desktop.services.clock_lists import preview_decisions, start_decisions
from gongkai_desktop.services.clocks import ClockDraft
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.events import enter_event, event_limits
from gongkai_desktop.services.import_plan import ImportPreview, commit_import
from gongkai_desktop.services.move_dates import move_checkpoint, moves_of
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.services.year_wheel import start_year_wheel

NOTICE = """关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至3日（周一）放假，共3天。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""

DECISIONS = (
    "案由\t决定书文号\t当事人\t决定日期\t执法单位\n"
    "违法排污\t示环罚〔2026〕7号\t某某公司\t2026-12-18\t县生态环境分局\n"
)
MORE_DECISIONS = DECISIONS + "未批先建\t示环罚〔2026〕8号\t某某商行\t2026-12-25\t县生态环境分局\n"

MONTHLY, DATED, FIRST, SECOND = "空气质量", "预算公开", "处罚公示", "许可公示"
PENALTY, LATER_PENALTY, REQUEST = "违法排污", "未批先建", "依申请公开第3号"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new ledger with a document of four tasks."""
    opened = open_workspace(tmp_path / "台账.gkdb", "王办事")
    tasks = (
        task(1, MONTHLY, "县生态环境分局", Recurring("month")),
        task(2, DATED, "县财政局", ByDate(date(2026, 12, 31))),
        task(3, FIRST, "县市场监管局", Within(7, "working", "作出决定")),
        task(4, SECOND, "县住建局", Within(7, "working", "作出决定")),
    )
    document = RecognisedDocument(
        source="任务分解表.docx",
        title="2026年政务公开任务分解表",
        issuer="示例县人民政府办公室",
        number="示政办〔2026〕5号",
        document_date=date(2026, 12, 1),
        place="示例县",
        year=2026,
        columns=(),
        tasks=tasks,
    )
    preview = ImportPreview(
        path=Path("任务分解表.docx"),
        file_name="任务分解表.docx",
        data=b"-",
        sha256="-",
        raw=None,
        document=document,
        year=2026,
    )
    commit_import(opened, [preview])
    yield opened
    opened.close()


def task(number: int, name: str, unit: str, deadline: Deadline) -> RecognisedTask:
    return RecognisedTask(
        no=str(number),
        path=(name,),
        requirement=f"做好{name}。",
        items=(),
        units_text=unit,
        units=(NamedUnit(unit, Role.LEAD),),
        open_ended=False,
        deadline_text="",
        deadlines=(deadline,),
        inline_deadlines=(),
        origin=Origin("表1", number + 1),
        flags=(),
    )


def lights(workspace: Workspace, today: date) -> dict[str, tuple[str, int]]:
    """Every light with its working days, by the name of the matter."""
    shown = {row.task_name: (row.light.value, row.days) for row in list_duties(workspace, today)}
    return shown | {
        line.matter: (line.light.value, line.days) for line in clocks.list_clocks(workspace, today)
    }


def duty(workspace: Workspace, name: str, today: date) -> int:
    return next(row.duty_id for row in list_duties(workspace, today) if row.task_name == name)


def clock(workspace: Workspace, matter: str, today: date) -> int:
    return next(line.clock_id for line in clocks.list_clocks(workspace, today) if line.matter == matter)


def enter(workspace: Workspace, name: str, on: date) -> None:
    """The day of a decision on the duty of a task."""
    duty_id = duty(workspace, name, on)
    (limit,) = event_limits(workspace, duty_id)
    enter_event(workspace, [duty_id], limit, on)


def december(day: int) -> date:
    return date(2026, 12, day)


def january(day: int) -> date:
    return date(2027, 1, day)


def test_that_a_month_of_work_shows_the_right_light_every_day(workspace: Workspace) -> None:
    _first_half(workspace)
    _before_the_notice(workspace)
    with_notice = _the_notice_comes(workspace)
    _last_days_of_the_year(with_notice)
    _january(with_notice)


def _first_half(w: Workspace) -> None:
    # Thursday the 3rd: a decision of the 2nd; 3, 4, 7, 8, 9, 10, 11. No date is left out.
    enter(w, FIRST, december(2))
    assert lights(w, december(3)) == {
        MONTHLY: ("normal", 20),
        DATED: ("normal", 20),
        FIRST: ("soon", 6),
        SECOND: ("none", 0),
    }
    # Monday the 7th: a request; twenty days would end on January 5.
    clocks.start_clocks(w, [ClockDraft("request_reply", REQUEST, december(7))])
    (request,) = clocks.list_clocks(w, december(7))
    assert (request.due, request.days, request.provisional) == (january(5), 20, True)
    # Thursday the 10th: done a day early.
    edit_duty.complete(w, [duty(w, FIRST, december(10))], december(10), "http://xx.gov.cn/1")
    assert lights(w, december(9))[FIRST] == ("soon", 2)
    assert lights(w, december(10))[FIRST] == ("done", 0)
    # From the 14th to the 18th a third party is asked: the 15th to the 18th do not count.
    clocks.pause(w, [request.clock_id], december(14), "征求第三方意见")
    paused = clocks.clock_detail(w, request.clock_id, december(16)).line
    assert (paused.state.value, paused.due) == ("paused", january(7))
    clocks.resume(w, [request.clock_id], december(18))
    assert clocks.clock_detail(w, request.clock_id, december(18)).line.due == january(11)


def _before_the_notice(w: Workspace) -> None:
    # Monday the 21st: the list of decisions. 21, 22, 23, 24, 25, 28, 29.
    found = preview_decisions(w, "permit_penalty", december(21), text=DECISIONS)
    assert [row.ready for row in found.rows] == [True]
    start_decisions(w, "permit_penalty", found.rows)
    assert lights(w, december(21)) == {
        MONTHLY: ("normal", 8),
        DATED: ("normal", 8),
        FIRST: ("done", 0),
        SECOND: ("none", 0),
        REQUEST: ("normal", 14),
        PENALTY: ("soon", 6),
    }
    assert lights(w, december(22))[MONTHLY] == lights(w, december(22))[DATED] == ("soon", 7)
    # Friday the 25th: a decision of the 24th; 25, 28, 29, 30, 31, January 4, 5.
    enter(w, SECOND, december(24))
    assert lights(w, december(25))[SECOND] == ("soon", 6)
    # Monday the 28th: the list again, with one more; the first is known. 28 to 31, January 4, 5, 6.
    again = preview_decisions(w, "permit_penalty", december(28), text=MORE_DECISIONS)
    assert [row.known for row in again.rows] == [True, False]
    start_decisions(w, "permit_penalty", again.rows)
    assert lights(w, december(28)) == {
        MONTHLY: ("soon", 3),
        DATED: ("soon", 3),
        FIRST: ("done", 0),
        SECOND: ("soon", 5),
        REQUEST: ("normal", 9),
        PENALTY: ("soon", 1),
        LATER_PENALTY: ("soon", 6),
    }


def _the_notice_comes(w: Workspace) -> Workspace:
    reading = holidays.recognise_notice(NOTICE)
    assert reading.flags == ()
    expected = [
        ("checkpoint", SECOND, january(5), january(6)),
        ("clock", LATER_PENALTY, january(6), january(7)),
    ]
    changes = holidays.preview_schedule(w, reading.schedule, december(28))
    assert [(c.kind, c.what, c.old, c.new) for c in changes] == expected
    saved = holidays.save_schedule(w, reading.schedule, december(28))
    assert saved.changes == changes
    now = saved.workspace
    # The 4th goes, the 9th comes: the request's last day stays. 29, 30, 31, 5, 6, 7, 8, 9, 11.
    assert lights(now, december(28)) == {
        MONTHLY: ("soon", 3),
        DATED: ("soon", 3),
        FIRST: ("done", 0),
        SECOND: ("soon", 5),
        REQUEST: ("normal", 9),
        PENALTY: ("soon", 1),
        LATER_PENALTY: ("soon", 6),
    }
    return now


def _last_days_of_the_year(w: Workspace) -> None:
    # Tuesday the 29th: put off to January 15: 30, 31, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15.
    row = next(row for row in list_duties(w, december(29)) if row.task_name == DATED)
    move_checkpoint(w, row.checkpoints[0].id, january(15), "预算未批复", "李主任")
    (moved,) = moves_of(w, row.duty_id)
    assert (moved.old_due, moved.new_due, moved.approver) == (december(31), january(15), "李主任")
    assert lights(w, december(29))[DATED] == ("normal", 12)
    # Wednesday the 30th: the penalty is late, the month's figures are out.
    edit_duty.complete(w, [duty(w, MONTHLY, december(30))], december(30))
    assert lights(w, december(30)) == {
        MONTHLY: ("done", 0),
        DATED: ("normal", 11),
        FIRST: ("done", 0),
        SECOND: ("soon", 3),
        REQUEST: ("soon", 7),
        PENALTY: ("late", -1),
        LATER_PENALTY: ("soon", 4),
    }
    (late,) = clocks.late_clocks(w, december(30))
    assert (late.matter, late.unit_name.endswith("生态环境分局")) == (PENALTY, True)
    assert clocks.late_clocks(w, december(30), [late.unit_id or 0]) == (late,)
    assert clocks.late_clocks(w, december(30), []) == ()
    assert lights(w, december(31))[PENALTY] == ("late", -2)


def _january(w: Workspace) -> None:
    # Monday the 4th is off: nobody is a day later than on the 31st.
    assert lights(w, january(4))[PENALTY] == ("late", -2)
    assert lights(w, january(4))[SECOND] == ("soon", 2)
    # Tuesday the 5th: published, three working days late.
    clocks.finish(w, [clock(w, PENALTY, january(5))], january(5), "http://xx.gov.cn/2")
    assert lights(w, january(5))[PENALTY] == ("done", -3)
    assert lights(w, december(31))[PENALTY] == ("late", -2)
    clocks.finish(w, [clock(w, LATER_PENALTY, january(6))], january(6), "http://xx.gov.cn/3")
    assert lights(w, january(6)) == {
        MONTHLY: ("done", 0),
        DATED: ("normal", 8),
        FIRST: ("done", 0),
        SECOND: ("soon", 0),
        REQUEST: ("soon", 4),
        PENALTY: ("done", -3),
        LATER_PENALTY: ("done", 0),
    }
    assert lights(w, january(7))[SECOND] == ("late", -1)
    assert lights(w, january(7))[DATED] == ("soon", 7)
    edit_duty.complete(w, [duty(w, SECOND, january(8))], january(8))
    # Sunday the 10th and Monday the 11th: the last day of the request; on the 12th it is late.
    assert lights(w, january(10))[REQUEST] == ("soon", 1)
    assert lights(w, january(11))[REQUEST] == ("soon", 0)
    assert lights(w, january(12))[REQUEST] == ("late", -1)
    # The wheel: the departments' reports are due on Sunday the 31st, which is worked.
    start_year_wheel(w, 2027, ["report_department"])
    report = "部门政府信息公开工作年度报告（2027年）"
    assert lights(w, january(20))[report] == ("normal", 8)
    assert lights(w, january(21))[report] == ("soon", 7)
    # Saturday the 16th: the day has passed, though no working day has.
    assert lights(w, january(15))[DATED] == ("soon", 0)
    assert lights(w, january(16))[DATED] == ("late", 0)
    assert lights(w, january(18))[DATED] == ("late", -1)
    assert all(light is not Light.NONE.value for light, _ in lights(w, january(18)).values())
