"""Running statutory limits: started, paused, resumed, started anew, prolonged, finished, cancelled.

How they are shown stands in `clock_lines`; its names are here too, so that one module is enough to work with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.clocks import (
    Clock,
    ClockEvent,
    ClockState,
    ClockTemplate,
    Happening,
    Standing,
    stand,
)
from gongkai_desktop.domain.moments import moment
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.clock_lines import (
    ClockDetail,
    ClockLine,
    clock_detail,
    late_clocks,
    list_clocks,
)
from gongkai_desktop.services.clock_templates import template_in
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import clocks, units
from gongkai_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "ClockDetail",
    "ClockDraft",
    "ClockLine",
    "cancel",
    "clock_detail",
    "extend",
    "finish",
    "late_clocks",
    "list_clocks",
    "new_clock",
    "pause",
    "reopen",
    "reset",
    "resume",
    "start_clocks",
    "start_in",
    "update_clock",
]


@dataclass(frozen=True, slots=True)
class ClockDraft:
    """A limit to be started; `unit_id` None: the office's own."""

    template_key: str
    matter: str
    started_on: date
    started_time: str | None = None
    """HH:MM, needed where the rule counts hours."""
    unit_id: int | None = None
    number: str = ""
    party: str = ""
    note: str = ""


def start_clocks(workspace: Workspace, drafts: Sequence[ClockDraft]) -> str:
    """Start limits, all or none; hands back the journal batch."""
    if not drafts:
        raise InvalidInput("没有要登记的事项。", "请至少填写一项。")
    with workspace.change(
        "登记法定时限", drafts[0].matter if len(drafts) == 1 else f"{len(drafts)}项"
    ) as work:
        start_in(work, drafts)
        work.commit()
    return work.batch


def start_in(work: UnitOfWork, drafts: Sequence[ClockDraft]) -> list[int]:
    """The same inside a transaction of the caller; hands back the ids."""
    rules: dict[str, ClockTemplate] = {}
    made = []
    for draft in drafts:
        if draft.template_key not in rules:
            rules[draft.template_key] = template_in(work, draft.template_key)
        rule = rules[draft.template_key]
        _check(draft, rule)
        if draft.unit_id is not None:
            units.get_unit(work, draft.unit_id)
        made.append(new_clock(rule, draft))
    return clocks.add_clocks(work, made)


def new_clock(rule: ClockTemplate, draft: ClockDraft, wheel_year: int | None = None) -> Clock:
    """A limit under a rule, not stored yet. Dates of the year wheel stand as they are."""
    return Clock(
        id=0,
        template_key=rule.key,
        name=rule.name,
        kind=rule.kind,
        amount=0 if rule.yearly else rule.amount,
        unit="date" if rule.yearly else rule.unit,
        moves_on=rule.moves_on and not rule.yearly,
        article=rule.article,
        matter=draft.matter.strip(),
        number=draft.number.strip(),
        party=draft.party.strip(),
        unit_id=draft.unit_id,
        started_on=draft.started_on,
        started_time=_time(draft.started_time),
        wheel_year=wheel_year,
        note=draft.note.strip(),
    )


def update_clock(
    workspace: Workspace,
    clock_id: int,
    *,
    matter: str | None = None,
    number: str | None = None,
    party: str | None = None,
    unit_id: int | None = None,
    note: str | None = None,
) -> str:
    """Correct what was written of a limit; what is None stays."""
    given = {"matter": matter, "number": number, "party": party, "note": note}
    values: dict[str, object] = {key: text.strip() for key, text in given.items() if text is not None}
    if unit_id is not None:
        values["unit_id"] = unit_id
    if values.get("matter") == "":
        raise InvalidInput("没有填写事项。", "请写明这是哪一件事。")
    with workspace.change("修改法定时限") as work:
        if unit_id is not None:
            units.get_unit(work, unit_id)
        clocks.change_clock(work, clock_id, **values)
        work.commit()
    return work.batch


def pause(
    workspace: Workspace, clock_ids: Iterable[int], on: date, reason: str, time: str | None = None
) -> str:
    """Let limits stand still; the day of the pause still counts."""
    event = ClockEvent(Happening.PAUSE, on, _time(time), reason=_needed(reason, "暂停的原因"))
    return _happen(workspace, "暂停法定时限", clock_ids, event)


def resume(
    workspace: Workspace, clock_ids: Iterable[int], on: date, reason: str = "", time: str | None = None
) -> str:
    """Let paused limits go on; the day of resuming does not count yet."""
    return _happen(
        workspace,
        "恢复法定时限",
        clock_ids,
        ClockEvent(Happening.RESUME, on, _time(time), reason=reason.strip()),
    )


def reset(
    workspace: Workspace, clock_ids: Iterable[int], on: date, reason: str, time: str | None = None
) -> str:
    """Let limits run anew from a day (收到补正之日); earlier pauses no longer matter."""
    event = ClockEvent(Happening.RESET, on, _time(time), reason=_needed(reason, "重新起算的原因"))
    return _happen(workspace, "重新起算法定时限", clock_ids, event)


