"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 8, 24

_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAYS, lambda moment: moment.date()),
    (WEEKS, lambda moment: tuple(moment.isocalendar())[:2]),
    (MONTHS, lambda moment: (moment.year, moment.month)),
)


def kept(moments: Iterable[datetime], today_whole: datetime) -> frozenset[datetime]:
    """The moments whose backups stay; those of `today_whole`'s day all do: a bad day needs them.

    Periods without a backup do not count, so that a holiday of three weeks throws nothing away.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = {moment for moment in newest_first if moment.date() >= today_whole.date()}
    for number, period_of in _PERIODS:
        newest_of: dict[Hashable, datetime] = {}
        for moment in newest_first:
            if len(newest_of) < number or period_of(moment) in newest_of:
                newest_of.setdefault(period_of(moment), moment)
        keep.update(newest_of.values())
    return frozenset(keep)
