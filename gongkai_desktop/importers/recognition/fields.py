"""Fields of a task: units, deadlines and items read from the texts of a filled row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.deadline import Deadline
from gongkai_desktop.domain.deadline_text import (
    DeadlineReading,
    FoundDeadline,
    find_deadlines,
    read_deadlines,
)
from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.recognised import Flag, InlineDeadline, NamedUnit, Origin, RecognisedTask, Role
from gongkai_desktop.domain.unit_text import PERSON_APART, UnitReading, looks_like_units, read_units
from gongkai_desktop.importers.column_titles import guess_title, read_title
from gongkai_desktop.importers.recognition.fill import FilledRow
from gongkai_desktop.importers.recognition.layout import Layout
from gongkai_desktop.importers.recognition.lead_rules import NO_RULES, with_leads
from gongkai_desktop.importers.recognition.notes import without_time
from gongkai_desktop.importers.recognition.periods import Schedule, schedule
from gongkai_desktop.importers.recognition.text import flow

_NAMES_PERSONS = re.compile(r"责任人|负责人|联系人|人员|电话")
"""Titles of columns in whose cells a person's name is no surprise."""
_SENTENCE_MARK = re.compile(r"[。；;：:，,！!？?]")
_NAME_LIMIT = 30


@dataclass(slots=True)
class _Text:
    """What a task says: its headings, its requirement and the items of it."""

    path: tuple[str, ...]
    requirement: str
    items: tuple[str, ...]


@dataclass(slots=True)
class Reader:
    """Reads fields for one document; a text that repeats is read once."""

    year: int | None
    units_read: dict[tuple[str, Role], UnitReading] = field(default_factory=dict)
    deadlines_read: dict[str, DeadlineReading] = field(default_factory=dict)
    inline_read: dict[str, tuple[tuple[FoundDeadline, ...], tuple[Doubt, ...]]] = field(default_factory=dict)

    def task(self, row: FilledRow, layout: Layout) -> RecognisedTask:
        """The task a row stands for."""
        return self.tasks([row], layout)[0]

    def tasks(self, rows: Sequence[FilledRow], layout: Layout) -> list[RecognisedTask]:
        """The tasks of a table's rows.

        Field by field, not row by row: the rules of one field fit into the processor's cache, those of all
        fields do not.
        """
        doubted = _doubted(layout)
        flags = [[*row.flags, *_side_by_side(row), *_not_taken(row, doubted)] for row in rows]
        texts = [self._items(*row, layout) for row in zip(rows, flags, strict=True)]
        columns = _unit_columns(layout)
        units = [self._units(*row, layout, columns) for row in zip(rows, flags, strict=True)]
        deadlines = [self._deadlines(*row, layout, columns) for row in zip(rows, flags, strict=True)]
        inline = [self._inline(*row) for row in zip(texts, flags, strict=True)]
        return [
            RecognisedTask(
                no=row.no,
                path=text.path,
                requirement=text.requirement,
                items=text.items,
                units_text=_units_text(row, layout),
                units=named,
                open_ended=open_ended,
                deadline_text=deadline_text,
                deadlines=dated,
                inline_deadlines=within,
                origin=_origin(row),
                flags=tuple(dict.fromkeys(found)),
                extra=_extra(row, layout),
            )
            for row, text, (named, open_ended), (deadline_text, dated), within, found in zip(
                rows, texts, units, deadlines, inline, flags, strict=True
            )
        ]

    def _items(self, row: FilledRow, flags: list[Flag], layout: Layout) -> _Text:
        """Items of the requirement; a short name printed before number 1 is the row's own heading."""
        requirement, path = row.requirement, tuple(row.path)
        reading = split_items(requirement)
        name = reading.lead_in
        if layout.named_rows and _can_name(name):
            return _Text((*path, name), requirement[len(name) :].strip(), reading.items)
        if name:
            flags.append(Flag("items", f"“{name[:20]}”在第1项之前，未作为分项"))
        if not requirement:
            flags.append(Flag("requirement", "任务内容为空"))
        elif len(requirement) < _LONGEST_MARK and _MARK.fullmatch(requirement):
            flags += [Flag(field, _SLID) for field in ("path", "requirement", "items", "extra")]
        return _Text(path, requirement, reading.items)

    def _units(
        self, row: FilledRow, flags: list[Flag], layout: Layout, columns: Sequence[_UnitColumn]
    ) -> tuple[tuple[NamedUnit, ...], bool]:
        units: list[NamedUnit] = []
        open_ended = False
        for column, text in zip(columns, row.units, strict=True):
            if column.timed:
                text = without_time(flow(text))[0]
            if not text:
                continue
            key = text, column.role
            reading = self.units_read.get(key)
            if reading is None:
                reading = self.units_read[key] = read_units(text, column.role)
            units += [unit for unit in reading.units if unit not in units] if units else reading.units
            open_ended = open_ended or reading.open_ended
            flags += [
                Flag("units", doubt.reason, _choices(row, layout, text, doubt.choices))
                for doubt in reading.doubts
                if doubt.reason != PERSON_APART or not column.persons
            ]
        if layout.lead_rules is not NO_RULES:
            units = with_leads(units, layout.lead_rules, flags)
        if len(columns) > 1 and len(units) > 1 and _strange_roles(layout):
            flags.append(Flag("units", "几列都写着单位，列名没有写明角色，请核对"))
        if row.source.extras:
            flags += _told_elsewhere(row, units)
        flags += [
            Flag("units", f"列“{column.title}”含两种角色，单位没有逐个写明，请核对")
            for column in columns
            if column.two_roles and len(units) > 1 and len({unit.role for unit in units}) == 1
        ]
        if columns and not units and not any(flag.field == "units" for flag in flags):
            flags.append(Flag("units", "没有识别出责任单位"))
        return tuple(units), open_ended

    def _deadlines(
        self, row: FilledRow, flags: list[Flag], layout: Layout, columns: Sequence[_UnitColumn]
    ) -> tuple[str, tuple[Deadline, ...]]:
        texts = [text for text in (*row.deadlines, *_take_times(row, columns)) if text]
        text = "；".join(texts)
        reading = self.deadlines_read.get(text)
        if reading is None:
            reading = self.deadlines_read[text] = read_deadlines(text, self.year)
        flags += [Flag("deadlines", doubt.reason, doubt.choices) for doubt in reading.doubts]
        if len(reading.deadlines) > 1 and len(set(filter(None, row.deadlines))) > 1:
            flags.append(Flag("deadlines", "几列都写着时间，请核对哪些是时限"))
        if not layout.periods:
            return text, reading.deadlines
        steps = _schedule(row, layout, self.year)
        if steps.text or not reading.deadlines:
            flags += [Flag("deadlines", doubt.reason, doubt.choices) for doubt in steps.doubts]
        if not steps.text:
            return text, reading.deadlines
        both = tuple(dict.fromkeys((*reading.deadlines, *steps.deadlines)))
        return "；".join(filter(None, (text, steps.text))), both

    def _inline(self, text: _Text, flags: list[Flag]) -> tuple[InlineDeadline, ...]:
        read = self.inline_read.get(text.requirement)
        if read is None:
            read = self.inline_read[text.requirement] = find_deadlines(text.requirement, self.year)
        found, doubts = read
        flags += [Flag("inline_deadlines", doubt.reason, doubt.choices) for doubt in doubts]
        return tuple(
            [InlineDeadline(d.text, _item_of(d, text.requirement, text.items), d.deadline) for d in found]
        )


