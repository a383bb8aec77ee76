"""Printing a ledger as a table in one of many layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from generator import words
from generator.mess import Mess, make_mess
from generator.unit_cells import joined, one_cell
from generator.values import Expected, MadeLedger, MadeTask, PCell, Printed, PTable

_ROLES = ("lead", "responsible", "support")
_UNIT_TITLES = {
    "units": words.RESPONSIBLE_TITLES,
    "lead": words.LEAD_TITLES,
    "responsible": words.RESPONSIBLE_TITLES,
    "support": words.SUPPORT_TITLES,
}


@dataclass
class Layout:
    """The choices one printed table is made by."""

    columns: list[str]
    titles: dict[str, str]
    headings: list[str]
    filling: str
    """How a heading that governs several rows is printed: merge, blank or repeat."""
    bars: bool
    numbering: str
    """task, category or none."""
    merge_units: bool
    wide_title: bool
    """One title over all heading columns."""
    group_title: bool
    """A two-row header over the unit columns."""
    mess: Mess
    extras: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Row:
    """A task's cells by column, before merging."""

    texts: dict[str, str]
    task: MadeTask
    expected: Expected
    new_category: bool
    new_section: bool


def make_layout(rng: Random, ledger: MadeLedger, *, plain: bool) -> Layout:
    """Choose a layout; `plain` is for text, which has no merges."""
    headings = rng.choice(
        [["category", "name"], ["category"], ["name"], ["section", "category"], [], ["category"]]
    )
    bars = "section" not in headings and rng.random() < 0.35
    roles = [role for role in _ROLES if any(getattr(task.units, role) for task in ledger.tasks)]
    split = len(roles) > 1 and rng.random() < 0.6
    units = roles if split else ["units"]
    numbering = rng.choice(["task", "task", "task", "none", "category" if "category" in headings else "task"])
    columns = [*headings, "requirement", *units]
    if rng.random() < 0.12 and headings:
        columns = [*headings, *units, "requirement"]
    if rng.random() < 0.75:
        columns.insert(len(columns) if rng.random() < 0.8 else columns.index(units[0]), "deadline")
    if numbering != "none":
        columns.insert(1 if headings and numbering == "task" and rng.random() < 0.1 else 0, "number")
    extras = dict(rng.sample(words.EXTRA_COLUMNS, rng.choice([0, 0, 1, 2])))
    if rng.random() < 0.2:
        extras |= dict([rng.choice(words.UNKNOWN_COLUMNS)])
    for title in extras:
        columns.insert(
            len(columns)
            if rng.random() < 0.8
            else rng.randint(columns.index("requirement") + 1, len(columns)),
            title,
        )
    return Layout(
        columns=columns,
        titles=_titles(rng, headings, units) | {title: title for title in extras},
        headings=headings,
        filling=rng.choice(
            ["merge", "merge", "blank", "repeat"] if not plain else ["blank", "blank", "repeat"]
        ),
        bars=bars,
        numbering=numbering,
        merge_units=rng.random() < 0.3,
        wide_title=len(headings) == 2
        and columns.index(headings[1]) == columns.index(headings[0]) + 1
        and rng.random() < 0.25,
        group_title=split and rng.random() < 0.3,
        mess=make_mess(rng),
        extras=extras,
    )


def _titles(rng: Random, headings: Sequence[str], units: Sequence[str]) -> dict[str, str]:
    pools = {
        "number": words.NUMBER_TITLES,
        "section": ("工作板块", "大类", "一级指标"),
        "category": words.HEADING_TITLES,
        "name": words.NAME_TITLES,
        "requirement": words.REQUIREMENT_TITLES,
        "deadline": words.DEADLINE_TITLES,
        **{unit: _UNIT_TITLES[unit] for unit in units},
    }
    taken: set[str] = set()
    out: dict[str, str] = {}
    for column, pool in pools.items():
        out[column] = rng.choice([title for title in pool if title not in taken])
        taken.add(out[column])
    return out


