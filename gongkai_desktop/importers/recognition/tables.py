"""Task tables among the blocks of a document: which grids hold tasks, which go on, what lies around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph
from gongkai_desktop.domain.recognised import LeftOut
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.recognition.fill import Piece
from gongkai_desktop.importers.recognition.form_rows import TaskForm, form_tables
from gongkai_desktop.importers.recognition.forms import Forms, forms_of_lines, in_forms
from gongkai_desktop.importers.recognition.headerless import guess_layout
from gongkai_desktop.importers.recognition.layout import Layout
from gongkai_desktop.importers.recognition.lead_rules import NO_RULES, lead_rules
from gongkai_desktop.importers.recognition.parts import parts_of
from gongkai_desktop.importers.recognition.rows import Bar, TableRow, read_rows
from gongkai_desktop.importers.recognition.sheets import sheet_name
from gongkai_desktop.importers.recognition.text import flow, squeeze

_NOT_TASKS = re.compile(
    r"\d*(?:备?注(?![重册意销资入明])|说明(?:[:：\d]|$)|(?:合计|小计|总计)(?:[:：\d（(共]|$)|"
    r"(?:填表|制表|填报|审核|审批|复核)(?:人|单位|日期|时间)?[:：])"
)
"""Notes, sums and lines to sign inside a table; 注重…, 审核信息 and the like are tasks."""


_BELOW = re.compile(
    r"(?:联系人|联系电话|抄送|抄报|主送|附件|请各|填报|报送|打印|单位负责人|分管领导|[（(]?此件|[（(]联系人)|"
    r".{0,25}\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:印发)?$|.{2,20}(?:人民政府|办公室|委员会|领导小组)$"
)
"""Lines that stand below a table and are no task."""


@dataclass(slots=True)
class TaskTable:
    """One table of tasks, from its header over all its pieces."""

    layout: Layout
    pieces: list[Piece] = field(default_factory=list)
    owner: str = ""
    """The body above a table without a column of units: all its tasks are for it."""
    form: bool = False
    """Whether it is a form of one task, with labels in place of a header."""


@dataclass(slots=True)
class Found:
    """Everything told apart: tables, the text before and after the first, and what is left out."""

    tables: list[TaskTable] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    title_rows: list[str] = field(default_factory=list)
    after: list[Paragraph] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Small grids above the first table: what a web page prints of the document (发文字号, 成文日期)."""
    headerless: bool = False
    """Whether the columns were told by their cells, for want of a header."""


def find_tables(blocks: Sequence[Block]) -> Found:
    """Tell task tables from everything else, in reading order."""
    found = _find(blocks)
    if found.tables:
        return found
    guessed = _find(blocks, guess=True)
    guessed.headerless = bool(guessed.tables)
    return guessed if guessed.tables else found


def find_forms(paragraphs: Sequence[Paragraph]) -> Found:
    """Tasks that stand in lines of text like in forms: 责任单位：…"""
    return _find(forms_of_lines(paragraphs))


def _find(blocks: Sequence[Block], *, guess: bool = False) -> Found:
    found = Found()
    said: list[str] = []
    above = ""
    headed: _Headed = []
    parts = [part for block in in_forms(blocks) for part in _parts_of(block)]
    forms = form_tables([part for part, _ in parts if isinstance(part, Forms)])
    for block, layout in parts:
        if isinstance(block, Paragraph):
            said.append(block.text)
            (found.after if found.tables else found.before).append(block)
            above = flow(block.text)
            continue
        if isinstance(block, Forms):
            headed += _add_forms(found, block, forms[id(block)], above)
            above = ""
            continue
        if guess:
            layout = guess_layout(block)
        if layout is not None:
            _start(found, block, layout, above)
            if _SECTION_LINE.fullmatch(line := above or sheet_name(block.place)):
                headed.append((found.tables[-1], len(found.tables[-1].pieces) - 1, line))
        elif found.tables and _continues(found.tables[-1], block):
            _add_piece(found, found.tables[-1], block, has_header=False)
        elif not _take_as_text(found, block):
            _leave_out(found, block)
        above = ""
    for table in found.tables:
        _end_table(found, table)
    _put_under(headed)
    _doubt_covers(found)
    inside = (*found.title_rows, *(entry.text for entry in found.left_out))
    if (rules := lead_rules((*said, *inside))) != NO_RULES:
        for table in found.tables:
            table.layout = replace(table.layout, lead_rules=table.layout.lead_rules | rules)
    return found


