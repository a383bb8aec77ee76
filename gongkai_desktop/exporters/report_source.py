"""What a monthly report is made from, and the words and patterns its parts have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai_desktop.domain.backward import BackwardCount, LeadTimes, counted_back
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Evidence
from gongkai_desktop.domain.lights import Light, LightStyle
from gongkai_desktop.domain.month_figures import (
    GroupLights,
    Lights,
    Month,
    Standing,
    done_in,
    month_points,
    previous_month,
    rate,
    standing,
)
from gongkai_desktop.exporters.document import Chart, ChartBar, ChartSeries, Pattern

_PATTERNS = {
    Light.LATE: Pattern.SOLID,
    Light.SOON: Pattern.STRIPED,
    Light.NORMAL: Pattern.PLAIN,
    Light.DONE: Pattern.GREY,
    Light.NONE: Pattern.LINED,
}


@dataclass(frozen=True, slots=True)
class ReportSource:
    """What a report is made from; the rows stand as they were on `today`."""

    month: Month
    today: date
    county: str
    office: str
    rows: Sequence[DutyRow]
    styles: Mapping[Light, LightStyle]
    calendar: BackwardCount
    lead: LeadTimes = field(default_factory=LeadTimes)
    before: Sequence[DutyRow] = ()
    """The rows as they stood when the month before ended."""
    trend: Sequence[Standing] = ()
    """How all stood at the ends of the year's months before; the report's own day comes after."""
    evidence: Mapping[int, Sequence[Evidence]] = field(default_factory=dict)
    """By duty id, newest first."""
    papers: tuple[int, int] = (0, 0)
    """The papers issued in the month and in the one before."""

    @property
    def name(self) -> str:
        """2022年10月."""
        return f"{self.month[0]}年{self.month[1]}月"

    @property
    def now(self) -> Standing:
        """How all stands on the day of the report."""
        return standing(self.rows, self.today)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The year's months up to the day of the report."""
        return (*self.trend, self.now)

    def word(self, light: Light) -> str:
        """What the office calls a light."""
        return self.styles[light].word

    def counted_back(self, due: date) -> tuple[date, date]:
        """When to remind and when to urge for a date."""
        return counted_back(due, self.lead, self.calendar)

    def links(self, duty_id: int) -> tuple[str, ...]:
        """The addresses given as proof, newest first."""
        return tuple(dict.fromkeys(one.url for one in self.evidence.get(duty_id, ()) if one.url))


def share(lights: Lights) -> str:
    """The rate of completion as it is printed."""
    part = rate(lights)
    return f"{part:.1%}" if part is not None else "—"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the cover, this month and the one before; a rate where `is_rate`."""

    name: str
    now: float | None
    before: float | None
    is_rate: bool = False

    @property
    def texts(self) -> tuple[str, str, str]:
        """This month, last month, and the change, as they are printed."""
        change = None if self.now is None or self.before is None else self.now - self.before
        return self._text(self.now), self._text(self.before), self._change(change)

    def _text(self, value: float | None) -> str:
        if value is None:
            return "—"
        return f"{value:.1%}" if self.is_rate else f"{value:.0f}"

    def _change(self, change: float | None) -> str:
        if change is None:
            return "—"
        if round(change, 3) == 0:
            return "持平"
        return f"{change * 100:+.1f}个百分点" if self.is_rate else f"{change:+.0f}"


def cover_figures(source: ReportSource) -> tuple[Figure, ...]:
    """The figures at the head of the report."""
    month, former = source.month, previous_month(source.month)
    now, before = source.now, standing(source.before, source.today)
    known = bool(source.before)
    points, points_before = month_points(source.rows, month), month_points(source.before, former)
    done, done_before = done_in(source.rows, month), done_in(source.before, former)

    def counted(name: str, value: int, earlier: int) -> Figure:
        return Figure(name, value, earlier if known else None)

    return (
        counted("责任事项", now.total, before.total),
        *(counted(source.word(light), now.lights[light], before.lights[light]) for light in Light),
        Figure("办结率", rate(now.lights), rate(before.lights) if known else None, is_rate=True),
        counted("当月到期节点", points.total, points_before.total),
        counted("其中按期完成", points.in_time, points_before.in_time),
        counted("当月办结事项", sum(d.whole for d in done), sum(d.whole for d in done_before)),
        counted("当月印发文书", *source.papers),
    )


def lights_chart(source: ReportSource, title: str, groups: Sequence[GroupLights]) -> Chart:
    """The lights of some groups as bars."""
    series = tuple(ChartSeries(source.word(light), _PATTERNS[light]) for light in Light)
    bars = tuple(ChartBar(group.name, tuple(group.lights[light] for light in Light)) for group in groups)
    return Chart(title, series, bars)


def trend_groups(source: ReportSource) -> tuple[GroupLights, ...]:
    """The year's months as groups of lights."""
    return tuple(GroupLights(f"{one.day.month}月{one.day.day}日", one.lights) for one in source.standings)
