"""Numbered points of running text, each with the paragraphs and notes that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desktop.domain.grid import Paragraph
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.recognised import LeftOut
from gongkai_desktop.importers.recognition.lead_rules import first_unit_leads
from gongkai_desktop.importers.recognition.notes import TIME_LABEL, UNIT_LABEL, take_notes
from gongkai_desktop.importers.recognition.text import flow

_LEVELS = (
    re.compile(r"^(第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}、)\s*"),
    re.compile(r"^([（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}条)\s*[、.．]?\s*"),
    re.compile(r"^(\d{1,3})\s*[.．、](?!\d(?!(?<=\d)(?:\d{3}年|\d?月|\d{4}热线|\d{4}政务)))\s*"),
    re.compile(r"^([（(]\d{1,2}[）)]|[①②③④⑤⑥⑦⑧⑨⑩])\s*"),
)
_TITLE_LIMIT = 40
_OPENING_LIMIT = 30
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_NO_TITLE = re.compile(
    r"[，；：,;:]|\d+[月日天年个]|工作日|季度(?!检查|通报|考核|评估|抽查|分析|例会|报告)|不少于|不超过|每年|每月|年[内底末]|半年"
)
_CLOSING = re.compile(
    r"^(?:附件|抄送|主办[:：].*督办[:：]|抄报|主送|联系人|联系电话|（此件|\(此件|注[:：]).*|^.{0,20}\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$|"
    r"^.{2,25}(?:人民政府|办公室|委员会|领导小组|局)$"
)

_UNNUMBERED = len(_LEVELS)
"""The level of a paragraph that is a task of its own without a number."""


@dataclass(slots=True)
class ProsePoint:
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
    shared: bool = False
    """Whether its units stand in a line of their own below several measures."""

    @property
    def opening(self) -> str:
        """The sentence before the first full stop, if it can be a title; "" where it can't."""
        head, stop, rest = self.text.partition("。")
        able = (self.shared or len(head) <= _OPENING_LIMIT) and not _NO_TITLE.search(_BRACKET.sub("", head))
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


_FEW, _MOST = 0.35, 0.75
"""Shares of the points of a level that open like a title: below, none has one; above, all of them have."""


def with_titles(points: Sequence[ProsePoint]) -> list[ProsePoint]:
    """Points with their titles: a document gives titles to all points of a level or to none."""
    share: dict[int, float] = {}
    for level in {point.level for point in points}:
        # A point of one sentence says nothing of whether the others have titles.
        tasks = [p for p in points if p.level == level and not p.shared and p.text.partition("。")[2].strip()]
        share[level] = sum(bool(point.opening) for point in tasks) / max(len(tasks), 1)
    out: list[ProsePoint] = []
    for point in points:
        part = share[point.level]
        opens = bool(point.opening)
        sure = not opens or part >= _MOST or part <= _FEW
        out.append(replace(point, titled=opens and (part > _FEW or point.shared), unsure=not sure))
    return out


def find_points(paragraphs: Sequence[Paragraph]) -> tuple[list[ProsePoint], list[LeftOut]]:
    """Numbered points with the unnumbered paragraphs that continue them."""
    points: list[ProsePoint] = []
    outside: list[LeftOut] = []
    first_leads = False
    texts = _with_whole_brackets([flow(paragraph.text) for paragraph in paragraphs])
    alone = _tasks_without_number(texts)
    for index, text in enumerate(texts):
        if not text:
            continue
        first_leads = first_leads or first_unit_leads(text)
        start = _number(text)
        if start is not None:
            level, no, rest = start
            if points and level >= _MEASURE and (UNIT_LABEL.match(rest) or TIME_LABEL.match(rest)):
                # 2.责任单位：… numbers a line that says who does the point above it.
                points[-1].notes.append(rest)
                continue
            for number, said in _run_of_points(text) or [(no, rest)]:
                points += _with_measures(ProsePoint(level, number, said, index, first_leads=first_leads))
        elif index in alone:
            points += _with_measures(ProsePoint(_UNNUMBERED, "", text, index, first_leads=first_leads))
        elif points and (notes := _only_notes(text)):
            _give(points, notes)
        elif points and not points[-1].notes and not _CLOSING.match(text):
            body, notes = take_notes(text)
            points[-1].text += f"。{body}" if points[-1].is_heading else body
            points[-1].notes += notes
        else:
            outside.append(LeftOut(paragraphs[index].text, "任务之外的文字"))
    return points, outside


def _with_whole_brackets(texts: list[str]) -> list[str]:
    """The paragraphs with the ends of brackets that were broken off; what is joined is left blank."""
    out = list(texts)
    last, joined = 0, 0
    for index in range(1, len(out)):
        above = out[last]
        opened = max(above.rfind("（"), above.rfind("("))
        torn = opened >= 0 and not re.search("[）)]", above[opened:]) and _SAYS_WHO.search(above[opened:])
        if torn and joined < _MOST_TORN and _number(out[index]) is None:
            out[last], out[index], joined = above + out[index], "", joined + 1
        elif out[index]:
            last, joined = index, 0
    return out


_MOST_TORN = 3
_SAYS_WHO = re.compile("牵头|责任|主办|承办|负责|配合|时限")


