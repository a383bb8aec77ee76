"""The office's settings, kept in the ledger so that they travel with it, and the look of its lights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light, LightStyle
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.settings import OfficeSettings, office_from_dict, office_to_dict
from gongkai_desktop.store import opening_facts

if TYPE_CHECKING:
    from gongkai_desktop.domain.backward import LeadTimes


def load_office(workspace: Workspace) -> OfficeSettings:
    """The settings as they stand in the ledger now."""
    with workspace.ledger.look() as reading:
        return office_from_dict(opening_facts.all_settings(reading))


def save_office(workspace: Workspace, office: OfficeSettings) -> Workspace:
    """Keep the settings; the workspace that goes on with them is handed back."""
    from gongkai_desktop.store import settings_table

    with workspace.change("修改设置") as work:
        settings_table.save_settings(work, office_to_dict(office))
        work.commit()
    return replace(workspace, office=office)


def light_styles(office: OfficeSettings) -> dict[Light, LightStyle]:
    """Word, shape and colour of every light: the office's own where it has set them in full."""
    styles = dict(DEFAULT_STYLES)
    for light in Light:
        own = office.lights.get(light.value, [])
        if len(own) == 3 and all(own):
            styles[light] = LightStyle(*own)
    return styles


def lead_times(office: OfficeSettings) -> LeadTimes:
    """How long before a date a unit is reminded and urged."""
    from gongkai_desktop.domain.backward import LeadTimes

    return LeadTimes(office.remind_days, office.urge_days)
