"""Deadline phrases of Chinese task tables, read into values.

The table of patterns is the language: one row a form, tried in order at every place of the text; the
first row that matches wins. `year` is the document's year, the default for a phrase that names none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.deadline import (
    AtLeast,
    ByDate,
    DayUnit,
    Deadline,
    Ongoing,
    Recurring,
    Within,
    Yearlong,
)

_FULL_WIDTH = str.maketrans("０１２３４５６７８９：／．－", "0123456789:/.-")
_HAN_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = (
    r"(?P<year>(?:\d{4}|[二〇零一三四五六七八九]{4})年(?:度)?|本年度?|今年|当年|明年|次年|来年|翌年)?(?:的)?"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_BEFORE = r"(?:之前|以前|前|止|截止)"
_TO = r"\s*(?:-{1,2}|[—–~～－]{1,2}|至|到)\s*"
_UNIT = r"(?P<unit>个?工作日|个?自然日|个?日历日|日|天|个?小时|个月)"


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """One phrase with its place in the text; `doubt` is a reason in Chinese where it can mean two things."""

    text: str
    start: int
    deadline: Deadline
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a deadline cell says. `doubts` are reasons in Chinese; empty when the reading is certain."""

    deadlines: tuple[Deadline, ...]
    doubts: tuple[str, ...] = ()


class _NoYear(Exception):
    """A phrase without a year stands in a document without a year."""


