"""The trained file: written so that the same model gives the same bytes, and loaded without running anything that stands in it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from skops.io import dumps, loads

from models.errors import CovergapError

# A stored model holds plain lists, numbers and arrays, which skops trusts by itself, and nothing beside them.
TRUSTED: list[str] = []
REMEDY = "run `make train`, or install covergap again"


def save_model(state: dict[str, Any], path: Path) -> str:
    """Write the model and return the SHA-256 of its file."""
    content = _same_bytes(dumps(state))
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def load_model(path: Path, card_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The model and its card. Raises CovergapError where one is missing, was changed, or holds a type that is not trusted."""
    try:
        card: dict[str, Any] = json.loads(card_path.read_text(encoding="utf-8"))
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise CovergapError(f"the clause classifier cannot be read ({error}): {REMEDY}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != card.get("model_sha256"):
        raise CovergapError(f"{path.name} is not the file that {card_path.name} describes (its sha256 begins {found[:12]}): {REMEDY}")
    try:
        state: dict[str, Any] = loads(content, trusted=TRUSTED)
    except (TypeError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CovergapError(f"{path.name} holds something other than a clause classifier ({error}): {REMEDY}") from error
    return state, card


def _same_bytes(archive: bytes) -> bytes:
    """skops names the parts of its archive by their address in memory and dates them: number them and drop the date."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    schema = parts.pop("schema.json").decode("utf-8")
    numbers: dict[str, str] = {}
    schema = re.sub(r'(?<="__id__": )\d+', lambda match: numbers.setdefault(match[0], str(len(numbers) + 1)), schema)
    for number, name in enumerate(re.findall(r'"file": "([^"]+)"', schema), 1):
        if name in parts:
            parts[f"{number:04d}{Path(name).suffix}"] = parts.pop(name)
            schema = schema.replace(f'"{name}"', f'"{number:04d}{Path(name).suffix}"')
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name, content in sorted({**parts, "schema.json": schema.encode("utf-8")}.items()):
            target.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, compresslevel=6)
    return result.getvalue()
