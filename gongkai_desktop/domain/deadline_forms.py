"""The forms of deadline phrases: one row a form, with the function that makes its value.

The order is the grammar: where two forms begin at the same place, the row above wins. Forms marked
`inline=False` count only in a cell about time; in running text they name periods and states, not limits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gongkai_desktop.domain.deadline_values import (
    Make,
    Match,
    after_period,
    after_quarter,
    at_least,
    before_month_readings,
    before_quarter_readings,
    by_before_month,
    by_day,
    by_day_of_year,
    by_half,
    by_middle,
    by_month,
    by_quarter,
    by_third,
    by_year_end,
    days,
    dropped_zero_readings,
    every,
    every_n,
    middle_readings,
    monthly_by,
    months,
    not_more,
    numeric,
    numeric_span,
    ongoing,
    quarterly_by,
    regular,
    several_times,
    several_times_readings,
    span_readings,
    third_readings,
    within,
    within_weeks,
    yearlong,
    yearly_by,
    yearly_by_month,
    yearly_end,
    yearly_quarter,
    yearly_span,
    years,
    years_to_month,
)
from gongkai_desktop.domain.words import any_of

__all__ = ["DAY", "FORMS", "MONTH", "STATE", "STATE_WORD", "Form"]

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = r"(?P<year>(?:\d{4}|(?<!\d)2\d|[二〇零一三四五六七八九]{4})年(?:度)?|本年度?|今年|当年|明年|次年|来年|翌年)?(?:的)?"
MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_BEFORE = r"(?:之前|以前|前|止|截止)"
_TO = r"\s*(?:-{1,2}|[—–~～－]{1,2}|至|到)\s*"
_TO_WORDS = "- — – ~ ～ － 至 到"
_UNIT = r"(?P<unit>个?工作日|个?自然日|个?日历日|日|天|个?小时|个月)"


Readings = Callable[[Match], tuple[str, ...]]


_NEAR, _FAR = 16, 64
"""How far before its needed word a phrase may begin: without an event in front of it, and with one."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of phrases and the function that makes the value of one."""

    pattern: re.Pattern[str]
    make: Make
    inline: bool = True
    """True where the phrase has a number and a limit word, so that it is a deadline in running text too."""
    doubt: str = ""
    words: tuple[str, ...] = ()
    """Words of which every phrase of this form holds one: looking for them first is much faster."""
    needed: re.Pattern[str] = re.compile("")
    """The pattern for any of these words."""
    reach: int = _NEAR
    """How far before its needed word a phrase may begin."""
    readings: Readings | None = None
    """What a doubtful phrase can mean, as plain phrases to choose from."""


def _form(
    needs: str,
    pattern: str,
    make: Make,
    *,
    inline: bool = True,
    doubt: str = "",
    readings: Readings | None = None,
    reach: int = _NEAR,
) -> Form:
    words = tuple(needs.split())
    needed = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    return Form(re.compile(pattern), make, inline, doubt, words, needed, reach, readings)


# A month with its year; the first characters are named, so that a search passes the others by.
_MONTH_OF = rf"(?=[\d〇零一二三四五六七八九十本今当明次来翌的]){_YEAR}{MONTH}"
_QUARTER_OF = rf"(?=[\d〇零一二三四五六七八九本今当明次来翌第的]){_YEAR}第?(?P<quarter>[一二三四1-4])季度"
_YEAR2 = _YEAR.replace("?P<year>", "?P<year2>")
_MONTH2 = MONTH.replace("?P<month>", "?P<month2>")
_DAY2 = DAY.replace("?P<day>", "?P<day2>")
_RANGE_MONTH = MONTH.replace("月(?:份)?", "(?:月(?:份)?)?")
_WITHIN = "日内 日之 日以 天内 天之 天以 时内 时之 时以 月内 月之 月以"
_SINCE = r"[自从在][^，。；、：:,;自从在]{1,40}?(?:之日|当日)?(?:起|后|以后|之后)"
_AFTER = r"(?<![^，。；、：:,;（()）])[^，。；、：:,;（()）自从在]{1,30}?(?:之日起|后|以后|之后)"
_EACH = r"(?:每|逐|按)"
_MONTHLY = rf"{_EACH}个?月(?:份|度)?(?!\d{{1,2}}[日号]?{_TO}\d)|月度(?!、[季年]度)(?=更新|公开|通报|公布|发布|报送|调度|$|[，。；、,;])"
_NOT_SURE_BEFORE = rf"(?!日?{_BEFORE})"
_YEAR_MIDDLE = r"(?P<year>(?:\d{4}|(?<!\d)2\d)(?=年中)|今(?=年中)|明(?=年中))?年中(?!期|旬|央|国)"
_SMALL = r"(?P<day>\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"

