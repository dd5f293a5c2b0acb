"""Make the sample documents and their truth records from the wordings in make/wording.

    python -m sample_docs.generate [FOLDER]

FOLDER is sample_docs itself by default. The same wordings give the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sample_docs.make.hazards import locked, scanned, truncated
from sample_docs.make.markup import Source, read_source
from sample_docs.make.truth import truth_of
from sample_docs.make.with_fpdf import fpdf_pdf
from sample_docs.make.with_reportlab import reportlab_pdf
from sample_docs.make.with_typst import typst_pdf

HERE = Path(__file__).parent
PRODUCERS = {"typst": typst_pdf, "fpdf2": fpdf_pdf, "reportlab": reportlab_pdf}


def generate(folder: Path) -> None:
    """Write every document below `folder`, and its truth at the same path below `folder`/truth."""
    for path in sorted((HERE / "make" / "wording").glob("*.txt")):
        source = read_source(path)
        print(path.stem, end=" ", flush=True)
        pdf = PRODUCERS[source.facts["producer"]](source)
        target = Path(source.facts["file"])
        truth = truth_of(source, pdf, target.name)
        pdf, spoiled = _spoiled(source, pdf)
        _write(folder / target, pdf)
        _write(folder / "truth" / target.with_suffix(".json"), (json.dumps(truth | spoiled, indent=1, ensure_ascii=False) + "\n").encode())
    print()


def _spoiled(source: Source, pdf: bytes) -> tuple[bytes, dict[str, Any]]:
    """What the hazard named in the facts makes of the PDF, and what changes in its truth."""
    unreadable: dict[str, Any] = {"text_source": "none", "options": [], "exclusions": {}}
    match source.facts.get("hazard"):
        case "scan":
            return scanned(pdf), {"text_source": "ocr"}
        case "locked":
            return locked(pdf, source.facts["password"]), unreadable | {"status": "encrypted", "type": "unknown", "pages": 0}
        case "truncated":
            return truncated(pdf), unreadable | {"status": "corrupt", "type": "unknown", "pages": 0}
        case "empty":
            return b"", unreadable | {"status": "empty", "type": "unknown", "pages": 0}
        case _:
            return pdf, {}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
