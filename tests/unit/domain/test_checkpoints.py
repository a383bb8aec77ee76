"""From deadlines to dated checkpoints."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint, plan_checkpoints
from gongkai_desktop.domain.deadline import AtLeast, ByDate, Deadline, Ongoing, Recurring, Within, Yearlong
from gongkai_desktop.domain.recognised import InlineDeadline

YEAR = 2022


def plan(*deadlines: Deadline, text: str = "", since: date | None = None) -> tuple[PlannedCheckpoint, ...]:
    """The checkpoints of a column's deadlines."""
    return plan_checkpoints(text, deadlines, (), YEAR, since)


def due(*deadlines: Deadline, since: date | None = None) -> list[str]:
    """Only their dates."""
    return [checkpoint.due.isoformat() for checkpoint in plan(*deadlines, since=since)]


def test_that_a_printed_date_is_a_checkpoint_with_the_printed_phrase() -> None:
    assert plan(ByDate(date(2022, 10, 31)), text=" 10月底前 ") == (
        PlannedCheckpoint(date(2022, 10, 31), "10月底前"),
    )


def test_that_a_date_on_a_rest_day_stays_where_it_is_printed() -> None:
    assert due(ByDate(date(2022, 12, 31))) == ["2022-12-31"]


@pytest.mark.parametrize("text", ["", "2022年度信息应于10月底前全部补录完成，每年3月底前公布上一年度情况"])
def test_that_a_date_without_short_phrase_is_labelled_with_the_date(text: str) -> None:
    assert plan(ByDate(date(2022, 10, 31)), text=text)[0].label == "10月31日前"


def test_that_a_cell_with_several_deadlines_labels_none_with_the_whole_cell() -> None:
    checkpoints = plan(ByDate(date(2022, 6, 30)), ByDate(date(2022, 9, 30)), text="6月底前，9月底前")

    assert [checkpoint.label for checkpoint in checkpoints] == ["6月30日前", "9月30日前"]


def test_that_a_yearlong_deadline_is_checked_at_the_end_of_its_year() -> None:
    assert plan(Yearlong(2021)) == (PlannedCheckpoint(date(2021, 12, 31), "全年"),)
    assert plan(Yearlong(None)) == (PlannedCheckpoint(date(2022, 12, 31), "全年"),)


@pytest.mark.parametrize(
    ("every", "dates"),
    [
        ("quarter", ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"]),
        ("half-year", ["2022-06-30", "2022-12-31"]),
        ("2 months", ["2022-02-28", "2022-04-30", "2022-06-30", "2022-08-31", "2022-10-31", "2022-12-31"]),
        ("year", ["2022-12-31"]),
        ("2 years", ["2022-12-31"]),
    ],
)
def test_that_periods_are_checked_at_their_ends(every: str, dates: list[str]) -> None:
    assert due(Recurring(every)) == dates


@pytest.mark.parametrize(
    ("every", "count"), [("month", 12), ("half-month", 24), ("10 days", 36), ("week", 12)]
)
def test_that_short_periods_give_a_bearable_number_of_checkpoints(every: str, count: int) -> None:
    checkpoints = plan(Recurring(every))

    assert len(checkpoints) == count
    assert checkpoints[-1].due == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("every", "first", "last"),
    [
        ("quarter", "按季度（第1季度）", "按季度（第4季度）"),
        ("month", "按月（1月）", "按月（12月）"),
        ("half-year", "每半年（上半年）", "每半年（下半年）"),
        ("10 days", "每旬（1月上旬）", "每旬（12月下旬）"),
        ("half-month", "每半月（1月上半月）", "每半月（12月下半月）"),
        ("2 months", "每两月（1—2月）", "每两月（11—12月）"),
    ],
)
def test_that_the_label_names_the_period(every: str, first: str, last: str) -> None:
    checkpoints = plan(Recurring(every))

    assert (checkpoints[0].label, checkpoints[-1].label) == (first, last)


