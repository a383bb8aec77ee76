"""After a paper is issued: delivered, answered, disputed, voided; and the calls in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.supervision import CallNote, Objection, PaperDelivery, PaperReply
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.clock_lines import list_clocks
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.paper_items import Key
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, paper_tracking, units
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

T = TypeVar("T", PaperDelivery, PaperReply, Objection)


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """An issued paper with all that became of it."""

    notice: Notice
    deliveries: tuple[PaperDelivery, ...]
    replies: tuple[PaperReply, ...]
    objections: tuple[Objection, ...]
    days: int | None
    """Working days until the reply is due, negative when it is late; None when none is awaited any more."""

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """Those that wait for an answer."""
        return tuple(one for one in self.objections if one.is_open)


@dataclass(frozen=True, slots=True)
class NamedItem:
    """A duty or a statutory limit that a paper names."""

    key: Key
    unit_id: int
    text: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call with the unit's name."""

    call: CallNote
    unit_name: str


def issued_lines(workspace: Workspace, today: date) -> tuple[IssuedLine, ...]:
    """Every issued paper as of `today`, newest first, voided ones too."""
    with workspace.ledger.read() as reading:
        issued = notices.list_notices(reading, until=today)
        delivered = _by_notice(paper_tracking.list_deliveries(reading, until=today))
        answered = _by_notice(paper_tracking.list_replies(reading, until=today))
        disputed = _by_notice(paper_tracking.list_objections(reading, until=today))
        named = paper_tracking.named_units(reading)
    lines = []
    for notice in issued:
        replies = answered.get(notice.id, [])
        asked = named.get(notice.id, frozenset()) if notice.unit_id is None else {notice.unit_id}
        awaited = notice.voided_on is None and not asked <= {one.unit_id for one in replies}
        by = notice.reply_by
        days = workspace.calendar.working_days_between(today, by) if awaited and by else None
        lines.append(
            IssuedLine(
                notice,
                tuple(delivered.get(notice.id, ())),
                tuple(replies),
                tuple(disputed.get(notice.id, ())),
                days,
            )
        )
    return tuple(lines)


def _by_notice(found: Sequence[T]) -> dict[int, list[T]]:
    by_notice: dict[int, list[T]] = defaultdict(list)
    for one in found:
        by_notice[one.notice_id].append(one)
    return by_notice


def units_of(workspace: Workspace, notice: Notice) -> tuple[tuple[int, str], ...]:
    """The units a paper speaks to: its own; of a paper to all those it names, else the whole directory."""
    if notice.unit_id is not None:
        return ((notice.unit_id, notice.unit_name),)
    with workspace.ledger.read() as reading:
        named = paper_tracking.named_units(reading).get(notice.id)
        directory = sorted(units.list_units(reading), key=lambda unit: (unit.position, unit.id))
    return tuple((unit.id, unit.name) for unit in directory if not named or unit.id in named)


def items_of(workspace: Workspace, notice: Notice, today: date) -> tuple[NamedItem, ...]:
    """What a paper names, as it is known now: duties, then statutory limits."""
    duties, limits = set(notice.duty_ids), set(notice.clock_ids)
    found = [
        NamedItem(("duty", row.duty_id), row.unit_id, row.task_name)
        for row in (list_duties(workspace, today) if duties else ())
        if row.duty_id in duties
    ]
    for line in list_clocks(workspace, today) if limits else ():
        if line.clock_id in limits and line.unit_id is not None:
            matter = "　".join(filter(None, (line.name, line.matter, line.number)))
            found.append(NamedItem(("clock", line.clock_id), line.unit_id, f"{matter}（法定时限）"))
    return tuple(found)


def record_delivery(
    workspace: Workspace,
    notice_ids: Collection[int],
    on: date,
    way: str,
    receiver: str = "",
    unit_id: int | None = None,
) -> str:
    """Keep that papers were delivered: when, how, and who signed; hands back the journal batch.

    `unit_id` is needed for a paper to all. What was known about a delivery before gives way.
    """
    way = _needed(way, "送达方式")
    with workspace.change("登记送达", way) as work:
        for notice in _in_force(work, notice_ids):
            if on < notice.issued_on:
                raise InvalidInput(
                    f"送达日期早于{notice.number}的签发日期。", f"签发日期是 {notice.issued_on}，请检查。"
                )
            unit = _speaking(work, notice, unit_id)
            paper_tracking.set_delivery(work, notice.id, unit, on, way, receiver.strip())
        work.commit()
    return work.batch