def print_ledger(rng: Random, ledger: MadeLedger, *, plain: bool = False) -> Printed:
    """A document with the ledger's table, text around it, and what should come back."""
    layout = make_layout(rng, ledger, plain=plain)
    rows = _rows(rng, ledger, layout)
    tables = _tables(rng, rows, layout, plain=plain)
    before = [text for text in words.BEFORE if rng.random() < 0.3]
    title = ledger.title
    blocks: list[str | PTable] = [*before]
    inside = not plain and rng.random() < 0.2
    if not inside:
        blocks.append(title)
    else:
        width = len(layout.columns)
        tables[0].rows.insert(0, [PCell(title, 1, width), *[None] * (width - 1)])
    for index, table in enumerate(tables):
        if index and plain:
            blocks.append("")
        blocks.append(table)
    blocks += [text for text in words.AFTER if rng.random() < 0.25]
    described = (
        f"{layout.columns} {layout.filling} bars={layout.bars} wide={layout.wide_title} "
        f"group={layout.group_title} {layout.mess}"
    )
    return Printed(blocks, [row.expected for row in rows], ledger.year, described)


def _rows(rng: Random, ledger: MadeLedger, layout: Layout) -> list[Row]:
    rows: list[Row] = []
    section_number = category_number = 0
    above: MadeTask | None = None
    # In text, a line without a number behind a column of free words could as well be the rest of it.
    bare = layout.columns[-1] in ("units", "deadline", *_ROLES)
    bar_style = rng.choice(["{n}、{text}", "{text}" if bare else "{n}、{text}", "（{n}）{text}"])
    gaps = rng.random() < 0.1
    for index, task in enumerate(ledger.tasks, 1):
        new_section = above is None or task.section != above.section
        new_category = new_section or above is None or task.category != above.category
        section_number += new_section
        category_number += new_category
        number = {"task": str(index), "category": str(category_number), "none": ""}[layout.numbering]
        if gaps and layout.numbering == "task" and rng.random() < 0.2:
            number = ""
        row = _row(rng, task, layout, number, new_category=new_category, new_section=new_section)
        if layout.bars:
            bar = bar_style.format(n="一二三四五六七八九十"[section_number - 1], text=task.section)
            row.expected = replace(row.expected, path=(bar, *row.expected.path[1:]))
        rows.append(row)
        above = task
    return rows


def _row(
    rng: Random, task: MadeTask, layout: Layout, number: str, *, new_category: bool, new_section: bool
) -> Row:
    unclear: set[str] = set()
    texts = {"number": number, "section": task.section, "category": task.category, "name": task.name}
    texts["requirement"] = task.requirement
    texts["deadline"] = task.deadline.text
    open_ended = False
    units = task.units.expected()
    if "units" in layout.columns:
        texts["units"], open_ended, glued = one_cell(rng, task.units)
        if glued:
            unclear.add("units")
    else:
        for role in _ROLES:
            if role in layout.columns:
                names = getattr(task.units, role)
                texts[role] = joined(rng, names) if names else ""
    for title, pool in layout.extras.items():
        texts[title] = rng.choice(pool)
    mess = layout.mess
    texts = {column: mess.cell(rng, text) if column != "number" else text for column, text in texts.items()}
    if task.deadline.unclear:
        unclear.add("deadlines")
    expected = Expected(
        no=number or None,
        path=tuple(
            text
            for column, text in (
                ("bar", task.section),
                ("section", task.section),
                ("category", task.category),
                ("name", task.name),
            )
            if column in layout.headings or (column == "bar" and layout.bars)
        ),
        requirement=task.requirement,
        items=task.items,
        units=units,
        open_ended=open_ended,
        deadlines=task.deadline.values if "deadline" in layout.columns else (),
        inline=task.inline,
        unclear=frozenset(unclear),
        extra=tuple(
            (title, texts[title]) for title in layout.columns if title in layout.extras and texts[title]
        ),
    )
    return Row(texts, task, expected, new_category, new_section)


def _tables(rng: Random, rows: list[Row], layout: Layout, *, plain: bool) -> list[PTable]:
    """The header and all rows; sometimes cut in two, with the header printed again or not."""
    header = _header(layout)
    cut = rng.randint(1, len(rows) - 1) if len(rows) > 3 and rng.random() < 0.2 else 0
    if cut and (not rows[cut].new_category or plain or (layout.bars and not rows[cut].new_section)):
        cut = 0
    if not cut:
        return [PTable([*header, *_body(rows, layout, plain=plain), *_notes(rng, layout, plain=plain)])]
    first = PTable([*header, *_body(rows[:cut], layout, plain=plain)])
    rest = _body(rows[cut:], layout, plain=plain)
    way = rng.choice(["same table", "new table with header", "new table"])
    if way == "new table" and (layout.bars or "section" in layout.headings):
        way = "new table with header"
    if way == "same table":
        return [PTable([*first.rows, *_header(layout), *rest, *_notes(rng, layout, plain=plain)])]
    if way == "new table":
        _forgive(rows[cut], {"no", "path"})
    return [first, PTable([*(header if way == "new table with header" else ()), *rest])]


