"""A window with nothing in it, as measure_start.py needs it: what every program with this Qt waits for."""

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """Notes the hour when it is first painted, and goes."""

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        """The first one counts."""
        super().paintEvent(event)
        Path(sys.argv[1]).write_text(str(time.time()))
        QApplication.quit()


application = QApplication(sys.argv[:1])
window = Bare()
window.resize(1366, 768)
window.show()
application.exec()