def _run_of_points(text: str) -> list[tuple[str, str]]:
    """The points of a paragraph that numbers several: 1.甲。2.乙。"""
    reading = split_items(text)
    if reading.lead_in or len(reading.items) < 2 or not _FIRST.match(text):
        return []
    noted = {bool(take_notes(item)[1]) for item in reading.items}
    ended = all(item.endswith(("。", "；", "）", ")")) for item in reading.items[:-1])
    # A bracket behind the last of them names the units of them all.
    return [(str(n), item) for n, item in enumerate(reading.items, 1)] if ended and len(noted) == 1 else []


_FIRST = re.compile(r"1\s*[.．、]")
_IMPRINT = re.compile(r"主办[:：].*督办[:：]")
"""The line below a document that says who wrote it."""


def _only_notes(text: str) -> list[str]:
    """The notes of a line that says nothing else, empty where it says more."""
    if _IMPRINT.match(text):
        return []
    if UNIT_LABEL.match(text) or TIME_LABEL.match(text):
        return [text]
    body, notes = take_notes(text)
    return [] if body.strip("。；;， ") else notes


def _give(points: list[ProsePoint], notes: list[str]) -> None:
    """Give a line of notes to the last point; below several measures without units it is for them all."""
    level = points[-1].level
    run = next((n for n, p in enumerate(reversed(points)) if p.level != level or p.notes), len(points))
    owner = points[-run - 1] if run < len(points) else None
    if level < _MEASURE or run < 2 or owner is None or owner.level >= level or owner.notes:
        points[-1].notes += notes
        return
    head, _, rest = owner.text.partition("。")
    measures = "".join(f"{_printed(point)}{point.text}" for point in points[-run:])
    owner.text = f"{head}。{rest}{measures}"
    owner.notes += notes
    owner.shared = True
    del points[-run:]


_MEASURE = 2
"""The level from which on points are measures of the point above them."""


def _printed(point: ProsePoint) -> str:
    return f"{point.no}." if point.no.isdecimal() else point.no


def _tasks_without_number(texts: Sequence[str]) -> frozenset[int]:
    """Unnumbered paragraphs that begin a task of their own: one of several with units under one number."""
    found = [(stretch[0], *_own_starts(texts, stretch)) for stretch in _stretches(texts)]
    # Where one heading of a level has several, a single one below another heading is such a task, too.
    levels = {_level(texts[head]) for head, starts, certain in found if certain and len(starts) > 1}
    return frozenset(
        start
        for head, starts, certain in found
        if certain or (_level(texts[head]) in levels and "。" not in texts[head])
        for start in starts
    )


def _level(text: str) -> int:
    start = _number(text)
    return start[0] if start else _UNNUMBERED


def _stretches(texts: Sequence[str]) -> Iterator[list[int]]:
    """A numbered paragraph and the unnumbered ones behind it, again and again."""
    stretch: list[int] = []
    for index, text in enumerate(texts):
        if _number(text) is not None:
            if stretch:
                yield stretch
            stretch = [index]
        elif stretch:
            stretch.append(index)
    if stretch:
        yield stretch


def _own_starts(texts: Sequence[str], stretch: Sequence[int]) -> tuple[list[int], bool]:
    """Where the texts with units begin behind a number, and whether they must be tasks of their own."""
    head, *rest = stretch
    starts: list[int] = []
    begun: int | None = None
    for index in rest:
        if _only_notes(texts[index]):
            continue
        if _CLOSING.match(texts[index]):
            break
        begun = index if begun is None else begun
        below = texts[index + 1] if index + 1 in rest else ""
        if take_notes(texts[index])[1] or (below and _only_notes(below)):
            starts.append(begun)
            begun = None
    below = texts[rest[0]] if rest else ""
    noted = bool(take_notes(texts[head])[1]) or bool(below and _only_notes(below))
    return starts, noted or len(starts) > 1


def _number(text: str) -> tuple[int, str, str] | None:
    """The level, the number as printed and the rest of a numbered paragraph."""
    for level, pattern in enumerate(_LEVELS):
        if match := pattern.match(text):
            return level, match.group(1).rstrip("、"), text[match.end() :].strip()
    return None


def _with_measures(point: ProsePoint) -> list[ProsePoint]:
    """A point, followed by the numbered measures in its text that have units of their own."""
    reading = split_items(point.text)
    own = [take_notes(item) for item in reading.items]
    if len(own) >= 2 and sum(bool(notes) for _, notes in own) >= 2:
        body, notes = take_notes(reading.lead_in)
        parent = replace(point, text=body, notes=notes)
        return [
            parent,
            *(
                ProsePoint(3, number, text, point.paragraph, notes, point.first_leads)
                for number, (text, notes) in zip(
                    _printed_numbers(point.text, reading.items), own, strict=True
                )
            ),
        ]
    body, notes = take_notes(point.text)
    return [replace(point, text=body, notes=notes)]


_BRACKETED_BEFORE = re.compile(r"([（(]\d{1,2}[）)])\s*$")


def _printed_numbers(text: str, items: Sequence[str]) -> list[str]:
    """The numbers of the items as the text prints them: those in brackets keep them."""
    numbers: list[str] = []
    reached = 0
    for order, item in enumerate(items, 1):
        at = text.find(item, reached)
        match = _BRACKETED_BEFORE.search(text[reached:at]) if at > 0 else None
        numbers.append(match.group(1) if match else str(order))
        reached = at + len(item) if at >= 0 else reached
    return numbers
