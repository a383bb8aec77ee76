"""Entry point of `python -m gongkai_desktop` and of the installed program."""

import sys
from datetime import date


def main() -> None:
    """Open the window, or do what the words on the command line say."""
    # Each way imports only what it needs: the window of a double-click should stand at once.
    if len(sys.argv) > 1:
        from gongkai_desktop.cli import main as command_line

        command_line()
    from gongkai_desktop.app import open_window

    sys.exit(open_window(None, date.today()))  # noqa: DTZ011 - the clerk's own calendar day


if __name__ == "__main__":
    main()
