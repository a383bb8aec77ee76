"""Entry point of `python -m gongkai_desktop` and of the installed program."""

from gongkai_desktop.cli import main

if __name__ == "__main__":
    main()
