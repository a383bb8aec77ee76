"""What becomes of issued papers (督办跟踪): delivery, replies, objections; and calls noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DELIVERY_WAYS = ("直接送达", "政务内网", "传真", "邮寄", "会议发放")
"""How papers are delivered; other words may be written."""


@dataclass(frozen=True, slots=True)
class PaperDelivery:
    """送达: a unit got a paper."""

    id: int
    notice_id: int
    unit_id: int
    on: date
    way: str
    receiver: str
    """Who signed for it."""


@dataclass(frozen=True, slots=True)
class PaperReply:
    """反馈: a unit's answer to a paper."""

    id: int
    notice_id: int
    unit_id: int
    on: date
    text: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Objection:
    """异议: what a unit disputes of a paper; without duty and limit it is about the whole paper."""

    id: int
    notice_id: int
    unit_id: int
    duty_id: int | None
    clock_id: int | None
    raised_on: date
    text: str
    accepted: bool | None = None
    """采纳 or 不采纳; None while it is not settled."""
    settled_on: date | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.accepted is None


@dataclass(frozen=True, slots=True)
class CallNote:
    """催办记录: a call to a unit."""

    id: int
    unit_id: int
    on: date
    person: str
    text: str
