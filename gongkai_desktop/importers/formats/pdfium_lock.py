"""PDFium must not be entered by two threads at once: whoever calls it holds this lock.

It stands apart from the reader, so that it can be had without loading the library.
"""

from __future__ import annotations

import threading

PDFIUM = threading.Lock()
