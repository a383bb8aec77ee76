"""Tasks that stand in running text: numbered points with their units in brackets at the end.

One task a point; where a point has numbered measures with units of their own, one task a measure. The
points become rows as a table gives them, so that everything behind reads both alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desktop.domain.grid import Paragraph
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.recognised import Flag, LeftOut, RecognisedTask
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.recognition.fields import Reader
from gongkai_desktop.importers.recognition.fill import FilledRow
from gongkai_desktop.importers.recognition.layout import Column, Layout, first_unit_leads
from gongkai_desktop.importers.recognition.notes import TIME_LABEL, UNIT_LABEL, take_notes, without_time
from gongkai_desktop.importers.recognition.rows import Slot, TableRow
from gongkai_desktop.importers.recognition.text import flow

PLACE = "正文"
_LEVELS = (
    re.compile(r"^(第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}、)\s*"),
    re.compile(r"^([（(][一二三四五六七八九十]{1,3}[）)])\s*[、.．]?"),
    re.compile(r"^(\d{1,3})\s*[.．、](?!\d(?!(?<=\d)(?:\d{3}年|\d?月|\d{4}热线|\d{4}政务)))\s*"),
    re.compile(r"^([（(]\d{1,2}[）)])\s*"),
)
_TITLE_LIMIT = 40
_OPENING_LIMIT = 30
_NO_TITLE = re.compile(r"[，；：,;:]|\d+[月日天年个]|工作日|季度|不少于|不超过|每年|每月|年[内底末]|半年")
_CLOSING = re.compile(
    r"^(?:附件|抄送|抄报|主送|联系人|联系电话|（此件|\(此件|注[:：]).*|^.{0,20}\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$|"
    r"^.{2,25}(?:人民政府|办公室|委员会|领导小组|局)$"
)
_LAYOUT = Layout(
    columns=(
        Column("序号", Holds.NUMBER),
        Column("标题", Holds.TEXT),
        Column("内容", Holds.TEXT),
        Column("责任单位", Holds.UNITS),
        Column("完成时限", Holds.DEADLINE),
    ),
    header_rows=(0,),
    named_rows=False,
)


@dataclass(slots=True)
class _Point:
    """A numbered point: its level (0 = 一、), its number as printed, its text, its paragraph (0-based)."""

    level: int
    no: str
    text: str
    paragraph: int
    notes: list[str] = field(default_factory=list)
    """What stands in brackets or labelled lines about units and time."""
    first_leads: bool = False
    titled: bool = False
    """Whether the sentence before the first full stop is a title, judged over all points."""
    unsure: bool = False

    @property
    def opening(self) -> str:
        """The sentence before the first full stop, if it can be a title; "" where it can't."""
        head, stop, rest = self.text.partition("。")
        able = len(head) <= _OPENING_LIMIT and not _NO_TITLE.search(head)
        return head.strip() if able and stop and rest.strip() else ""

    @property
    def title(self) -> str:
        """The point's short title, "" where it has none."""
        return self.opening if self.titled else ""

    @property
    def body(self) -> str:
        """The text behind the title."""
        return self.text[len(self.title) + 1 :].strip() if self.title else self.text.strip()

    @property
    def is_heading(self) -> bool:
        """A short line without an end mark and without units says nothing but what follows."""
        return not self.notes and len(self.text) <= _TITLE_LIMIT and not re.search(r"。|[，；：]$", self.text)


@dataclass(frozen=True, slots=True)
class Prose:
    """Tasks of running text, and the paragraphs that are in none."""

    tasks: tuple[RecognisedTask, ...]
    left_out: tuple[LeftOut, ...]


def read_prose(paragraphs: Sequence[Paragraph], reader: Reader) -> Prose | None:
    """The tasks of a document in prose, None where fewer than two points name their units."""
    points, outside = _points(paragraphs)
    points = _with_titles(points)
    if sum(bool(point.notes) for point in points) < 2:
        return None
    tasks: list[RecognisedTask] = []
    above: list[_Point] = []
    for index, point in enumerate(points):
        above = [parent for parent in above if parent.level < point.level]
        leads_on = index + 1 < len(points) and points[index + 1].level > point.level
        if not point.is_heading and (point.notes or not leads_on):
            tasks.append(_task(point, above, reader))
        above.append(point)
    return Prose(tuple(tasks), tuple(outside))


_FEW, _MOST = 0.35, 0.75
"""Shares of the points of a level that open like a title: below, none has one; above, all of them have."""


