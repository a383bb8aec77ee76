"""The whole way from blocks to a recognised document."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.domain.recognised import Flag, LeftOut, Problem, RecognisedDocument, RecognisedTask
from gongkai_desktop.domain.unit_text import looks_like_units, read_units
from gongkai_desktop.errors import NotATaskTable
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.recognition.facts import Facts, read_facts, with_year_of_name
from gongkai_desktop.importers.recognition.fields import Reader, rows_have_names
from gongkai_desktop.importers.recognition.fill import FilledRow, fill_down
from gongkai_desktop.importers.recognition.layout import Layout
from gongkai_desktop.importers.recognition.points import read_points
from gongkai_desktop.importers.recognition.prose import read_prose
from gongkai_desktop.importers.recognition.rows import TableRow
from gongkai_desktop.importers.recognition.sheets import with_repeats_flagged
from gongkai_desktop.importers.recognition.tables import (
    LINE_NUMBER,
    Found,
    TaskTable,
    find_forms,
    find_tables,
)
from gongkai_desktop.importers.recognition.text import squeeze


def recognise(raw: RawDocument, year: int | None = None) -> RecognisedDocument:
    """Recognise the tasks of a document; `year` overrides the year it names. Raises NotATaskTable.

    Where the document has a task table, the table gives the tasks and its prose the points.
    """
    with _collector_waiting():
        document = _document_of(raw, year)
    if document is None:
        raise NotATaskTable(
            f"“{raw.name}”里没有找到任务表，也没有写明责任单位的任务条目。",
            "任务表的表头应有“责任单位”和任务、要求等列名；请检查是否选错了文件。",
        )
    return document


@contextmanager
def _collector_waiting() -> Iterator[None]:
    """Recognition makes very many small values and no cycles; looking for some took a tenth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _document_of(raw: RawDocument, year: int | None) -> RecognisedDocument | None:
    """The document of its tables, else of its points, else of its lines like forms."""
    found = find_tables(raw.blocks)
    document = _from_tables(raw, found, year) if found.tables else _from_prose(raw, found, year)
    if document is None and (lines := find_forms(found.before)).tables:
        document = _from_tables(raw, lines, year)
    return document


def _from_tables(raw: RawDocument, found: Found, year: int | None) -> RecognisedDocument:
    before = [paragraph.text for paragraph in found.before]
    after = [paragraph.text for paragraph in found.after]
    facts = with_year_of_name(read_facts(before, after, found.title_rows, found.beside), raw.name)
    facts = facts if facts.year else _with_year_of_deadlines(facts, found.tables)
    reader = Reader(year or facts.year)
    tasks = [task for table in found.tables for task in _tasks(table, reader)]
    if not tasks:
        raise NotATaskTable(f"“{raw.name}”的任务表里没有任务。", "请检查文件是否完整。")
    tasks = with_repeats_flagged(tasks)
    points, used = read_points(before)
    document = _document(raw, facts, tasks, year)
    return replace(
        document,
        columns=found.tables[0].layout.titles,
        points=points,
        left_out=tuple(_left_out(found, used, facts)),
        problems=(*_unknown_columns(found), *document.problems),
    )


def _with_year_of_deadlines(facts: Facts, tables: Sequence[TaskTable]) -> Facts:
    """The facts with the one year that the deadline cells name, where nothing else tells it."""
    rows = (row for table in tables for piece in table.pieces for row in piece.entries)
    cells = [slot.text for row in rows if isinstance(row, TableRow) for slot in row.deadlines]
    named = {year for text in cells for year in _NAMED_YEAR.findall(text)}
    return replace(facts, year=int(named.pop()), year_from_deadlines=True) if len(named) == 1 else facts


_NAMED_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|[./-]\d)")


def _tasks(table: TaskTable, reader: Reader) -> list[RecognisedTask]:
    rows = fill_down(table.pieces)
    _take_numbers(rows, table.layout)
    named = not table.form and rows_have_names([row.requirement for row in rows])
    layout = replace(table.layout, named_rows=named)
    tasks = reader.tasks(rows, layout)
    if not layout.units and not table.owner:
        tasks = [_under_body(task) for task in tasks]
    if not table.owner:
        return tasks
    units = read_units(table.owner).units
    asked = Flag("units", f"表里没有责任单位一列，按表名作为“{table.owner}”，请核对")
    return [replace(task, units_text=table.owner, units=units, flags=(*task.flags, asked)) for task in tasks]


_TOLD_ABOVE = re.compile(r"[（(]([^（）()]*(?:牵头|责任|主办|承办|负责)[^（）()]*)[）)]$")


