"""Which backups stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.backup_rule import DAYS, MONTHS, WEEKS, kept

NOW = datetime(2026, 6, 24, 17, 0, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=80
)


def test_that_a_backup_a_day_for_three_years_leaves_days_weeks_and_months() -> None:
    daily = [NOW - timedelta(days=day) for day in range(3 * 365)]
    stay = sorted(kept(daily, NOW), reverse=True)
    assert stay[:DAYS] == daily[:DAYS]
    assert len({(moment.year, moment.month) for moment in stay}) == MONTHS
    weeks = {(NOW - timedelta(weeks=week)).isocalendar()[:2] for week in range(WEEKS)}
    assert weeks <= {moment.isocalendar()[:2] for moment in stay}
    assert len(stay) < DAYS + WEEKS + MONTHS


def test_that_all_backups_of_today_stay() -> None:
    today = [NOW - timedelta(minutes=10 * count) for count in range(30)]
    assert kept(today, NOW) == set(today)


@given(MOMENTS)
def test_that_the_newest_backup_always_stays_and_nothing_is_made_up(moments: list[datetime]) -> None:
    stay = kept(moments, NOW)
    assert stay <= set(moments)
    assert not moments or max(moments) in stay


@given(MOMENTS)
def test_that_tidying_twice_removes_nothing_more(moments: list[datetime]) -> None:
    once = kept(moments, NOW)
    assert kept(once, NOW) == once