FORMS: tuple[Form, ...] = (
    # --- again and again
    _form(
        "次",
        r"每(?:个)?(?P<period>半年|年|季|月|周|天|日)度?(?:内)?(?:各|至少|不少于|不低于|分别|要|应|须|开展|组织|召开|举办|集中|更新|"
        r"公开|报送|调度|督查|检查|培训|通报|进行|定期|[一-鿿]{1,4}(?=不少于|不低于|至少)){0,3}"
        r"(?P<n>[2-9]|1[0-2]|[二两三四五六七八九]|十[一二]?)次",
        several_times,
        doubt="没有写明各在什么时候，暂按最接近的固定周期安排节点，请核对",
        readings=several_times_readings,
    ),
    _form("每年 按年度 逐年", rf"每年(?:的)?(?:度)?{MONTH}(?:{DAY}|底|末|份)?(?:{_BEFORE})", yearly_by),
    _form("每年 按年度 逐年", rf"每年(?:的)?{MONTH}(?:{DAY}|底|末)", yearly_by),
    _form("每年", rf"每年(?:的)?{_RANGE_MONTH}{_TO}{_MONTH2}(?:底|末)?{_BEFORE}?", yearly_span, inline=False),
    _form("每年", rf"每年(?:的)?{MONTH}(?:内)?(?!\d*日)(?!起|以来)", yearly_by_month, inline=False),
    _form("每年", r"每年(?:的)?第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)?(?:前)?", yearly_quarter),
    _form(
        "每年 按年度 逐年", r"每年(?:的)?(?P<half>上半年|下半年|年底|年末|年终|底|末)(?:前|内)?", yearly_end
    ),
    _form("每月", rf"每月\d{{1,2}}[日号]?{_TO}{DAY}{_BEFORE}?", monthly_by, inline=False),
    _form("每月", rf"每月{DAY}(?!{_TO}\d){_BEFORE}?", monthly_by),
    _form(
        "首月 末月 个月",
        rf"每(?:个)?季度?(?:的)?(?P<which>首月|末月|第?[一二三123]个月){DAY}{_BEFORE}?",
        quarterly_by,
    ),
    _form("次月", rf"(?:每个?|逐)?季度?(?:的)?次月{DAY}{_BEFORE}?", after_quarter, inline=False),
    _form("次月 下月", rf"(?:每月)?(?:次|下|下个)月{DAY}{_BEFORE}?", monthly_by, inline=False),
    _form(
        "日内 天内 日之 天之 日以 天以",
        rf"(?:每个?|逐)?(?P<period>季|月)(?:度|末)?(?:结束|终了)?(?:后|之后)的?{_SMALL}(?:日|天)(?:之|以)?内",
        after_period,
        inline=False,
    ),
    _form("每", r"每(?P<n>\d{1,2}|[两二三四五六七八九十])(?P<period>年|个月|周|个星期)", every_n),
    _form(
        "半年",
        rf"{_EACH}(?:个)?半年(?:度)?|(?<=[，、；,;。])半年(?=一次|[一-鿿]{{2}}(?:[，。；、,;]|$))",
        every("half-year"),
    ),
    _form(
        "下半年",
        r"(?:每年)?上半年?[、和及]?下半年(?:各|分别).{0,6}次|上[、和及]?下半年",
        every("half-year"),
        inline=False,
    ),
    _form(
        "每季 每个季 逐季 逐个季 按季 按个季 季度更 季度公 季度通",
        rf"{_EACH}(?:个)?季度?(?:末)?|季度(?=更新|公开|通报|公布)",
        every("quarter"),
    ),
    _form("每月 每个月 逐月 逐个月 按月 按个月 月度", rf"(?:{_MONTHLY})(?:底|末)?", every("month")),
    _form("每半", r"每半个?月", every("half-month")),
    _form("周 星期", rf"{_EACH}(?:周|星期)", every("week")),
    _form("每旬", r"每旬", every("10 days")),
    _form("每日 每天 逐日 按日 每工作 每个工", r"(?:每日|每天|逐日|按日|每个?工作日)(?!制)", every("day")),
    _form(
        "次 报 更新 通报 调度",
        r"(?<![第每])一?(?P<period>半年|年|季度?|月|周|日|天)(?:不少于|至少)?[一1](?:次|报|更新|通报|调度|督查)",
        regular,
        inline=False,
    ),
    _form(
        "每年 按年 逐年",
        r"(?:每年度?|按年度?|逐年)(?!(?:的)?(?:\d|[一二三四五六七八九十])+月)",
        every("year"),
    ),
    # --- counted from an event
    _form(
        "不少于 不低于 不得少 不得低 至少 不短于",
        rf"(?:不少于|不低于|不得少于|不得低于|至少|不短于)(?P<n>{_N}){_UNIT}(?!内)",
        at_least,
    ),
    _form(
        "不超过 不得超 不多于 不晚于",
        rf"(?:不超过|不得超过|最长不超过|不多于|不晚于)(?P<n>{_N}){_UNIT}",
        not_more,
    ),
    _form(
        "压缩至 压缩到 压缩在 缩短至 缩短到 压减至 压减到 控制在",
        rf"(?:压缩[至到在]|缩短[至到]|压减[至到]|控制在)(?P<n>{_N}){_UNIT}(?:(?:之|以)?内)?",
        not_more,
    ),
    _form(
        _WITHIN,
        rf"(?:(?P<event>{_SINCE}|{_AFTER})的?|(?<![近前第\d]))(?P<n>{_N}){_UNIT}(?:之|以)?内",
        within,
        reach=_FAR,
    ),
    _form("周 星期", rf"(?P<n>{_N})个?(?:周|星期)(?:之|以)?内", within_weeks),
    _form(
        "日 天 时 月",
        rf"(?P<event>[自从在][^，。；、：:,;]{{1,40}}?(?:之日|当日)?(?:起|后|以后|之后)|)(?<![近前第\d月年])(?P<n>{_N}){_UNIT}$",
        within,
        reach=_FAR,
        inline=False,
    ),
    _form(
        "日 天",
        rf"公[示告布开](?:时间|期限?)?(?:为)?(?P<n>{_N}){_UNIT}(?!内)",
        at_least,
        inline=False,
        doubt="可指至少，也可指之内，请核对",
        readings=span_readings,
    ),
    # --- spans
    _form(
        _TO_WORDS,
        rf"(?<!\d)(?P<y>20\d\d)[./年](?P<m>1[0-2]|0?[1-9])月?{_TO}(?:(?P<y2>20\d\d)[./年])?(?P<m2>1[0-2]|0?[1-9])(?![\d.])月?(?:底|末)?前?",
        numeric_span,
        inline=False,
    ),
    _form(
        _TO_WORDS,
        rf"{_MONTH_OF}{DAY}{_TO}(?:{_YEAR2}{_MONTH2})?{_DAY2}(?:{_BEFORE}|期间)?",
        days,
        inline=False,
    ),
    _form(
        _TO_WORDS,
        rf"{_YEAR}{_RANGE_MONTH}(?P<from>初|底|末)?{_TO}{_YEAR2}{_MONTH2}(?:底|末)?{_BEFORE}?",
        months,
        inline=False,
    ),
    _form(
        _TO_WORDS,
        rf"(?<!\d)(?P<first>20\d\d)年?度?{_TO}(?P<last>20\d\d)年{MONTH}(?:底|末)?{_BEFORE}?",
        years_to_month,
        inline=False,
    ),
    _form(
        _TO_WORDS,
        rf"(?<!\d)(?P<first>20\d\d)年?度?{_TO}(?P<last>20\d\d)(?![\d./-])年?度?(?!\d)",
        years,
        inline=False,
    ),
    # --- one date
    _form("日前 日之 日以 日止 日截 号前 号之 号以 号止 号截", rf"{_MONTH_OF}{DAY}{_BEFORE}", by_day),
    _form("月", rf"{_MONTH_OF}{DAY}", by_day, inline=False),
    _form("前", rf"{_MONTH_OF}(?P<day>3[01]|[12]\d|0?[1-9])(?={_BEFORE}){_BEFORE}", by_day, inline=False),
    _form(
        "- / .",
        r"(?<!\d)(?P<y>20\d\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?:(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)(?:日|月)?(?:底)?前?",
        numeric,
        inline=False,
    ),
    _form("20", r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)?(?!\d)", numeric, inline=False),
    _form(
        ". /",
        rf"(?<![\d./])(?P<month>1[0-2]|0?[1-9])[./](?P<day>[123])(?![\d./%％]){_NOT_SURE_BEFORE}",
        by_day_of_year,
        doubt="可能是表格软件略去了末尾的0，请核对日期",
        readings=dropped_zero_readings,
        inline=False,
    ),
    _form(
        ". /",
        rf"(?<![\d./])(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])(?![\d./%％])日?{_BEFORE}?",
        by_day_of_year,
        inline=False,
    ),
    _form(
        "年中",
        rf"{_YEAR_MIDDLE}{_BEFORE}?",
        by_middle,
        doubt="没有确切日期，请核对",
        readings=middle_readings,
        inline=False,
    ),
    _form(
        "上旬 中旬 月初 月份初",
        rf"{_MONTH_OF}(?P<third>上旬|中旬|初){_BEFORE}?",
        by_third,
        doubt="“旬”“初”没有确切日期，请核对",
        readings=third_readings,
    ),
    _form("月底 月末 月下 月份底 月份末 月份下", rf"{_MONTH_OF}(?:底|末|下旬){_BEFORE}?", by_month),
    _form(
        "月前 月之 月以 月止 月截 月份前 月份之 月份以 月份止 月份截",
        rf"{_MONTH_OF}{_BEFORE}",
        by_before_month,
        doubt="可指该月开始前，也可指该月底前，请核对",
        readings=before_month_readings,
    ),
    _form("月内 月份内", rf"{_MONTH_OF}内", by_month),
    _form("月", rf"{_MONTH_OF}(?!\d*日)(?!起|以来|以后|开始)", by_month, inline=False),
    _form(
        "Q q",
        rf"{_YEAR}[Qq](?P<quarter>[1-4])(?:季度)?(?:末|底)?{_BEFORE}?",
        by_quarter,
        inline=False,
    ),
    _form("季度", rf"{_YEAR}前(?P<quarter>[二三23])个?季度", by_quarter, inline=False),
    _form("季度末 季度底 季度内", rf"{_QUARTER_OF}(?:末|底|内)(?:{_BEFORE})?", by_quarter),
    _form("季度", rf"{_QUARTER_OF}(?!{_BEFORE})", by_quarter, inline=False),
    _form(
        "季度前 季度之 季度以 季度止 季度截",
        rf"{_QUARTER_OF}{_BEFORE}",
        by_quarter,
        doubt="可指该季度末，也可指该季度开始前，请核对",
        readings=before_quarter_readings,
    ),
    _form("半年", rf"{_YEAR}(?P<half>[上下])半年(?:底|末|内)(?:{_BEFORE})?", by_half),
    _form("半年", rf"{_YEAR}(?P<half>[上下])半年{_BEFORE}?", by_half, inline=False),
    _form(
        "年底 年末 年终",
        rf"(?P<year>(?:\d{{4}}|(?<!\d)2\d)年|本年度?|今年|当年|明年|次年|来年)?(?:年底|年末|年终|(?<=年)[底末]){_BEFORE}?",
        by_year_end,
    ),
    _form("年内 年以内 年之内", r"(?P<year>\d{4}年|本年|今年|当年|明年)(?:以|之)?内", by_year_end),
    _form("年内 年度内", r"(?P<year>)(?<![\d一二三四五六七八九十两几近多])年(?:度)?内", by_year_end),
    _form(
        "春节 两会 国庆 五一 中秋 元旦",
        r"(?P<year>\d{4}年|今年|明年)?(?:春节|两会|国庆|五一|中秋|元旦)(?:节)?前",
        ongoing,
        doubt="没有确切日期，请填写日期",
        inline=False,
    ),
    # --- a state, not a date: only where a cell is about time
    _form(
        "完成 建成 实现 到位",
        r"(?<!\d)(?P<year>20\d\d年)(?:度)?(?:(?:全面|全部|基本)?(?:完成|建成|实现|到位))",
        by_year_end,
        inline=False,
    ),
    _form("全年", rf"{_YEAR}(?:贯穿)?全年(?:度)?", yearlong, inline=False),
)

