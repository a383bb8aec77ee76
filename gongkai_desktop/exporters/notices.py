"""What a 督办通知 says: the late items of one unit, what to do, by when to answer, and a reply form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.chinese_text import brief, chinese_date
from gongkai_desktop.domain.recognised import ROLE_NAMES, Role
from gongkai_desktop.exporters.document import (
    Attachment,
    Block,
    Heading,
    Imprint,
    OfficialDocument,
    Signature,
    Table,
    TableCell,
    TableColumn,
    Text,
)

REPLY_FORM = "督办事项办理情况回执"
_WEEKDAYS = "一二三四五六日"
_BLANK = "\n"
"""Room to write by hand."""
_MOST_PLANS = 3
_MOST_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """A late duty of the unit."""

    duty_id: int
    no: str | None
    """Its number in its own document."""
    task: str
    requirement: str
    role: Role
    plan_title: str
    late_dates: tuple[date, ...]
    """The dates that have passed, earliest first."""
    days_late: int
    """Working days since the earliest."""
    noticed_before: bool


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """Everything a notice needs."""

    number: str
    unit_name: str
    items: tuple[NoticeItem, ...]
    issued_on: date
    reply_by: date
    reply_days: int
    office: str
    contact: str
    phone: str


def notice_document(content: NoticeContent) -> OfficialDocument:
    """The paper."""
    return OfficialDocument(
        title="关于抓紧办理逾期政务公开事项的督办通知",
        head=content.office,
        number=content.number,
        addressees=(content.unit_name,),
        blocks=(
            Text(_opening(content)),
            Heading(1, "督办事项"),
            _items_table(content.items),
            Heading(1, "办理要求"),
            *_demands(content),
        ),
        signature=Signature(content.office, content.issued_on),
        note=_contact(content.contact, content.phone),
        attachments=(Attachment(REPLY_FORM, _reply_form(content)),),
        imprint=Imprint((), content.office, content.issued_on),
    )


def _opening(content: NoticeContent) -> str:
    count, longest = len(content.items), max(item.days_late for item in content.items)
    late = f"，最长已逾期{longest}个工作日" if longest else ""
    return (
        f"根据{_plans(content.items)}明确的任务分工和完成时限，经对照台账逐项核查，"
        f"截至{chinese_date(content.issued_on)}，你单位承担的政务公开任务有{count}项逾期未办结{late}。"
        "现将有关事项督办如下。"
    )


def _plans(items: Sequence[NoticeItem]) -> str:
    titles = list(dict.fromkeys(item.plan_title for item in items))
    named = "".join(f"《{title.strip('《》')}》" for title in titles[:_MOST_PLANS])
    return named + ("等文件" if len(titles) > _MOST_PLANS else "")


def _demands(content: NoticeContent) -> list[Block]:
    weekday = _WEEKDAYS[content.reply_by.weekday()]
    demands: list[Block] = [
        Heading(
            2,
            "抓紧办理。",
            "请对照所列事项查明原因、明确专人，尽快办结，并按规定在政府网站相应栏目公开。",
        ),
        Heading(
            2,
            "按时反馈。",
            f"请于{chinese_date(content.reply_by)}（星期{weekday}）前，即印发后{content.reply_days}个工作日内，"
            "报送附件所列回执，由主要负责人签字并加盖公章。已公开的只需填写网址和日期，不必另附材料。",
        ),
        Heading(
            2,
            "说明原因。",
            "不能按期办结的，请在回执中写明原因和预计完成日期；逾期不反馈的，将视情予以通报。",
        ),
    ]
    again = [number for number, item in enumerate(content.items, 1) if item.noticed_before]
    if again:
        demands.append(
            Heading(2, "重点说明。", f"{_numbered(again)}此前已经督办，至今仍未办结，请逐项说明办理进度。")
        )
    return demands


def _numbered(numbers: Sequence[int]) -> str:
    if len(numbers) > _MOST_NUMBERS:
        return f"表中有{len(numbers)}项"
    return f"表中第{'、'.join(map(str, numbers))}项"


def _items_table(items: Sequence[NoticeItem]) -> Table:
    header = tuple(TableCell(text) for text in ("序号", "任务", "要求", "时限", "逾期\n天数"))
    rows = tuple(
        (
            TableCell(str(number)),
            TableCell(_task(item)),
            TableCell(item.requirement),
            TableCell(_dates(item.late_dates)),
            TableCell(f"{item.days_late}个\n工作日"),
        )
        for number, item in enumerate(items, 1)
    )
    columns = (
        TableColumn(1.1),
        TableColumn(3.5, "left"),
        TableColumn(8.2, "left"),
        TableColumn(2.5),
        TableColumn(2.1),
    )
    return Table(columns, (header, *rows))


def _task(item: NoticeItem) -> str:
    return item.task if item.role is not Role.SUPPORT else f"{item.task}\n（{ROLE_NAMES[item.role]}）"


def _dates(days: Sequence[date]) -> str:
    """The first date; how many more have passed where the task returns."""
    first = f"{days[0].year}年\n{days[0].month}月{days[0].day}日"
    return first if len(days) == 1 else f"{first}\n等{len(days)}个节点"


def _contact(contact: str, phone: str) -> str:
    parts = [f"联系人：{contact}" if contact else "", f"联系电话：{phone}" if phone else ""]
    return "；".join(part for part in parts if part)


def _reply_form(content: NoticeContent) -> tuple[Block, ...]:
    header = tuple(
        TableCell(text)
        for text in ("序号", "任务", "办理情况（或未办结原因）", "公开网址", "公开日期\n（或预计完成日期）")
    )
    rows = tuple(
        (TableCell(str(number)), TableCell(brief(item.task)), *(TableCell(_BLANK) for _ in range(3)))
        for number, item in enumerate(content.items, 1)
    )
    signatures = (
        (
            TableCell("填报人", column_span=2, align="centre"),
            TableCell(_BLANK),
            TableCell("联系电话", align="centre"),
            TableCell(_BLANK),
        ),
        (
            TableCell("主要负责人（签字）", column_span=2, align="centre"),
            TableCell("\n\n"),
            TableCell("单位（盖章）", align="centre"),
            TableCell("\n\n"),
        ),
    )
    columns = (
        TableColumn(1.1),
        TableColumn(4.2, "left"),
        TableColumn(4.4, "left"),
        TableColumn(3.9, "left"),
        TableColumn(3.1),
    )
    return (
        Text(f"反馈单位：{content.unit_name}"),
        Text(f"对应文号：{content.number}"),
        Text(f"反馈时限：{chinese_date(content.reply_by)}"),
        Table(columns, (header, *rows, *signatures)),
    )
