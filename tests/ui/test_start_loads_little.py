"""The first page stands before anything is loaded that it does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from gongkai_desktop.services.workspace import Workspace

_PROGRAM = """
import json, logging, os, sys
from datetime import date

class Listening(logging.Handler):
    def emit(self, record):
        if record.msg.startswith("ledger shown"):
            print(json.dumps([record.args[0], sorted(sys.modules)]), flush=True)
            os._exit(0)

shown = logging.getLogger("gongkai_desktop.ui.start")
shown.addHandler(Listening())
shown.setLevel(logging.INFO)
from gongkai_desktop.app import open_window
open_window(sys.argv[1], date(2026, 10, 12))
"""
HEAVY = (
    *("sqlalchemy", "alembic", "sqlcipher3", "psycopg"),
    *("lxml", "openpyxl", "docx", "olefile", "python_calamine", "pypdfium2"),
    *("reportlab", "PIL", "jinja2", "pypinyin", "rapidfuzz", "click"),
    *("asyncio", "email", "http", "multiprocessing", "unittest", "xml"),
    *("PySide6.QtPrintSupport", "PySide6.QtNetwork"),
)


def test_that_the_first_page_is_seen_before_anything_heavy_is_loaded(
    workspace: Workspace, tmp_path: Path
) -> None:
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("STATE", "CONFIG", "DATA", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(workspace.ledger.file)],
        env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    count, modules = json.loads(done.stdout)
    assert count > 0
    assert "gongkai_desktop.store.duty_lines" in modules
    assert not set(modules) & set(HEAVY)
