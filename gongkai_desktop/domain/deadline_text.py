"""Deadline phrases of Chinese task tables, read into values.

`year` is everywhere the document's year, the default for a phrase that names none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.deadline import ByDate, Deadline, Ongoing
from gongkai_desktop.domain.deadline_forms import DAY, FORMS, MONTH, STATE, STATE_WORD, Form
from gongkai_desktop.domain.deadline_search import Search
from gongkai_desktop.domain.deadline_values import Match, NoYear
from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.words import NOTHING, any_of

_FULL_WIDTH = dict(zip("０１２３４５６７８９：／．－", "0123456789:/.-", strict=True))
_WIDE = re.compile(f"[{''.join(_FULL_WIDTH)}]")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """One phrase with its place in the text; `doubt` is set where it can mean two things."""

    text: str
    start: int
    deadline: Deadline
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a deadline cell says; without doubts the reading is certain."""

    deadlines: tuple[Deadline, ...]
    doubts: tuple[Doubt, ...] = ()


_BARE_YEAR = re.compile(r"(?P<year>20\d\d|本|当)年度?")
_COUNTED = any_of("次 个 项 篇 件 家 % ％ 期 场 轮 批 版 条 类 名 人 户 级 号文 以上")
_UNREAD_TIME = re.compile(
    rf"\d+\s*(?:[月日号天]|年(?!度|以来|版))|(?<![\d第.])\d+(?!\d|\.?\d*(?:{_COUNTED}|年))|[一二三四五六七八九十]+月|季度|半年|工作日|"
    r"[一-鿿]{1,6}(?:之前|以前|节前|期前|会前)"
)
_MONTHS = re.compile(
    r"(?P<each>每年)?(?<!\d)(?P<list>(?:\d{1,2}[、,，和及])+)(?P<last>\d{1,2}月份?(?:底|末|\d{1,2}[日号])?(?:之前|以前|前)?)"
)
_QUARTERS = re.compile(r"(?P<list>(?:第?[一二三四1-4][、,，和及])+)(?P<last>第?[一二三四1-4]季度(?:末|底)?)")
_DAYS = re.compile(
    r"(?P<each>每月)(?P<list>\d{1,2}[日号]?(?:[、,，和及]\d{1,2}[日号]?)*[、,，和及])(?P<last>\d{1,2}[日号]前?)"
)
_EACH_YEAR = re.compile(r"(每年\d{1,2}月(?:\d{1,2}日|底|末|份)?前?[、，,和及])(?=\d{1,2}月)")
_START = re.compile(rf"从?{MONTH}(?:{DAY})?起")
_START_END = re.compile(r"[月份日号](?<!之日)起")
"""How every phrase of a start ends: looking for it first is much faster."""
_STANDS = ("已", "累计", "共", "全县", "全市", "全区", "我县", "我市", "我区")
"""What follows a date up to which something is told (截至6月底，已完成…)."""
_STARTS = ("起", "开始", "以来", "以后", "之后", "后")


_IN_CELLS = Search(FORMS)
_IN_TEXT = Search([form for form in FORMS if form.inline])


def _half_width(text: str) -> str:
    return _WIDE.sub(lambda match: _FULL_WIDTH[match.group()], text)


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """The text without white space and in half-width digits, and where each character stood."""
    plain = _half_width("".join(text.split()))
    if len(plain) == len(text):
        return plain, range(len(text))
    return plain, [index for index, character in enumerate(text) if not character.isspace()]


def _scan(text: str, year: int | None, *, inline: bool) -> tuple[list[FoundDeadline], list[Doubt]]:
    """All phrases left to right, and doubts about those that could not be dated."""
    plain, places = _squeezed(text)
    found: list[FoundDeadline] = []
    doubts: list[Doubt] = []
    position = 0
    following = (_IN_TEXT if inline else _IN_CELLS).following(plain)
    while (best := following(position)) is not None:
        match, form = best
        position = match.end()
        if inline and _is_coverage(plain, match):
            continue
        try:
            deadline = form.make(match, year)
        except NoYear:
            doubts.append(Doubt(f"“{match.group()}”没有年份，文件年份也未识别"))
            continue
        except (ValueError, KeyError):
            doubts.append(_no_date(match))
            continue
        if not inline and isinstance(deadline, ByDate) and plain.startswith(_STARTS, match.end()):
            doubts.append(Doubt(f"“{match.group()}”是开始时间，未作为时限"))
            continue
        printed = text[places[match.start()] : places[match.end() - 1] + 1]
        found.append(FoundDeadline(printed, places[match.start()], deadline, _doubt(match, form)))
    return found, doubts


def _doubt(match: Match, form: Form) -> Doubt | None:
    if not form.doubt:
        return None
    choices = form.readings(match) if form.readings else ()
    return Doubt(f"“{match.group()}”{form.doubt}", choices, match.group())


def _no_date(match: Match) -> Doubt:
    """A day that its month does not have; the month's end is likely meant."""
    month = re.match(r".*?月", match.group())
    return Doubt(
        f"“{match.group()}”不是有效的日期", (f"{month.group()}底前",) if month else (), match.group()
    )


def _is_coverage(text: str, match: Match) -> bool:
    """A phrase that says what a report covers or when something began is no deadline."""
    after = text[match.end() : match.end() + 3]
    stand = text[: match.start()].endswith(("截至", "截止到", "截止")) and after.lstrip("，").startswith(
        _STANDS
    )
    return stand or after.startswith(("起", "以来", "的政府", "年度", "未"))