def _parts_of(block: Block | Forms) -> Iterator[tuple[Block | Forms, Layout | None]]:
    """A block with no layout, or the tables of a grid, each with the layout of its header."""
    if isinstance(block, Grid):
        yield from parts_of(block)
    else:
        yield block, None


_Headed = list[tuple["TaskTable", int, str]]
"""Tables with the number of the piece that stands below a numbered line, and that line."""


def _add_forms(found: Found, block: Forms, forms: Sequence[TaskForm], above: str) -> _Headed:
    """Take each form as a table of one task: nothing is filled down from one to the next."""
    first = len(found.tables)
    for form in forms:
        if found.tables:
            found.left_out += [LeftOut(text, "表格标题") for text in form.titles]
        else:
            found.title_rows += form.titles
        doubts = {form.row.row: form.doubt} if form.doubt else {}
        piece = Piece(block.grid.place, (form.row,), False, True, whole_rows=True, doubts=doubts)
        found.tables.append(TaskTable(form.layout, [piece], form=True))
    found.left_out += [LeftOut(text, "没有填写的表") for text in block.left_out]
    return [(table, 0, above) for table in found.tables[first:] if _SECTION_LINE.fullmatch(above)]


def _doubt_covers(found: Found) -> None:
    """A form beside a list of tasks may only say what the list is about."""
    if all(table.form for table in found.tables):
        return
    for table in found.tables:
        if table.form:
            piece = table.pieces[0]
            rows = [entry.row for entry in piece.entries if isinstance(entry, TableRow)]
            table.pieces[0] = replace(piece, doubts=dict.fromkeys(rows, _MAY_BE_COVER))


_MAY_BE_COVER = "文件里另有任务表，这张表看作一项任务，也可能只是说明，请核对"
_SECTION_LINE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]).{2,40}(?<![。；，：:])"
)


def _put_under(headed: Sequence[tuple[TaskTable, int, str]]) -> None:
    """Put each of several tables under the numbered line above it; above one table it is a caption."""
    if len(headed) < 2:
        return
    for table, number, line in headed:
        piece = table.pieces[number]
        table.pieces[number] = replace(piece, entries=(Bar(-1, line), *piece.entries))


def _start(found: Found, grid: Grid, layout: Layout, line: str) -> None:
    above = [cell for cell in grid.cells if cell.row < layout.header_rows[0] and cell.text]
    titles = [flow(cell.text) for cell in sorted(above, key=attrgetter("row", "column"))]
    if found.tables:
        found.left_out += [LeftOut(text, "表格标题") for text in titles]
    else:
        found.title_rows += titles
    owner = "" if layout.units else _owner([*titles, line, sheet_name(grid.place)])
    previous = found.tables[-1] if found.tables else None
    goes_on = not owner and (not titles or not any(layout.titles))
    if previous is not None and not previous.form and goes_on:
        continued = _continued(previous.layout, layout)
        if continued is not None:
            # The header returns at the head of a new page: the table goes on.
            _add_piece(found, previous, grid, has_header=True, layout=continued)
            return
    table = TaskTable(layout, owner=owner)
    found.tables.append(table)
    _add_piece(found, table, grid, has_header=True)


LINE_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])"
)
_OWNER_LIMIT = 30


def _owner(lines: Sequence[str]) -> str:
    """The body that one of the lines above a table names and nothing else."""
    bodies = (LINE_NUMBER.sub("", line).rstrip("：:") for line in lines if len(line) <= _OWNER_LIMIT)
    return next((body for body in bodies if body and looks_like_units(body)), "")


def _continued(above: Layout, layout: Layout) -> Layout | None:
    """How a piece is read whose header repeats the one above; None where its columns are others."""
    if [squeeze(t) for t in above.titles] != [squeeze(t) for t in layout.titles]:
        return None
    if _slots(above) == _slots(layout):
        return layout
    # A column told by its content may look different on one page: it stays what it was.
    same_width = len(above.columns) == len(layout.columns)
    return replace(above, header_rows=layout.header_rows) if same_width else None


