"""How the units of a recognised document were read, so that a correction is read alike."""

from __future__ import annotations

from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.domain.task_edits import UnitRule, unit_rule
from gongkai_desktop.importers.column_titles import Holds, read_title


def rule_of(document: RecognisedDocument) -> UnitRule:
    """By the titles of its columns, and by what its tasks show."""
    found = {title: read_title(title) for title in document.columns}
    columns = {title: read.role for title, read in found.items() if read and read.holds is Holds.UNITS}
    return unit_rule(document.tasks, columns.items())
