"""What every service works on: an open ledger, the calendar, the office's settings and who is at work."""

from __future__ import annotations

import getpass
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.domain.lights import LightRules
from gongkai_desktop.domain.moments import CHINA_TIME
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.services.official_calendar import official_calendar
from gongkai_desktop.settings import OfficeSettings, office_from_dict
from gongkai_desktop.store import opening_facts
from gongkai_desktop.store.duty_lines import newest_change
from gongkai_desktop.store.ledger import Ledger
from gongkai_desktop.store.rows import Rows

if TYPE_CHECKING:
    from gongkai_desktop.domain.password import Password
    from gongkai_desktop.store.driver import Key
    from gongkai_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open ledger with everything the services need beside it."""

    ledger: Ledger
    calendar: WorkCalendar
    office: OfficeSettings
    who: str

    @property
    def light_rules(self) -> LightRules:
        """The office's thresholds for the lights."""
        return LightRules(self.office.soon_days, self.office.soon_calendar)

    def now(self) -> datetime:
        """This moment, in the official time of the country."""
        return datetime.now(CHINA_TIME)

    def change(self, action: str, reason: str = "") -> AbstractContextManager[UnitOfWork]:
        """A transaction in the name of whoever is at work, journalled under `action`."""
        return self.ledger.change(self.who, action, reason, at=self.now())

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()


def open_workspace(
    path_or_url: str | Path,
    who: str | None = None,
    *,
    create: bool = True,
    password: Password | None = None,
) -> Workspace:
    """Open a ledger, bring it up to date, and fill a new one with the standard unit directory.

    Raises PasswordNeeded or WrongPassword for one with a password.
    """
    ledger = Ledger.open(path_or_url, create=create, before_upgrade=_back_up, password=password)
    with ledger.look() as reading:
        office = office_from_dict(opening_facts.all_settings(reading))
        calendar = calendar_of(reading)
        untouched = newest_change(reading) == 0
    workspace = Workspace(ledger, calendar, office, who or user_name())
    if untouched and not ledger.read_only:
        _load_standard_units(workspace)
    return workspace


def _back_up(ledger: Path, key: Key | None) -> None:
    # Once in the life of a version of the program.
    from gongkai_desktop.services.backup_files import back_up_before_upgrade

    back_up_before_upgrade(ledger, key)


def calendar_of(reading: Rows) -> WorkCalendar:
    """The official calendar with the schedules and local days entered in the ledger."""
    calendar = official_calendar()
    entered = opening_facts.list_schedules(reading), opening_facts.list_local_days(reading)
    if any(entered):
        # Most ledgers have neither.
        from gongkai_desktop.domain.holiday_schedule import with_local_days, with_schedules

        calendar = with_local_days(with_schedules(calendar, entered[0]), entered[1])
    return calendar


def _load_standard_units(workspace: Workspace) -> None:
    # Once in the life of a ledger.
    from gongkai_desktop.services.standard_units import standard_units
    from gongkai_desktop.store import units

    with workspace.change("载入标准单位名录") as work:
        units.add_units(work, standard_units())
        work.commit()


def user_name() -> str:
    """Who is at work: the name of this account."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "本机用户"