def _slots(layout: Layout) -> tuple[int, ...]:
    """How many columns of each kind a row is filled into."""
    return (len(layout.units), len(layout.deadlines), len(layout.others))


def _continues(table: TaskTable, grid: Grid) -> bool:
    """A grid without a header that fits the columns of the table above it and reads like its rows."""
    if table.form:
        return False
    width = len(table.layout.columns)
    fits = grid.columns == width if grid.true_spans else width - 1 <= grid.columns <= width + 1
    if not fits or _lists_people(grid):
        return False
    rows = [
        row for row in read_rows(grid, table.layout, has_header=False).entries if isinstance(row, TableRow)
    ]
    named = [row for row in rows if any(looks_like_units(slot.text) for slot in row.units)]
    blank = [row for row in rows if not any(slot.text for slot in row.units)]
    has_units = any(column.holds is Holds.UNITS for column in table.layout.columns)
    return not has_units or 2 * (len(named) + len(blank)) > len(rows) > len(blank)


_OF_PEOPLE = re.compile(r"姓名|职务|职位|(?:办公|联系|手机)?(?:电话|号码)|手机|邮箱|传真|联系方式|微信号?")


def _lists_people(grid: Grid) -> bool:
    """Whether a grid begins with the header of a list of people, as an annex for contacts has."""
    first = [squeeze(cell.text) for cell in grid.cells if cell.row == 0]
    return sum(bool(_OF_PEOPLE.fullmatch(text)) for text in first) >= 2


def _take_as_text(found: Found, grid: Grid) -> bool:
    """A one-row or one-column grid is a frame around text: its lines count as paragraphs."""
    cells: list[Cell] = [cell for cell in grid.cells if cell.text]
    if grid.columns > 2 or len(cells) > 6:
        return False
    target = found.after if found.tables else found.before
    target += [
        Paragraph(line, grid.place) for cell in cells for line in cell.text.split("\n") if line.strip()
    ]
    return True


def _leave_out(found: Found, grid: Grid) -> None:
    text = "；".join(flow(cell.text) for cell in grid.cells if cell.text)
    found.beside += [] if found.tables else [text]
    found.left_out.append(LeftOut(f"{grid.place}：{text[:200]}", "不是任务表"))


def _add_piece(
    found: Found, table: TaskTable, grid: Grid, *, has_header: bool, layout: Layout | None = None
) -> None:
    rows = read_rows(grid, layout or table.layout, has_header=has_header)
    found.left_out += [LeftOut(text, "重复打印的表头") for text in rows.repeated]
    entries: list[TableRow | Bar] = []
    for entry in rows.entries:
        if _NOT_TASKS.match(squeeze("".join(_texts_of(entry)))):
            found.left_out.append(LeftOut(_text_of(entry), "表内的注或合计"))
        elif isinstance(entry, TableRow) and not _has_content(entry):
            section = _section_of(entry)
            entries += [Bar(entry.row, section)] if section else []
            reason = "分节行，已作为类别" if section else "没有任务内容和责任单位的行"
            found.left_out.append(LeftOut(_text_of(entry), reason))
        else:
            entries.append(entry)
    continues = bool(table.pieces)
    if table.pieces:
        # The tasks of a section may begin on the next page.
        above = table.pieces[-1]
        joined = _open_sections(found, [*above.entries, *entries])
        entries = joined[len(above.entries) :]
        table.pieces[-1] = replace(above, entries=tuple(joined[: len(above.entries)]))
    else:
        entries = _open_sections(found, entries)
    rows_as_read = (grid.true_spans, grid.whole_rows, dict(grid.doubts))
    table.pieces.append(Piece(grid.place, tuple(entries), continues, *rows_as_read))


_CHINESE_DIGITS = tuple("一二三四五六七八九十")
_SECTION_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]?|[（(][一二三四五六七八九十]{1,3}[）)]")


def _section_of(row: TableRow) -> str:
    """The section a row without a task opens: 一 in the column of numbers, its name beside it."""
    names = list(dict.fromkeys(flow(slot.text) for slot in row.headings if slot.own and slot.text))
    return _named_section(row, names[0]) if len(names) == 1 and _has_section_number(row) else ""


def _has_section_number(row: TableRow) -> bool:
    return row.number is not None and bool(_SECTION_NUMBER.fullmatch(squeeze(row.number.text)))


