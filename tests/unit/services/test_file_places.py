"""Which files lie behind the network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gongkai_desktop.services.file_places import file_system, is_on_network

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/办公室\\040共享 cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/stick vfat rw 0 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the table of mounts is of Linux")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/台账.gkdb", "ext4"),
        ("/mnt/办公室 共享/台账.gkdb", "cifs"),
        ("/home/wang/台账.gkdb", "nfs4"),
        ("/home/stick/台账.gkdb", "vfat"),
        ("/homes/台账.gkdb", "ext4"),
    ],
)
def test_that_the_nearest_mount_decides(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


def test_that_an_address_of_a_share_is_on_the_network(tmp_path: Path) -> None:
    assert is_on_network(Path("\\\\server\\share\\台账.gkdb"))
    assert not is_on_network(tmp_path / "台账.gkdb")
