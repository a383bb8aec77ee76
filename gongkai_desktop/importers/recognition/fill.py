"""Filling down: which heading, number and units hold for a row whose own cell is blank or merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.grid import UNITS_UNSURE
from gongkai_desktop.domain.recognised import Flag
from gongkai_desktop.domain.unit_split import joined_names
from gongkai_desktop.importers.recognition.rows import Bar, Slot, TableRow
from gongkai_desktop.importers.recognition.text import flow, squeeze


@dataclass(slots=True)
class FilledRow:
    """A row with everything that governs it; texts are as printed, joined over broken lines."""

    source: TableRow
    place: str
    no: str | None
    path: list[str]
    requirement: str
    units: list[str]
    deadlines: list[str]
    flags: list[Flag] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one grid; `continues` is true for a piece of a table that a page break cut off."""

    place: str
    entries: tuple[TableRow | Bar, ...]
    continues: bool
    true_spans: bool
    whole_rows: bool = False
    doubts: Mapping[int, str] = field(default_factory=dict)
    """Rows of which the reader is not sure where they end, with the reason."""


@dataclass(slots=True)
class _State:
    """What the rows above say."""

    section: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    heading_cells: list[tuple[int, int]] = field(default_factory=list)
    no: str | None = None
    units: list[str] = field(default_factory=list)
    first_units: str = ""
    """What the first of several columns of units said last."""
    deadlines: list[str] = field(default_factory=list)
    after_break: bool = False
    group_level: int | None = None
    """The heading level that the serial numbers count."""
    sentences: bool = False
    """Whether the texts of the table end with a full stop, so that one without is torn."""
    section_doubt: str = ""
    """Why the last bar may be none."""
    heading_doubt: str = ""
    """Why the row that prints the heading in force may be none."""
    fresh_section: bool = False
    """Whether no row has come since the last bar."""


_ENDS = ("。", "；", "！", "？", "）", ")", ".", ";", "”", "：")
_OPEN_END = ("，", "、", ",", "；", "和", "及", "与", "的")


def fill_down(pieces: Sequence[Piece]) -> list[FilledRow]:
    """All rows of a table in order, each with its governing cells."""
    state = _State(group_level=_group_level(pieces), sentences=_in_sentences(pieces))
    out: list[FilledRow] = []
    for piece in pieces:
        state.after_break = piece.continues
        for entry in piece.entries:
            if isinstance(entry, Bar):
                _enter_section(state, entry.text)
                state.section_doubt = piece.doubts.get(entry.row, "")
                state.heading_doubt = ""
                continue
            state.fresh_section = False
            row = _fill(state, entry, piece, out)
            if row is not None:
                out.append(row)
            # After rows without a number cell, a blank one says as little as after a page break.
            state.after_break = entry.number is not None and entry.number.lost
    return out


