"""Every failure that can be explained to a clerk: what failed, and what to do next (both in Chinese)."""


class UserError(Exception):
    """A refusal with a message for the clerk and a hint on what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}" if self.hint else self.message


class FileUnreadable(UserError):
    """An input file cannot be read; nothing of it was taken."""


class NotATaskTable(UserError):
    """The file can be read but holds no task table."""


class LedgerUnavailable(UserError):
    """The ledger file cannot be opened: missing, locked, read-only, damaged or not a ledger."""


class DamagedLedger(LedgerUnavailable):
    """The ledger's file can be reached but not read: a backup is to take its place."""


class NewerLedger(LedgerUnavailable):
    """The ledger was written by a newer version of this program."""


class PasswordNeeded(LedgerUnavailable):
    """The ledger has a password, and none was given."""


class WrongPassword(PasswordNeeded):
    """The password that was given does not open the ledger; nothing says that the file is damaged."""


class CannotSave(UserError):
    """An output file or the ledger cannot be written (disk full, open elsewhere, no permission)."""


class EditConflict(UserError):
    """The thing to change was changed meanwhile; nothing was written."""


class InvalidInput(UserError):
    """A value the clerk gave is not acceptable (an unknown unit, a date that is no date)."""
