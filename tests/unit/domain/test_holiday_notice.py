"""A pasted 放假通知 is read as announced; what does not agree with itself is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.holiday_notice import check_schedule, read_notice
from gongkai_desktop.domain.holiday_schedule import Holiday, Schedule

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。"""


def day(text: str) -> date:
    return date.fromisoformat(text)


def holidays(text: str, year: int | None = None) -> list[tuple[str, str, str]]:
    """Name, first and last day of each holiday of a notice."""
    reading = read_notice(text, year)
    assert reading
    return [(h.name, h.first.isoformat(), h.last.isoformat()) for h in reading.schedule.holidays]


def flags(text: str) -> list[str]:
    """What is said about a notice for 2026, but for the holidays it does not have."""
    reading = read_notice(text, 2026)
    assert reading
    return [flag for flag in reading.flags if not flag.startswith("没有")]


def test_that_a_whole_notice_is_read_without_a_doubt() -> None:
    reading = read_notice(OF_2026)
    assert reading
    assert reading.flags == ()
    assert (reading.schedule.year, reading.schedule.number) == (2026, "国办发明电〔2025〕7号")
    assert reading.schedule.text == OF_2026
    assert holidays(OF_2026) == [
        ("元旦", "2026-01-01", "2026-01-03"),
        ("春节", "2026-02-15", "2026-02-23"),
        ("清明节", "2026-04-04", "2026-04-06"),
        ("劳动节", "2026-05-01", "2026-05-05"),
        ("端午节", "2026-06-19", "2026-06-21"),
        ("中秋节", "2026-09-25", "2026-09-27"),
        ("国庆节", "2026-10-01", "2026-10-07"),
    ]
    worked = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
    assert reading.schedule.make_up_days == tuple(map(day, worked))


def test_that_a_notice_in_half_width_on_one_line_is_read_alike() -> None:
    narrow = (
        OF_2026.replace("（", "(").replace("）", ")").replace("：", ":").replace("\n", "").replace("　", "")
    )
    reading = read_notice(narrow)
    assert reading
    assert reading.flags == ()
    assert holidays(narrow) == holidays(OF_2026)
    assert reading.schedule.number == "国办发明电〔2025〕7号"


def test_that_full_width_figures_are_read() -> None:
    assert holidays("元旦：１月１日（周四）至３日（周六）放假调休，共３天。", 2026) == [
        ("元旦", "2026-01-01", "2026-01-03")
    ]


def test_that_a_holiday_that_begins_in_the_old_year_is_read() -> None:
    text = "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。"
    assert holidays(text, 2023) == [("元旦", "2022-12-31", "2023-01-02")]
    assert holidays(text.replace("2022年", "").replace("2023年", ""), 2023) == holidays(text, 2023)


def test_that_a_make_up_day_in_the_old_year_is_read() -> None:
    reading = read_notice(
        "元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。", 2019
    )
    assert reading
    assert reading.schedule.make_up_days == (date(2018, 12, 29),)


def test_that_two_holidays_joined_are_one() -> None:
    assert holidays("六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。", 2023) == [
        ("中秋节、国庆节", "2023-09-29", "2023-10-06")
    ]


def test_that_a_day_off_beside_the_weekend_takes_the_weekend_in() -> None:
    assert holidays("五、端午节：6月10日放假，与周末连休。", 2024) == [("端午节", "2024-06-08", "2024-06-10")]
    assert holidays("元旦：1月1日（周五）放假，与周末连休。", 2021) == [("元旦", "2021-01-01", "2021-01-03")]


def test_that_a_single_day_without_make_up_is_read() -> None:
    text = "一、元旦：1月1日（周三）放假1天，不调休。"
    reading = read_notice(text, 2025)
    assert reading
    assert holidays(text, 2025) == [("元旦", "2025-01-01", "2025-01-01")]
    assert not [flag for flag in reading.flags if "元旦" in flag]


def test_that_advice_is_not_a_day_off() -> None:
    text = (
        "二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。"
        "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。"
    )
    reading = read_notice(text, 2024)
    assert reading
    assert holidays(text, 2024) == [("春节", "2024-02-10", "2024-02-17")]
    assert reading.schedule.make_up_days == (date(2024, 2, 4), date(2024, 2, 18))
    assert not [flag for flag in reading.flags if "春节" in flag]


def test_that_what_is_said_twice_counts_once() -> None:
    text = (
        "元旦：1月1日至3日放假公休，共3天。其中，1月1日（星期五）为法定节假日，"
        "1月2日（星期六）、3日（星期日）为公休日。1月4日（星期一）起正常上班。"
    )
    reading = read_notice(text, 2010)
    assert reading
    assert holidays(text, 2010) == [("元旦", "2010-01-01", "2010-01-03")]
    assert reading.schedule.make_up_days == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("元旦：1月1日至3日放假，共4天。", "元旦：通知写共4天，按日期数是3天。"),
        ("元旦：1月1日（周五）放假。", "元旦：通知写2026年1月1日是周五，实际是周四。"),
        ("元旦：2月30日放假。", "元旦：没有2月30日这一天。"),
        ("元旦：1日放假。", "元旦：“1日”前面没有月份。"),
        ("元旦：放假安排另行通知。元旦：1月1日放假。", "元旦：没有读出放假日期。"),
        ("元旦：1月1日放假。1月5日（周一）上班。", "2026年1月5日是周一，本来就上班。"),
        ("元旦：1月1日至4日放假。1月4日上班。", "2026年1月4日既放假又上班。"),
        ("元旦：1月1日放假。3月14日上班。", "2026年3月14日上班，离任何一次放假都很远。"),
        ("元旦：1月1日放假。1月4日。", "元旦：2026年1月4日没有说明放假还是上班。"),
        ("元旦：1月3日放假。春节：1月3日至5日放假。", "2026年1月3日列了两次放假。"),
    ],
)
def test_that_what_cannot_be_right_is_said(text: str, flag: str) -> None:
    assert flag in flags(text)


def test_that_a_holiday_the_notice_does_not_have_is_missed() -> None:
    schedule = Schedule(2027, (Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),))
    assert "没有国庆节的安排。" in check_schedule(schedule)
    assert "没有元旦的安排。" not in check_schedule(schedule)


def test_that_a_text_that_is_no_notice_is_nothing() -> None:
    assert read_notice("关于召开会议的通知") is None
    assert read_notice("元旦：1月1日放假。") is None  # of which year?


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(OF_2026)),
            st.integers(0, 9),
            st.text("0123456789年月日至（）周上班放假。、：", max_size=6),
        ),
        max_size=8,
    )
)
def test_that_a_damaged_notice_is_read_or_not_but_never_breaks(cuts: list[tuple[int, int, str]]) -> None:
    text = OF_2026
    for place, length, instead in cuts:
        text = text[:place] + instead + text[place + length :]
    reading = read_notice(text)
    assert reading is None or all(h.first <= h.last for h in reading.schedule.holidays)


def test_that_years_no_calendar_has_are_refused() -> None:
    assert read_notice(OF_2026.replace("2026", "0001")) is None
    reading = read_notice("元旦：0001年12月31日至1月1日放假。", 2026)
    assert reading
    assert reading.schedule.holidays == ()
