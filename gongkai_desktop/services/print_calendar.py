"""The calendar on paper: 月历, 年历, 倒排表 by unit, 议程; each a PDF of what the filter shows."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from gongkai_desktop.domain.backward import BackwardLine, Step, agenda_span, backward_schedule
from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.filters import DutyFilter, apply_filter
from gongkai_desktop.domain.lights import Light, LightStyle, worst
from gongkai_desktop.domain.recognised import ROLE_NAMES
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.calendar_sheets import (
    DayBox,
    MonthSheet,
    YearDay,
    YearMonth,
    YearSheet,
    paint_month,
    paint_year,
)
from gongkai_desktop.exporters.listing import (
    Listing,
    ListingColumn,
    ListingRow,
    ListingSection,
    paint_listing,
)
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import lead_times, light_styles
from gongkai_desktop.services.workspace import Workspace

Point = tuple[DutyRow, CheckpointRow]
Styles = Mapping[Light, LightStyle]
PROVISIONAL = "暂按法定节日推算"
_WORST_FIRST = (Light.LATE, Light.SOON, Light.NORMAL, Light.DONE, Light.NONE)


def print_month(
    workspace: Workspace, path: Path, month: date, today: date, wanted: DutyFilter | None = None
) -> Path:
    """The month of a day as a sheet for the wall; the path written is handed back."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    points = _by_day(workspace, weeks[0][0], weeks[-1][-1], today, wanted)
    styles = light_styles(workspace.office)
    mark = workspace.calendar.mark
    boxes = tuple(
        tuple(
            DayBox(day, day.month == month.month, mark(day), _day_lines(points.get(day, ()), styles))
            for day in week
        )
        for week in weeks
    )
    title = f"{workspace.office.county}政务公开月历　{month.year}年{month.month}月"
    sheet = MonthSheet(title, _subtitle(workspace, (month.year,), today), boxes, _legend(styles))
    return _saved(path, paint_month(sheet, today))


def print_year(
    workspace: Workspace, path: Path, year: int, today: date, wanted: DutyFilter | None = None
) -> Path:
    """Twelve months on one sheet."""
    points = _by_day(workspace, date(year, 1, 1), date(year, 12, 31), today, wanted)
    styles = light_styles(workspace.office)
    months = tuple(_year_month(workspace, year, month, points, styles) for month in range(1, 13))
    title = f"{workspace.office.county}政务公开年历　{year}年"
    sheet = YearSheet(title, _subtitle(workspace, (year,), today), months, _legend(styles))
    return _saved(path, paint_year(sheet, today))


