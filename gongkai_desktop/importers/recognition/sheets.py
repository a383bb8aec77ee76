"""What the sheets of one workbook have to do with each other: their names, and tasks that stand in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongkai_desktop.domain.recognised import Flag, RecognisedTask
from gongkai_desktop.importers.recognition.text import squeeze

_SHEET = re.compile(r"工作表“(.+)”")
_FEWEST = 2
_REPEATED = "与{}里的任务相同，可能是同一项任务，请核对"


def sheet_name(place: str) -> str:
    """The name of the sheet that a place stands for, empty for any other place."""
    found = _SHEET.fullmatch(place)
    return found[1] if found else ""


def with_repeats_flagged(tasks: Sequence[RecognisedTask]) -> list[RecognisedTask]:
    """The tasks, those flagged that stand word for word in an earlier sheet, too (总表 and one a unit)."""
    places = {task.origin.place for task in tasks}
    if len(places) < _FEWEST or not all(map(sheet_name, places)):
        return list(tasks)
    first: dict[tuple[str, ...], str] = {}
    out: list[RecognisedTask] = []
    for task in tasks:
        key = (squeeze(task.requirement), squeeze(task.units_text), squeeze(task.deadline_text))
        place = first.setdefault(key, task.origin.place)
        if place != task.origin.place:
            task = replace(task, flags=(*task.flags, Flag("requirement", _REPEATED.format(place))))
        out.append(task)
    repeats = Counter(
        task.origin.place for task, before in zip(out, tasks, strict=True) if task is not before
    )
    # One task alike in two sheets says nothing.
    return [
        task if repeats[task.origin.place] >= _FEWEST else before
        for task, before in zip(out, tasks, strict=True)
    ]
