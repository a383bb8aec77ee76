"""Keep a picture of an X screen: grab_screen.py DISPLAY FILE.png. Fails when nothing is shown on it."""

from __future__ import annotations

import os
import sys
import time

os.environ["QT_QPA_PLATFORM"] = "xcb"
os.environ["DISPLAY"] = sys.argv[1]

from PySide6.QtGui import QGuiApplication, QPixmap

_PATIENCE = 20.0
_LEAST_COLOURS = 30


def colours(picture: QPixmap) -> int:
    """How many colours there are, looking at every fifth point."""
    image = picture.toImage()
    return len({image.pixel(x, y) for y in range(0, image.height(), 5) for x in range(0, image.width(), 5)})


def main(path: str) -> int:
    """Wait until the screen stays the same for a second and shows more than a frame."""
    application = QGuiApplication(sys.argv[:1])
    screen = application.primaryScreen()
    until = time.monotonic() + _PATIENCE
    before = None
    while time.monotonic() < until:
        time.sleep(1)
        picture = screen.grabWindow(0)
        now = picture.toImage()
        if now == before and colours(picture) > _LEAST_COLOURS:
            picture.save(path)
            return 0
        before = now
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[2]))
