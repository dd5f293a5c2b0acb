"""A whole comparison against pdfplumber's `extract_words` over the same files.

    python -m benchmarks.comparison [FOLDER] [--runs 3]

Both run as processes of their own, in turn, on the same machine; the medians and their ratio are printed, with the seconds
per step of the last comparison. FOLDER is one client's folder; by default the sample client.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEER = """
import sys
from pathlib import Path
import pdfplumber
for path in sorted(Path(sys.argv[1]).rglob("*.pdf")):
    try:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_words()
                page.close()
    except Exception as error:
        print(path.name, type(error).__name__)
"""


def main() -> int:
    """Print the figures. Exit status 0 unless a comparison failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("sample_docs/client"))
    parser.add_argument("--runs", type=int, default=3, help="runs of each, in turn (default 3)")
    parser.add_argument("--workers", default="0", help="reading processes of the comparison (default: one per processor)")
    options = parser.parse_args()
    ours, peer = [], []
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-c", "from flows.cli import main; main()", "compare"]
        command += [str(options.folder), "--out", out, "--workers", options.workers]
        for _ in range(options.runs):
            ours.append(_seconds(command, (0, 1)))
            peer.append(_seconds([sys.executable, "-c", PEER, str(options.folder)], (0,)))
        run = json.loads(next(Path(out).rglob("run.json")).read_text(encoding="utf-8"))
    for step, seconds in run["seconds"].items():
        print(f"{step:28s} {seconds:8.2f} s")
    for step, seconds in run["reading_seconds"].items():
        print(f"  of reading, {step:14s} {seconds:9.2f} s in all processes")
    print(f"{'covergap compare':28s} {statistics.median(ours):8.2f} s  (min {min(ours):.2f}, max {max(ours):.2f})")
    print(f"{'pdfplumber extract_words':28s} {statistics.median(peer):8.2f} s  (min {min(peer):.2f}, max {max(peer):.2f})")
    print(f"{'times faster':28s} {statistics.median(peer) / statistics.median(ours):8.2f}")
    return 0


def _seconds(command: list[str], accepted: tuple[int, ...]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in accepted:
        raise SystemExit(f"{' '.join(command[:4])} failed with exit status {done.returncode}:\n{done.stderr[-2000:]}")
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
