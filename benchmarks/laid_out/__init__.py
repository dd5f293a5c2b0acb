"""Pages laid out from known text: columns, labels, footnotes, tables and margins, set by three producers from one plan."""

from benchmarks.laid_out.plan import Document, reading
from benchmarks.laid_out.produce import PRODUCERS, Produced, laid_out_document, laid_out_documents

__all__ = ["PRODUCERS", "Document", "Produced", "laid_out_document", "laid_out_documents", "reading"]