def record_reply(
    workspace: Workspace,
    notice_id: int,
    on: date,
    text: str,
    said_by: str = "",
    unit_id: int | None = None,
) -> str:
    """Keep a unit's answer to a paper."""
    words = _needed(text, "反馈的内容")
    with workspace.change("登记反馈", words) as work:
        (notice,) = _in_force(work, [notice_id])
        if on < notice.issued_on:
            raise InvalidInput("反馈日期早于签发日期。", f"签发日期是 {notice.issued_on}，请检查。")
        unit = _speaking(work, notice, unit_id)
        paper_tracking.add_reply(work, notice_id, unit, on, words, said_by.strip())
        work.commit()
    return work.batch


def void_notice(workspace: Workspace, notice_id: int, on: date, reason: str) -> str:
    """Mark an issued paper as 已作废: it stays in the list, and its number is never given again."""
    words = _needed(reason, "作废的原因")
    with workspace.change("作废文书", words) as work:
        (notice,) = _in_force(work, [notice_id])
        if on < notice.issued_on:
            raise InvalidInput("作废日期早于签发日期。", f"签发日期是 {notice.issued_on}，请检查。")
        notices.void(work, notice_id, on, words)
        work.commit()
    return work.batch


def raise_objection(
    workspace: Workspace,
    notice_id: int,
    on: date,
    text: str,
    duty_ids: Collection[int] = (),
    clock_ids: Collection[int] = (),
    unit_id: int | None = None,
) -> str:
    """Keep what a unit disputes of a paper: some of its duties and limits, or all of the unit's."""
    words = _needed(text, "异议的内容")
    with workspace.change("登记异议", words) as work:
        (notice,) = _in_force(work, [notice_id])
        if not set(duty_ids) <= set(notice.duty_ids) or not set(clock_ids) <= set(notice.clock_ids):
            raise InvalidInput("所选的事项不在这份文书里。", "请只选择文书所列的事项。")
        if on < notice.issued_on:
            raise InvalidInput("异议日期早于签发日期。", f"签发日期是 {notice.issued_on}，请检查。")
        unit = _speaking(work, notice, unit_id)
        about: list[tuple[int | None, int | None]] = [(one, None) for one in dict.fromkeys(duty_ids)]
        about += [(None, one) for one in dict.fromkeys(clock_ids)]
        paper_tracking.add_objections(
            work,
            [
                Objection(0, notice_id, unit, duty, clock, on, words)
                for duty, clock in about or [(None, None)]
            ],
        )
        work.commit()
    return work.batch


def settle_objections(
    workspace: Workspace, objection_ids: Collection[int], accepted: bool, on: date, reason: str
) -> str:
    """Say what became of objections: 采纳 or 不采纳, with the reason."""
    words = _needed(reason, "理由")
    with workspace.change("采纳异议" if accepted else "不采纳异议", words) as work:
        for objection_id in dict.fromkeys(objection_ids):
            one = paper_tracking.get_objection(work, objection_id)
            if not one.is_open:
                raise InvalidInput("这项异议已经处理。", "如需改动，请先撤销上次的处理。")
            if on < one.raised_on:
                raise InvalidInput("处理日期早于提出日期。", f"提出日期是 {one.raised_on}，请检查。")
            paper_tracking.settle_objection(work, objection_id, accepted, on, words)
        work.commit()
    return work.batch


def note_call(workspace: Workspace, unit_id: int, on: date, text: str, person: str = "") -> str:
    """Keep a call: when, to which unit, who, what was said."""
    words = _needed(text, "通话的内容")
    with workspace.change("催办记录", words) as work:
        paper_tracking.add_call(work, _existing(work, unit_id), on, person.strip(), words)
        work.commit()
    return work.batch


def list_calls(workspace: Workspace, today: date) -> tuple[CallLine, ...]:
    """All calls until `today`, newest first."""
    with workspace.ledger.read() as reading:
        names = {unit.id: unit.name for unit in units.list_units(reading)}
        return tuple(
            CallLine(call, names[call.unit_id]) for call in paper_tracking.list_calls(reading, until=today)
        )


def _in_force(work: UnitOfWork, notice_ids: Collection[int]) -> list[Notice]:
    found = [notices.get_notice(work, notice_id) for notice_id in dict.fromkeys(notice_ids)]
    if not found:
        raise InvalidInput("没有选中文书。", "请先在清单中选择。")
    for notice in found:
        if notice.voided_on is not None:
            raise InvalidInput(f"{notice.number}已作废。", "作废的文书不再登记；如是误作废，请撤销那一步。")
    return found


def _speaking(reading: Reading, notice: Notice, unit_id: int | None) -> int:
    """The unit that got, answered or disputes a paper."""
    if unit_id is not None:
        return _existing(reading, unit_id)
    if notice.unit_id is None:
        raise InvalidInput(f"{notice.label}是发给各单位的。", "请说明是哪个单位。")
    return notice.unit_id


def _existing(reading: Reading, unit_id: int) -> int:
    return units.get_unit(reading, unit_id).id


def _needed(text: str, what: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInput(f"没有填写{what}。", f"请填写{what}。")
    return text
