"""How wide the parts of a chart's bars are, the same for every painter."""

from __future__ import annotations

from collections.abc import Callable

from gongkai_desktop.exporters.document import Chart

_STEPS = 30
"""Of halving: as exact as any printer."""


def part_widths(chart: Chart, room: float, least: Callable[[int], float]) -> list[list[float]]:
    """The widths of every bar's parts within `room`: in proportion, but never narrower than the number in it.

    A part of nothing has no width.
    """
    totals = [sum(bar.values) for bar in chart.bars]
    low, high = 0.0, room / max([1, *totals])
    for _ in range(_STEPS):
        middle = (low + high) / 2
        widest = max((sum(_parts(bar.values, middle, least)) for bar in chart.bars), default=0.0)
        low, high = (middle, high) if widest <= room else (low, middle)
    return [_parts(bar.values, low, least) for bar in chart.bars]


def _parts(values: tuple[int, ...], unit: float, least: Callable[[int], float]) -> list[float]:
    return [max(value * unit, least(value)) if value else 0.0 for value in values]
