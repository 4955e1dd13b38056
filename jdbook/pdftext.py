"""PDF text: the text of a PDF, page by page, in a process of its own that can be stopped. The rim.

Run as a program it reads a PDF from stdin and writes JSON, a list of pages, to stdout.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys

MAX_PAGES = 500
_SECONDS = 90


def pages(data: bytes) -> list[str] | None:
    """Return the text of each page; None for a PDF that can't be read in time, or needs a password."""
    command = [sys.executable, "-m", "jdbook.pdftext"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return found if isinstance(found, list) else None


def main() -> None:
    """Read a PDF from stdin and write its pages."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    found = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
    sys.stdout.buffer.write(json.dumps(found).encode())


if __name__ == "__main__":
    main()