def read_deadlines(text: str, year: int | None) -> DeadlineReading:
    """Read a deadline cell; every part that is not understood is a doubt, never a silent guess."""
    numbered = split_items(text)
    if len(numbered.items) > 1:
        parts = read_deadlines("；".join((numbered.lead_in, *numbered.items)).strip("；"), year)
        return DeadlineReading(
            parts.deadlines, (Doubt("时限前有编号，可能分别对应各分项，请核对"), *parts.doubts)
        )
    plain = _spelled_out(_joined_lines(text))
    if not plain or NOTHING.fullmatch(plain):
        return DeadlineReading(())
    if STATE.fullmatch(plain):
        return DeadlineReading((Ongoing(),))
    if bare := _BARE_YEAR.fullmatch(plain.rstrip("。")):
        return _whole_year(plain, bare["year"], year)
    found, doubts = _scan(plain, year, inline=False)
    if not found and not doubts and STATE_WORD.search(plain) and not re.search(r"\d|[前底]$|附件", plain):
        return DeadlineReading((Ongoing(),))
    doubts += [entry.doubt for entry in found if entry.doubt]
    if not found:
        return DeadlineReading(
            (Ongoing(),), _in_whole(doubts, plain) or (Doubt(f"“{plain}”没有可以计算的日期"),)
        )
    if not any("开始时间" in doubt.reason for doubt in doubts):
        doubts += [Doubt(f"“{rest}”未能识别为时限") for rest in _unread(plain, found)]
    unique = tuple(dict.fromkeys(entry.deadline for entry in found))
    dated: tuple[Deadline, ...] = tuple(d for d in unique if not isinstance(d, Ongoing))
    if dated and any(isinstance(d, ByDate) for d in dated) and _lasts(plain, found):
        dated = (*dated, Ongoing())
    return DeadlineReading(dated or unique, _in_whole(doubts, plain))


_LASTING = re.compile(
    r"(?:[，,；;、]|[并且后])(?:并|且|再|要|须|应|之?后|今后)*"
    r"(?:长期|持续|常态化?|常年|不断|长效)(?:性|地)?(?:坚持|推进|巩固|保持|开展|实施|落实|抓好|推动|提升|深化|加强|运行|整改|执行|化|管理)*"
    r"(?=$|[，,；;。、）)])"
)
"""That it goes on for good, behind a date (6月底前完成并长期坚持)."""


def _lasts(text: str, found: Sequence[FoundDeadline]) -> bool:
    """Whether a text goes on behind its last date with words of what lasts."""
    if not STATE_WORD.search(text):
        return False
    end = max((text.find(entry.text) + len(entry.text) for entry in found), default=0)
    return bool(_LASTING.search(text, max(end - 1, 0)))


def _joined_lines(text: str) -> str:
    """The cell on one line; a gap between two figures stays a gap."""
    text = re.sub(r"(?<=\d)\s+(?=\d)", "，", _half_width(text).strip())
    return "".join(text.split())


def _spelled_out(text: str) -> str:
    """Lists written short (6、9、12月底前) with every member in full."""

    def months(m: Match) -> str:
        tail = re.sub(r"^\d{1,2}", "", m["last"])
        members = [*re.findall(r"\d{1,2}", m["list"]), m["last"].removesuffix(tail)]
        return "、".join(f"{m['each'] or ''}{member}{tail}" for member in members)

    def quarters(m: Match) -> str:
        tail = re.sub(r"^第?[一二三四1-4]", "", m["last"])
        return "、".join(
            f"第{member}{tail}" for member in re.findall(r"[一二三四1-4]", m["list"] + m["last"][:2])
        )

    def days(m: re.Match[str]) -> str:
        members = re.findall(r"\d{1,2}", m["list"] + m["last"])
        return "、".join(f"每月{member}日" for member in members)

    text = _QUARTERS.sub(quarters, _MONTHS.sub(months, _DAYS.sub(days, text)))
    while (longer := _EACH_YEAR.sub(r"\1每年", text)) != text:
        text = longer
    return text


def _whole_year(text: str, named: str, year: int | None) -> DeadlineReading:
    if named.isdigit():
        return DeadlineReading((ByDate(date(int(named), 12, 31)),))
    if year is None:
        return DeadlineReading((Ongoing(),), (Doubt(f"“{text}”没有年份，文件年份也未识别"),))
    return DeadlineReading((ByDate(date(year, 12, 31)),))


def _in_whole(doubts: Sequence[Doubt], text: str) -> tuple[Doubt, ...]:
    """The doubts with their choices as readings of the whole cell."""
    if not doubts:
        return ()
    return tuple(
        Doubt(doubt.reason, tuple(text.replace(doubt.part, choice, 1) for choice in doubt.choices))
        for doubt in doubts
    )


def _unread(text: str, found: list[FoundDeadline]) -> list[str]:
    """Words about time that no phrase covers."""
    rest = text
    for entry in found:
        rest = rest.replace(entry.text, "|", 1)
    return [m.group() for m in _UNREAD_TIME.finditer(rest)]


def find_deadlines(text: str, year: int | None) -> tuple[tuple[FoundDeadline, ...], tuple[Doubt, ...]]:
    """Deadlines in running text: only phrases with a number and a limit word; and doubts, read in whole."""
    found, doubts = _scan(text, year, inline=True)
    if _START_END.search(text):
        starts = [m.group() for m in _START.finditer(_half_width(text))]
        doubts += [Doubt(f"“{phrase}”是开始时间，未作为时限") for phrase in starts]
    doubts += [Doubt(entry.doubt.reason) for entry in found if entry.doubt]
    return tuple(found), _in_whole(doubts, text)
