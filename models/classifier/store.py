"""The trained file: plain arrays, so that loading runs nothing that stands in it, and the same model gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from models.errors import CovergapError

REMEDY = "run `make train`, or install covergap again"


def save_model(state: dict[str, dict[str, Any]], path: Path) -> str:
    """Write the model and return the SHA-256 of its file. Raises ValueError for anything but numbers, strings and lists of them."""
    arrays = {f"{part}/{name}": np.asarray(value) for part, values in state.items() for name, value in values.items()}
    strange = [name for name, array in arrays.items() if array.dtype.hasobject]
    if strange:
        raise ValueError(f"not a plain array: {', '.join(strange)}")
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    path.write_bytes(content.getvalue())
    return hashlib.sha256(content.getvalue()).hexdigest()


def load_model(path: Path, card_path: Path) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The model and its card. Raises CovergapError where one is missing, was changed, or holds anything but plain arrays."""
    try:
        card: dict[str, Any] = json.loads(card_path.read_text(encoding="utf-8"))
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise CovergapError(f"the clause classifier cannot be read ({error}): {REMEDY}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != card.get("model_sha256"):
        raise CovergapError(f"{path.name} is not the file that {card_path.name} describes (its sha256 begins {found[:12]}): {REMEDY}")
    state: dict[str, dict[str, Any]] = {}
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            for key in arrays.files:
                part, _, name = key.partition("/")
                state.setdefault(part, {})[name] = arrays[key]
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise CovergapError(f"{path.name} holds something other than a clause classifier ({error}): {REMEDY}") from error
    return state, card