def print_backward(
    workspace: Workspace, path: Path, month: date, today: date, wanted: DutyFilter | None = None
) -> Path:
    """What falls due in the month of a day, unit by unit, with the days to remind and to urge."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    days = [day for week in weeks for day in week if day.month == month.month]
    points = _by_day(workspace, days[0], days[-1], today, wanted)
    lead = lead_times(workspace.office)
    pairs = [pair for day in days for pair in points.get(day, ())]
    lines = backward_schedule(pairs, lead, workspace.calendar, today)
    if not lines:
        raise InvalidInput(f"{month.year}年{month.month}月没有到期的节点，没有可以打印的。", "请换一个月。")
    sections = tuple(_unit_section(list(group)) for _, group in groupby(lines, lambda line: line.row.unit_id))
    listing = Listing(
        title=f"{month.year}年{month.month}月到期事项倒排表",
        subtitle=_subtitle(workspace, (month.year,), today),
        columns=(
            ListingColumn("时限", 2.5),
            ListingColumn("任务", 7.5),
            ListingColumn("角色", 1.4),
            ListingColumn("提醒", 2.5),
            ListingColumn("催办", 2.5),
            ListingColumn("现在", 2.2),
        ),
        sections=sections,
        foot=f"提醒：到期前 {lead.remind} 个工作日；催办：到期前 {lead.urge} 个工作日。天数在“设置”中修改。",
    )
    return _saved(path, paint_listing(listing, today))


def print_agenda(
    workspace: Workspace,
    path: Path,
    month: date,
    months: int,
    today: date,
    wanted: DutyFilter | None = None,
) -> Path:
    """The checkpoints of some months from that of a day on, day after day."""
    first, last = agenda_span(month, months)
    points = _by_day(workspace, first, last, today, wanted)
    if not points:
        raise InvalidInput("这段时间没有到期的节点，没有可以打印的。", "请换一段时间。")
    styles = light_styles(workspace.office)
    sections = tuple(
        ListingSection(_day_heading(workspace, day), _agenda_rows(points[day], styles))
        for day in sorted(points)
    )
    listing = Listing(
        title=f"政务公开议程　{first:%Y-%m-%d} 至 {last:%Y-%m-%d}",
        subtitle=_subtitle(workspace, range(first.year, last.year + 1), today),
        columns=(
            ListingColumn("状态（工作日）", 2.9),
            ListingColumn("任务", 5.2),
            ListingColumn("责任单位", 8.0),
            ListingColumn("时限原文", 2.8),
        ),
        sections=sections,
    )
    return _saved(path, paint_listing(listing, today))


def _by_day(
    workspace: Workspace, first: date, last: date, today: date, wanted: DutyFilter | None
) -> dict[date, list[Point]]:
    found: dict[date, list[Point]] = {}
    for row in apply_filter(list_duties(workspace, today), wanted or DutyFilter()):
        for point in row.checkpoints:
            if first <= point.due <= last:
                found.setdefault(point.due, []).append((row, point))
    return found


def _sorted(points: Sequence[Point]) -> list[Point]:
    return sorted(points, key=lambda pair: _WORST_FIRST.index(pair[1].light))


def _day_lines(points: Sequence[Point], styles: Styles) -> tuple[str, ...]:
    """One line a task and light: with its unit, or with how many units where there are several."""
    groups: dict[tuple[Light, int], list[DutyRow]] = {}
    for row, point in _sorted(points):
        groups.setdefault((point.light, row.task_id), []).append(row)
    return tuple(
        f"{styles[light].shape}{rows[0].task_name}　{_units(rows)}" for (light, _), rows in groups.items()
    )


def _agenda_rows(points: Sequence[Point], styles: Styles) -> tuple[ListingRow, ...]:
    """A row a task and light, with all its units."""
    groups: dict[tuple[Light, int], list[Point]] = {}
    for row, point in _sorted(points):
        groups.setdefault((point.light, row.task_id), []).append((row, point))
    return tuple(
        ListingRow(
            (
                _status(pairs[0][1], styles),
                _task(pairs[0][0]),
                "、".join(row.unit_name for row, _ in pairs),
                pairs[0][1].label or pairs[0][0].deadline_text,
            ),
            strong=light is Light.LATE,
        )
        for (light, _), pairs in groups.items()
    )


def _units(rows: Sequence[DutyRow]) -> str:
    return rows[0].unit_name if len(rows) == 1 else f"{len(rows)}个单位"


def _year_month(
    workspace: Workspace, year: int, month: int, points: Mapping[date, Sequence[Point]], styles: Styles
) -> YearMonth:
    counts: Counter[Light] = Counter()
    weeks = []
    for week in Calendar().monthdatescalendar(year, month):
        days = []
        for day in week:
            own = points.get(day, ()) if day.month == month else ()
            lights = [point.light for _, point in own]
            counts.update(lights)
            shape = styles[worst(lights)].shape if lights else ""
            box = DayBox(day, day.month == month, workspace.calendar.mark(day))
            days.append(YearDay(box, shape, strong=Light.LATE in lights))
        weeks.append(tuple(days))
    words = " ".join(f"{styles[light].shape}{counts[light]}" for light in _WORST_FIRST if counts[light])
    return YearMonth(f"{month}月", words, tuple(weeks))


def _unit_section(lines: Sequence[BackwardLine]) -> ListingSection:
    unit = lines[0].row
    return ListingSection(
        f"{unit.unit_name}（{unit.unit_kind.value}，{len(lines)} 项）",
        tuple(
            ListingRow(
                (
                    _day(line.point.due),
                    _task(line.row),
                    ROLE_NAMES[line.row.role],
                    "" if line.step is Step.DONE else _day(line.remind_on),
                    "" if line.step is Step.DONE else _day(line.urge_on),
                    line.step.value,
                ),
                strong=line.step in (Step.LATE, Step.URGE),
            )
            for line in lines
        ),
    )


def _day_heading(workspace: Workspace, day: date) -> str:
    mark = {"休": "　放假", "班": "　调休上班"}.get(workspace.calendar.mark(day), "")
    return f"{day.isoformat()} {_weekday(day)}{mark}"


def _day(day: date) -> str:
    return f"{day:%m-%d} {_weekday(day)}"


def _weekday(day: date) -> str:
    return f"周{'一二三四五六日'[day.weekday()]}"


def _task(row: DutyRow) -> str:
    return f"{row.no}　{row.task_name}" if row.no else row.task_name


def _status(point: CheckpointRow, styles: Styles) -> str:
    style = styles[point.light]
    days = f" {abs(point.days)}" if point.light is not Light.DONE else ""
    return f"{style.shape} {style.word}{days}"


def _subtitle(workspace: Workspace, years: Sequence[int], today: date) -> str:
    open_years = [str(year) for year in years if workspace.calendar.is_provisional(year)]
    note = f"　{'、'.join(open_years)}年{PROVISIONAL}" if open_years else ""
    return f"{workspace.office.office}　{today:%Y-%m-%d} 打印{note}"


def _legend(styles: Styles) -> str:
    lights = (styles[light] for light in _WORST_FIRST if light is not Light.NONE)
    return "　".join(f"{style.shape} {style.word}" for style in lights) + "　休 放假　班 调休上班"


def _saved(path: Path, data: bytes) -> Path:
    path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    save_bytes(path, data)
    return path
