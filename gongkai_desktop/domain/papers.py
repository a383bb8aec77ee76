"""Supervision papers (督办文书): the kinds as a table of data, and the facts that a paper states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from gongkai_desktop.domain.recognised import ROLE_NAMES, Role


class Form(StrEnum):
    """The layouts of a paper."""

    RED_HEAD = "公文"
    """Red head, number and red line above the title (GB/T 9704-2012, 7)."""
    LETTER = "信函"
    """信函格式 (10.1): head at the top of the page, red double lines, the number at the right."""
    INTERNAL = "内部"
    """Title at the top, nothing in red: records, lists and reports inside the office."""


class Numbering(StrEnum):
    """How the papers of a kind are counted; the value is what the clerk sees."""

    NONE = "不编号"
    NUMBER = "文号"
    ISSUE = "期号"
    BOTH = "文号和期号"

    @property
    def has_number(self) -> bool:
        """Whether each gets a 文号: 督〔2026〕3号."""
        return self in (Numbering.NUMBER, Numbering.BOTH)

    @property
    def has_issue(self) -> bool:
        """Whether each gets a 期号: 第3期."""
        return self in (Numbering.ISSUE, Numbering.BOTH)


class About(StrEnum):
    """Which duties a paper lists."""

    SOON = "临期"
    LATE = "逾期"
    LATE_AGAIN = "督办后仍逾期"
    YEAR = "全年"
    NOTHING = "无"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper."""

    name: str
    explanation: str
    """One line for the clerk."""
    form: Form
    about: About
    word: str = ""
    """What follows the 机关代字 in its number; a kind without one has no number and is not issued."""
    to_all: bool = False
    """One paper for everybody instead of one for each unit."""
    wants_reply: bool = False
    signed: bool = True
    imprint: bool = False
    numberings: tuple[Numbering, ...] = ()
    """What the office may choose from, its habit first; none: the kind has no choice."""

    @property
    def numbered(self) -> bool:
        """Whether it gets a number and is kept in the ledger as issued."""
        return bool(self.word)

    def numbering(self, chosen: Mapping[str, str]) -> Numbering:
        """How its papers are counted, by the office's choices (name of the kind -> Numbering)."""
        usual = self.numberings[0] if self.numberings else Numbering.NUMBER if self.word else Numbering.NONE
        return next((one for one in self.numberings if one == chosen.get(self.name)), usual)


KINDS: tuple[PaperKind, ...] = (
    PaperKind("工作提示函", "到期之前提醒，语气平和", Form.LETTER, About.SOON, "提"),
    PaperKind(
        "督办通知", "逾期事项，要求限期反馈", Form.RED_HEAD, About.LATE, "督", wants_reply=True, imprint=True
    ),
    PaperKind(
        "再次督办通知",
        "督办后仍未办结的事项",
        Form.RED_HEAD,
        About.LATE_AGAIN,
        "再督",
        wants_reply=True,
        imprint=True,
    ),
    PaperKind(
        "督查通报",
        "每季一份，发各单位，点名通报",
        Form.RED_HEAD,
        About.LATE,
        "通",
        to_all=True,
        wants_reply=True,
        imprint=True,
        numberings=(Numbering.NUMBER, Numbering.ISSUE, Numbering.BOTH),
    ),
    PaperKind("约谈通知", "请单位负责人到场说明", Form.LETTER, About.LATE, "约"),
    PaperKind("约谈记录", "约谈时填写、签字", Form.INTERNAL, About.LATE, signed=False),
    PaperKind(
        "送达签收单", "随文书送出，收件人签字", Form.INTERNAL, About.NOTHING, to_all=True, signed=False
    ),
    PaperKind("任务清单", "一个单位全年承担的任务", Form.INTERNAL, About.YEAR, signed=False),
    PaperKind("回执", "单位填写办理情况后送回", Form.INTERNAL, About.LATE, wants_reply=True, signed=False),
)
BY_NAME: dict[str, PaperKind] = {kind.name: kind for kind in KINDS}
MONTHLY = PaperKind(
    "督办月报",
    "每月一份，送领导",
    Form.INTERNAL,
    About.NOTHING,
    "报",
    to_all=True,
    numberings=(Numbering.NONE, Numbering.ISSUE, Numbering.NUMBER, Numbering.BOTH),
)
"""The monthly report: not written by a text with fields, and kept as issued where it is numbered."""
SERIALS = tuple(kind for kind in (*KINDS, MONTHLY) if kind.numberings)
"""The kinds of which the office says how they are counted."""
URGED = ("督办通知", "再次督办通知")
"""The kinds that count as 督办: a reminder before the date is none."""