_BAR_STYLES = (
    re.compile(r"^第[一二三四五六七八九十]+(?:部分|章|类)"),
    re.compile(r"^[一二三四五六七八九十]+[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"^\d{1,2}[.．、]"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
_UNNUMBERED = len(_BAR_STYLES)


def _bar_style(text: str) -> int:
    plain = squeeze(text)
    return next((rank for rank, style in enumerate(_BAR_STYLES) if style.match(plain)), _UNNUMBERED)


def _enter_section(state: _State, text: str) -> None:
    """A bar opens a section below those numbered in an outer style: （一） stands below 一、."""
    rank = _bar_style(text)
    above = state.section
    if rank == _UNNUMBERED and not state.fresh_section:
        # A bar without a number takes the place of the last one like it; it heads nothing numbered.
        above = [bar for bar in above if _bar_style(bar) != _UNNUMBERED] if len(above) > 1 else []
    else:
        above = [bar for bar in above if _bar_style(bar) < rank]
    state.section = [*above, text]
    state.headings, state.heading_cells, state.no = [], [], None
    state.fresh_section = True


def _fill(state: _State, row: TableRow, piece: Piece, done: list[FilledRow]) -> FilledRow | None:
    requirement = flow(row.requirement.text)
    above = done[-1] if done and not piece.whole_rows else None
    if above and (_is_rest(row, requirement, above, piece) or _is_torn(row, requirement, above, state)):
        _append(done[-1], row, requirement)
        return None
    flags: list[Flag] = []
    state.no = _number(state, row, flags)
    state.headings = _headings(state, row, flags, done)
    units = _units(state, row, piece, flags)
    deadlines = _deadlines(state, row, piece, flags)
    state.units = units
    if any(deadlines):
        state.deadlines = deadlines
    path = [*state.section, *(heading for heading in state.headings if heading)]
    filled = FilledRow(row, piece.place, state.no, path, requirement, units, deadlines, flags)
    _doubt(state, filled, piece.doubts.get(row.row, ""))
    return filled


_DITTO = frozenset(("同上", "〃", "″"))


def _ditto(texts: list[str], above: Sequence[str]) -> list[str]:
    """Texts with those that only say 同上 replaced by the text they stand for."""
    if _DITTO.isdisjoint(texts):
        return texts
    return [
        meant or text if text in _DITTO else text
        for text, meant in zip(texts, _pad(above, texts), strict=True)
    ]


def _doubt(state: _State, row: FilledRow, reason: str) -> None:
    """Flag a row that may be none, and all that stand under its headings."""
    if row.source.headings and row.source.headings[0].own and row.source.headings[0].text:
        state.heading_doubt = reason
    fields = ("units", "open_ended") if reason == UNITS_UNSURE else _ALL_FIELDS if reason else ("path",)
    if why := reason or state.section_doubt or state.heading_doubt:
        row.flags += [Flag(name, why) for name in fields]


def _pad(above: Sequence[str], now: Sequence[str]) -> list[str]:
    return [*above, *[""] * len(now)][: len(now)]


def _number(state: _State, row: TableRow, flags: list[Flag]) -> str | None:
    """The row's number; a blank one takes the number above where the table numbers its groups of rows."""
    if row.number is None:
        return None
    if row.number.lost:
        flags.append(Flag("no", "这一行在文件中没有序号单元格"))
        return None
    text = squeeze(row.number.text)
    if text:
        return _LIST_MARK.sub("", text)
    if state.after_break:
        flags.append(Flag("no", "续页首行没有序号，按上一行填写，请核对"))
    if row.headings and (state.group_level is None or _opens(row, state.group_level)):
        return None
    if not row.headings and state.no and not state.after_break:
        flags.append(Flag("no", "序号为空，按上一行填写，请核对", (state.no, "")))
    return state.no


_LIST_MARK = re.compile(r"(?<=\d)[.．、]$")
"""What a list numbered by the word processor prints behind its numbers."""


def _opens(row: TableRow, level: int) -> bool:
    """Whether the row prints a heading of this level or one above it."""
    return any(slot.own and slot.text for slot in row.headings[: level + 1])


def _group_level(pieces: Sequence[Piece]) -> int | None:
    """The heading level whose groups the numbers count; None where rows inside any group have numbers."""
    rows = [entry for piece in pieces for entry in piece.entries if isinstance(entry, TableRow)]
    numbered = [row for row in rows if row.number and row.number.own and squeeze(row.number.text)]
    levels = min((len(row.headings) for row in numbered), default=0)
    return next((level for level in range(levels) if all(_opens(row, level) for row in numbered)), None)


def _headings(state: _State, row: TableRow, flags: list[Flag], done: list[FilledRow]) -> list[str]:
    """The row's headings; a blank level takes the text above it while the levels left of it are the same."""
    printed = _ditto([flow(slot.text) for slot in row.headings], state.headings)
    cut = state.after_break and (row.number is None or not squeeze(row.number.text))
    if row.number is not None and row.number.lost:
        flags.append(Flag("path", "跨页后表格少一列，所属类别按本页所印填写，请核对"))
    elif any(slot.lost for slot in row.headings):
        flags.append(Flag("path", "这一行缺少类别单元格，按上一行归类，请核对"))
    elif cut and printed and not printed[0]:
        flags.append(Flag("path", "续页首行没有类别，按上一行归类，请核对"))
    above = state.headings
    if cut and printed and printed[0] and above and above[0].endswith(_OPEN_END):
        return [_join_broken(above[0], printed[0], done), *printed[1:]]
    filled: list[str] = []
    same = True
    for level, text in enumerate(printed):
        if text:
            same = same and level < len(above) and above[level] == text
            filled.append(text)
        else:
            filled.append(above[level] if same and level < len(above) else "")
    return filled


def _join_broken(first: str, second: str, done: list[FilledRow]) -> str:
    """A heading printed in two pieces over a page break is one heading, for the rows before it too."""
    whole = first + second
    for row in done:
        row.path = [whole if part == first else part for part in row.path]
    return whole


def _units(state: _State, row: TableRow, piece: Piece, flags: list[Flag]) -> list[str]:
    texts = _ditto([slot.text for slot in row.units], state.units)
    if not texts or any(texts):
        merged = any(slot.own and not slot.text for slot in row.headings) and not piece.true_spans
        if merged and len(texts) > 1 and not texts[0] and state.first_units:
            flags.append(Flag("units", f"第一列单位为空，可能与上一行的“{state.first_units}”是一格，请核对"))
        state.first_units = flow(texts[0]) if texts and texts[0] else state.first_units
        return texts
    if any(slot.lost for slot in row.units):
        flags.append(Flag("units", "这一行缺少责任单位单元格，按上一行填写，请核对"))
        return _pad(state.units, texts)
    if not state.units:
        flags.append(Flag("units", "责任单位为空"))
        return texts
    if piece.true_spans and all(slot.own for slot in row.units):
        flags.append(Flag("units", "责任单位为空，按上一行填写，请核对"))
    return _pad(state.units, texts)


def _deadlines(state: _State, row: TableRow, piece: Piece, flags: list[Flag]) -> list[str]:
    """The row's deadlines; a blank cell of plain text may stand for one merged with the cell above."""
    texts = _ditto([flow(slot.text) for slot in row.deadlines], state.deadlines)
    if not texts or any(texts) or not any(state.deadlines):
        return texts
    above = "；".join(text for text in state.deadlines if text)
    if piece.true_spans:
        flags.append(Flag("deadlines", "时限为空，上一行有时限，请核对", ("", above)))
        return texts
    flags.append(Flag("deadlines", "时限为空，按上一行填写，请核对", (above, "")))
    return _pad(state.deadlines, texts)


def _is_rest(row: TableRow, requirement: str, above: FilledRow, piece: Piece) -> bool:
    """Whether a row is the rest of one that a page break cut: no number, no heading, a broken sentence."""
    if (row.number and squeeze(row.number.text)) or any(slot.text and slot.own for slot in row.headings):
        return False
    if not requirement or not row.requirement.own:
        return not row.requirement.own and row.requirement.text != "" and _same_cell(row.requirement, above)
    numbered = above.source.number is not None and not (row.number and row.number.lost)
    broken = above.requirement[-1:].isalnum() or above.requirement.endswith(
        ("，", "、", ",", "（", "“", "《")
    )
    fresh = any(slot.text for slot in (*row.units, *row.deadlines))
    return numbered and broken and not fresh and not piece.true_spans


def _is_torn(row: TableRow, requirement: str, above: FilledRow, state: _State) -> bool:
    """Whether a row holds nothing but the rest of a sentence, in a table whose texts all end with a mark."""
    if not state.sentences or not requirement or not row.requirement.own or not above.requirement:
        return False
    if above.requirement.endswith(_ENDS):
        return False
    number = (row.number,) if row.number else ()
    beside = (*number, *row.headings, *row.units, *row.deadlines, *row.extras)
    return not any(slot.own and slot.text for slot in beside)


_ALL_FIELDS = ("no", "path", "requirement", "items", "units", "deadlines", "inline_deadlines", "extra")


def _in_sentences(pieces: Sequence[Piece]) -> bool:
    texts = [squeeze(e.requirement.text) for p in pieces for e in p.entries if isinstance(e, TableRow)]
    ended = sum(text.endswith(_ENDS) for text in texts)
    return ended >= 3 and ended * 4 >= len(texts) * 3


def _same_cell(slot: Slot, above: FilledRow) -> bool:
    other = above.source.requirement
    return (slot.row, slot.column) == (other.row, other.column)


def _append(above: FilledRow, row: TableRow, requirement: str) -> None:
    """Add a further printed row of the same task: more text, more units, more deadlines."""
    if row.requirement.own and requirement:
        above.requirement += requirement
        above.flags.append(Flag("requirement", "这一格被分页断开，已与下一行相接，请核对"))
    above.units = [
        joined_names(text, slot.text) if slot.own and slot.text and text else text or slot.text
        for text, slot in zip(above.units, row.units, strict=True)
    ]
    above.deadlines = [
        f"{text}；{flow(slot.text)}" if slot.own and slot.text and flow(slot.text) != text else text
        for text, slot in zip(above.deadlines, row.deadlines, strict=True)
    ]