def _named_section(row: TableRow, name: str) -> str:
    number = squeeze(row.number.text) if row.number else ""
    joint = "、" if number.endswith(_CHINESE_DIGITS) else "." if number.isdecimal() else ""
    return f"{number}{joint}{name}"


_RANKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]?"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,3}[、.．]?"),
    re.compile(r"[（(]\d{1,3}[）)]|\d{1,3}[.．]\d{1,3}"),
)
"""Styles of numbers, outermost first."""
_FIGURES = 2
"""The rank of a number that is nothing but figures."""


def _rank(row: TableRow) -> int | None:
    number = squeeze(row.number.text) if row.number and row.number.own else ""
    if number.isdecimal():  # nearly every row
        return _FIGURES if len(number) <= 3 else None
    return next((rank for rank, style in enumerate(_RANKS) if style.fullmatch(number)), None)


def _open_sections(found: Found, entries: Sequence[TableRow | Bar]) -> list[TableRow | Bar]:
    """Turn rows numbered 一 with one text alone, above a row numbered 1 that names its units, into bars.

    A table doesn't number its tasks in two ways: such a row heads those below it, merged or not.
    """
    ranks = [_rank(entry) if isinstance(entry, TableRow) else None for entry in entries]
    if len({rank for rank in ranks if rank is not None}) < 2:
        return list(entries)
    out: list[TableRow | Bar] = []
    below: int | None = None
    for entry, rank in zip(reversed(entries), reversed(ranks), strict=True):
        if isinstance(entry, Bar) or rank is None:
            below = None
        elif below is not None and rank < below and _stands_alone(entry):
            found.left_out.append(LeftOut(_text_of(entry), "分节行，已作为类别"))
            entry = Bar(entry.row, _named_section(entry, flow(entry.requirement.text)))
            below = rank
        else:
            below = rank if any(slot.own and slot.text for slot in entry.units) else None
        out.append(entry)
    return out[::-1]


def _stands_alone(row: TableRow) -> bool:
    beside = (*row.headings, *row.units, *row.deadlines)
    text = row.requirement
    return text.own and bool(text.text) and not any(slot.own and slot.text for slot in beside)


def _end_table(found: Found, table: TaskTable) -> None:
    """Take lines below the last task (联系人, 抄送, a date) out: one cell each, nothing beside it."""
    if table.form:
        return
    piece = table.pieces[-1]
    entries = list(piece.entries)
    tasks = sum(isinstance(entry, TableRow) for entry in entries)
    while entries and tasks > 0 and _is_line(entries[-1], piece):
        tasks -= isinstance(entries[-1], TableRow)
        found.after.append(Paragraph(_text_of(entries.pop()), piece.place))
    table.pieces[-1] = replace(piece, entries=tuple(entries))


def _is_line(entry: TableRow | Bar, piece: Piece) -> bool:
    if isinstance(entry, Bar):
        return True
    if not piece.true_spans and entry.requirement.text and entry.requirement.column > 0:
        return False  # its blank cells may be merged with those above
    number = (entry.number,) if entry.number else ()
    slots = (*number, *entry.headings, entry.requirement, *entry.units, *entry.deadlines, *entry.extras)
    filled = [slot for slot in slots if slot.text]
    rest = (*entry.units, *entry.deadlines)
    alone = len(filled) == 1 and filled[0].own and bool(rest) and not any(slot.lost for slot in rest)
    # Any other text may be a task whose units stand merged or blank below those above it.
    return alone and bool(_BELOW.match(squeeze(filled[0].text)))


def _text_of(entry: TableRow | Bar) -> str:
    """What a row prints, to be shown to the clerk."""
    return " ".join(map(flow, _texts_of(entry)))


def _texts_of(entry: TableRow | Bar) -> list[str]:
    if isinstance(entry, Bar):
        return [entry.text]
    number = (entry.number,) if entry.number else ()
    slots = (*number, *entry.headings, entry.requirement, *entry.units, *entry.deadlines, *entry.extras)
    return [slot.text for slot in slots if slot.own and slot.text]


def _has_content(row: TableRow) -> bool:
    """A row without requirement and units is no task: a line to sign, an empty form."""
    return bool(row.requirement.text) or any(slot.text for slot in row.units)