STATE = re.compile(
    any_of(
        "长期 持续 坚持 推进 开展 实施 落实 进行 更新 常态化 常态 常年 立即 即时 即刻 立行立改 立查立改 即知即改 即办 立办 立整立改 即日起 及时 实时 随时 适时 "
        "动态 定期 不定期 公开 公示 调整 维护 发布 公布 完成 日常 工作 日常性 经常性 经常 按 按照 依 依照 根据 上级 省 市 县 区 国家 时序 序时 时间 节点 "
        "规定 法定 有关 相关 要求 进度 时限 期限 实际 情况 分阶段 阶段性 分步 逐步 有序 贯穿 始终 全程 全过程 同步 安排 部署 计划 并 和 及 任务 执行 整改 "
        "抓好 抓紧 长效 需要 到位 巩固 提升 深化 第一时间 常抓不懈 稳步 滚动 的 、 ， , 。 ； （ ） ( ) 内 推动 办理 事项 需求 应 须 地 随 时 各 项"
    )
    + "+"
)
"""A cell of nothing but these words names a state, not a date: it holds as long as the task does."""

STATE_WORD = re.compile(
    r"长期|持续|常态|立即|即时|及时|实时|随时|适时|动态|定期|日常|经常|立行立改|同步|依法|视情|根据.{0,8}需要|事前|事中|事后|按.{0,6}(?:进度|要求|规定|时限)"
)
"""Words that make a longer phrase without any figure such a state too."""
