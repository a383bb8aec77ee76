"""Lights are settings: their words, shapes, colours and rule come in ready-made sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from ledgers import make_task

from gongkai_desktop.domain.light_presets import PRESETS, LightPreset
from gongkai_desktop.domain.lights import Light, LightRules
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.office import light_styles, save_office
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.settings import OfficeSettings


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_that_every_light_of_a_set_has_a_word_and_a_shape_of_its_own(preset: LightPreset) -> None:
    assert set(preset.styles) == set(Light)
    for values in ("word", "shape"):
        assert len({getattr(style, values) for style in preset.styles.values()}) == len(Light)


def test_that_the_first_set_is_how_a_ledger_begins() -> None:
    assert PRESETS[0].styles == light_styles(OfficeSettings())
    assert PRESETS[0].rules == LightRules(OfficeSettings().soon_days)


def test_that_the_warning_may_count_days_of_the_calendar(
    workspace: Workspace, import_tasks: Callable[..., ImportResult]
) -> None:
    import_tasks(make_task())
    # 31 October 2022 is a Monday: from the 23rd on eight days away, but six working days.
    today = date(2022, 10, 23)
    assert list_duties(workspace, today)[0].light is Light.SOON
    counted = save_office(workspace, replace(workspace.office, soon_calendar=True))
    (row,) = list_duties(counted, today)
    assert (row.light, row.days) == (Light.NORMAL, 6)
    assert list_duties(counted, date(2022, 10, 24))[0].light is Light.SOON
