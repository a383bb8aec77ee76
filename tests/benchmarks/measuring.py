"""Measuring one piece of work against another in the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from functools import _lru_cache_wrapper
from statistics import median
from typing import NamedTuple

Work = Callable[[bytes], object]


def forget() -> None:
    """Empty what the program keeps of texts it has read: every run is the first of a fresh program."""
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper) and (thing.__module__ or "").startswith("gongkai_desktop"):
            thing.cache_clear()


class Spent(NamedTuple):
    """Median seconds of one run: by the clock, and of the processor, without what other programs take."""

    clock: float
    processor: float


def seconds(works: Sequence[tuple[Work, int]], files: Sequence[bytes]) -> list[Spent]:
    """The time of each work over different files, taken in turns, as a busy machine hits all alike.

    Each work comes with how often it is done at a stretch, so that all stretches are about equally long: a
    short one would find the quiet moments that a long one never gets.
    """
    times: list[list[Spent]] = [[] for _ in works]
    for data in files:
        for (work, often), spent in zip(works, times, strict=True):
            forget()
            clock, processor = time.perf_counter(), time.process_time()
            for _ in range(often):
                work(data)
            clock, processor = time.perf_counter() - clock, time.process_time() - processor
            spent.append(Spent(clock / often, processor / often))
    # The first file warms up what every program loads once.
    return [Spent(*map(median, zip(*spent[1:], strict=True))) for spent in times]
