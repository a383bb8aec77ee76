"""Renew the locks of the Windows build: `.venv/bin/python installer/lock_windows.py`.

Writes installer/windows/program.txt (what is shipped) and tools.txt (PyInstaller, the tests): exact versions
and SHA-256 of the Windows wheels, resolved from pyproject.toml by pip. Nothing is installed. Python itself
(python.txt) is pinned by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "installer" / "windows"
TARGET = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"]
ABIS = ["--abi", "cp313", "--abi", "abi3", "--abi", "none"]

# pip judges the markers of dependencies for this machine, so what only Windows needs is named here.
WINDOWS_ONLY = ["colorama"]
TOOLS = [
    "pyinstaller==6.22.3",
    "pefile",
    "pywin32-ctypes",
    "fonttools",
    "pytest==9.2.0",
    "pytest-qt==4.5.0",
    "hypothesis",
    "colorama",
]

HEAD = "# Written by installer/lock_windows.py: Windows, CPython 3.13, 64 bit. {}\n"


def resolve(requirements: list[str], *options: str) -> dict[str, tuple[str, str]]:
    """Every package pip would take: name -> version, SHA-256."""
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-",
        "--disable-pip-version-check", *options, *requirements,
    ]  # fmt: skip
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        item["metadata"]["name"]: (
            item["metadata"]["version"],
            item["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for item in report["install"]
    }


def write(name: str, purpose: str, packages: dict[str, tuple[str, str]]) -> None:
    """One lock file, sorted by name."""
    lines = [
        f"{package}=={version} --hash=sha256:{digest}\n"
        for package, (version, digest) in sorted(packages.items(), key=lambda item: item[0].casefold())
    ]
    (FOLDER / name).write_text(HEAD.format(purpose) + "".join(lines), encoding="utf-8")
    sys.stdout.write(f"{name}: {len(lines)} packages\n")


def main() -> None:
    """Resolve and write both lists."""
    wheels = [*TARGET, *ABIS, "--only-binary=:all:", "--target", "/nonexistent"]
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    program = resolve([*wanted, *WINDOWS_ONLY], *wheels)
    both = resolve([*wanted, *WINDOWS_ONLY, *TOOLS], *wheels)
    write("program.txt", "Shipped.", program)
    write(
        "tools.txt",
        "For the build and the tests.",
        {name: found for name, found in both.items() if name not in program},
    )


if __name__ == "__main__":
    main()
