"""The 用户手册 as one PDF: `make handbook`."""

from __future__ import annotations

import sys
from pathlib import Path

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.handbook_print import write_handbook
from gongkai_desktop.ui.start import build_application


def main(target: Path) -> None:
    """Write it, in the fonts of the window."""
    theme.apply_theme(build_application())
    target.parent.mkdir(parents=True, exist_ok=True)
    print(write_handbook(target))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
