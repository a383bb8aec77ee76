"""The forms of deadline phrases: one row a form, with the function that makes its value.

The order is the grammar: where two forms begin at the same place, the row above wins. Forms marked
`inline=False` count only in a cell about time; in running text they name periods and states, not limits.
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

_HAN_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = (
    r"(?P<year>(?:\d{4}|[二〇零一三四五六七八九]{4})年(?:度)?|本年度?|今年|当年|明年|次年|来年|翌年)?(?:的)?"
)
MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_BEFORE = r"(?:之前|以前|前|止|截止)"
_TO = r"\s*(?:-{1,2}|[—–~～－]{1,2}|至|到)\s*"
_UNIT = r"(?P<unit>个?工作日|个?自然日|个?日历日|日|天|个?小时|个月)"


class NoYear(Exception):
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
                raise NoYear
            return default + 1
    if default is None:
        raise NoYear
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
    except NoYear:
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
class Form:
    """A form of phrases and the function that makes the value of one."""

    pattern: re.Pattern[str]
    make: Make
    inline: bool = True
    """True where the phrase has a number and a limit word, so that it is a deadline in running text too."""
    doubt: str = ""
    needs: tuple[str, ...] = ("",)
    """Words of which every phrase of this form holds one: looking for them first is much faster."""


def _form(needs: str, pattern: str, make: Make, *, inline: bool = True, doubt: str = "") -> Form:
    return Form(re.compile(pattern), make, inline, doubt, tuple(needs.split()))


_YEAR2 = _YEAR.replace("?P<year>", "?P<year2>")
_MONTH2 = MONTH.replace("?P<month>", "?P<month2>")
_DAY2 = DAY.replace("?P<day>", "?P<day2>")
_RANGE_MONTH = MONTH.replace("月(?:份)?", "(?:月(?:份)?)?")
_EACH = r"(?:每|逐|按)"
_MONTHLY = rf"{_EACH}个?月(?:份|度)?|月度"

FORMS: tuple[Form, ...] = (
    # --- again and again
    _form("每年 按年度 逐年", rf"每年(?:的)?(?:度)?{MONTH}(?:{DAY}|底|末|份)?(?:{_BEFORE})", _yearly_by),
    _form("每年 按年度 逐年", rf"每年(?:的)?{MONTH}(?:{DAY}|底|末)", _yearly_by),
    _form("每年", r"每年(?:的)?第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)?(?:前)?", _yearly_quarter),
    _form(
        "每年 按年度 逐年", r"每年(?:的)?(?P<half>上半年|下半年|年底|年末|年终|底|末)(?:前|内)?", _yearly_end
    ),
    _form("每月", rf"每月{DAY}{_BEFORE}?", _monthly_by),
    _form("首月", rf"每(?:个)?季度?(?:的)?首月{DAY}{_BEFORE}?", _quarterly_by),
    _form("每", r"每(?P<n>\d{1,2}|[两二三四五六七八九十])(?P<period>年|个月)", _every_n),
    _form(
        "半年",
        rf"{_EACH}(?:个)?半年(?:度)?|(?<=[，、；,;。])半年(?=一次|[一-鿿]{{2}}(?:[，。；、,;]|$))",
        _every("half-year"),
    ),
    _form("季", rf"{_EACH}(?:个)?季度?(?:末)?|季度(?=更新|公开|通报|公布)", _every("quarter")),
    _form("月", rf"(?:{_MONTHLY})(?:底|末)?", _every("month")),
    _form("每半", r"每半个?月", _every("half-month")),
    _form("周 星期", rf"{_EACH}(?:周|星期)", _every("week")),
    _form("每旬", r"每旬", _every("10 days")),
    _form("日 天", r"(?:每日|每天|逐日|按日)(?!制)", _every("day")),
    _form(
        "每年 按年度 逐年",
        r"(?:每年度?|按年度|逐年)(?!(?:的)?(?:\d|[一二三四五六七八九十])+月)",
        _every("year"),
    ),
    # --- counted from an event
    _form("于 至少", rf"(?:不少于|不低于|不得少于|不得低于|至少|不短于)(?P<n>{_N}){_UNIT}(?!内)", _at_least),
    _form("不", rf"(?:不超过|不得超过|最长不超过|不多于|不晚于)(?P<n>{_N}){_UNIT}", _not_more),
    _form(
        "内",
        rf"(?P<event>[自从在][^，。；、：:,;自从在]{{1,40}}?(?:之日|当日)?(?:起|后|以后|之后)的?)(?P<n>{_N}){_UNIT}(?:之|以)?内",
        _within,
    ),
    _form(
        "内",
        rf"(?P<event>(?<![^，。；、：:,;（()）])[^，。；、：:,;（()）自从在]{{1,30}}?(?:之日起|后|以后|之后))的?(?P<n>{_N}){_UNIT}(?:之|以)?内",
        _within,
    ),
    _form("内", rf"(?P<event>)(?<![近前第\d])(?P<n>{_N}){_UNIT}(?:之|以)?内", _within),
    # --- spans
    _form(
        "月",
        rf"{_YEAR}{MONTH}{DAY}{_TO}(?:{_YEAR2}{_MONTH2})?{_DAY2}(?:{_BEFORE}|期间)?",
        _days,
        inline=False,
    ),
    _form("月", rf"{_YEAR}{_RANGE_MONTH}{_TO}{_YEAR2}{_MONTH2}(?:底|末)?{_BEFORE}?", _months, inline=False),
    _form("年", rf"(?<!\d)(?P<first>20\d\d)年?{_TO}(?P<last>20\d\d)年", _years, inline=False),
    # --- one date
    _form("月", rf"{_YEAR}{MONTH}{DAY}{_BEFORE}", _by_day),
    _form("月", rf"{_YEAR}{MONTH}{DAY}", _by_day, inline=False),
    _form(
        "20",
        r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?:[-/.](?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)(?:日|月)?(?:底)?前?",
        _numeric,
        inline=False,
    ),
    _form(
        "月",
        rf"{_YEAR}{MONTH}(?P<third>上旬|中旬|初){_BEFORE}?",
        _by_third,
        doubt="“旬”“初”没有确切日期，请核对",
    ),
    _form("月", rf"{_YEAR}{MONTH}(?:底|末|下旬){_BEFORE}?", _by_month),
    _form(
        "月",
        rf"{_YEAR}{MONTH}{_BEFORE}",
        _by_before_month,
        doubt="“×月前”可指该月开始前，也可指该月底前，请核对",
    ),
    _form("月", rf"{_YEAR}{MONTH}内", _by_month),
    _form("月", rf"{_YEAR}{MONTH}(?!\d*日)(?!起|以来|以后|开始)", _by_month, inline=False),
    _form("季度", rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)(?:{_BEFORE})?", _by_quarter),
    _form("季度", rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度{_BEFORE}?", _by_quarter, inline=False),
    _form("半年", rf"{_YEAR}(?P<half>[上下])半年(?:底|末|内)(?:{_BEFORE})?", _by_half),
    _form("半年", rf"{_YEAR}(?P<half>[上下])半年{_BEFORE}?", _by_half, inline=False),
    _form(
        "年底 年末 年终 底 末",
        rf"(?P<year>\d{{4}}年|本年度?|今年|当年|明年|次年|来年)?(?:年底|年末|年终|(?<=年)[底末]){_BEFORE}?",
        _by_year_end,
    ),
    _form("内", r"(?P<year>\d{4}年|本年|今年|当年|明年)(?:以|之)?内", _by_year_end),
    _form("内", r"(?P<year>)(?<![\d一二三四五六七八九十两几近多])年(?:度)?内", _by_year_end),
    _form(
        "前",
        r"(?P<year>\d{4}年|今年|明年)?(?:春节|两会|国庆|五一|中秋|元旦)(?:节)?前",
        _ongoing,
        doubt="没有确切日期，请填写日期",
        inline=False,
    ),
    # --- a state, not a date: only where a cell is about time
    _form("全年", rf"{_YEAR}(?:贯穿)?全年(?:度)?", _yearlong, inline=False),
    _form(
        "长期 持续 常态 立即 即时 即日 公开 更新 及时 实时 随时 适时 动态 定期 日常 经常 按",
        r"长期(?:坚持|推进|任务|执行|落实)?|持续(?:推进|开展|实施|落实|进行|更新)?|常态化?(?:推进|开展|坚持|进行)?|立即|即时|即日起|"
        r"(?:及时|实时|随时|适时|动态|定期|不定期)(?:公开|更新|调整|发布|公布|推进|完成)*|日常(?:工作)?|经常性?|按(?:上级|时序|时间|省市|国家|规定|法定|有关)?(?:进度|要求|规定|时限|时间)+(?:推进|完成|落实|执行)*",
        _ongoing,
        inline=False,
    ),
)