@dataclass(frozen=True, slots=True)
class FormerPaper:
    """A paper issued earlier about the same thing."""

    kind: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One line of a paper: a duty with its dates, or a statutory limit that runs."""

    what: Literal["duty", "clock"]
    id: int
    """Of the duty or of the running limit."""
    unit_id: int
    unit_name: str
    task: str
    requirement: str
    dates: tuple[date, ...]
    """The dates the paper is about, earliest first; none where the duty has no date."""
    days: int
    """Working days until the earliest of them; negative when it has passed."""
    no: str | None = None
    """Its number in its own document."""
    role: Role | None = None
    source: str = ""
    """Title of the document, or name of the law."""
    source_number: str = ""
    """Number of the document, or the article."""
    deadline_text: str = ""
    """The limit as the document words it."""
    state: str = ""
    """The word of its light."""
    former: tuple[FormerPaper, ...] = ()
    """Newest first."""

    @property
    def days_late(self) -> int:
        """Working days since the earliest date."""
        return max(0, -self.days)

    @property
    def urged(self) -> tuple[FormerPaper, ...]:
        """The papers that urged it before."""
        return tuple(paper for paper in self.former if paper.kind in URGED)

    @property
    def noticed_before(self) -> bool:
        """Whether it was urged before."""
        return bool(self.urged)

    @property
    def role_name(self) -> str:
        """牵头, 责任 or 配合; nothing for a statutory limit."""
        return ROLE_NAMES[self.role] if self.role else ""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """How a unit stands: its duties by light."""

    unit_id: int
    unit_name: str
    unit_kind: str
    total: int
    dated: int
    """Duties with a date: only these have a rate."""
    done: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class Talk:
    """When, where and with whom a talk (约谈) is; what is empty is left to be written by hand."""

    time: str = ""
    place: str = ""
    person: str = ""
    """Who is asked to come."""
    leader: str = ""
    """Who leads the talk."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A paper on the delivery list."""

    number: str
    kind: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Everything that one paper may state."""

    kind: PaperKind
    issued_on: date
    number: str
    """Its 文号; empty where it has none."""
    county: str
    office: str
    contact: str
    phone: str
    unit_id: int | None
    """None for a paper to all."""
    unit_name: str
    items: tuple[PaperItem, ...] = ()
    reply_by: date | None = None
    reply_days: int = 0
    quarter: tuple[int, int] = (0, 0)
    """(year, 1 to 4): what a circular is about."""
    figures: tuple[UnitFigures, ...] = ()
    talk: Talk = Talk()
    deliveries: tuple[Delivery, ...] = ()
    issue: int | None = None
    """Its 期号."""

    @property
    def called(self) -> str:
        """What it is called by: its 文号, else kind, year and 期号; empty where it has neither."""
        return self.number or (
            issue_name(self.kind.name, self.issued_on.year, self.issue) if self.issue else ""
        )


def issue_name(kind: str, year: int, issue: int) -> str:
    """督查通报2026年第3期: a paper without a 文号 among those of other kinds and years."""
    return f"{kind}{year}年{issue_text(issue)}"


def issue_text(issue: int) -> str:
    """第3期."""
    return f"第{issue}期"


def quarter_of(day: date) -> tuple[int, int]:
    """The quarter a circular of this day is about: in a quarter's first half month still the one before."""
    year, quarter = day.year, (day.month - 1) // 3 + 1
    if day.month % 3 == 1 and day.day <= 15:
        quarter -= 1
    return (year, quarter) if quarter else (year - 1, 4)
