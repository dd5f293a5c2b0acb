"""Values of drawn quotes read into the tables of a comparison, and how long a quote of five pages takes beside pdfplumber.

python -m benchmarks.quotes [--count 40] [--seed 1] [--show] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.quotes_drawn import Drawn, draw, told
from flows.compare import compare_folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        totals = [0, 0, 0]
        for number in range(options.count):
            drawn = draw(options.seed, number)
            name = f"{options.seed}-{number:02d}"
            found = _read(drawn, folder, name)
            right = drawn.stated & found
            invented = found - drawn.stated - drawn.derived
            print(
                f"{name} {drawn.layout:30s} {drawn.producer:10s} {len(right):4d} / {len(drawn.stated):4d}  invented {len(invented)}",
                flush=True,
            )
            if options.show:
                for fact in sorted(drawn.stated - found):
                    print("   missing ", *fact)
                for fact in sorted(invented):
                    print("   invented", *fact)
            totals[0] += len(right)
            totals[1] += len(drawn.stated)
            totals[2] += len(invented)
        print(totals[0], totals[1], totals[0] / totals[1], "invented", totals[2])
    return 0


def _read(drawn: Drawn, folder: Path, name: str) -> frozenset:
    client = folder / "clients" / name
    client.mkdir(parents=True, exist_ok=True)
    (client / "quote.pdf").write_bytes(drawn.pdf)
    return told(compare_folder(client, folder / "tables", workers=1).folder)


if __name__ == "__main__":
    sys.exit(main())
