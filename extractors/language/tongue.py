"""In which language a text is written, told by its small words: covergap reads English only, and must say so of anything else."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

READ = "English"
OTHER_SCRIPT = "a script other than Latin"
ENOUGH = 12  # small words of a language at least: a name, an address or a phrase in it says nothing of the rest
CLEARLY = 2  # times the small words of English
ENOUGH_LETTERS = 60  # letters of another script at least
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The language of a text as a broker would call it; English where nothing says otherwise."""
    if _of_other_script(text):
        return OTHER_SCRIPT
    counts = Counter(_WORD.findall(text.lower()))
    said = {language: sum(counts[word] for word in words) for language, words in _small_words().items()}
    likeliest = max(said, key=lambda language: said[language])
    return likeliest if said[likeliest] >= ENOUGH and said[likeliest] > CLEARLY * said[READ] else READ


def _of_other_script(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    strange = sum(not char.isascii() and not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return strange >= ENOUGH_LETTERS and 2 * strange > len(letters)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("extractors.language").joinpath("tongues.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in data["words"].items()}
