"""Files with a password: made, told from others, opened with the right password only."""

from __future__ import annotations

import contextlib
import logging
import re
import sqlite3
import subprocess
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import PasswordNeeded, WrongPassword
from gongkai_desktop.store import driver

WORDS = "示例县自然资源局"
SECRET = '口令\'s "公开" 2026'
_PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Password]:
    """A file with a password, made once; the password remembers its key."""
    file, secret = tmp_path_factory.mktemp("made") / "made.gkdb", Password(SECRET)
    with contextlib.closing(driver.connect(file, driver.new_key(secret))) as connection:
        connection.execute("CREATE TABLE unit (name TEXT)")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO unit VALUES (?)", [(f"{WORDS}{n}",) for n in range(2000)])
        connection.execute("COMMIT")
    return file.read_bytes(), secret


@pytest.fixture
def file(tmp_path: Path, made: tuple[bytes, Password]) -> Path:
    path = tmp_path / "台账.gkdb"
    path.write_bytes(made[0])
    return path


@pytest.fixture
def secret(made: tuple[bytes, Password]) -> Password:
    return made[1]


def test_that_nothing_of_the_contents_stands_in_the_file(file: Path) -> None:
    data = file.read_bytes()
    assert data.startswith(driver.MARK)
    for word in (WORDS.encode(), WORDS.encode("utf-16-le"), b"unit", b"SQLite", SECRET.encode()):
        assert word not in data


def test_that_the_right_password_opens_and_a_wrong_one_is_refused_in_words(
    file: Path, secret: Password
) -> None:
    with contextlib.closing(driver.connect(file, driver.unlock(file, secret))) as connection:
        assert connection.execute("SELECT count(*) FROM unit").fetchone() == (2000,)
    with pytest.raises(PasswordNeeded, match="有密码"):
        driver.unlock(file, None)
    with pytest.raises(WrongPassword, match="密码不对") as refused:
        driver.unlock(file, Password("口令"))
    assert "口令" not in str(refused.value)


def test_that_tools_of_sqlcipher_open_the_file_with_the_password_itself(file: Path) -> None:
    with contextlib.closing(driver.cipher().connect(str(file))) as connection:
        connection.execute(f"PRAGMA key = '{SECRET.replace(chr(39), chr(39) * 2)}'")
        assert connection.execute("SELECT count(*) FROM unit").fetchone() == (2000,)


@pytest.mark.parametrize("lost", [1, 2, 7])
def test_that_damage_is_never_taken_for_a_wrong_password(file: Path, secret: Password, lost: int) -> None:
    data = bytearray(file.read_bytes())
    data[(lost - 1) * _PAGE + 100 : lost * _PAGE - 100] = b"\xa5" * (_PAGE - 200)
    file.write_bytes(data)
    key = driver.unlock(file, secret)
    with (
        contextlib.closing(driver.connect(file, key)) as connection,
        pytest.raises(driver.failures()) as told,
    ):
        connection.execute("SELECT name FROM unit").fetchall()
    assert driver.code_of(told.value) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    with pytest.raises(WrongPassword):
        driver.unlock(file, Password("wrong one"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\0" * 9000, b"SQLite format 3\0" + b"\0" * 4080])
def test_that_a_plain_or_foreign_file_asks_for_no_password(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.gkdb"
    other.write_bytes(content)
    assert driver.unlock(other, None) is None
    assert driver.unlock(tmp_path / "absent.gkdb", None) is None


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (PurePosixPath("/home/王/台账 1?.gkdb"), "file:///home/%E7%8E%8B/%E5%8F%B0%E8%B4%A6%201%3F.gkdb"),
        (PureWindowsPath(r"D:\台账\a#1.gkdb"), "file:///D:/%E5%8F%B0%E8%B4%A6/a%231.gkdb"),
        # What SQLite says of file://server/…: invalid uri authority.
        (PureWindowsPath(r"\\server\share\a.gkdb"), "file:////server/share/a.gkdb"),
    ],
)
def test_that_every_place_has_an_address_that_sqlite_understands(place: PurePath, wanted: str) -> None:
    assert driver.address(place) == wanted


def test_that_no_other_module_opens_a_database_file() -> None:
    package = Path(driver.__file__).parents[1]
    opening = re.compile(r"\b(?:sqlite3|dbapi2|cipher\(\))\.connect\(|import sqlcipher3|from sqlcipher3")
    found = {path.name for path in package.rglob("*.py") if opening.search(path.read_text("utf-8"))}
    assert found == {"driver.py"}


def test_that_a_key_shows_nothing_of_itself(secret: Password, caplog: pytest.LogCaptureFixture) -> None:
    key = driver.Key(b"k" * 32, driver.MARK + b"s" * 12)
    with caplog.at_level(logging.INFO):
        logging.getLogger("any").info("%s %r", key, [key])
    assert "kkk" not in caplog.text
    assert key.raw.hex() not in caplog.text


def test_that_what_fails_is_not_written_on_the_terminal(
    file: Path, secret: Password, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = driver.Key(b"k" * 32, driver.salt_of(file) or b"")
    with contextlib.closing(driver.connect(file, wrong)) as connection, pytest.raises(driver.failures()):
        connection.execute("SELECT name FROM unit")
    assert capfd.readouterr() == ("", "")


def test_that_a_ledger_without_password_never_loads_the_other_driver(ledger_path: Path) -> None:
    script = (
        "import sys; from gongkai_desktop.store.ledger import Ledger;"
        f"Ledger.open({str(ledger_path)!r}).close(); sys.exit('sqlcipher3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
