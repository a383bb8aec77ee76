"""Forms of one task as rows: their labels are the columns, all forms with the same labels one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai_desktop.domain.grid import Cell
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.recognition.columns import read_columns
from gongkai_desktop.importers.recognition.forms import KIND, Form, Forms, holds
from gongkai_desktop.importers.recognition.layout import Layout
from gongkai_desktop.importers.recognition.lead_rules import lead_rules
from gongkai_desktop.importers.recognition.rows import Slot, TableRow

_ORDER = (Holds.NUMBER, Holds.TEXT, Holds.UNITS, Holds.DEADLINE)


def _in_order(labels: Iterable[str]) -> list[str]:
    """Labels as the columns of a table stand: a form has no left and right. Its kind comes first."""

    def place(label: str) -> tuple[int, bool]:
        held = holds(label)
        return (_ORDER.index(held) if held in _ORDER else len(_ORDER)), not KIND.fullmatch(label)

    return sorted(labels, key=place)


@dataclass(frozen=True, slots=True)
class TaskForm:
    """A form as a row under columns, the lines printed above it, and why it may be misread."""

    layout: Layout
    row: TableRow
    titles: tuple[str, ...]
    doubt: str = ""


def form_tables(read: Sequence[Forms]) -> dict[int, list[TaskForm]]:
    """The forms of each grid (by its identity); those with the same labels have the same columns."""
    groups: dict[frozenset[str], list[Form]] = {}
    for forms in read:
        for form in forms.forms:
            groups.setdefault(frozenset(form.fields), []).append(form)
    layouts = {key: _layout(group) for key, group in groups.items()}
    return {
        id(forms): [
            TaskForm(layout, _row(form, layout, labels), tuple(form.titles), _doubt(forms, n))
            for n, form in enumerate(forms.forms)
            for layout, labels in (layouts[frozenset(form.fields)],)
        ]
        for forms in read
    }


def _doubt(forms: Forms, number: int) -> str:
    """Why a form may be misread: by its own rows, or by the reader's doubts about them."""
    form = forms.forms[number]
    end = forms.forms[number + 1].row if number + 1 < len(forms.forms) else forms.grid.rows
    told = [reason for row, reason in forms.grid.doubts if form.row <= row < end]
    return "；".join(dict.fromkeys((*form.doubts, *told)))


def _layout(forms: Sequence[Form]) -> tuple[Layout, list[str]]:
    labels = _in_order(label for label in forms[0].fields if any(form.text(label) for form in forms))
    body = [Cell(form.text(label), n, i) for n, form in enumerate(forms) for i, label in enumerate(labels)]
    columns, unknown = read_columns(labels, body, true_spans=True)
    return Layout(tuple(columns), (0,), unknown, lead_rules(labels)), labels


def _row(form: Form, layout: Layout, labels: Sequence[str]) -> TableRow:
    def slots(places: Sequence[int]) -> tuple[Slot, ...]:
        return tuple(_slot(form, labels[place]) for place in places)

    texts = slots(layout.texts)
    return TableRow(
        row=form.row,
        number=slots(layout.numbers)[0] if layout.numbers else None,
        headings=texts[:-1],
        requirement=texts[-1],
        units=slots(layout.units),
        deadlines=slots(layout.deadlines),
        extras=slots(layout.others),
    )


def _slot(form: Form, label: str) -> Slot:
    cells = form.fields[label]
    at = cells[0] if cells else form.labels[label]
    return Slot(form.text(label), at.row, at.column, broken=at.broken if len(cells) == 1 else ())