def _forgive(row: Row, fields: set[str]) -> None:
    row.expected = replace(row.expected, unclear=row.expected.unclear | fields)


def _header(layout: Layout) -> list[list[PCell | None]]:
    top: list[PCell | None] = []
    below: list[PCell | None] = []
    grouped = [c for c in layout.columns if c in _ROLES] if layout.group_title else []
    if grouped and [layout.columns.index(c) for c in grouped] != list(
        range(layout.columns.index(grouped[0]), layout.columns.index(grouped[0]) + len(grouped))
    ):
        grouped = []
    for column in layout.columns:
        title = layout.titles[column]
        if grouped and column in grouped:
            top.append(PCell("责任分工", 1, len(grouped)) if column == grouped[0] else None)
            below.append(PCell(title))
        elif layout.wide_title and column in layout.headings:
            first = column == layout.headings[0]
            top.append(PCell(title, 2 if grouped else 1, 2) if first else None)
            below.append(None)
        else:
            top.append(PCell(title, 2 if grouped else 1))
            below.append(None)
    return [top, below] if grouped else [top]


def _body(rows: list[Row], layout: Layout, *, plain: bool) -> list[list[PCell | None]]:
    out: list[list[PCell | None]] = []
    width = len(layout.columns)
    for index, row in enumerate(rows):
        if layout.bars and (row.new_section or index == 0):
            out.append([PCell(row.expected.path[0], 1, width), *[None] * (width - 1)])
        out.append([_cell(rows, index, column, layout, plain=plain) for column in layout.columns])
    return out


def _cell(rows: list[Row], index: int, column: str, layout: Layout, *, plain: bool) -> PCell | None:
    """A cell, printed according to how the layout fills columns that govern several rows."""
    row = rows[index]
    text = row.texts[column]
    governs = column in ("section", "category") or (column == "number" and layout.numbering == "category")
    unit_column = column in ("units", *_ROLES)
    if unit_column and layout.merge_units and layout.filling != "repeat":
        same = index > 0 and not row.new_category and rows[index - 1].task.units == row.task.units
        return (
            _merged_units(rows, index, column, layout, plain=plain)
            if same or _goes_on(rows, index)
            else PCell(text)
        )
    if not governs or layout.filling == "repeat":
        return PCell(text)
    starts = row.new_section if column == "section" else row.new_category
    if index == 0 or starts:
        if layout.filling == "blank":
            return PCell(text)
        span = 1
        while index + span < len(rows) and not (
            rows[index + span].new_section if column == "section" else rows[index + span].new_category
        ):
            span += 1
        return PCell(text, span)
    return PCell("") if layout.filling == "blank" else None


def _goes_on(rows: list[Row], index: int) -> bool:
    below = rows[index + 1] if index + 1 < len(rows) else None
    return below is not None and not below.new_category and below.task.units == rows[index].task.units


def _merged_units(rows: list[Row], index: int, column: str, layout: Layout, *, plain: bool) -> PCell | None:
    first = index
    while first > 0 and not rows[first].new_category and rows[first - 1].task.units == rows[first].task.units:
        first -= 1
    row = rows[index]
    rows[index].expected = replace(row.expected, open_ended=rows[first].expected.open_ended)
    if "units" in rows[first].expected.unclear:
        _forgive(row, {"units"})
    if layout.filling == "blank":
        if index > first and not plain:
            _forgive(row, {"units"})
        return PCell(row.texts[column] if index == first else "")
    last = index
    while _goes_on(rows, last):
        last += 1
    return PCell(row.texts[column], last - first + 1) if index == first else None


def _notes(rng: Random, layout: Layout, *, plain: bool) -> list[list[PCell | None]]:
    """A note, a total or a line to sign at the table's end."""
    width = len(layout.columns)
    roll = rng.random()
    if roll < 0.08:
        return [[PCell(rng.choice(words.NOTES), 1, width), *[None] * (width - 1)]]
    if roll < 0.12 and not plain:
        return [[PCell("合计"), *[PCell("") for _ in range(width - 1)]]]
    if roll < 0.15 and not plain:
        return [[PCell("制表人：张三    审核人：李四", 1, width), *[None] * (width - 1)]]
    return []
