"""Makes tests/data/databases: a filled ledger as each schema version of the program left it.

By hand, when the schema moves on: .venv/bin/python tests/data/make_databases.py 0004=COMMIT …
The program of that commit fills the ledger itself; nothing is migrated here.
"""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(__file__).parent / "databases"

_FILL = """
import inspect
import sys
from datetime import date
from pathlib import Path
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.sample import load_sample
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import open_workspace
folder = Path(sys.argv[1])
workspace = open_workspace(folder / "ledger.gkdb", "王办事")
load_sample(workspace)
today = date(2026, 6, 24)
rows = list_duties(workspace, today)
late = [row for row in rows if row.light.value == "late"]
undo(workspace, record_progress(workspace, [late[0].duty_id], today, "登记错了", 10, "示例县财政局"))
record_progress(workspace, [row.duty_id for row in late[:3]], today, "已报送初稿", 50, "示例县财政局")
parameter = list(inspect.signature(issue_notices).parameters)[4]  # once one unit, later several
unit = late[0].unit_id if parameter == "unit_id" else [late[0].unit_id]
issue_notices(workspace, "督办通知", folder / "papers", today, **{parameter: unit})
if parameter == "unit_ids":
    issue_notices(workspace, "督查通报", folder / "papers", today)
workspace.close()
"""


def main(arguments: list[str]) -> None:
    """Each argument is VERSION=COMMIT."""
    TARGET.mkdir(exist_ok=True)
    for argument in arguments:
        version, commit = argument.split("=")
        with tempfile.TemporaryDirectory() as folder:
            data = _filled(Path(folder), commit)
        # No name and no time in the head: the same ledger gives the same file.
        (TARGET / f"{version}.gkdb.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        sys.stdout.write(f"{version}: {len(data):,} bytes\n")


def _filled(folder: Path, commit: str) -> bytes:
    program = subprocess.run(
        ["git", "archive", commit, "gongkai_desktop", "resources"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(program)) as archive:
        archive.extractall(folder / "program", filter="data")
    fonts = folder / "program" / "resources" / "fonts"
    if not fonts.exists():
        fonts.symlink_to(ROOT / "resources" / "fonts")
    subprocess.run(
        [sys.executable, "-c", _FILL, str(folder)],
        cwd=folder / "program",
        env=os.environ | {"PYTHONPATH": str(folder / "program")},
        check=True,
    )
    return (folder / "ledger.gkdb").read_bytes()


if __name__ == "__main__":
    main(sys.argv[1:])
