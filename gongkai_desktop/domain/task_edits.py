"""Changing recognised tasks by hand: a field given anew, a row split or joined, a column put to use.

What is given as text is read by the same rules as the file was; what is then not certain is a flag again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desktop.domain.deadline import Ongoing
from gongkai_desktop.domain.deadline_text import find_deadlines, read_deadlines
from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.recognised import Flag, InlineDeadline, NamedUnit, RecognisedTask, Role
from gongkai_desktop.domain.unit_text import UnitReading, looks_like_units, read_units

LEVELS = "＞"
"""Stands between the heading levels of a task's path."""

FIELDS = ("no", "path", "requirement", "units", "deadline")
"""The fields of a task that are written as one text each."""

_SHOWN_AT = {
    "units_text": "units",
    "open_ended": "units",
    "deadlines": "deadline",
    "deadline_text": "deadline",
    "items": "requirement",
    "inline_deadlines": "requirement",
}
"""Flags name the field of a task; some fields are written through another one's text."""

_JOINTS = {"path": f" {LEVELS} ", "requirement": "\n", "units": "；", "deadline": "；"}
"""What stands between the text of a field and what is added to it."""

_SAMPLE = 40
_SOME_YEAR = 2000
"""Whether a part says a time does not depend on the year."""
_LEADS = re.compile(r"[，,；;]?[^，,；;]*(?:列|排)[^，,；;]*(?:牵头|主办)(?:单位|部门)(?:[，,]下同)?")
"""Running text says once which unit of a list leads."""
_TIME_LABEL = re.compile(
    r"[，,；;]?(?:完成|办理|落实|整改|公开)?(?:时限|时间|期限|节点)(?:要求)?[:：][^；;]*(?=[；;]|$)"
)
_PARTS = re.compile(r"([，,；;])")


@dataclass(frozen=True, slots=True)
class UnitRule:
    """How the unit columns of a document are read: the role they give, and whether the first unit leads.

    `columns` are the roles by title, where the units of a task are written as “title：units；title：units”.
    """

    role: Role = Role.RESPONSIBLE
    first_leads: bool = False
    columns: tuple[tuple[str, Role], ...] = ()

    def read(self, text: str) -> UnitReading:
        """The units of a text; a bracket of running text may name a time beside them."""
        units: list[NamedUnit] = []
        doubts: list[Doubt] = []
        open_ended = False
        for segment, role in self._segments(text):
            reading = _read_units(segment, role)
            units += [unit for unit in reading.units if unit not in units]
            open_ended = open_ended or reading.open_ended
            doubts += [_in_whole(doubt, segment, text) for doubt in reading.doubts]
        if self.first_leads and len(units) > 1 and not any(unit.role is Role.LEAD for unit in units):
            first = next((unit for unit in units if not unit.collective), None)
            units = [replace(unit, role=Role.LEAD) if unit is first else unit for unit in units]
        return UnitReading(tuple(units), open_ended, tuple(doubts))

    def _segments(self, text: str) -> Iterator[tuple[str, Role]]:
        """The text of each column with the role it gives; all of it as one without titles."""
        roles = dict(self.columns)
        titles = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
        marks = list(re.finditer(rf"(?:^|(?<=；))({titles})：", text)) if roles else []
        if not marks or marks[0].start() > 0:
            yield text, self.role
            return
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            yield text[mark.end() : end].rstrip("；"), roles[mark.group(1)]


def _in_whole(doubt: Doubt, segment: str, text: str) -> Doubt:
    """A doubt about a column's text, its choices as readings of everything."""
    return Doubt(doubt.reason, tuple(text.replace(segment, choice, 1) for choice in doubt.choices))


def _read_units(text: str, role: Role) -> UnitReading:
    reading = read_units(text, role)
    return reading if not reading.doubts else read_units(_without_times(text), role)


def _without_times(text: str) -> str:
    """A text without the parts that say when, not who."""
    parts = _PARTS.split(_TIME_LABEL.sub("", _LEADS.sub("", text)))
    whens = [n for n in range(0, len(parts), 2) if _is_time(parts[n])]
    return "".join(part for n, part in enumerate(parts) if n not in whens and n + 1 not in whens)


def _is_time(part: str) -> bool:
    if looks_like_units(part):
        return False
    found = read_deadlines(part, _SOME_YEAR)
    return not found.doubts and any(not isinstance(deadline, Ongoing) for deadline in found.deadlines)


_RULES = tuple(
    UnitRule(role, leads) for leads in (False, True) for role in (Role.RESPONSIBLE, Role.LEAD, Role.SUPPORT)
)


def unit_rule(tasks: Iterable[RecognisedTask], columns: Iterable[tuple[str, Role]] = ()) -> UnitRule:
    """The rule by which most tasks of a document were read; the plainest of equals."""
    titles = tuple(columns)
    texts = {task.units_text: task.units for task in tasks if task.units}
    sample = list(texts.items())[:_SAMPLE]
    rules = [replace(rule, columns=titles) for rule in _RULES]
    return max(rules, key=lambda rule: sum(rule.read(text).units == units for text, units in sample))


def shown_field(name: str) -> str:
    """The written field that a flag or a source cell belongs to."""
    field = _SHOWN_AT.get(name, name)
    return field if field in FIELDS else "requirement"


def text_of(task: RecognisedTask, field: str) -> str:
    """A field of a task as it is written."""
    match field:
        case "no":
            return task.no or ""
        case "path":
            return _JOINTS["path"].join(task.path)
        case "requirement":
            return task.requirement
        case "units":
            return task.units_text
        case _:
            return task.deadline_text


