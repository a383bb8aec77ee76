"""The office's settings, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gongkai_desktop.store.tables import SettingRow
from gongkai_desktop.store.unit_of_work import UnitOfWork


def save_settings(work: UnitOfWork, values: Mapping[str, Any]) -> None:
    """Store the settings given; others stay."""
    rows = {row.key: row for row in work.session.scalars(select(SettingRow))}
    for key, value in values.items():
        if key in rows:
            rows[key].value = value
        else:
            work.session.add(SettingRow(key=key, value=value))
    work.session.flush()
