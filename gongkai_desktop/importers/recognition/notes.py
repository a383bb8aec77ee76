"""What a text says of units and of time: brackets at a paragraph's end, cells that hold both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.deadline import Ongoing
from gongkai_desktop.domain.deadline_forms import STATE_WORD
from gongkai_desktop.domain.deadline_text import read_deadlines
from gongkai_desktop.domain.unit_text import is_name, looks_like_units, read_units
from gongkai_desktop.domain.unit_words import PLAIN_CLASS
from gongkai_desktop.domain.words import any_of

_BODY = r"(?:责任)?(?:单位|部门|科室|主体|领导|人)?"
UNIT_LABEL = re.compile(rf"{any_of('牵头 主办 责任 承办 落实 配合 协办 参与 实施 负责')}{_BODY}\s*[:：]")
TIME_LABEL = re.compile(r"(?:完成|办理|落实|整改|公开)?(?:时限|时间|期限|节点)(?:要求)?\s*[:：]")
_ROLE_END = re.compile(
    rf"{any_of('负责 牵头 配合 落实 参与 承办 主办 协办 实施 分工 完成 推进 执行 办理')}[。；]?$"
)
_FROM_HERE_ON = re.compile(
    r"[，,；;。]?[^，,；;。]*(?:列|排)[^，,；;。]*(?:牵头|主办)(?:单位|部门)(?:[，,]下同)?"
)
_LABELLED_TAIL = re.compile(rf"(?<=[。；！])\s*(?={UNIT_LABEL.pattern}|{TIME_LABEL.pattern})")
_LONGEST_STATE = 16
_END_MARKS = "。；;！？”"
_NUMBERED = re.compile(r"^\d{1,3}\s*[.．、](?!\d)")


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outermost brackets as (start, end), nested ones inside them."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character in "（(〔【［[":
            start = index if depth == 0 else start
            depth += 1
        elif character in "）)〕】］]" and depth:
            depth -= 1
            if depth == 0:
                yield start, index + 1


def take_notes(text: str) -> tuple[str, list[str]]:
    """The text without its brackets about units and time, and what stood in them."""
    notes: list[str] = []
    kept, position = "", 0
    for start, end in _brackets(text):
        content = text[start + 1 : end - 1].strip()
        if _is_note(content, text[start - 1 : start], text[end : end + 1]):
            notes.append(content)
            kept += text[position:start]
            position = end
    rest = text[position:]
    if tail := _LABELLED_TAIL.search(rest):
        notes.append(rest[tail.end() :].strip())
        rest = rest[: tail.end()]
    if notes and kept.endswith(("。", "；")) and rest.startswith(("。", "；")):
        rest = rest[1:]
    return (kept + rest).strip(), notes


def _is_note(content: str, before: str, after: str) -> bool:
    """Whether a bracket names units or a time limit, and is not part of the sentence."""
    if UNIT_LABEL.search(content) or TIME_LABEL.match(content):
        return True
    ends = after in ("", "。", "；", ";", "\n") or _NUMBERED.match(after) is not None
    said = without_time(content)[0]
    named = [unit for unit in read_units(said).units if len(unit.name) >= 2]
    real = [unit for unit in named if unit.collective or is_name(unit.name)]
    # A shared ending (杭山市、宁海市人民政府) leaves names that read like none: the clerk is asked.
    shared = ends and before in _END_MARKS and "、" in said and 3 * len(real) >= len(named) > 1
    if not named or not (looks_like_units(said) or (shared and real[-1] is named[-1])):
        return False
    if _ROLE_END.search(without_time(content)[0]):
        return True
    return ends and not PLAIN_CLASS.fullmatch(content) and (len(content) >= 4 or before in _END_MARKS)


def _is_time(text: str) -> bool:
    reading = read_deadlines(text, 2000)
    dated = any(not isinstance(deadline, Ongoing) for deadline in reading.deadlines)
    dated = dated or (bool(STATE_WORD.search(text)) and len(text) <= _LONGEST_STATE and not reading.doubts)
    return dated and not looks_like_units(re.sub(r"\d+年?\d*月?底?前?", "", text))


def without_time(note: str) -> tuple[str, str]:
    """A note cut into what it says of units and what it says of time."""
    note = _FROM_HERE_ON.sub("", note)
    for start, end in _brackets(note):
        if _is_time(note[start + 1 : end - 1]):
            return (note[:start] + note[end:]).strip(" ，；;,。"), note[start + 1 : end - 1].strip()
    label = TIME_LABEL.search(note)
    if label:
        before, after = note[: label.start()], note[label.end() :]
        cut = UNIT_LABEL.search(after)
        time = after[: cut.start()] if cut else after
        units = before + (after[cut.start() :] if cut else "")
        return units.strip(" ，；;,。"), time.strip(" ，；;,。")
    pieces = re.split(r"([，,；;])", note)
    for index in range(len(pieces) - 1, -1, -2):
        if _is_time(pieces[index]):
            units = "".join(pieces[: max(index - 1, 0)] + pieces[index + 1 :])
            return units.strip(" ，；;,。"), pieces[index].strip()
    return note.strip(" ，；;,。"), ""
