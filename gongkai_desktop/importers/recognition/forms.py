"""Forms of one task each (督办单, 任务卡): labels at the left, what they ask for at the right.

A form has no header: its labels are read as the titles of columns, and what stands beside them as one row
of a table. Forms with the same labels are rows of one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import Holds, guess_title, read_title
from gongkai_desktop.importers.recognition.layout import is_header, names_duty, rows_of
from gongkai_desktop.importers.recognition.text import flow, squeeze

_MOST_COLUMNS = 12
_LOOKED_AT = 12
"""So many first cells of rows tell whether a grid can be a form."""
_FEWEST_LABELS = 3
_LONGEST_LABEL = 12
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,2}、|\d{1,2}[.．、])")
_LABEL_WITH_TEXT = re.compile(r"\s*([^：:，。；\n]{2,20})[：:]\s*(.+)", re.DOTALL)
_OTHER_PAPER = re.compile(
    r"索引号|发文字号|文号|成文日期|主题词|主题分类|有效性|姓名|性别|出生(?:年月|日期)?|学历|工作单位|申请人|申请材料|受理条件|"
    r"收费(?:标准|依据)|办理(?:流程|地点)|办件类型|采购.*|投标.*|中标.*|统一社会信用代码"
)
"""Labels of forms that set no task: the head of a web page, a guide to a service, an application."""
KIND = re.compile(r".*(?:类别|类型|分类|属性|性质|领域|级别)")
"""Labels that say of what kind a task is."""
_POINT = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）).．、]|[①-⑳]")
_TITLE_BELOW = re.compile(
    r"(?:\n([^\n，。；：]{0,20}(?:单|卡|书|表|通知)\s*(?:[（(][^）)\n]*[）)])?)|^([^\n，。；：]{0,20}(?:单|卡|书)\s*[（(][^）)\n]*[）)]))$"
)
_UNLABELLED = "有一行没有栏目名，看作上面一栏的内容，请核对"
_POINTS = re.compile(rf"^\s*(?:{_POINT.pattern})", re.MULTILINE)
_SENTENCE_ENDS = ("。", "；", "，", ";")


@dataclass(slots=True)
class Form:
    """One form: the cells beside each of its labels, in printed order."""

    row: int
    fields: dict[str, list[Cell]] = field(default_factory=dict)
    labels: dict[str, Cell] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    """Lines above its labels or between them."""
    doubts: list[str] = field(default_factory=list)

    def text(self, label: str) -> str:
        """Everything beside a label, a line for each cell."""
        return "\n".join(cell.text for cell in self.fields.get(label, ()))

    @property
    def says_what(self) -> bool:
        """Whether anything is written where the task should stand."""
        return any(self.text(label) for label in self.fields if holds(label) is Holds.TEXT)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one grid, one below the other, and the lines of it that are in none."""

    grid: Grid
    forms: tuple[Form, ...]
    left_out: tuple[str, ...]


def read_forms(grid: Grid) -> Forms | None:
    """The forms of a grid, None where it is anything else."""
    if not _may_be_form(grid):
        return None
    rows = _rows(grid)
    if any(_is_list_header(cells) for cells in rows.values()):
        return None
    reader = _Reader(grid)
    if not all(reader.take(row, cells) for row, cells in sorted(rows.items())):
        return None
    reader.end()
    forms = tuple(form for form in reader.forms if form.says_what)
    if not any(map(_sets_task, forms)):
        return None
    blank = [" ".join(form.fields) for form in reader.forms if form not in forms]
    return Forms(grid, forms, tuple(blank))


def in_forms(blocks: Sequence[Block]) -> Iterator[Block | Forms]:
    """The blocks, a grid of forms as its forms; a line right below one of plain text goes on in it."""
    above: Forms | None = None
    line = 0
    for block in blocks:
        if isinstance(block, Grid):
            forms = read_forms(block)
            above, line = (forms if forms and not block.true_spans else None), block.rows
            yield forms or block
            continue
        line += 1
        if above is None or block.place != f"第{line}行" or not _ends_cell(above.forms[-1], block.text):
            above = None
            yield block