def read_field(
    task: RecognisedTask, field: str, text: str, year: int | None, rule: UnitRule
) -> RecognisedTask:
    """The task with one field given anew as text; its flags stay."""
    text = text.strip()
    match field:
        case "no":
            return replace(task, no=text or None)
        case "path":
            levels = (level.strip() for level in text.replace(">", LEVELS).split(LEVELS))
            return replace(task, path=tuple(level for level in levels if level))
        case "requirement":
            items = split_items(text).items
            inline = tuple(
                InlineDeadline(found.text, number, found.deadline)
                for number, item in enumerate(items)
                for found in find_deadlines(item, year)[0]
            )
            return replace(task, requirement=text, items=items, inline_deadlines=inline)
        case "units":
            reading = rule.read(text)
            return replace(task, units_text=text, units=reading.units, open_ended=reading.open_ended)
        case _:
            return replace(task, deadline_text=text, deadlines=read_deadlines(text, year).deadlines)


def read_anew(
    task: RecognisedTask, field: str, text: str, year: int | None, rule: UnitRule
) -> RecognisedTask:
    """The same where nobody looked at the new text: what is not certain in it is flagged."""
    kept = tuple(flag for flag in task.flags if shown_field(flag.field) != field)
    return replace(
        read_field(task, field, text, year, rule), flags=(*kept, *doubts_of(field, text, year, rule))
    )


def doubts_of(field: str, text: str, year: int | None, rule: UnitRule) -> Iterator[Flag]:
    """What is not certain when a text is read as a field."""
    if field == "units":
        for doubt in rule.read(text).doubts:
            yield Flag("units", doubt.reason, doubt.choices)
    elif field == "deadline" and text:
        for doubt in read_deadlines(text, year).doubts:
            yield Flag("deadlines", doubt.reason, doubt.choices)
    elif field == "requirement":
        for doubt in find_deadlines(text, year)[1]:
            yield Flag("inline_deadlines", doubt.reason, doubt.choices)


def split_at(
    task: RecognisedTask, position: int, year: int | None, rule: UnitRule
) -> tuple[RecognisedTask, ...]:
    """Two tasks, the requirement cut at a position; one where nothing would stand on a side of it."""
    return _parts(task, (task.requirement[:position], task.requirement[position:]), year, rule)


def split_by_items(task: RecognisedTask, year: int | None, rule: UnitRule) -> tuple[RecognisedTask, ...]:
    """A task for every item; text before the first item stays with it."""
    reading = split_items(task.requirement)
    first = f"{reading.lead_in}{reading.items[0]}" if reading.items else ""
    return _parts(task, (first, *reading.items[1:]), year, rule)


def _parts(
    task: RecognisedTask, texts: Sequence[str], year: int | None, rule: UnitRule
) -> tuple[RecognisedTask, ...]:
    if len(texts) < 2 or not all(text.strip() for text in texts):
        return (task,)
    return tuple(read_anew(task, "requirement", text, year, rule) for text in texts)


def join(first: RecognisedTask, second: RecognisedTask, year: int | None, rule: UnitRule) -> RecognisedTask:
    """One task of two: what both say stands once, the rest one behind the other."""
    flags = dict.fromkeys((*first.flags, *second.flags))
    joined = replace(first, flags=tuple(flags), extra=_joined_extra(first, second))
    if not joined.path:
        joined = replace(joined, path=second.path)
    text = _joined(first.requirement, second.requirement, "requirement")
    if text != first.requirement:
        joined = read_anew(joined, "requirement", text, year, rule)
    # Units and deadlines were read with their cells at hand: both readings stay.
    return replace(
        joined,
        units_text=_joined(first.units_text, second.units_text, "units"),
        units=tuple(dict.fromkeys((*first.units, *second.units))),
        open_ended=first.open_ended or second.open_ended,
        deadline_text=_joined(first.deadline_text, second.deadline_text, "deadline"),
        deadlines=tuple(dict.fromkeys((*first.deadlines, *second.deadlines))),
    )


def _joined(first: str, second: str, field: str) -> str:
    if not first or not second or second in first:
        return first or second
    # A sentence that the row's end cut goes on without a break.
    cut = field == "requirement" and first[-1] not in "。；;！!？?：:"
    return first + ("" if cut else _JOINTS[field]) + second


def _joined_extra(first: RecognisedTask, second: RecognisedTask) -> tuple[tuple[str, str], ...]:
    extra = dict(first.extra)
    for title, text in second.extra:
        extra[title] = _joined(extra.get(title, ""), text, "units")
    return tuple(extra.items())


def assign_column(
    task: RecognisedTask, title: str, field: str, year: int | None, rule: UnitRule
) -> RecognisedTask:
    """The task with the text of an extra column added to a field; the extra text itself stays."""
    added, present = _extra_text(task, title), text_of(task, field)
    if not added or added in present:
        return task
    text = f"{present}{_JOINTS[field]}{added}" if present and field in _JOINTS else added
    return read_anew(task, field, text, year, rule)


def release_column(
    task: RecognisedTask, title: str, field: str, year: int | None, rule: UnitRule
) -> RecognisedTask:
    """The opposite of `assign_column`; a field written otherwise since stays as it is."""
    added, present = _extra_text(task, title), text_of(task, field)
    tail = f"{_JOINTS.get(field, '')}{added}"
    if not added or not (present == added or present.endswith(tail)):
        return task
    return read_anew(task, field, present[: -len(tail)] if present != added else "", year, rule)


def _extra_text(task: RecognisedTask, title: str) -> str:
    return "\n".join(text for name, text in task.extra if name == title and text)
