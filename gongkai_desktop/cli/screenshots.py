"""Pictures of every page and dialog, at normal and at larger text: `make screenshots`.

python -m gongkai_desktop.cli.screenshots OUT [--handbook FOLDER]; FOLDER gets the small ones of the 用户手册.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.handbook_pictures import make_handbook_pictures
from gongkai_desktop.ui.screenshots import take_screenshots

_SCALES = (100, 150)


def main(out: Path, handbook: Path | None = None) -> None:
    """Fill a ledger with the sample and take the pictures into `out`/<percent>."""
    with tempfile.TemporaryDirectory() as scratch:
        workspace = open_workspace(Path(scratch) / "示例台账.gkdb", "演示")
        try:
            load_sample(workspace)
            for percent in _SCALES:
                taken = take_screenshots(workspace, out / str(percent), SAMPLE_DAY, percent)
                for picture in taken:
                    print(picture.path)  # noqa: T201
                if handbook and percent == _SCALES[0]:
                    make_handbook_pictures(taken, handbook)
        finally:
            workspace.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--handbook", type=Path)
    given = parser.parse_args()
    main(given.out, given.handbook)
