"""Deadline phrases of every form, with what they mean in a document of a given year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from random import Random

from generator.values import MadeDeadline
from generator.words import listed
from gongkai_desktop.domain.deadline import AtLeast, ByDate, Deadline, Ongoing, Recurring, Within, Yearlong

_HAN = "零一二三四五六七八九十"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _han(value: int) -> str:
    if value <= 10:
        return _HAN[value]
    tens, ones = divmod(value, 10)
    return f"{_HAN[tens] if tens > 1 else ''}十{_HAN[ones] if ones else ''}"


def _by_month(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    month, wanted = rng.randint(1, 12), rng.choice([year, year, year + 1])
    head = rng.choice(["", ""] if wanted == year else [f"{wanted}年", "明年"])
    head = rng.choice([head, f"{wanted}年"])
    tail = rng.choice(["底前", "底", "末", "底之前", "底前完成", "底以前", "末前"])
    figure = rng.choice([str(month), str(month), _han(month), str(month).translate(_WIDE), f"{month:02d}"])
    return f"{head}{figure}月{tail}", [ByDate(month_end(wanted, month))]


def _bare_month(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    month, wanted = rng.randint(1, 12), rng.choice([year, year + 1])
    forms = [f"{wanted}年{month}月", f"{wanted}年{month:02d}月", f"{wanted}.{month}", f"{wanted}/{month:02d}"]
    forms += [f"{month}月份", f"{month}月内"] if wanted == year else []
    return rng.choice(forms), [ByDate(month_end(wanted, month))]


def _by_day(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    wanted, month, day = rng.choice([year, year + 1]), rng.randint(1, 12), rng.randint(1, 28)
    forms = [
        f"{wanted}年{month}月{day}日前",
        f"{wanted}年{month}月{day}日",
        f"{wanted}-{month:02d}-{day:02d}",
        f"{wanted}.{month}.{day}",
        f"{wanted}年{month}月{day}日之前完成",
    ]
    if wanted == year:
        forms += [
            f"{month}月{day}日前",
            f"{month}月{day}日",
            f"{month}月{day}号前",
            f"{_han(month)}月{_han(day)}日前",
            f"{month} 月 {day} 日前",
        ]
    return rng.choice(forms), [ByDate(date(wanted, month, day))]


def _quarter(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    quarter = rng.randint(1, 4)
    figure = rng.choice([_han(quarter), str(quarter)])
    forms = [f"第{figure}季度", f"第{figure}季度末", f"{year}年第{figure}季度"]
    forms += [
        f"{_HAN[quarter]}季度",
        f"{year}年{_HAN[quarter]}季度",
        f"{_HAN[quarter]}季度末",
        f"{_HAN[quarter]}季度底前",
    ]
    return rng.choice(forms), [ByDate(month_end(year, 3 * quarter))]


def _half_or_end(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    return rng.choice(
        [
            ("上半年", [ByDate(date(year, 6, 30))]),
            ("下半年", [ByDate(date(year, 12, 31))]),
            (f"{year}年上半年", [ByDate(date(year, 6, 30))]),
            ("上半年底前", [ByDate(date(year, 6, 30))]),
            ("年底前", [ByDate(date(year, 12, 31))]),
            ("年底", [ByDate(date(year, 12, 31))]),
            ("年内", [ByDate(date(year, 12, 31))]),
            ("年内完成", [ByDate(date(year, 12, 31))]),
            ("今年年底前", [ByDate(date(year, 12, 31))]),
            (f"{year}年底前", [ByDate(date(year, 12, 31))]),
            (f"{year}年年底", [ByDate(date(year, 12, 31))]),
            (f"{year}年末", [ByDate(date(year, 12, 31))]),
            (f"{year}年", [ByDate(date(year, 12, 31))]),
            ("本年度内", [ByDate(date(year, 12, 31))]),
            ("明年年底前", [ByDate(date(year + 1, 12, 31))]),
            ("当年12月底前", [ByDate(date(year, 12, 31))]),
        ]
    )


def _span(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    first = rng.randint(1, 10)
    last = rng.randint(first + 1, 12)
    months = [ByDate(month_end(year, last), date(year, first, 1))]
    days: list[Deadline] = [ByDate(date(year, last, 20), date(year, first, 5))]
    dash = rng.choice(["-", "—", "至", "——", "～", "－"])
    return rng.choice(
        [
            (f"{first}{dash}{last}月", months),
            (f"{first}月{dash}{last}月", months),
            (f"{year}年{first}月{dash}{last}月", months),
            (f"{year}年{first}{dash}{last}月", months),
            (f"{first}月5日{dash}{last}月20日", days),
            (f"{year}年{first}月5日{dash}{last}月20日", days),
            (f"{year}{dash}{year + 2}年", [ByDate(date(year + 2, 12, 31), date(year, 1, 1))]),
            (f"{year}年{dash}{year + 2}年", [ByDate(date(year + 2, 12, 31), date(year, 1, 1))]),
            (
                f"{year}年11月{dash}{year + 1}年3月",
                [ByDate(date(year + 1, 3, 31), date(year, 11, 1))],
            ),
        ]
    )


_RECURRING: tuple[tuple[str, Deadline], ...] = (
    ("每月", Recurring("month")),
    ("按月", Recurring("month")),
    ("每月底前", Recurring("month")),
    ("每月5日前", Recurring("month", "05")),
    ("每月10日前报送", Recurring("month", "10")),
    ("每季度", Recurring("quarter")),
    ("按季度", Recurring("quarter")),
    ("每季度末", Recurring("quarter")),
    ("每季度首月10日前", Recurring("quarter", "首月10日")),
    ("每季度至少1次", Recurring("quarter")),
    ("每半年", Recurring("half-year")),
    ("每半年一次", Recurring("half-year")),
    ("每年", Recurring("year")),
    ("每年3月底前", Recurring("year", "03-31")),
    ("每年4月1日前", Recurring("year", "04-01")),
    ("每年1月31日前", Recurring("year", "01-31")),
    ("每年第一季度", Recurring("year", "03-31")),
    ("每年年底前", Recurring("year", "12-31")),
    ("每年12月", Recurring("year", "12-31")),
    ("每年1-3月", Recurring("year", "03-31")),
    ("半年一次", Recurring("half-year")),
    ("每个工作日", Recurring("day")),
    ("一月一调度", Recurring("month")),
    ("每2年", Recurring("2 years")),
    ("每两年一次", Recurring("2 years")),
    ("每周", Recurring("week")),
    ("每周至少更新一次", Recurring("week")),
    ("每日", Recurring("day")),
    ("每半月", Recurring("half-month")),
)
_COUNTED: tuple[tuple[str, Deadline], ...] = (
    ("自形成之日起20个工作日内", Within(20, "working", "形成")),
    ("信息形成或者变更之日起20个工作日内", Within(20, "working", "信息形成或者变更")),
    ("自作出决定之日起7个工作日内", Within(7, "working", "作出决定")),
    ("收到申请后20个工作日内", Within(20, "working", "收到申请")),
    ("批准后20日内", Within(20, "calendar", "批准")),
    ("文件印发后3个工作日内", Within(3, "working", "文件印发")),
    ("5个工作日内", Within(5, "working", None)),
    ("不超过5个工作日", Within(5, "working", None)),
    ("公示不少于30日", AtLeast(30, "calendar")),
    ("不少于7个工作日", AtLeast(7, "working")),
    ("24小时内", Within(24, "hour", None)),
    ("六个月内", Within(6, "month", None)),
    ("自批复之日起二十日内", Within(20, "calendar", "批复")),
    ("20个工作日", Within(20, "working", None)),
    ("自收到申请之日起20个工作日", Within(20, "working", "收到申请")),
)
_ONGOING = listed(
    "长期坚持 持续推进 长期 立即 即日起 常态化推进 持续开展 常年坚持 长期推进 及时 实时公开 "
    "按要求推进 随时更新 常态化 贯穿始终 按时限要求完成 按上级要求 适时 及时更新 按规定时限 动态更新 "
    "日常工作 持续 按时间节点推进 立行立改 按进度推进 长期执行 按序时进度推进 分阶段推进 根据工作安排"
)
_UNCLEAR: tuple[tuple[str, tuple[Deadline, ...]], ...] = (
    ("6月前", (ByDate(date(1, 5, 31)), ByDate(date(1, 6, 30)))),
    ("每年不少于2次", (Recurring("half-year"),)),
    ("每季度两次", (Recurring("quarter"),)),
    ("每月至少3次", (Recurring("10 days"),)),
    ("第三季度前完成", (ByDate(date(1, 9, 30)),)),
    ("2月30日前", (Ongoing(),)),
    ("3月1日起", (Ongoing(),)),
    ("两会前", (Ongoing(),)),
    ("9月中旬", (ByDate(date(1, 9, 20)),)),
    ("10月上旬", (ByDate(date(1, 10, 10)),)),
    ("见附件", (Ongoing(),)),
    ("春节前", (Ongoing(),)),
    ("下月初", (Ongoing(),)),
    ("5月初", (ByDate(date(1, 5, 10)),)),
    ("根据上级部署确定", (Ongoing(),)),
)

_Maker = Callable[[Random, int], tuple[str, list[Deadline]]]


def _several(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    months = sorted(rng.sample(range(1, 13), rng.choice([2, 3])))
    done = ("完成动员部署", "取得阶段性成果", "全面完成")
    joint = rng.choice(["，", "；", "、", "\n", ",", ";"])
    text = joint.join(
        f"{month}月底前{what if rng.random() < 0.6 else ''}"
        for month, what in zip(months, done, strict=False)
    )
    values: list[Deadline] = [ByDate(month_end(year, month)) for month in months]
    short = "、".join(map(str, months)) + "月底前"
    return rng.choice([(text, values), (text, values), (short, values)])


def _mixed(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    month = rng.randint(1, 12)
    by = ByDate(month_end(year, month))
    return rng.choice(
        [
            (f"{month}月底前完成，并长期坚持", [by, Ongoing()]),
            (f"{month}月底并持续推进", [by, Ongoing()]),
            (f"{month}月底前发布，每季度更新", [by, Recurring("quarter")]),
            (f"{month}月底前取得阶段性成效，持续推进", [by, Ongoing()]),
            (f"全年，{month}月底前完成阶段性任务", [Yearlong(year), by]),
            (f"（{month}月底前）", [by]),
            (f"于{month}月底前完成。", [by]),
            (f"{month}月底前；每年3月底前", [by, Recurring("year", "03-31")]),
            (f"立即整改，{month}月底前完成", [by]),
        ]
    )


def _of(table: tuple[tuple[str, Deadline], ...]) -> _Maker:
    def make(rng: Random, _year: int) -> tuple[str, list[Deadline]]:
        text, value = rng.choice(table)
        return text, [value]

    return make


def _yearlong(rng: Random, year: int) -> tuple[str, list[Deadline]]:
    return rng.choice(["全年", "全年", f"{year}年全年", "贯穿全年", "全年推进", "全年持续推进"]), [
        Yearlong(year)
    ]


def _ongoing(rng: Random, _year: int) -> tuple[str, list[Deadline]]:
    return rng.choice(_ONGOING), [Ongoing()]


_MAKERS: tuple[tuple[int, _Maker], ...] = (
    (6, _by_month),
    (3, _bare_month),
    (4, _by_day),
    (2, _quarter),
    (3, _half_or_end),
    (2, _span),
    (3, _of(_RECURRING)),
    (2, _of(_COUNTED)),
    (3, _yearlong),
    (3, _ongoing),
    (2, _several),
    (2, _mixed),
)


def make_deadline(rng: Random, year: int) -> MadeDeadline:
    """A phrase for a deadline cell."""
    if rng.random() < 0.02:
        return MadeDeadline("", (), unclear=True)
    if rng.random() < 0.04:
        text, values = rng.choice(_UNCLEAR)
        moved = [v.__class__(v.day.replace(year=year)) if isinstance(v, ByDate) else v for v in values]
        return MadeDeadline(text, tuple(moved[:1]), unclear=True)
    maker = rng.choices([m for _, m in _MAKERS], [w for w, _ in _MAKERS])[0]
    text, made = maker(rng, year)
    return MadeDeadline(text, tuple(made))


def make_inline(rng: Random, year: int) -> tuple[str, tuple[Deadline, ...]]:
    """A sentence with deadlines inside it."""
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    by = ByDate(month_end(year, month))
    table: tuple[tuple[str, tuple[Deadline, ...]], ...] = (
        (f"于{month}月底前完成栏目调整", (by,)),
        (f"{month}月{day}日前将总结报县政府办公室", (ByDate(date(year, month, day)),)),
        (f"{year}年{month}月底前全部公开到位", (by,)),
        ("自作出行政决定之日起7个工作日内公开", (Within(7, "working", "作出行政决定"),)),
        ("公开征求意见的期限一般不少于30日", (AtLeast(30, "calendar"),)),
        ("按季度公开饮用水水质状况", (Recurring("quarter"),)),
        ("每年4月1日前公布法治政府建设年度报告", (Recurring("year", "04-01"),)),
        ("每2年对规范性文件进行清理", (Recurring("2 years"),)),
        ("文件公开后3个工作日内发布解读材料", (Within(3, "working", "文件公开"),)),
        ("每月至少更新一次，年底前全部完成", (Recurring("month"), ByDate(date(year, 12, 31)))),
        ("网民留言回复时间不超过5个工作日", (Within(5, "working", None),)),
        ("每半年开展一次督查", (Recurring("half-year"),)),
        ("力争年内实现全覆盖", (ByDate(date(year, 12, 31)),)),
    )
    return rng.choice(table)
