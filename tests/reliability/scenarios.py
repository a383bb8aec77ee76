"""What is going on when the program is killed: each works in a folder and tells every finished step."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from gongkai_desktop.domain import password as password_module
from gongkai_desktop.domain.password import Password
from gongkai_desktop.services.backup_files import backups_in, folder_of
from gongkai_desktop.services.backups import back_up, restore, restore_damaged
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import complete, record_progress, reopen
from gongkai_desktop.services.import_plan import ImportPreview, commit_import, preview_files
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.move_dates import move_checkpoint
from gongkai_desktop.services.passwords import change_password
from gongkai_desktop.services.sample import sample_files
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.units import merge_unit
from gongkai_desktop.services.workspace import Workspace, open_workspace

TODAY = date(2026, 6, 24)
DATABASES = Path(__file__).parents[1] / "data" / "databases"

Done = Callable[[], None]
Step = Callable[[Workspace], object]


@dataclass(frozen=True, slots=True)
class Scenario:
    """`prepare` fills a folder once; `run` works in a copy of it and calls `done` after every step."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path, Done], None]
    starts_damaged: bool = field(default=False)
    """The ledger cannot be read before the first step."""
    passwords: tuple[Password, ...] = ()
    """What the ledger may have as its password."""


def ledger_in(folder: Path) -> Path:
    """The ledger of a scenario's folder."""
    return folder / "台账.gkdb"


def _steps(steps: Callable[[Path], Sequence[Step]]) -> Callable[[Path, Done], None]:
    def run(folder: Path, done: Done) -> None:
        workspace = open_workspace(ledger_in(folder), "王办事")
        for step in steps(folder):
            step(workspace)
            done()
        workspace.close()

    return run


def _filled(folder: Path) -> None:
    # The newest that was kept: reading the sample's documents takes longer than all else here.
    folder.mkdir(exist_ok=True)
    ledger_in(folder).write_bytes(gzip.decompress(sorted(DATABASES.glob("*.gz"))[-1].read_bytes()))
    open_workspace(ledger_in(folder), "王办事").close()
    shutil.rmtree(folder_of(ledger_in(folder)), ignore_errors=True)


def _one_file(folder: Path) -> None:
    workspace = open_workspace(ledger_in(folder), "王办事")
    commit_import(workspace, preview_files(workspace, sample_files()[:1]))
    workspace.close()


def _with_backup(folder: Path) -> None:
    _one_file(folder)
    workspace = open_workspace(ledger_in(folder), "王办事")
    back_up(workspace)
    record_progress(workspace, [1, 2], TODAY, "备份之后登记", 30, "某局")
    workspace.close()


def _damaged(folder: Path) -> None:
    _with_backup(folder)
    data = bytearray(ledger_in(folder).read_bytes())
    data[: 4096 * 3] = b"\xa5" * (4096 * 3)
    ledger_in(folder).write_bytes(data)


def _old(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    ledger_in(folder).write_bytes(gzip.decompress((DATABASES / "0001.gkdb.gz").read_bytes()))


@cache
def _previews() -> tuple[ImportPreview, ...]:
    """Read once by the parent: recognising is long and writes nothing."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        _one_file(Path(folder))
        workspace = open_workspace(ledger_in(Path(folder)), "王办事")
        previews = tuple(preview_files(workspace, sample_files()[1:3]))
        workspace.close()
    return previews


def _import(_folder: Path) -> Sequence[Step]:
    return [lambda workspace, preview=preview: commit_import(workspace, [preview]) for preview in _previews()]


def _edit(_folder: Path) -> Sequence[Step]:
    def moved(workspace: Workspace) -> None:
        rows = list_duties(workspace, TODAY)
        point = next(p for row in rows for p in row.checkpoints if p.done_on is None)
        move_checkpoint(workspace, point.id, date(2026, 12, 20), "工作需要", "分管领导")

    mistakes: list[str] = []
    return [
        lambda workspace: record_progress(workspace, [1, 2, 3, 4], TODAY, "已报送", 50, "某局"),
        lambda workspace: complete(workspace, [1, 2], TODAY, "https://www.example.cn/1", "已公开"),
        moved,
        lambda workspace: reopen(workspace, [2], "公开内容不全"),
        lambda workspace: mistakes.append(record_progress(workspace, [3], TODAY, "误登", 10, "某局")),
        lambda workspace: undo(workspace, mistakes.pop()),
    ]


def _merge(_folder: Path) -> Sequence[Step]:
    def merged(workspace: Workspace) -> None:
        units = sorted({row.unit_id for row in list_duties(workspace, TODAY)})
        merge_unit(workspace, units[-1], units[0], TODAY)

    return [merged, merged]


def _notices(folder: Path) -> Sequence[Step]:
    def issued(number: int) -> Step:
        def issue(workspace: Workspace) -> None:
            late = sorted({row.unit_id for row in list_duties(workspace, TODAY) if row.light.value == "late"})
            issue_notices(workspace, "督办通知", folder / "文书", TODAY, [late[number]])

        return issue

    return [issued(0), issued(1)]


def _backup(_folder: Path) -> Sequence[Step]:
    return [back_up, back_up, back_up]


def _restore(folder: Path) -> Sequence[Step]:
    # The first of its name: a restore makes another one.
    ledger = ledger_in(folder)
    oldest = min(backups_in(folder_of(ledger), ledger), key=lambda backup: backup.at)
    return [lambda workspace: restore(workspace, oldest.path)]


def _migrate(folder: Path, done: Done) -> None:
    workspace = open_workspace(ledger_in(folder), "王办事")
    done()
    workspace.close()


def _replace(folder: Path, done: Done) -> None:
    ledger = ledger_in(folder)
    (backup,) = backups_in(folder_of(ledger), ledger)
    restore_damaged(ledger, backup.path)
    done()


# Half a second a key would draw most of the kills to the one place where nothing is written.
password_module._ROUNDS = 1_000
_PASSWORDS = (Password("Gongkai 2026"), Password("Gongkai 2027"))


def _several_backups(folder: Path) -> None:
    _filled(folder)
    workspace = open_workspace(ledger_in(folder), "王办事")
    back_up(workspace)
    workspace.close()


def _password(folder: Path, done: Done) -> None:
    """Set, changed and taken away, the older backups with it; each step goes on from what stands."""
    first, second = _PASSWORDS
    workspace = open_workspace(ledger_in(folder), "王办事")
    for present, new in ((None, first), (first, second), (second, None)):
        workspace = change_password(workspace, present, new, with_backups=True).workspace
        done()
    workspace.close()


SCENARIOS = (
    Scenario("导入", _one_file, _steps(_import)),
    Scenario("登记与改期", _filled, _steps(_edit)),
    Scenario("合并单位", _filled, _steps(_merge)),
    Scenario("印发督办通知", _filled, _steps(_notices)),
    Scenario("升级", _old, _migrate),
    Scenario("备份", _filled, _steps(_backup)),
    Scenario("恢复", _with_backup, _steps(_restore)),
    Scenario("损坏后恢复", _damaged, _replace, starts_damaged=True),
    Scenario("密码", _several_backups, _password, passwords=_PASSWORDS),
)


def fresh(template: Path, folder: Path) -> None:
    """The scenario's folder as it was before anything was done."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
