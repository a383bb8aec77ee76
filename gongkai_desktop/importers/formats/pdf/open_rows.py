"""Tables ruled between their rows only: the columns are told by the strips that no character stands in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai_desktop.importers.formats.pdf.lines import make_lines
from gongkai_desktop.importers.formats.pdf.page import Char

Rule = tuple[float, float, float]
_SAME = 4.0
_FEWEST_RULES, _FEWEST_COLUMNS = 4, 3
_MOST_RULES, _MOST_TABLES = 200, 20
"""Of one page: beyond, its lines are a drawing."""
_STRIP = 0.5
"""The width of a strip between columns, in heights of a character."""


def upright_rules(flat: Sequence[Rule], chars: Sequence[Char]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules of equal length that nothing crosses, with the upright ones that they lack."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in sorted(flat):
        groups.setdefault((round(rule[1] / _SAME), round(rule[2] / _SAME)), []).append(rule)
    able = [group for group in groups.values() if _FEWEST_RULES <= len(group) <= _MOST_RULES]
    found = ((group, _between_columns(group, chars)) for group in able[:_MOST_TABLES])
    return [(group, upright) for group, upright in found if upright]


def _between_columns(flat: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """Upright rules between the columns; none where the rows are not one line of cells each."""
    top, bottom = flat[0][0], flat[-1][0]
    left, right = flat[0][1], flat[0][2]
    inside = sorted(
        (
            c
            for c in chars
            if top < c.base < bottom and left - 1 <= c.left and c.right <= right + 1 and c.text.strip()
        ),
        key=lambda char: char.left,
    )
    if not inside:
        return []
    edges, reach = [left], inside[0].right
    for char in inside:
        if char.left - reach >= _STRIP * char.size:
            edges.append((reach + char.left) / 2)
        reach = max(reach, char.right)
    edges.append(right)
    if len(edges) <= _FEWEST_COLUMNS or not _are_rows(flat, [c for c in inside if c.left < edges[1]]):
        return []
    return [(edge, top, bottom) for edge in edges]


def _are_rows(flat: Sequence[Rule], first: Sequence[Char]) -> bool:
    """Whether the first column has at most a line between two rules: else rows stand there unruled."""
    return all(
        len(make_lines([char for char in first if above[0] < char.base < below[0]])) <= 1
        for above, below in pairwise(flat)
    )