def forms_of_lines(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Paragraphs, those from the first `责任单位：…` line to the last as a grid that may be forms."""
    places = [place for place, paragraph in enumerate(paragraphs) if _split(paragraph.text)]
    if len(places) < _FEWEST_LABELS:
        return list(paragraphs)
    first, end = places[0], places[-1] + 1
    while end < len(paragraphs) and _goes_on(paragraphs[end].text):
        end += 1
    run = paragraphs[first:end]
    cells = tuple(Cell(paragraph.text, row, 0) for row, paragraph in enumerate(run))
    grid = Grid(run[0].place, cells, len(run), 1, true_spans=False)
    return [*paragraphs[:first], grid, *paragraphs[end:]]


def _goes_on(text: str) -> bool:
    """Whether a line alone reads like more of what stands above it."""
    return bool(_POINT.match(text)) or text.endswith(_SENTENCE_ENDS)


def _ends_cell(form: Form, text: str) -> bool:
    """Take a line of plain text below a form into its last cell where it reads like more of that."""
    cells = form.fields[next(reversed(form.fields))]
    if not cells or not _goes_on(text):
        return False
    form.doubts += [] if _counts_on(cells[-1].text, text) else [_UNLABELLED]
    cells[-1] = _with_text(cells[-1], f"{cells[-1].text}\n{text}")
    return True


def _counts_on(above: str, below: str) -> bool:
    """Whether a line begins with the number that follows the last one above it."""
    return len(split_items(f"{above}\n{below}").items) == len(_POINTS.findall(above)) + 1 >= 2


def _may_be_form(grid: Grid) -> bool:
    """Whether most rows begin with a label; of an ordinary table that is known after a few cells."""
    if grid.columns > _MOST_COLUMNS:
        return False
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text:
            if cell.row not in rows and len(rows) == _LOOKED_AT:
                break
            rows.setdefault(cell.row, []).append(cell)
    left = min((cells[0].column for cells in rows.values()), default=0)
    heads = [(cells[0].text, len(cells) == 1) for cells in rows.values() if cells[0].column == left]
    # A title stands alone.
    known = [_is_label(text) or _split(text) is not None for text, _ in heads]
    plain = [told for told, (_, alone) in zip(known, heads, strict=True) if told or not alone]
    return sum(plain) >= 2 and 2 * sum(plain) >= len(plain)


def _rows(grid: Grid) -> dict[int, list[Cell]]:
    """The cells of each row, also those that reach into it from above."""
    if not grid.true_spans:
        return rows_of(grid)
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            rows.setdefault(row, []).append(cell)
    for cells in rows.values():
        cells.sort(key=attrgetter("column"))
    return rows


def _is_list_header(cells: Sequence[Cell]) -> bool:
    """Whether a row holds titles only: the rows below it are a list."""
    texts = [cell.text for cell in cells]
    return len(texts) >= 2 and all(texts) and all(map(read_title, texts)) and is_header(texts)


def _label(text: str) -> str:
    return _NUMBER.sub("", squeeze(text)).strip("：:【】[]")


def holds(label: str) -> Holds | None:
    """What a label asks for, None where nobody knows it."""
    title = read_title(label)
    return title.holds if title else None


def _is_label(text: str) -> bool:
    return read_title(_label(text)) is not None


def _may_be_label(text: str) -> bool:
    """Whether a text is a label or, by its form, could be one nobody knows."""
    label = _label(text)
    if _is_label(text):
        return True
    strange = len(label) <= _LONGEST_LABEL and (guess_title(label) is not None or label.isalpha())
    return bool(label) and strange and not looks_like_units(label)


def _split(text: str) -> tuple[str, str] | None:
    """`责任单位：县财政局` in one cell as label and text."""
    found = _LABEL_WITH_TEXT.fullmatch(text) if "：" in text or ":" in text else None
    return (_label(found[1]), found[2]) if found and _is_label(found[1]) else None


@dataclass(slots=True)
class _Reader:
    """Reads the rows of a grid into forms."""

    grid: Grid
    forms: list[Form] = field(default_factory=list)
    left: int = field(init=False)
    """The column in which the labels begin."""
    lines: list[str] = field(default_factory=list)
    """Lines of which it is not known yet to which form they belong."""
    awaits: bool = False
    """Whether the last row was a label over the whole width, so that its text stands below it."""

    def __post_init__(self) -> None:
        self.left = min(cell.column for cell in self.grid.cells if cell.text)

    def take(self, row: int, cells: Sequence[Cell]) -> bool:
        """Take one row; False where nothing like a form has such a row."""
        filled = [cell for cell in cells if cell.text]
        if not any(cell.row == row for cell in filled):
            return True
        if len(filled) == 1:
            self._lone(row, filled[0], wide=len(cells) == 1)
            return True
        first = filled[0]
        if first.column > self.left and not _is_label(first.text):
            return self._more(filled)
        if not (_may_be_label(first.text) or _split(first.text)):
            return False
        pairs = list(_pairs([cell for cell in cells if cell.column >= first.column]))
        labels = [label for _, label, _ in pairs]
        if len(set(labels)) < len(labels):
            return False  # two forms side by side
        if pairs:
            self._open(row, pairs[0][0], pairs[0][1])
        for cell, label, contents in pairs:
            self._add(cell, label, [self._without_title(content) for content in contents])
        return True

    def _without_title(self, cell: Cell) -> Cell:
        """Without the title of the next form, which plain text may have put into the last cell."""
        title = None if self.grid.true_spans else _TITLE_BELOW.search(cell.text)
        if title is None:
            return cell
        self.lines.append(title[1] or title[2])
        return _with_text(cell, cell.text[: title.start()])

    def end(self) -> None:
        """Nothing comes below."""
        if self.forms:
            self.forms[-1].titles += self.lines

    def _lone(self, row: int, cell: Cell, *, wide: bool) -> None:
        """A row of one text: a label with its text, a title above labels, or more of the text above."""
        if cut := _split(cell.text):
            self._open(row, cell, cut[0])
            self._add(cell, cut[0], [_with_text(cell, cut[1])])
        elif self.awaits:
            self._more([cell])
        elif _is_label(cell.text) and (cell.column == self.left):
            self._open(row, cell, _label(cell.text))
            self._add(cell, _label(cell.text), [])
            self.awaits = wide and self.grid.true_spans
            return
        elif not self._goes_on(cell) or not self._more([cell]):
            self.lines.append(flow(cell.text))
        self.awaits = False

    def _goes_on(self, cell: Cell) -> bool:
        """Whether a text alone in a row goes on in the one above it."""
        return cell.column > self.left or (not self.grid.true_spans and _goes_on(cell.text))

    def _more(self, cells: Sequence[Cell]) -> bool:
        """Take cells without a label to what stands above them; False where nothing does."""
        form = self.forms[-1] if self.forms else None
        if form is None or not form.fields or self.lines:
            return False
        above = form.fields[next(reversed(form.fields))]
        # Below the text of a label whose cell is not merged, nothing else can stand.
        under = len(cells) == 1 and self.left < cells[0].column == above[-1].column if above else True
        sure = under or self.awaits
        if not (sure or _counts_on(above[-1].text, cells[0].text)):
            form.doubts.append(_UNLABELLED)
        above += cells
        return True

    def _open(self, row: int, cell: Cell, label: str) -> None:
        """Begin the next form where its first label comes again."""
        form = self.forms[-1] if self.forms else None
        again = form is not None and label in form.labels and form.labels[label] != cell
        if form is None or (again and (self.lines or label == next(iter(form.labels)))):
            self.forms.append(Form(row, titles=self.lines))
        elif self.lines:
            form.titles += self.lines
            form.doubts += [
                f"“{line[:20]}”没有栏目名，没有作为任务内容，请核对"
                for line in self.lines
                if not _is_heading(line)
            ]
        self.lines = []

    def _add(self, cell: Cell, label: str, contents: Sequence[Cell]) -> None:
        form = self.forms[-1]
        known = form.fields.setdefault(label, [])
        if form.labels.setdefault(label, cell) != cell:
            form.doubts.append(f"“{label}”在表中出现几次，内容合在一起，请核对")
        known += [content for content in contents if content.text and content not in known]
        self.awaits = False


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_LABEL and bool(_NUMBER.match(line))


def _with_text(cell: Cell, text: str) -> Cell:
    return Cell(text, cell.row, cell.column, cell.row_span, cell.column_span)


def _pairs(cells: Sequence[Cell]) -> Iterator[tuple[Cell, str, list[Cell]]]:
    """The labels of a row, each with the cells beside it."""
    rest = list(cells)
    while rest:
        cell = rest.pop(0)
        if not cell.text or _heads_labels(cell, rest):
            continue
        if cut := _split(cell.text):
            yield cell, cut[0], [_with_text(cell, cut[1])]
            continue
        contents: list[Cell] = []
        while len(rest) > 1 and not rest[0].text and not _begins_pair(rest[1:]):
            rest.pop(0)
        if rest:
            contents.append(rest.pop(0))
        while rest and rest[0].text and not _begins_pair(rest):
            contents.append(rest.pop(0))
        yield cell, _label(cell.text), contents


def _heads_labels(cell: Cell, rest: Sequence[Cell]) -> bool:
    """Whether a label merged over several rows has labels of its own beside it (责任单位 | 牵头单位 | …)."""
    return cell.row_span > 1 and len(rest) >= 2 and len(rest) % 2 == 0 and _is_label(rest[0].text)


def _begins_pair(rest: Sequence[Cell]) -> bool:
    if _split(rest[0].text) is not None or _is_label(rest[0].text):
        return True
    return len(rest) > 1 and _may_be_label(rest[0].text)


def _sets_task(form: Form) -> bool:
    """Whether a form says what is to be done and by whom, or until when."""
    if len(form.fields) < _FEWEST_LABELS or any(map(_OTHER_PAPER.fullmatch, form.fields)):
        return False
    told = [label for label in form.fields if form.text(label)]
    named = any(holds(label) is Holds.TEXT and not KIND.fullmatch(label) for label in told)
    dated = any(holds(label) is Holds.DEADLINE for label in form.fields)
    bodies = [label for label in told if holds(label) is Holds.UNITS]
    if bodies and not any(looks_like_units(form.text(label)) for label in bodies):
        return False  # it says how to fill in a form
    duty = any(names_duty(label) or (dated and looks_like_units(form.text(label))) for label in bodies)
    return named and (duty or (dated and any(map(names_duty, form.fields))))
