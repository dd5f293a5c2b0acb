"""Pages of our own wording, printed and scanned: clean, faxed and turned. What stands on each is known."""

from benchmarks.scans.damage import SCANNERS, scanned
from benchmarks.scans.printed import Printed, printed_pages

__all__ = ["SCANNERS", "Printed", "printed_pages", "scanned"]
