"""Pictures of every page and dialog, at normal and at larger text: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.screenshots import take_screenshots

_SCALES = (100, 150)


def main(out: Path) -> None:
    """Fill a ledger with the sample and take the pictures into `out`/<percent>."""
    with tempfile.TemporaryDirectory() as scratch:
        workspace = open_workspace(Path(scratch) / "示例台账.gkdb", "演示")
        try:
            load_sample(workspace)
            for percent in _SCALES:
                for picture in take_screenshots(workspace, out / str(percent), SAMPLE_DAY, percent):
                    print(picture.path)  # noqa: T201
        finally:
            workspace.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
