"""Renew the locks of the .deb: `.venv/bin/python installer/lock_linux.py`.

Writes installer/linux/requirements-ARCH.txt: exact versions and SHA-256 of the wheels, resolved by pip
from pyproject.toml for the C library of the build system. Nothing is installed.
With `--download ARCH FOLDER` the wheels of the lock as it stands are put into FOLDER instead.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from lock_windows import resolve

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "installer" / "linux"
TOOLS = ["pip==26.3", "setuptools==84.2.1", "pyinstaller==6.22.3"]
# architecture -> name of the machine in wheels, newest glibc of the systems it is for, Qt
ARCHITECTURES = {
    "amd64": ("x86_64", 28, "PySide6-Essentials==6.9.3"),
    # 6.9 for this machine needs glibc 2.39.
    "arm64": ("aarch64", 31, "PySide6-Essentials==6.8.0.2"),
}
HEAD = (
    "# Written by installer/lock_linux.py: CPython 3.11 on {} with glibc 2.{} or newer. "
    "What is shipped, and what builds it.\n"
)


def platforms(machine: str, glibc: int) -> list[str]:
    """Every wheel that runs there."""
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(glibc, 16, -1)]
    options = [f"--platform={tag}" for tag in [*tags, f"manylinux2014_{machine}"]]
    return [
        *options,
        "--python-version=3.11",
        "--implementation=cp",
        *(f"--abi={abi}" for abi in ("cp311", "abi3", "none")),
    ]


def download(architecture: str, folder: Path) -> None:
    """Fetch exactly the wheels of a lock."""
    machine, glibc, _qt = ARCHITECTURES[architecture]
    lock = FOLDER / f"requirements-{architecture}.txt"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += [*platforms(machine, glibc), "--require-hashes", "-r", str(lock), "--dest", str(folder)]
    subprocess.run(command, check=True)


def renew() -> None:
    """Resolve and write both lists."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    others = [requirement for requirement in wanted if not requirement.startswith("PySide6")]
    for architecture, (machine, glibc, qt) in ARCHITECTURES.items():
        packages = resolve(
            [*others, qt, *TOOLS], *platforms(machine, glibc), "--only-binary=:all:", "--target=/nonexistent"
        )
        lines = [
            f"{name}=={version} --hash=sha256:{digest}\n"
            for name, (version, digest) in sorted(packages.items(), key=lambda item: item[0].casefold())
        ]
        target = FOLDER / f"requirements-{architecture}.txt"
        target.write_text(HEAD.format(machine, glibc) + "".join(lines), encoding="utf-8")
        sys.stdout.write(f"{target.name}: {len(lines)} packages\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--download"]:
        download(sys.argv[2], Path(sys.argv[3]))
    else:
        renew()
