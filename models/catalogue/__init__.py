"""The catalogue: what covergap knows of the field, read from the data files of this folder and validated on load."""

from models.catalogue.load import Catalogue, load_catalogue
from models.catalogue.schema import Carrier, ClientProfile, Coverage, DocumentKind, Exclusion, Line, TermEntry

__all__ = ["Carrier", "Catalogue", "ClientProfile", "Coverage", "DocumentKind", "Exclusion", "Line", "TermEntry", "load_catalogue"]
