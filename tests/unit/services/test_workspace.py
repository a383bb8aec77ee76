"""Opening a workspace, and the office's settings that travel with the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from ledgers import contents

from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light, LightStyle
from gongkai_desktop.errors import LedgerUnavailable
from gongkai_desktop.services.office import light_styles, load_office, save_office
from gongkai_desktop.services.standard_units import standard_units
from gongkai_desktop.services.undo import changes
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.settings import OfficeSettings, office_to_dict
from gongkai_desktop.store import settings_table, units


def test_that_a_new_ledger_starts_with_the_standard_units(workspace: Workspace) -> None:
    with workspace.ledger.read() as reading:
        found = units.list_units(reading)
    assert [replace(unit, id=0) for unit in found] == list(standard_units())
    assert all(unit.confirmed for unit in found)


def test_that_the_standard_units_come_once(workspace: Workspace, ledger_path: Path) -> None:
    with workspace.change("清空单位") as work:
        for unit in units.list_units(work):
            units.remove_unit(work, unit.id)
        work.commit()
    before = contents(ledger_path)
    open_workspace(ledger_path).close()
    assert contents(ledger_path) == before


def test_that_a_missing_ledger_is_not_made_when_it_should_exist(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable):
        open_workspace(tmp_path / "a.gkdb", create=False)


def test_that_somebody_is_always_at_work(ledger_path: Path) -> None:
    opened = open_workspace(ledger_path)
    assert opened.who
    opened.close()


def test_that_now_is_official_time(workspace: Workspace) -> None:
    assert workspace.now().utcoffset() == timedelta(hours=8)


def test_that_settings_travel_with_the_ledger(workspace: Workspace, ledger_path: Path) -> None:
    office = OfficeSettings(county="某某县", soon_days=10, lights={"late": ["超期", "▲", "#ff0000"]})
    saved = save_office(workspace, office)
    assert saved.office == load_office(workspace) == office
    assert saved.light_rules.soon_days == 10
    reopened = open_workspace(ledger_path)
    assert reopened.office == office
    reopened.close()


def test_that_a_changed_setting_is_journalled_with_old_and_new(workspace: Workspace) -> None:
    save_office(workspace, OfficeSettings(county="甲县"))
    with workspace.change("修改设置") as work:
        settings_table.save_settings(work, office_to_dict(OfficeSettings(county="乙县")))
        work.commit()
    (entry,) = changes(workspace, work.batch)
    assert (entry.old, entry.new) == ({"value": "甲县"}, {"value": "乙县"})


@pytest.mark.parametrize("own", [[], ["超期"], ["超期", "", "#ff0000"]])
def test_that_half_a_light_is_no_light(own: list[str]) -> None:
    assert light_styles(OfficeSettings(lights={"late": own})) == DEFAULT_STYLES


def test_that_a_light_is_what_the_office_says() -> None:
    styles = light_styles(OfficeSettings(lights={"late": ["超期", "▲", "#ff0000"]}))
    assert styles[Light.LATE] == LightStyle("超期", "▲", "#ff0000")
    assert styles[Light.SOON] == DEFAULT_STYLES[Light.SOON]
