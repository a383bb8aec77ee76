"""Tasks that stand in running text: numbered points with their units in brackets at the end.

One task a point; where a point has numbered measures with units of their own, one task a measure. The
points become rows as a table gives them, so that everything behind reads both alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desktop.domain.grid import Paragraph
from gongkai_desktop.domain.recognised import Flag, LeftOut, RecognisedTask
from gongkai_desktop.domain.unit_text import is_name, looks_like_units, read_units
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.recognition.columns import Column
from gongkai_desktop.importers.recognition.fields import Reader
from gongkai_desktop.importers.recognition.fill import FilledRow
from gongkai_desktop.importers.recognition.layout import Layout
from gongkai_desktop.importers.recognition.lead_rules import LeadRules, lead_rules
from gongkai_desktop.importers.recognition.notes import UNIT_LABEL, without_time
from gongkai_desktop.importers.recognition.prose_points import ProsePoint, find_points, with_titles
from gongkai_desktop.importers.recognition.rows import Slot, TableRow

PLACE = "正文"
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


@dataclass(frozen=True, slots=True)
class Prose:
    """Tasks of running text, and the paragraphs that are in none."""

    tasks: tuple[RecognisedTask, ...]
    left_out: tuple[LeftOut, ...]


def read_prose(paragraphs: Sequence[Paragraph], reader: Reader) -> Prose | None:
    """The tasks of a document in prose, None where fewer than two points name their units."""
    points, outside = find_points(paragraphs)
    points = with_titles(points)
    owners = _owners(points)
    if sum(bool(point.notes or id(point) in owners) for point in points) < 2:
        return None
    rules = LeadRules(marked=lead_rules(paragraph.text for paragraph in paragraphs).marked)
    tasks: list[RecognisedTask] = []
    above: list[ProsePoint] = []
    unnamed = _without_units(points)
    for index, point in enumerate(points):
        above = [parent for parent in above if parent.level < point.level]
        leads_on = index + 1 < len(points) and points[index + 1].level > point.level
        said = point.body if point.title else point.text.partition("。")[2].strip()
        if leads_on and _body_of(point):
            pass  # a heading: whose tasks follow
        elif _is_preamble(point) or (leads_on and not point.notes and said):
            paragraph = paragraphs[point.paragraph].text
            outside.append(LeftOut(paragraph, "总的要求，不是任务" if not leads_on else "各项任务之前的说明"))
        elif not point.is_heading and (point.notes or not leads_on):
            task = _task(point, above, reader, rules)
            if owner := owners.get(id(point)):
                task = _owned(task, owner)
            tasks.append(replace(task, flags=(*task.flags, *unnamed.get(id(point), ()))))
        above.append(point)
    return Prose(tuple(tasks), tuple(outside))


_OWNER_LIMIT = 20


def _body_of(point: ProsePoint) -> str:
    """The body that a point names and says nothing else of, "" where it says more."""
    name = re.split(r"[（(：:。]", point.text)[0].strip()
    more = re.sub(r"[（(][^（()）]*[）)]|[：:。]", "", point.text.replace(name, "", 1))
    return name if len(name) <= _OWNER_LIMIT and not more.strip() and looks_like_units(name) else ""


def _owners(points: Sequence[ProsePoint]) -> dict[int, str]:
    """The body above each point that names no units of its own, by the point's identity."""
    owners: dict[int, str] = {}
    above: list[ProsePoint] = []
    for point in points:
        above = [parent for parent in above if parent.level < point.level]
        owner = next((body for parent in reversed(above) if (body := _body_of(parent))), "")
        if owner and not point.notes:
            owners[id(point)] = owner
        above.append(point)
    return owners


def _owned(task: RecognisedTask, owner: str) -> RecognisedTask:
    asked = Flag("units", f"这一条在“{owner}”之下，作为它的任务，请核对")
    return replace(task, units_text=owner, units=read_units(owner).units, flags=(*task.flags, asked))


_PREAMBLE = re.compile(
    r"(?:总体|基本)要求(?:和(?:主要|工作)?目标)?"
    r"|(?:总体|工作|主要|发展|预期|基本|指导|年度|阶段|适用|编制|公开)*(?:思想|原则|目标(?:任务)?|思路|依据|范围|背景|主体|对象)"
)