def _with_titles(points: Sequence[_Point]) -> list[_Point]:
    """Points with their titles: a document gives titles to all points of a level or to none."""
    share: dict[int, float] = {}
    for level in {point.level for point in points}:
        # A point of one sentence says nothing of whether the others have titles.
        tasks = [p for p in points if p.level == level and p.text.partition("。")[2].strip()]
        share[level] = sum(bool(point.opening) for point in tasks) / max(len(tasks), 1)
    out: list[_Point] = []
    for point in points:
        part = share[point.level]
        opens = bool(point.opening)
        sure = not opens or part >= _MOST or part <= _FEW
        out.append(replace(point, titled=opens and part > _FEW, unsure=not sure))
    return out


def _points(paragraphs: Sequence[Paragraph]) -> tuple[list[_Point], list[LeftOut]]:
    """Numbered points with the unnumbered paragraphs that continue them."""
    points: list[_Point] = []
    outside: list[LeftOut] = []
    first_leads = False
    for index, paragraph in enumerate(paragraphs):
        text = flow(paragraph.text)
        first_leads = first_leads or first_unit_leads(text)
        start = _number(text)
        if start is not None:
            level, no, rest = start
            points += _with_measures(_Point(level, no, rest, index, first_leads=first_leads))
        elif points and (UNIT_LABEL.match(text) or TIME_LABEL.match(text)):
            points[-1].notes.append(text)
        elif points and not points[-1].notes and not _CLOSING.match(text):
            body, notes = take_notes(text)
            points[-1].text += f"。{body}" if points[-1].is_heading else body
            points[-1].notes += notes
        else:
            outside.append(LeftOut(paragraph.text, "任务之外的文字"))
    return points, outside


def _number(text: str) -> tuple[int, str, str] | None:
    """The level, the number as printed and the rest of a numbered paragraph."""
    for level, pattern in enumerate(_LEVELS):
        if match := pattern.match(text):
            return level, match.group(1).rstrip("、"), text[match.end() :].strip()
    return None


def _with_measures(point: _Point) -> list[_Point]:
    """A point, followed by the numbered measures in its text that have units of their own."""
    reading = split_items(point.text)
    own = [take_notes(item) for item in reading.items]
    if len(own) >= 2 and sum(bool(notes) for _, notes in own) >= 2:
        body, notes = take_notes(reading.lead_in)
        parent = replace(point, text=body, notes=notes)
        return [
            parent,
            *(
                _Point(3, str(number), text, point.paragraph, notes, point.first_leads)
                for number, (text, notes) in enumerate(own, 1)
            ),
        ]
    body, notes = take_notes(point.text)
    return [replace(point, text=body, notes=notes)]


def _task(point: _Point, above: Sequence[_Point], reader: Reader) -> RecognisedTask:
    cut = [without_time(note) for note in point.notes]
    units = "；".join(units for units, _ in cut if units)
    time = "；".join(time for _, time in cut if time)
    flags: list[Flag] = []
    if len([u for u, _ in cut if u and not UNIT_LABEL.match(u)]) > 1 or _labels_repeat(cut):
        flags.append(Flag("units", "这一段有多处责任单位，已合并，请核对"))
    if point.unsure:
        reason = f"“{point.title}”看作这一条的标题，也可能是内容的第一句"
        flags += [Flag(name, reason) for name in ("path", "requirement", "items", "inline_deadlines")]
    headings = [_heading(parent) for parent in above]
    title = point.title
    path = [*headings, *([title] if title else [])]
    slots = [
        Slot(text, point.paragraph, column)
        for column, text in enumerate((point.no, title, point.body, units, time))
    ]
    source = TableRow(point.paragraph, slots[0], (slots[1],), slots[2], (slots[3],), (slots[4],), ())
    row = FilledRow(source, PLACE, point.no, path, point.body, [units], [time], flags)
    layout = replace(_LAYOUT, first_unit_leads=point.first_leads)
    task = reader.task(row, layout)
    if not point.notes:
        # A point that names nobody binds nobody; that is printed, not doubtful.
        task = replace(task, flags=tuple(flag for flag in task.flags if flag.field != "units"))
    return replace(task, units_text="；".join(point.notes))


def _labels_repeat(notes: Sequence[tuple[str, str]]) -> bool:
    """Whether two notes name units under the same label."""
    labels = [label for units, _ in notes for label in UNIT_LABEL.findall(units)]
    return len(labels) > len(set(labels))


def _heading(point: _Point) -> str:
    """A heading above a task, as printed with its number."""
    joint = "、" if point.level == 0 and not point.no.startswith("第") else ("." if point.level == 2 else "")
    return f"{point.no}{joint}{point.title or point.text.partition('。')[0]}"
