"""What the commands share that time things on one processor: their arguments, and the processor."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def asked(doc: str | None) -> argparse.Namespace:
    """`folder` and `runs` from the command line, this process held to one processor where the system can."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("sample_docs/client"))
    parser.add_argument("--runs", type=int, default=3, help="runs of each, in turn (default 3)")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return parser.parse_args()