def test_that_the_printed_rhythm_is_kept_in_the_label() -> None:
    assert plan(Recurring("quarter"), text="每季度末")[0].label == "每季度末（第1季度）"


@pytest.mark.parametrize(
    ("every", "proposed"), [("2 years", True), ("week", True), ("day", True), ("month", False)]
)
def test_that_dates_the_program_chose_are_proposals(every: str, proposed: bool) -> None:
    assert {checkpoint.proposed for checkpoint in plan(Recurring(every))} == {proposed}


def test_that_a_day_of_the_month_is_kept_within_short_months() -> None:
    assert due(Recurring("month", "30"))[:3] == ["2022-01-30", "2022-02-28", "2022-03-30"]


def test_that_a_yearly_date_before_the_document_falls_in_the_next_year() -> None:
    march = Recurring("year", "03-31")

    assert due(march) == ["2022-03-31"]
    assert due(march, since=date(2022, 3, 31)) == ["2022-03-31"]
    assert due(march, since=date(2022, 5, 20)) == ["2023-03-31"]
    assert plan(march)[0].label == "每年3月31日前"


def test_that_the_leap_day_falls_on_the_last_of_february() -> None:
    assert due(Recurring("year", "02-29")) == ["2022-02-28"]


def test_that_periods_over_before_the_document_are_not_owed() -> None:
    assert due(Recurring("quarter"), since=date(2022, 7, 5)) == ["2022-09-30", "2022-12-31"]


def test_that_a_document_about_a_past_year_keeps_its_periods() -> None:
    assert len(due(Recurring("quarter"), since=date(2023, 2, 1))) == 4


def test_that_limits_counted_from_events_and_standing_duties_have_no_checkpoint() -> None:
    assert due(Within(7, "working", "作出决定"), AtLeast(30, "calendar"), Ongoing()) == []


def test_that_dates_in_the_text_are_added_where_the_column_has_none() -> None:
    inline = (
        InlineDeadline("10月底前", 0, ByDate(date(2022, 10, 31))),
        InlineDeadline("年底前", 0, ByDate(date(2022, 12, 31))),
        InlineDeadline("7个工作日内", 1, Within(7, "working", None)),
    )

    checkpoints = plan_checkpoints("全年", (Yearlong(2022),), inline, YEAR, None)

    assert checkpoints == (
        PlannedCheckpoint(date(2022, 10, 31), "10月底前"),
        PlannedCheckpoint(date(2022, 12, 31), "全年"),
    )


def test_that_a_printed_date_wins_over_a_proposed_one() -> None:
    checkpoints = plan(Recurring("week"), ByDate(date(2022, 6, 30)))

    assert [c.proposed for c in checkpoints if c.due == date(2022, 6, 30)] == [False]


BY = st.builds(ByDate, st.dates(date(2021, 1, 1), date(2024, 12, 31)))
RECURRING = st.builds(
    Recurring,
    st.sampled_from(
        ["day", "week", "10 days", "half-month", "month", "2 months", "quarter", "half-year", "year"]
    ),
)
ANY = st.one_of(BY, RECURRING, st.builds(Yearlong, st.none() | st.integers(2020, 2024)), st.just(Ongoing()))


@given(st.lists(ANY, max_size=5), st.none() | st.dates(date(2021, 1, 1), date(2023, 12, 31)))
def test_that_checkpoints_are_sorted_and_no_two_share_a_date(
    deadlines: list[Deadline], since: date | None
) -> None:
    dates = [checkpoint.due for checkpoint in plan(*deadlines, since=since)]

    assert dates == sorted(set(dates))
    assert {d.day for d in deadlines if isinstance(d, ByDate)} <= set(dates)


def test_that_a_day_of_the_quarter_is_where_the_document_puts_it() -> None:
    planned = plan_checkpoints("每季度末月20日前", (Recurring("quarter", "末月20日"),), (), 2026, None)
    assert [checkpoint.due for checkpoint in planned] == [date(2026, m, 20) for m in (3, 6, 9, 12)]
