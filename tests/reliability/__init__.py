"""Killing the program, and failing its disk, while it writes; see docs/reliability.md."""