def _schedule(row: FilledRow, layout: Layout, year: int | None) -> Schedule:
    """What the columns by period say; a cell merged over several holds for the last."""
    cells: dict[str, str] = {period: "" for _, period in layout.periods}
    last: dict[tuple[int, int], str] = {}
    for place, period in layout.periods:
        slot = row.source.extras[place]
        if (before := last.get((slot.row, slot.column))) is not None:
            cells[before] = ""
        cells[period] = slot.text
        last[slot.row, slot.column] = period
    return schedule(cells, year)


@dataclass(frozen=True, slots=True)
class _UnitColumn:
    """What every row asks of a column of units."""

    title: str
    role: Role
    timed: bool
    persons: bool
    two_roles: bool


def _unit_columns(layout: Layout) -> list[_UnitColumn]:
    return [
        _UnitColumn(
            column.title,
            column.role,
            column.timed,
            bool(_NAMES_PERSONS.search(column.title)),
            bool(_TWO_ROLES.search(column.title)),
        )
        for column in (layout.columns[index] for index in layout.units)
    ]


def _doubted(layout: Layout) -> list[tuple[int, list[Flag]]]:
    """Extra columns that may belong to the task, by their place among the extras, with what to ask."""
    columns = [layout.columns[index] for index in layout.others]
    return [
        (place, [Flag(field, _NOT_TAKEN[field].format(column.title)) for field in column.doubted])
        for place, column in enumerate(columns)
        if column.doubted
    ]


_NOT_TAKEN = {
    "units": "不认识的列“{}”里也写着单位，没有作为责任单位，请核对",
    "deadlines": "不认识的列“{}”里也写着时间，没有作为时限，请核对",
    "requirement": "不认识的列“{}”可能也是任务内容，作为附加信息保存，请核对",
    "path": "不认识的列“{}”可能也是任务内容，作为附加信息保存，请核对",
}


def _not_taken(row: FilledRow, doubted: Sequence[tuple[int, list[Flag]]]) -> list[Flag]:
    if not doubted:
        return []
    extras = row.source.extras
    return [flag for place, flags in doubted if extras[place].text for flag in flags]


