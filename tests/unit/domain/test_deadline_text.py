"""Reading deadline phrases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.deadline import (
    AtLeast,
    ByDate,
    Deadline,
    Ongoing,
    Recurring,
    Within,
    Yearlong,
    deadline_from_json,
    deadline_to_json,
)
from gongkai_desktop.domain.deadline_forms import FORMS
from gongkai_desktop.domain.deadline_text import find_deadlines, read_deadlines


def by(month: int, day: int, year: int = 2026) -> ByDate:
    return ByDate(date(year, month, day))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10月底前", [by(10, 31)]),
        ("2027年6月", [by(6, 30, 2027)]),
        ("2月底", [by(2, 28)]),
        ("6月30日前", [by(6, 30)]),
        ("十月底前", [by(10, 31)]),
        ("六月三十日前", [by(6, 30)]),
        ("１１月底前", [by(11, 30)]),
        ("二〇二六年六月底前", [by(6, 30)]),
        ("2026.6.30", [by(6, 30)]),
        ("2026/6", [by(6, 30)]),
        ("明年3月底", [by(3, 31, 2027)]),
        ("年底前", [by(12, 31)]),
        ("2027年底前", [by(12, 31, 2027)]),
        ("年内", [by(12, 31)]),
        ("2026年", [by(12, 31)]),
        ("三季度", [by(9, 30)]),
        ("第4季度末", [by(12, 31)]),
        ("上半年", [by(6, 30)]),
        ("全年", [Yearlong(2026)]),
        ("3-4月", [ByDate(date(2026, 4, 30), date(2026, 3, 1))]),
        ("2026年11月至2027年2月", [ByDate(date(2027, 2, 28), date(2026, 11, 1))]),
        ("11月至次年2月", [ByDate(date(2027, 2, 28), date(2026, 11, 1))]),
        ("5月10日至6月20日", [ByDate(date(2026, 6, 20), date(2026, 5, 10))]),
        ("2026-2028年", [ByDate(date(2028, 12, 31), date(2026, 1, 1))]),
        ("6月底前、9月底前、12月底前", [by(6, 30), by(9, 30), by(12, 31)]),
        ("10月底前补录完成，每年3月底前公布", [by(10, 31), Recurring("year", "03-31")]),
    ],
)
def test_that_dates_are_read_from_a_deadline_cell(text: str, expected: list[Deadline]) -> None:
    reading = read_deadlines(text, 2026)
    assert list(reading.deadlines) == expected
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年4月1日前", Recurring("year", "04-01")),
        ("每年第一季度", Recurring("year", "03-31")),
        ("每2年", Recurring("2 years")),
        ("每两年", Recurring("2 years")),
        ("按月", Recurring("month")),
        ("每月5日前", Recurring("month", "05")),
        ("按季度", Recurring("quarter")),
        ("每季度首月10日前", Recurring("quarter", "首月10日")),
        ("每半年", Recurring("half-year")),
        ("每周", Recurring("week")),
        ("自作出决定之日起7个工作日内", Within(7, "working", "作出决定")),
        ("收到申请后20个工作日内", Within(20, "working", "收到申请")),
        ("不超过5个工作日", Within(5, "working", None)),
        ("公示不少于30日", AtLeast(30, "calendar")),
        ("24小时内", Within(24, "hour", None)),
        ("长期坚持", Ongoing()),
        ("持续推进", Ongoing()),
        ("立即", Ongoing()),
    ],
)
def test_that_other_kinds_are_read_from_a_deadline_cell(text: str, expected: Deadline) -> None:
    reading = read_deadlines(text, 2026)
    assert reading.deadlines == (expected,)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("两会前", "没有确切日期"),
        ("6月前", "可指该月开始前"),
        ("9月中旬", "没有确切日期"),
        ("见附件", "没有可以计算的日期"),
        ("2月31日前", "不是有效的日期"),
    ],
)
def test_that_what_is_no_certain_date_is_a_doubt(text: str, reason: str) -> None:
    assert any(reason in doubt.reason for doubt in read_deadlines(text, 2026).doubts)


def test_that_a_phrase_without_a_year_in_a_document_without_a_year_is_a_doubt() -> None:
    assert any("没有年份" in doubt.reason for doubt in read_deadlines("10月底前", None).doubts)
    assert read_deadlines("2026年10月", None).deadlines == (by(10, 31),)


def test_that_an_empty_cell_has_no_deadline_and_no_doubt() -> None:
    assert read_deadlines("", 2026).deadlines == ()
    assert read_deadlines("", 2026).doubts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县司法局应于10月底前指导各单位录入", [by(10, 31)]),
        (
            "公开征求意见不少于30日；合法性审查不少于7个工作日",
            [AtLeast(30, "calendar"), AtLeast(7, "working")],
        ),
        ("自收到申请之日起20个工作日内答复", [Within(20, "working", "收到申请")]),
        ("文件公开后3个工作日内发布解读材料", [Within(3, "working", "文件公开")]),
        ("按季度公开水质状况", [Recurring("quarter")]),
        (
            "每月倒排，每季通报，半年约谈，不及时整改的",
            [Recurring("month"), Recurring("quarter"), Recurring("half-year")],
        ),
    ],
)
def test_that_limits_are_found_in_running_text(text: str, expected: list[Deadline]) -> None:
    found, doubts = find_deadlines(text, 2026)
    assert [entry.deadline for entry in found] == expected
    assert doubts == ()
    assert all(text[entry.start : entry.start + len(entry.text)] == entry.text for entry in found)


@pytest.mark.parametrize(
    "text",
    [
        "公开2025年预算执行情况",
        "公开2008年——2025年年报",
        "及时、定期、动态更新",
        "第一时间回应",
        "上年度工作成效",
        "12345热线",
        "近三年内",
        "多元化解读比例不低于50%",
    ],
)
def test_that_periods_of_coverage_and_vague_words_are_no_limits(text: str) -> None:
    assert find_deadlines(text, 2026) == ((), ())


def test_that_a_starting_time_is_no_limit_but_a_doubt() -> None:
    found, doubts = find_deadlines("未施行的应从10月起统一施行", 2026)
    assert found == ()
    assert len(doubts) == 1


@given(st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(["底前", "底", "末", "底之前"]))
def test_that_every_month_end_is_the_last_day_of_its_month(year: int, month: int, tail: str) -> None:
    (deadline,) = read_deadlines(f"{year}年{month}月{tail}", None).deadlines
    assert isinstance(deadline, ByDate)
    assert (deadline.day.year, deadline.day.month) == (year, month)
    assert (deadline.day + timedelta(days=1)).day == 1


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_that_every_full_date_is_read_as_itself(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日前"
    assert read_deadlines(text, 2026).deadlines == (ByDate(day),)


@given(st.text(alphabet="0123456789年月日底前季度每按自起内工作日、，至-上下半全", max_size=25))
def test_that_any_text_is_read_without_an_error_and_survives_json(text: str) -> None:
    for deadline in read_deadlines(text, 2026).deadlines:
        assert deadline_from_json(deadline_to_json(deadline)) == deadline
    find_deadlines(text, 2026)


def test_that_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown deadline kind"):
        deadline_from_json({"kind": "someday"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6、9、12月底前", [by(6, 30), by(9, 30), by(12, 31)]),
        ("一、三季度", [by(3, 31), by(9, 30)]),
        ("每年6月、12月", [Recurring("year", "06-30"), Recurring("year", "12-31")]),
        ("每年1-3月", [Recurring("year", "03-31")]),
        ("2026.6-2026.12", [ByDate(date(2026, 12, 31), date(2026, 6, 1))]),
        ("2026-2028", [ByDate(date(2028, 12, 31), date(2026, 1, 1))]),
        ("4 月 9 日前", [by(4, 9)]),
        ("2026年\n6月底前", [by(6, 30)]),
        ("6月底前\n9月底前", [by(6, 30), by(9, 30)]),
        ("半年一次", [Recurring("half-year")]),
        ("一月一调度", [Recurring("month")]),
        ("每季度至少1次", [Recurring("quarter")]),
        ("6月底并长期坚持", [by(6, 30), Ongoing()]),
        ("6月底前完成，并持续推进", [by(6, 30), Ongoing()]),
        ("2026年9月底前建立机制，长期坚持。", [by(9, 30), Ongoing()]),
        ("6月底前取得阶段性成效，年底前完成，持续巩固提升", [by(6, 30), by(12, 31), Ongoing()]),
        ("6月底前完成，持续更新至年底", [by(6, 30), by(12, 31)]),
        ("立即整改，6月底前完成", [by(6, 30)]),
        ("20个工作日", [Within(20, "working", None)]),
        ("自收到申请之日起20个工作日", [Within(20, "working", "收到申请")]),
        ("2026年度的信息10月底前补录，每年3月底前公布", [by(10, 31), Recurring("year", "03-31")]),
        ("分阶段推进", [Ongoing()]),
        ("按序时进度推进", [Ongoing()]),
        ("立行立改，长期坚持", [Ongoing()]),
        ("新增信息及时公开", [Ongoing()]),
        ("本年度", [by(12, 31)]),
    ],
)
def test_that_short_lists_gaps_and_states_are_certain(text: str, expected: list[Deadline]) -> None:
    reading = read_deadlines(text, 2026)
    assert list(reading.deadlines) == expected
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("2026年6月前", ("2026年5月底前", "2026年6月底前")),
        ("第三季度前完成", ("第3季度末完成", "第2季度末完成")),
        ("9月中旬", ("9月20日前", "9月底前")),
        ("2月31日前", ("2月底前",)),
        ("公示7个工作日", ("不少于7个工作日", "7个工作日内")),
    ],
)
def test_that_a_doubtful_phrase_offers_plain_ones(text: str, choices: tuple[str, ...]) -> None:
    (doubt,) = read_deadlines(text, 2026).doubts
    assert doubt.choices == choices
    assert not any(read_deadlines(choice, 2026).doubts for choice in choices)


@pytest.mark.parametrize(
    "text", ["3月1日起施行", "每年汛期前", "2026.6-12-1", "下月底前", "6.3", "年中", "到2027年"]
)
def test_that_half_understood_time_is_a_doubt(text: str) -> None:
    assert read_deadlines(text, 2026).doubts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月30前", [by(6, 30)]),
        ("6.30前", [by(6, 30)]),
        ("12/31", [by(12, 31)]),
        ("6.3前", [by(6, 3)]),
        ("202612", [by(12, 31)]),
        ("20260630", [by(6, 30)]),
        ("26年底", [by(12, 31)]),
        ("27年3月底前", [by(3, 31, 2027)]),
        ("2027年完成", [by(12, 31, 2027)]),
        ("2026年前三季度", [by(9, 30)]),
        ("第1、2季度", [by(3, 31), by(6, 30)]),
        ("3、6、9、12月20日前", [by(3, 20), by(6, 20), by(9, 20), by(12, 20)]),
        ("2026年—2028年6月", [ByDate(date(2028, 6, 30), date(2026, 1, 1))]),
        ("5月底至10月底", [ByDate(date(2026, 10, 31), date(2026, 5, 31))]),
        ("每年5月-10月", [Recurring("year", "10-31")]),
        ("每月5日、20日前", [Recurring("month", "05"), Recurring("month", "20")]),
        ("每月1日和15日", [Recurring("month", "01"), Recurring("month", "15")]),
        ("次月10日前", [Recurring("month", "10")]),
        ("每月结束后5日内", [Recurring("month", "05")]),
        ("每季度末月20日前", [Recurring("quarter", "末月20日")]),
        ("每季度第一个月10日前", [Recurring("quarter", "首月10日")]),
        ("每季度结束后10日内", [Recurring("quarter", "首月10日")]),
        ("每两周一次", [Recurring("2 weeks")]),
        ("两周内", [Within(14, "calendar", None)]),
        ("与文件同步公开", [Ongoing()]),
        ("/", []),
        ("无", []),
    ],
)
def test_that_short_and_rare_forms_of_dates_are_read(text: str, expected: list[Deadline]) -> None:
    reading = read_deadlines(text, 2026)
    assert (list(reading.deadlines), reading.doubts) == (expected, ())


def test_that_a_torn_phrase_in_running_text_is_given_as_printed() -> None:
    (found,), _ = find_deadlines("应于 4 月 9 日前报送", 2026)
    assert (found.text, found.start, found.deadline) == ("4 月 9 日前", 3, by(4, 9))


_PIECES = """
" 每年 每月 每季 每 逐年 按月 按季度 按 本年 今年 2026年 明年 上半年 下半年 年底 年内 年度 10月
十二月 3月份 5日 三十日 20号 底 末 前 之前 以前 内 之内 以内 上旬 中旬 初 第三 季度 首月 半年 周
旬 天 个 工作日 7 二十 小时 不少于 至少 不超过 不晚于 自收到申请之日起 文件公开后 在 ， 。 、 至
- 公开 更新 一次 全年 起 国庆 底前
"""
_WORDS = st.sampled_from(_PIECES.split())


@given(st.lists(_WORDS, max_size=12).map("".join))
def test_that_looking_for_needed_words_first_overlooks_no_phrase(text: str) -> None:
    for form in FORMS:
        match = form.pattern.search(text)
        word = form.needed.search(text)
        if match is not None:
            assert word is not None, form.pattern.pattern
            near = form.pattern.search(text, max(0, word.start() - form.reach))
            assert near is not None
            assert near.span() == match.span()


def test_that_numbers_before_deadlines_are_no_dates_and_are_doubted() -> None:
    reading = read_deadlines("1.6月底\n2.3月底\n3.全年", 2026)
    assert reading.deadlines == (by(6, 30), by(3, 31), Yearlong(2026))
    assert [doubt.reason for doubt in reading.doubts] == ["时限前有编号，可能分别对应各分项，请核对"]


def test_that_what_is_told_up_to_a_date_is_no_deadline() -> None:
    for text in ("截至6月底，已完成50%", "截至2026年6月30日累计公开20条", "6个月内未更新的栏目"):
        assert find_deadlines(text, 2026) == ((), ())
    assert find_deadlines("2周内整改", 2026)[0][0].deadline == Within(14, "calendar", None)


def test_that_a_time_cut_down_to_days_is_a_limit() -> None:
    for text in ("压缩至5个工作日以内", "控制在5个工作日", "由15个工作日压减到5个工作日"):
        assert [found.deadline for found in find_deadlines(text, 2026)[0]] == [Within(5, "working", None)]


def test_that_a_list_of_kinds_of_figures_names_no_rhythm() -> None:
    assert find_deadlines("公布月度、季度、年度主要经济指标", 2026) == ((), ())


def test_that_days_of_every_month_from_one_to_another_end_with_the_last_and_are_no_limit_in_a_text() -> None:
    assert read_deadlines("每月1日至5日", 2026).deadlines == (Recurring("month", "05"),)
    assert find_deadlines("每月1日至25日不开展入企检查", 2026) == ((), ())


@pytest.mark.parametrize(
    ("text", "every", "choices"),
    [
        ("每年两次", "half-year", ("每半年", "每年")),
        ("每年不少于4次", "quarter", ("每季度", "每年")),
        ("每年3次", "4 months", ("每四个月", "每年")),
        ("每季度两次", "quarter", ("每季度",)),
        ("每月至少2次", "half-month", ("每半月", "每月")),
        ("每季度开展督查不少于3次", "month", ("每月", "每季度")),
    ],
)
def test_that_several_times_in_a_period_are_spread_evenly_and_asked_about(
    text: str, every: str, choices: tuple[str, ...]
) -> None:
    reading = read_deadlines(text, 2026)
    assert reading.deadlines == (Recurring(every),)
    (doubt,) = reading.doubts
    assert doubt.choices == choices
    assert all(not read_deadlines(choice, 2026).doubts for choice in choices)


@pytest.mark.parametrize("text", ["每年一次", "每季度至少1次", "每两年一次"])
def test_that_once_in_a_period_is_certain(text: str) -> None:
    assert not read_deadlines(text, 2026).doubts