def number(text: str) -> int:
    """A small number in digits or Chinese numerals (三十一 -> 31)."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)
    return int("".join(str(_HAN_DIGITS[c]) for c in text))


def _year(text: str | None, default: int | None) -> int:
    if text:
        digits = text.removesuffix("度").removesuffix("年")
        if len(digits) == 4:
            return number(digits)
        if text.startswith(("明", "次", "来", "翌")):
            if default is None:
                raise _NoYear
            return default + 1
    if default is None:
        raise _NoYear
    return default


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


Match = re.Match[str]
Make = Callable[[Match, int | None], Deadline]


def _by_day(m: Match, year: int | None) -> Deadline:
    return ByDate(date(_year(m["year"], year), number(m["month"]), number(m["day"])))


def _by_month(m: Match, year: int | None) -> Deadline:
    return ByDate(_month_end(_year(m["year"], year), number(m["month"])))


def _by_before_month(m: Match, year: int | None) -> Deadline:
    """6月前 read strictly: before June begins."""
    wanted, month = _year(m["year"], year), number(m["month"])
    return ByDate(_month_end(wanted, month - 1) if month > 1 else date(wanted - 1, 12, 31))


def _by_third(m: Match, year: int | None) -> Deadline:
    wanted, month = _year(m["year"], year), number(m["month"])
    days = {"上旬": 10, "中旬": 20, "初": 10}
    return ByDate(date(wanted, month, days[m["third"]]))


def _by_year_end(m: Match, year: int | None) -> Deadline:
    return ByDate(date(_year(m["year"], year), 12, 31))


def _by_quarter(m: Match, year: int | None) -> Deadline:
    return ByDate(_month_end(_year(m["year"], year), 3 * number(m["quarter"])))


def _by_half(m: Match, year: int | None) -> Deadline:
    return ByDate(_month_end(_year(m["year"], year), 6 if m["half"] == "上" else 12))


def _months(m: Match, year: int | None) -> Deadline:
    first = _year(m["year"], year)
    last = _year(m["year2"], first) if m["year2"] else first
    start, end = date(first, number(m["month"]), 1), _month_end(last, number(m["month2"]))
    return ByDate(_month_end(last + 1, number(m["month2"])) if end < start else end, start)


def _days(m: Match, year: int | None) -> Deadline:
    first = _year(m["year"], year)
    month2 = number(m["month2"] or m["month"])
    last = _year(m["year2"], first) if m["year2"] else first
    return ByDate(date(last, month2, number(m["day2"])), date(first, number(m["month"]), number(m["day"])))


def _years(m: Match, _year_: int | None) -> Deadline:
    return ByDate(date(int(m["last"]), 12, 31), date(int(m["first"]), 1, 1))


def _numeric(m: Match, _year_: int | None) -> Deadline:
    year, month = int(m["y"]), int(m["m"])
    return ByDate(date(year, month, int(m["d"])) if m["d"] else _month_end(year, month))


def _yearlong(m: Match, year: int | None) -> Deadline:
    try:
        return Yearlong(_year(m["year"], year))
    except _NoYear:
        return Yearlong(None)


def _every(every: str) -> Make:
    return lambda _m, _y: Recurring(every)


def _every_n(m: Match, _year_: int | None) -> Deadline:
    count = number(m["n"])
    unit = {"年": "year", "个月": "month"}[m["period"]]
    special = {("month", 3): "quarter", ("month", 6): "half-year", ("month", 1): "month", ("year", 1): "year"}
    return Recurring(special.get((unit, count), f"{count} {unit}s"))


def _yearly_by(m: Match, _year_: int | None) -> Deadline:
    month = number(m["month"])
    day = number(m["day"]) if m["day"] else monthrange(2023, month)[1]
    return Recurring("year", f"{month:02d}-{day:02d}")


def _yearly_quarter(m: Match, _year_: int | None) -> Deadline:
    month = 3 * number(m["quarter"])
    return Recurring("year", f"{month:02d}-{monthrange(2023, month)[1]:02d}")


def _yearly_end(m: Match, _year_: int | None) -> Deadline:
    return Recurring("year", "06-30" if m["half"] == "上半年" else "12-31")


def _monthly_by(m: Match, _year_: int | None) -> Deadline:
    return Recurring("month", f"{number(m['day']):02d}")


def _quarterly_by(m: Match, _year_: int | None) -> Deadline:
    return Recurring("quarter", f"首月{number(m['day']):02d}日")


def _unit(text: str) -> DayUnit:
    if "工作日" in text:
        return "working"
    if "小时" in text:
        return "hour"
    return "month" if "月" in text else "calendar"


def _event(text: str | None) -> str | None:
    if not text:
        return None
    event = re.sub(r"^(?:应当?|须|要|需)?[自从在于]", "", text)
    event = re.sub(r"(?:之日|当日)?(?:起|后|以后|之后)?的?$", "", event)
    return event or None


def _within(m: Match, _year_: int | None) -> Deadline:
    return Within(number(m["n"]), _unit(m["unit"]), _event(m["event"]))


def _not_more(m: Match, _year_: int | None) -> Deadline:
    return Within(number(m["n"]), _unit(m["unit"]), None)


def _at_least(m: Match, _year_: int | None) -> Deadline:
    return AtLeast(number(m["n"]), _unit(m["unit"]))


def _ongoing(_m: Match, _year_: int | None) -> Deadline:
    return Ongoing()


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    make: Make
    inline: bool = True
    """True where the phrase has a number and a limit word, so that it is a deadline in running text too."""
    doubt: str = ""


def _form(pattern: str, make: Make, *, inline: bool = True, doubt: str = "") -> _Form:
    return _Form(re.compile(pattern), make, inline, doubt)


_YEAR2 = _YEAR.replace("?P<year>", "?P<year2>")
_MONTH2 = _MONTH.replace("?P<month>", "?P<month2>")
_DAY2 = _DAY.replace("?P<day>", "?P<day2>")
_RANGE_MONTH = _MONTH.replace("月(?:份)?", "(?:月(?:份)?)?")
_EACH = r"(?:每|逐|按)"
_MONTHLY = rf"{_EACH}个?月(?:份|度)?|月度"

_FORMS: tuple[_Form, ...] = (
    # --- again and again
    _form(rf"每年(?:的)?(?:度)?{_MONTH}(?:{_DAY}|底|末|份)?(?:{_BEFORE})", _yearly_by),
    _form(rf"每年(?:的)?{_MONTH}(?:{_DAY}|底|末)", _yearly_by),
    _form(r"每年(?:的)?第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)?(?:前)?", _yearly_quarter),
    _form(r"每年(?:的)?(?P<half>上半年|下半年|年底|年末|年终|底|末)(?:前|内)?", _yearly_end),
    _form(rf"每月{_DAY}{_BEFORE}?", _monthly_by),
    _form(rf"每(?:个)?季度?(?:的)?首月{_DAY}{_BEFORE}?", _quarterly_by),
    _form(r"每(?P<n>\d{1,2}|[两二三四五六七八九十])(?P<period>年|个月)", _every_n),
    _form(
        rf"{_EACH}(?:个)?半年(?:度)?|(?<=[，、；,;。])半年(?=一次|[一-鿿]{{2}}(?:[，。；、,;]|$))",
        _every("half-year"),
    ),
    _form(rf"{_EACH}(?:个)?季度?(?:末)?|季度(?=更新|公开|通报|公布)", _every("quarter")),
    _form(rf"(?:{_MONTHLY})(?:底|末)?", _every("month")),
    _form(r"每半个?月", _every("half-month")),
    _form(rf"{_EACH}(?:周|星期)", _every("week")),
    _form(r"每旬", _every("10 days")),
    _form(r"(?:每日|每天|逐日|按日)(?!制)", _every("day")),
    _form(r"(?:每年度?|按年度|逐年)(?!(?:的)?(?:\d|[一二三四五六七八九十])+月)", _every("year")),
    # --- counted from an event
    _form(rf"(?:不少于|不低于|不得少于|不得低于|至少|不短于)(?P<n>{_N}){_UNIT}(?!内)", _at_least),
    _form(rf"(?:不超过|不得超过|最长不超过|不多于|不晚于)(?P<n>{_N}){_UNIT}", _not_more),
    _form(
        rf"(?P<event>[自从在][^，。；、：:,;自从在]{{1,40}}?(?:之日|当日)?(?:起|后|以后|之后)的?)(?P<n>{_N}){_UNIT}(?:之|以)?内",
        _within,
    ),
    _form(
        rf"(?P<event>(?<![^，。；、：:,;（(])[^，。；、：:,;（(自从在]{{1,30}}?(?:之日起|后|以后|之后))的?(?P<n>{_N}){_UNIT}(?:之|以)?内",
        _within,
    ),
    _form(rf"(?P<event>)(?<![近前第\d])(?P<n>{_N}){_UNIT}(?:之|以)?内", _within),
    # --- spans
    _form(
        rf"{_YEAR}{_MONTH}{_DAY}{_TO}(?:{_YEAR2}{_MONTH2})?{_DAY2}(?:{_BEFORE}|期间)?", _days, inline=False
    ),
    _form(rf"{_YEAR}{_RANGE_MONTH}{_TO}{_YEAR2}{_MONTH2}(?:底|末)?{_BEFORE}?", _months, inline=False),
    _form(rf"(?<!\d)(?P<first>20\d\d)年?{_TO}(?P<last>20\d\d)年", _years, inline=False),
    # --- one date
    _form(rf"{_YEAR}{_MONTH}{_DAY}{_BEFORE}", _by_day),
    _form(rf"{_YEAR}{_MONTH}{_DAY}", _by_day, inline=False),
    _form(
        r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?:[-/.](?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)(?:日|月)?(?:底)?前?",
        _numeric,
        inline=False,
    ),
    _form(
        rf"{_YEAR}{_MONTH}(?P<third>上旬|中旬|初){_BEFORE}?", _by_third, doubt="“旬”“初”没有确切日期，请核对"
    ),
    _form(rf"{_YEAR}{_MONTH}(?:底|末|下旬){_BEFORE}?", _by_month),
    _form(
        rf"{_YEAR}{_MONTH}{_BEFORE}", _by_before_month, doubt="“×月前”可指该月开始前，也可指该月底前，请核对"
    ),
    _form(rf"{_YEAR}{_MONTH}内", _by_month),
    _form(rf"{_YEAR}{_MONTH}(?!\d*日)(?!起|以来|以后|开始)", _by_month, inline=False),
    _form(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)(?:{_BEFORE})?", _by_quarter),
    _form(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度{_BEFORE}?", _by_quarter, inline=False),
    _form(rf"{_YEAR}(?P<half>[上下])半年(?:底|末|内)(?:{_BEFORE})?", _by_half),
    _form(rf"{_YEAR}(?P<half>[上下])半年{_BEFORE}?", _by_half, inline=False),
    _form(
        rf"(?P<year>\d{{4}}年|本年度?|今年|当年|明年|次年|来年)?(?:年底|年末|年终|(?<=年)[底末]){_BEFORE}?",
        _by_year_end,
    ),
    _form(r"(?P<year>\d{4}年|本年|今年|当年|明年)(?:以|之)?内", _by_year_end),
    _form(r"(?P<year>)(?<![\d一二三四五六七八九十两几近多])年(?:度)?内", _by_year_end),
    _form(
        r"(?P<year>\d{4}年|今年|明年)?(?:春节|两会|国庆|五一|中秋|元旦)(?:节)?前",
        _ongoing,
        doubt="没有确切日期，请填写日期",
        inline=False,
    ),
    # --- a state, not a date: only where a cell is about time
    _form(rf"{_YEAR}(?:贯穿)?全年(?:度)?", _yearlong, inline=False),
    _form(
        r"长期(?:坚持|推进|任务|执行|落实)?|持续(?:推进|开展|实施|落实|进行|更新)?|常态化?(?:推进|开展|坚持|进行)?|立即|即时|即日起|"
        r"(?:及时|实时|随时|适时|动态|定期|不定期)(?:公开|更新|调整|发布|公布|推进|完成)*|日常(?:工作)?|经常性?|按(?:上级|时序|时间|省市|国家|规定|法定|有关)?(?:进度|要求|规定|时限|时间)+(?:推进|完成|落实|执行)*",
        _ongoing,
        inline=False,
    ),
)

_BARE_YEAR = re.compile(r"(?P<year>20\d\d年度?)")
_UNREAD_TIME = re.compile(r"\d+\s*[月日号天]|[一二三四五六七八九十]+月|季度|半年|工作日")


def _scan(text: str, year: int | None, *, inline: bool) -> tuple[list[FoundDeadline], list[str]]:
    """All phrases left to right, and reasons for those that could not be dated."""
    plain = text.translate(_FULL_WIDTH)
    found: list[FoundDeadline] = []
    doubts: list[str] = []
    position = 0
    while position < len(plain):
        best: tuple[Match, _Form] | None = None
        for form in _FORMS:
            if inline and not form.inline:
                continue
            match = form.pattern.search(plain, position)
            if match and match.end() > match.start() and (best is None or match.start() < best[0].start()):
                best = match, form
        if best is None:
            break
        match, form = best
        position = match.end()
        if inline and _is_coverage(plain, match):
            continue
        try:
            deadline = form.make(match, year)
        except _NoYear:
            doubts.append(f"“{match.group()}”没有年份，文件年份也未识别")
            continue
        except (ValueError, KeyError):
            doubts.append(f"“{match.group()}”不是有效的日期")
            continue
        found.append(FoundDeadline(text[match.start() : match.end()], match.start(), deadline, form.doubt))
    return found, doubts


def _is_coverage(text: str, match: Match) -> bool:
    """A phrase that says what a report covers or when something began is no deadline."""
    after = text[match.end() : match.end() + 2]
    return after.startswith(("起", "以来", "的政府", "年度"))


def read_deadlines(text: str, year: int | None) -> DeadlineReading:
    """Read a deadline cell; every part that is not understood is a doubt, never a silent guess."""
    if not text.strip():
        return DeadlineReading(())
    found, doubts = _scan(text, year, inline=False)
    if not found and not doubts and (bare := _BARE_YEAR.fullmatch(text.strip().translate(_FULL_WIDTH))):
        return DeadlineReading((ByDate(date(_year(bare["year"], year), 12, 31)),))
    if not found:
        return DeadlineReading((Ongoing(),), tuple(doubts) or (f"“{text.strip()}”没有可以计算的日期",))
    doubts += [f"“{entry.text}”{entry.doubt}" for entry in found if entry.doubt]
    doubts += [f"“{rest}”未能识别为时限" for rest in _unread(text, found)]
    unique = tuple(dict.fromkeys(entry.deadline for entry in found))
    dated = tuple(d for d in unique if not isinstance(d, Ongoing))
    return DeadlineReading(dated or unique, tuple(doubts))


def _unread(text: str, found: list[FoundDeadline]) -> list[str]:
    """Words about time that no phrase covers."""
    rest = text
    for entry in found:
        rest = rest.replace(entry.text, "|", 1)
    return [m.group() for m in _UNREAD_TIME.finditer(rest.translate(_FULL_WIDTH))]


def find_deadlines(text: str, year: int | None) -> tuple[tuple[FoundDeadline, ...], tuple[str, ...]]:
    """Deadlines inside running text: only phrases with a number and a limit word; and doubts about others."""
    found, doubts = _scan(text, year, inline=True)
    starts = [m.group() for m in re.finditer(rf"从?{_MONTH}(?:{_DAY})?起", text.translate(_FULL_WIDTH))]
    doubts += [f"“{phrase}”是开始时间，未作为时限" for phrase in starts]
    doubts += [f"“{entry.text}”{entry.doubt}" for entry in found if entry.doubt]
    return tuple(found), tuple(doubts)