def _is_preamble(point: ProsePoint) -> bool:
    """总体要求、指导思想 and the like say what the tasks are for."""
    name = re.split(r"[。：:]", point.text)[0]
    return not point.notes and bool(_PREAMBLE.fullmatch(name))


def _without_units(points: Sequence[ProsePoint]) -> dict[int, tuple[Flag, ...]]:
    """A flag for every point without units among points of its kind that have some."""
    groups: dict[tuple[int, ...], list[ProsePoint]] = {}
    above: list[ProsePoint] = []
    for point in points:
        above = [parent for parent in above if parent.level < point.level]
        groups.setdefault((*map(id, above), point.level), []).append(point)
        above.append(point)
    parents = {identity for key in groups for identity in key[:-1]}
    return {
        id(point): (Flag("units", "同级的其他条写了责任单位，这一条没有写，请核对"),)
        for group in groups.values()
        if any(point.notes for point in group)
        for point in group
        if not point.notes and id(point) not in parents
    }


def _task(point: ProsePoint, above: Sequence[ProsePoint], reader: Reader, rules: LeadRules) -> RecognisedTask:
    cut = [without_time(note) for note in point.notes]
    units = "；".join(units for units, _ in cut if units)
    time = "；".join(time for _, time in cut if time)
    flags: list[Flag] = []
    if not time and re.search("[（(]", point.title) and (printed := without_time(point.title)[1]):
        time = printed
        flags.append(Flag("deadlines", "标题括号里的时间作为时限，请核对"))
    if len([u for u, _ in cut if u and not UNIT_LABEL.match(u)]) > 1 or _labels_repeat(cut):
        flags.append(Flag("units", "这一段有多处责任单位，已合并，请核对"))
    if point.shared:
        flags.append(Flag("units", "责任单位写在各项措施之后，看作整条的责任单位，请核对"))
    if point.unsure:
        reason = f"“{point.title}”看作这一条的标题，也可能是内容的第一句"
        flags += [Flag(name, reason) for name in ("path", "requirement", "items", "inline_deadlines")]
    if _names_units_at_end(point.body):
        flags += [Flag(name, _LEFT_IN_TEXT) for name in ("units", "requirement", "items")]
    headings = [_heading(parent) for parent in above]
    title = point.title
    path = [*headings, *([title] if title else [])]
    slots = [
        Slot(text, point.paragraph, column)
        for column, text in enumerate((point.no, title, point.body, units, time))
    ]
    source = TableRow(point.paragraph, slots[0], (slots[1],), slots[2], (slots[3],), (slots[4],), ())
    row = FilledRow(source, PLACE, point.no or None, path, point.body, [units], [time], flags)
    layout = replace(_LAYOUT, lead_rules=rules | LeadRules(first=point.first_leads))
    task = reader.task(row, layout)
    if not point.notes:
        # A point that names nobody binds nobody; that is printed, not doubtful.
        task = replace(task, flags=tuple(flag for flag in task.flags if flag.field != "units"))
    return replace(task, units_text="；".join(point.notes))


_LAST_BRACKET = re.compile(r"[（(]([^（）()]{4,})[）)][。；]?$")
_LEFT_IN_TEXT = "末尾括号里可能是责任单位，没有能读出，请核对"


def _names_units_at_end(text: str) -> bool:
    """Whether a bracket that was left in the text names bodies among words that could not be read."""
    bracket = _LAST_BRACKET.search(text)
    return bracket is not None and any(map(is_name, re.split("[、，,；;]", bracket[1])))


def _labels_repeat(notes: Sequence[tuple[str, str]]) -> bool:
    """Whether two notes name units under the same label."""
    labels = [label for units, _ in notes for label in UNIT_LABEL.findall(units)]
    return len(labels) > len(set(labels))


def _heading(point: ProsePoint) -> str:
    """A heading above a task, as printed with its number."""
    joint = "、" if point.level == 0 and not point.no.startswith("第") else ("." if point.level == 2 else "")
    return f"{point.no}{joint}{point.title or point.text.partition('。')[0]}"