def _under_body(task: RecognisedTask) -> RecognisedTask:
    """The task with the units its heading names, where the table has no column of them."""
    for heading in reversed(task.path):
        note = _TOLD_ABOVE.search(heading)
        text = note[1] if note else LINE_NUMBER.sub("", heading).rstrip("：:")
        if len(text) >= _SHORTEST_BODY and looks_like_units(text):
            asked = Flag("units", f"表里没有责任单位一列，按上面的“{heading}”作为责任单位，请核对")
            path = tuple(part for part in task.path if note or part != heading)
            flags = (*task.flags, asked, *(() if note else (Flag("path", asked.reason),)))
            return replace(task, units_text=text, units=read_units(text).units, path=path, flags=flags)
    return task


_SHORTEST_BODY = 4
"""A shorter heading (平台) may be no body."""


def _take_numbers(rows: Sequence[FilledRow], layout: Layout) -> None:
    """Serial numbers between heading and task under no title of their own are numbers, not headings."""
    if layout.index(Holds.NUMBER) is not None or len(rows) < 2:
        return
    if all(row.path and row.path[-1].isdecimal() for row in rows):
        for row in rows:
            row.no = row.path.pop()


def _from_prose(raw: RawDocument, found: Found, year: int | None) -> RecognisedDocument | None:
    """The tasks of numbered points; None where the points name no units."""
    first = read_prose(found.before, Reader(year))
    if first is None:
        return None
    # What is in no task holds the facts, and the facts hold the year that the deadlines need.
    outside = [entry.text for entry in first.left_out]
    facts = with_year_of_name(read_facts(outside, (), (), found.beside), raw.name)
    prose = read_prose(found.before, Reader(year or facts.year)) or first
    document = _document(raw, facts, prose.tasks, year)
    return replace(document, left_out=(*prose.left_out, *found.left_out))


def _document(
    raw: RawDocument, facts: Facts, tasks: Sequence[RecognisedTask], year: int | None
) -> RecognisedDocument:
    year = year or facts.year
    problems = [Problem(note, raw.name) for note in raw.notes]
    if year is None:
        problems.append(Problem("文件没有写明年份，导入时请指定年度", raw.name))
    elif facts.year_from_name and year == facts.year:
        problems.append(Problem(f"文件里没有写明年份，按文件名作为{year}年，请核对", raw.name))
    elif facts.year_from_deadlines and year == facts.year:
        problems.append(Problem(f"文件没有写明年度，按完成时限里的年份作为{year}年，请核对", raw.name))
    return RecognisedDocument(
        source=raw.name,
        title=facts.title,
        issuer=facts.issuer,
        number=facts.number,
        document_date=facts.document_date,
        place=facts.place,
        year=year,
        columns=(),
        tasks=tuple(tasks),
        problems=(*problems, *_numbering(tasks, raw.name)),
    )


def _left_out(found: Found, used: frozenset[int], facts: Facts) -> list[LeftOut]:
    """Everything printed that is in no task, with the reason."""
    out = [LeftOut(text, "标题") for text in found.title_rows]
    for index, paragraph in enumerate(found.before):
        if index not in used:
            is_title = squeeze(paragraph.text) == squeeze(facts.title)
            out.append(LeftOut(paragraph.text, "标题" if is_title else "表格之前的文字"))
        else:
            out.append(LeftOut(paragraph.text, "正文要点，另列"))
    out += [LeftOut(paragraph.text, "表格之后的文字") for paragraph in found.after]
    return out + found.left_out


def _unknown_columns(found: Found) -> list[Problem]:
    guessed = [Problem("表格没有表头，各列按内容判断，请核对", found.tables[0].pieces[0].place)]
    unitless = [
        Problem("表格没有责任单位一列，请在任务里补填责任单位", table.pieces[0].place)
        for table in found.tables
        if table.layout.index(Holds.UNITS) is None and not table.owner
    ]
    return (
        (guessed if found.headerless else [])
        + list(dict.fromkeys(unitless))
        + list(
            dict.fromkeys(
                Problem(f"不认识的列“{title}”，内容作为附加信息随任务保存", table.pieces[0].place)
                for table in found.tables
                for title in table.layout.unknown
            )
        )
    )


def _numbering(tasks: Sequence[RecognisedTask], name: str) -> list[Problem]:
    """Missing or repeated serial numbers, told once for the document."""
    # Longer figures are no serial numbers.
    order = list(
        dict.fromkeys(task.no for task in tasks if task.no and task.no.isdecimal() and len(task.no) <= 4)
    )
    numbers = [int(no) for no in order]
    problems = []
    if len(numbers) >= 2:
        lacking = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers))
        if lacking:
            problems.append(Problem(f"序号缺少：{'、'.join(map(str, lacking[:20]))}", name))
    return problems