def _strange_roles(layout: Layout) -> bool:
    """Whether columns of units are of one role only because nobody knows what their titles say."""
    columns = [layout.columns[index] for index in layout.units]
    strange = any(
        read_title(column.title) is None and guess_title(column.title) is None for column in columns
    )
    return strange and len({column.role for column in columns}) < len(columns)


_TWO_ROLES = re.compile(r"(?:牵头|主办|责任|承办).*[、/及和与（(].*(?:配合|协办|协助|参与)")


_MARK = re.compile(r"[√✓☑×✗○●■□\s/—－-]+")
_LONGEST_MARK = 6
_SLID = "任务内容只是一个记号，这一行的各格可能错位，请核对"
_TOGETHER = "任务、责任单位、时限的行数相同，可能是几项任务写在一行，请核对"


def _side_by_side(row: FilledRow) -> list[Flag]:
    """A doubt whether the lines of the cells are several tasks: so many units, so many dates, one a line."""
    source = row.source
    if not source.deadlines or "\n" not in source.deadlines[0].text or "\n" not in source.requirement.text:
        return []
    texts, times = (slot.text.split("\n") for slot in (source.requirement, source.deadlines[0]))
    names = [name for slot in source.units for name in slot.text.split("\n") if name]
    dated = all(read_deadlines(time, _ANY_YEAR).doubts == () for time in times)
    if not len(texts) == len(times) == len(names) or not dated or not all(map(looks_like_units, names)):
        return []
    return [Flag(field, _TOGETHER) for field in ("requirement", "items", "units", "deadlines")]


_ANY_YEAR = 2000


def _told_elsewhere(row: FilledRow, units: Sequence[NamedUnit]) -> list[Flag]:
    """A doubt about roles where 备注 or another column says who leads."""
    texts = [flow(slot.text) for slot in row.source.extras if "牵头" in slot.text]
    if not texts:
        return []
    plain = {unit.name for unit in units if unit.role is not Role.LEAD}
    return [
        Flag("units", f"附加信息里写着“{text[:20]}”，请核对角色")
        for text in texts
        if any(unit.role is Role.LEAD and unit.name in plain for unit in read_units(text).units)
    ]


def _can_name(lead_in: str) -> bool:
    return 0 < len(lead_in) <= _NAME_LIMIT and not _SENTENCE_MARK.search(lead_in)


def rows_have_names(requirements: Sequence[str]) -> bool:
    """Whether a table prints a short name before item (1): in most numbered rows, not by chance in one."""
    lead_ins = [reading.lead_in for text in requirements if len((reading := split_items(text)).items) > 1]
    return 2 * sum(map(_can_name, lead_ins)) > len(lead_ins)


def _take_times(row: FilledRow, columns: Sequence[_UnitColumn]) -> list[str]:
    """Deadlines that stand in the cells of units, where their column holds both."""
    return [
        without_time(flow(text))[1] for column, text in zip(columns, row.units, strict=True) if column.timed
    ]


def _choices(row: FilledRow, layout: Layout, text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """Readings of one cell as readings of everything the task prints of units."""
    whole = _units_text(row, layout)
    return tuple(whole.replace(flow(text), choice, 1) for choice in choices)


def _item_of(found: FoundDeadline, requirement: str, items: tuple[str, ...]) -> int:
    """The item a phrase at this place of the requirement stands in."""
    position = 0
    for index, item in enumerate(items):
        position = requirement.find(item, position)
        if position <= found.start < position + len(item):
            return index
        position = max(position, 0)
    return 0


def _units_text(row: FilledRow, layout: Layout) -> str:
    if len(layout.units) == 1:
        return flow(row.units[0])
    titles = [layout.columns[index].title for index in layout.units]
    filled = [(title, flow(text)) for title, text in zip(titles, row.units, strict=True) if text]
    return "；".join(f"{title}：{text}" for title, text in filled)


def _extra(row: FilledRow, layout: Layout) -> tuple[tuple[str, str], ...]:
    if not layout.others:
        return ()
    titles = [layout.columns[index].title or "（无标题列）" for index in layout.others]
    return tuple(
        (title, flow(slot.text)) for title, slot in zip(titles, row.source.extras, strict=True) if slot.text
    )


def _origin(row: FilledRow) -> Origin:
    source = row.source
    slots = [("requirement", source.requirement)]
    if source.number is not None and not source.number.lost:
        slots.append(("no", source.number))
    if source.headings:
        slots.append(("path", source.headings[-1]))
    if source.units:
        slots.append(("units", source.units[0]))
    if source.deadlines:
        slots.append(("deadlines", source.deadlines[0]))
    places = tuple([(name, slot.row + 1, slot.column + 1) for name, slot in slots])
    return Origin(row.place, source.row + 1, places)
