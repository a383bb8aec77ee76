"""Print the libraries that a folder's programs load and that neither it nor the system brings.

missing_libraries.py FOLDER SYSTEM_LIBRARIES: the second is a list of patterns (system-libraries.txt).
"""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from needed_glibc import is_elf

# The C library itself.
ALWAYS = ("libc.so*", "libm.so*", "libdl.so*", "libpthread.so*", "librt.so*", "libutil.so*", "ld-linux*")


def loaded_by(path: Path) -> list[str]:
    """The names of the libraries a file asks for."""
    shown = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
    return re.findall(r"NEEDED\s+(\S+)", shown)


def main(folder: Path, system: Path) -> int:
    """Print what is missing; 1 when there is something."""
    lines = system.read_text("utf-8").splitlines()
    patterns = [*ALWAYS, *(line for line in lines if line and not line.startswith("#"))]
    shipped = {path.name for path in folder.rglob("*")}
    missing = {
        f"{name} ({path.relative_to(folder)})"
        for path in folder.rglob("*")
        if is_elf(path)
        for name in loaded_by(path)
        if name not in shipped and not any(fnmatch(name, pattern) for pattern in patterns)
    }
    sys.stdout.writelines(f"{line}\n" for line in sorted(missing))
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