def extend(
    workspace: Workspace, clock_ids: Iterable[int], on: date, amount: int, reason: str, approver: str
) -> str:
    """Prolong limits by so many of their own units."""
    if amount <= 0:
        raise InvalidInput("延长的时间应当大于零。", "请填写延长多少。")
    why, who = _needed(reason, "延长的原因"), _needed(approver, "批准人")
    event = ClockEvent(Happening.EXTEND, on, amount=amount, reason=why, approver=who)
    return _happen(workspace, "延长法定时限", clock_ids, event)


def finish(
    workspace: Workspace,
    clock_ids: Iterable[int],
    on: date,
    url: str = "",
    note: str = "",
    time: str | None = None,
) -> str:
    """Close limits with the day it was done and the link; a note replaces the one there was."""
    values: dict[str, object] = {"finished_on": on, "finished_time": _time(time), "url": url.strip()}
    if note.strip():
        values["note"] = note.strip()
    with workspace.change("办结法定时限", note.strip()) as work:
        for clock in _chosen(work, clock_ids):
            _open(clock)
            if on < clock.started_on and clock.wheel_year is None and clock.amount > 0:
                raise InvalidInput(f"“{clock.matter}”的办结日期早于起算日期。", "请检查日期。")
            clocks.change_clock(work, clock.id, **values)
        work.commit()
    return work.batch


def reopen(workspace: Workspace, clock_ids: Iterable[int], reason: str) -> str:
    """Take back that limits were finished or cancelled."""
    with workspace.change("重新打开法定时限", _needed(reason, "重新打开的原因")) as work:
        for clock in _chosen(work, clock_ids):
            clocks.change_clock(work, clock.id, finished_on=None, finished_time=None, url="", cancelled=False)
        work.commit()
    return work.batch


def cancel(workspace: Workspace, clock_ids: Iterable[int], reason: str) -> str:
    """Take limits off the list; what was recorded on them is kept."""
    with workspace.change("取消法定时限", _needed(reason, "取消的原因")) as work:
        for clock in _chosen(work, clock_ids):
            clocks.change_clock(work, clock.id, cancelled=True)
        work.commit()
    return work.batch


def _happen(workspace: Workspace, action: str, clock_ids: Iterable[int], event: ClockEvent) -> str:
    with workspace.change(action, event.reason) as work:
        for clock in _chosen(work, clock_ids):
            _open(clock)
            _check_event(workspace, clock, event)
            clocks.add_event(work, clock.id, event)
        work.commit()
    return work.batch


def _check_event(workspace: Workspace, clock: Clock, event: ClockEvent) -> None:
    what = f"“{clock.matter or clock.name}”"
    if clock.unit == "date":
        raise InvalidInput(f"{what}是法律写明的日期，不能暂停、延长或重新起算。", "如已办完，请直接办结。")
    standing = _standing(workspace, clock, event.on)
    if event.on < standing.start:
        raise InvalidInput(f"{what}在 {event.on} 还没有起算。", f"起算日是 {standing.start}，请检查日期。")
    if clock.events and event.on < max(known.on for known in clock.events):
        raise InvalidInput(
            f"{what}在 {event.on} 之后已有别的记录。", "请按先后顺序登记，或先撤销后面的记录。"
        )
    paused = standing.state is ClockState.PAUSED
    if event.kind is Happening.PAUSE and paused:
        raise InvalidInput(f"{what}已经暂停。", "请先恢复。")
    if event.kind is Happening.RESUME and not paused:
        raise InvalidInput(f"{what}没有暂停，不用恢复。", "请检查所选的事项。")


def _chosen(work: UnitOfWork, clock_ids: Iterable[int]) -> list[Clock]:
    wanted = list(dict.fromkeys(clock_ids))
    if not wanted:
        raise InvalidInput("没有选中法定时限。", "请先在清单中选择。")
    return [clocks.get_clock(work, clock_id) for clock_id in wanted]


def _open(clock: Clock) -> None:
    if clock.finished_on is not None or clock.cancelled:
        word = "取消" if clock.cancelled else "办结"
        raise InvalidInput(f"“{clock.matter or clock.name}”已经{word}。", "如需修改，请先重新打开。")


def _check(draft: ClockDraft, rule: ClockTemplate) -> None:
    if not draft.matter.strip():
        raise InvalidInput("没有填写事项。", "请写明这是哪一件事，例如处罚决定的案由。")
    if rule.unit == "hour" and not draft.started_time:
        raise InvalidInput(f"“{rule.name}”按小时计算，没有填写起算的时间。", "请填写几时几分，例如 09:30。")
    if rule.yearly:
        raise InvalidInput(f"“{rule.name}”的日期由“年度事项”生成。", "请在“年度事项”中生成这一年的法定日期。")


def _standing(workspace: Workspace, clock: Clock, today: date) -> Standing:
    return stand(clock, workspace.calendar, workspace.light_rules, today)


def _time(text: str | None) -> str | None:
    """HH:MM as it is kept. Raises InvalidInput for what is no time of day."""
    if not text or not text.strip():
        return None
    try:
        return moment(date.min, text.strip().replace("：", ":").zfill(5)).strftime("%H:%M")
    except ValueError:
        raise InvalidInput(f"“{text}”不是时间。", "请写成 09:30 的样子。") from None


def _needed(text: str, what: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInput(f"没有填写{what}。", f"请填写{what}。")
    return text
