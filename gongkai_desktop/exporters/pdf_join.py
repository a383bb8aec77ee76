"""Several finished PDFs as one file, to be printed in one job."""

from __future__ import annotations

import io
from collections.abc import Sequence

from gongkai_desktop.exporters import measures as m


def join_pdfs(files: Sequence[bytes], whole_sheets: bool) -> bytes:
    """The pages of all files in order; with `whole_sheets` each file gets an even number of pages."""
    # Loaded with the first print job.
    import pypdfium2

    target = pypdfium2.PdfDocument.new()
    try:
        for data in files:
            source = pypdfium2.PdfDocument(data)
            target.import_pages(source)
            if whole_sheets and len(source) % 2:
                target.new_page(m.PAGE_WIDTH, m.PAGE_HEIGHT)
            source.close()
        out = io.BytesIO()
        target.save(out)
        return out.getvalue()
    finally:
        target.close()
