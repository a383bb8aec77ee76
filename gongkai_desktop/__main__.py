"""Entry point of `python -m gongkai_desktop` and of the installed program."""
