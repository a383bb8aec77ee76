"""What re-expanding groups needs of stored tasks: their deadlines, from which new duties get checkpoints."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from gongkai_desktop.domain.deadline import Deadline, deadline_from_json
from gongkai_desktop.domain.recognised import InlineDeadline
from gongkai_desktop.store.tables import TaskRow
from gongkai_desktop.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class TaskDeadlines:
    """The deadlines of a task: its column's text and values, and those found in its requirement."""

    text: str
    deadlines: tuple[Deadline, ...]
    inline: tuple[InlineDeadline, ...]


def deadlines_of(reading: Reading, task_ids: Collection[int]) -> Mapping[int, TaskDeadlines]:
    """The deadlines of tasks by task id."""
    wanted = select(TaskRow.id, TaskRow.deadline_text, TaskRow.deadlines, TaskRow.inline_deadlines)
    # All are read and sifted here: a list of thousands of ids is more than a statement may hold.
    return {
        task_id: TaskDeadlines(
            text,
            tuple(deadline_from_json(data) for data in deadlines),
            tuple(
                InlineDeadline(data["text"], data["item"], deadline_from_json(data["deadline"]))
                for data in inline
            ),
        )
        for task_id, text, deadlines, inline in reading.session.execute(wanted)
        if task_id in task_ids
    }
