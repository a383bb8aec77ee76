"""Made-up facts for each kind of paper: what the preview of a text shows, and what a text is tried with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from gongkai_desktop.domain.chinese_text import document_number
from gongkai_desktop.domain.papers import (
    About,
    Delivery,
    FormerPaper,
    PaperFacts,
    PaperItem,
    PaperKind,
    Talk,
    UnitFigures,
    quarter_of,
)
from gongkai_desktop.domain.recognised import Role

_DAY = date(2026, 6, 24)
_TASKS = (
    ("财政信息公开", "公开本级政府预算执行情况和部门决算，集中展示，便于查询。", Role.LEAD, 36),
    ("规范性文件公开", "集中公开现行有效的规范性文件，标注有效性，废止的及时撤下。", Role.RESPONSIBLE, 12),
    ("惠民惠农政策公开", "编制补贴政策清单并按季度更新，公开发放结果。", Role.SUPPORT, 3),
)
_UNITS = (
    ("示例县财政局", "县直部门", 12, 5, 2),
    ("示例一镇", "乡镇", 9, 8, 0),
    ("示例二镇", "乡镇", 9, 3, 1),
)


class Sender(Protocol):
    """What a paper says about the office that sends it."""

    @property
    def county(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def short_office(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def reply_days(self) -> int: ...


def sample_facts(
    kind: PaperKind, sender: Sender | None = None, today: date = _DAY, *, few: bool = False
) -> PaperFacts:
    """A paper of the kind about made-up units; with `few`, everything that may be missing is missing."""
    mark = sender.short_office if sender else "示例政办"
    items = tuple(_item(place, kind, mark, today) for place in range(1 if few else len(_TASKS)))
    return PaperFacts(
        kind=kind,
        issued_on=today,
        number=document_number(mark + kind.word, today.year, 5) if kind.numbered else "",
        county=sender.county if sender else "示例县",
        office=sender.office if sender else "示例县人民政府办公室",
        contact="" if few else (sender and sender.contact) or "王某",
        phone="" if few else (sender and sender.phone) or "0000-1234567",
        unit_id=None if kind.to_all else 1,
        unit_name="各责任单位" if kind.to_all else _UNITS[0][0],
        items=() if few and kind.to_all else items,
        reply_by=today + timedelta(days=7) if kind.wants_reply else None,
        reply_days=sender.reply_days if sender else 5,
        quarter=quarter_of(today),
        figures=tuple(_figures(place, few) for place in range(len(_UNITS))) if kind.to_all else (),
        talk=Talk() if few else Talk("6月30日上午9时", "县政府二楼会议室", "", "县政府办公室负责人"),
        deliveries=tuple(
            Delivery(document_number(f"{mark}督", today.year, number), "督办通知", unit[0])
            for number, unit in enumerate(_UNITS, 1)
        ),
    )


def _item(place: int, kind: PaperKind, mark: str, today: date) -> PaperItem:
    task, requirement, role, days = _TASKS[place]
    former = FormerPaper("督办通知", document_number(f"{mark}督", today.year, 2), today - timedelta(days=20))
    soon = kind.about is About.SOON
    return PaperItem(
        what="duty",
        id=place,
        unit_id=place if kind.to_all else 1,
        unit_name=_UNITS[place if kind.to_all else 0][0],
        task=task,
        requirement=requirement,
        dates=(today + timedelta(days=days if soon else -days),),
        days=days if soon else -days,
        no=str(place + 1),
        role=role,
        source=f"{today.year}年政务公开工作要点任务分解表",
        source_number=document_number("示政办", today.year, 5),
        deadline_text="6月底前",
        state="临期" if soon else "逾期",
        former=(former,) if kind.about is About.LATE_AGAIN else (),
    )


def _figures(place: int, few: bool) -> UnitFigures:
    name, kind, total, done, late = _UNITS[place]
    return UnitFigures(place, name, kind, total, total - 1, 0 if few else done, 0 if few else late, 1)
