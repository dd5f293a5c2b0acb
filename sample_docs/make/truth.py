"""From the marks of a document to its truth record, with each page found by its anchor in the finished PDF."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from sample_docs.make.markup import Source, printed

MONEY = {"aggregate_limit", "retention", "premium", "tria_premium", "fees_taxes", "total_cost", "coverage_limit", "sublimit"}
UNITS = {"waiting_period": "hours", "restoration_period": "days", "erp_automatic_days": "days", "notice_days_after_expiry": "days"}
UNITS |= {"cancellation": "days", "coinsurance": "percent", "min_earned": "percent", "hammer_insured_share": "percent"}
SCHEDULE_TERMS = {"limit": "coverage_limit", "ret": "retention", "wait": "waiting_period", "coins": "coinsurance"}
IDS = tomllib.loads(Path(__file__).with_name("ids.toml").read_text(encoding="utf-8"))
FACTS = ("type", "line", "carrier", "insurer", "form_number", "edition", "effective_date", "expiry_date")


class Pages:
    """The text of a PDF, searched from where the last anchor stood, as the marks come in reading order."""

    def __init__(self, pdf: bytes) -> None:
        texts = [folded(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]
        self.count = len(texts)
        self._text = "".join(texts)
        self._ends = [sum(map(len, texts[: number + 1])) for number in range(len(texts))]
        self._cursor = 0

    def of(self, words: str, anywhere: bool = False) -> list[int]:
        """Pages on which the words begin and end, 1-based. Raises ValueError where they do not stand in the PDF."""
        wanted = folded(words)
        start = self._text.find(wanted[:40], 0 if anywhere else self._cursor)
        if start < 0:
            raise ValueError(f"not found in the PDF after the last anchor: {words[:60]!r}")
        if not anywhere:
            self._cursor = start + 1
        end = self._text.find(wanted[-25:], start)
        spots = [start] if end < 0 or end - start > 3 * len(wanted) + 2000 else [start, end + len(wanted[-25:]) - 1]
        return sorted({next(number for number, edge in enumerate(self._ends, 1) if spot < edge) for spot in spots})


def folded(text: str) -> str:
    """Without white space, case and hyphens, and with one shape of quotation mark, as line ends differ between producers."""
    text = re.sub("[\u2018\u2019]", "'", text.lower())
    text = re.sub("[\u201c\u201d]", '"', text)
    return re.sub("[\\s\u2010-\u2015\u00ad\ufffe\u0002-]+", "", text)


def truth_of(source: Source, pdf: bytes, name: str) -> dict[str, Any]:
    """The record of one document: what it is, and which coverages, exclusions and terms stand on which page."""
    facts = source.facts
    pages = Pages(pdf)
    options = [str(number) for number in range(1, facts.get("options", 1) + 1)]
    record: dict[str, Any] = {"document": name, **{key: facts.get(key) for key in FACTS}, "pages": pages.count}
    record |= {"text_source": "text", "status": "read", "exclusions": {}}
    schedules: list[dict[str, Any]] = [{"option": option, "coverages": {}, "terms": []} for option in options]
    granted: dict[str, dict[str, Any]] = {}
    for text, marks in _marked(source):
        stand = pages.of(text)
        for mark in marks:
            anchor, _, words = mark.partition("@@")[::-1] if "@@" in mark else (text, "", mark)
            where = pages.of(anchor, anywhere=True) if anchor is not text else stand
            spot = {"pages": where, "anchor": anchor.strip()[:90]}
            match words[0]:
                case "+":
                    _grant(granted, words[1:].strip(), spot)
                case "-":
                    _exclusion(record["exclusions"], words[1:].strip(), spot)
                case "^":
                    _carve_back(record["exclusions"], words[1:].strip(), spot)
                case "@":
                    _schedule_line(schedules, words[1:].split(), spot, facts)
                case "=":
                    _term(schedules, words[1:].strip(), spot, facts)
                case _:
                    raise ValueError(f"{name}: no such mark: {mark!r}")
    _check_ids(name, [*granted, *(coverage for schedule in schedules for coverage in schedule["coverages"])], record["exclusions"])
    if facts["type"] == "policy_form":
        record["exclusions"] = {name: record["exclusions"].get(name, {"present": False, "pages": []}) for name in IDS["exclusions"]}
        coverages = {name: granted.get(name, {"verdict": "silent", "pages": []}) for name in IDS["coverages"]}
        return record | {"coverages": coverages, "terms": schedules[0]["terms"]}
    for schedule in schedules:
        schedule["coverages"] = {**granted, **schedule["coverages"]}
    return record | {"options": schedules}


def _check_ids(name: str, coverages: Iterable[str], exclusions: Iterable[str]) -> None:
    strangers = {*coverages} - {*IDS["coverages"]} | {*exclusions} - {*IDS["exclusions"]}
    if strangers:
        raise ValueError(f"{name}: marks with unknown ids: {', '.join(sorted(strangers))}")


def _marked(source: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
    for block in source.blocks:
        if block.marks:
            yield printed(block.text), block.marks
        for row in block.rows:
            if row.marks:
                yield " ".join(printed(cell.text) for cell in row.cells), row.marks


def _grant(granted: dict[str, dict[str, Any]], words: str, spot: dict[str, Any]) -> None:
    coverage, _, verdict = words.partition("=")
    entry = granted.setdefault(coverage, {"verdict": verdict.removesuffix("?") or "granted", "sure": not verdict.endswith("?"), **spot})
    entry["pages"] = sorted({*entry["pages"], *spot["pages"]})


def _exclusion(exclusions: dict[str, Any], name: str, spot: dict[str, Any]) -> None:
    entry = exclusions.setdefault(name.removesuffix("?"), {"present": True, "sure": not name.endswith("?"), **spot, "carve_back": False})
    entry["pages"] = sorted({*entry["pages"], *spot["pages"]})


def _carve_back(exclusions: dict[str, Any], name: str, spot: dict[str, Any]) -> None:
    exclusions[name] |= {"carve_back": True, "carve_back_pages": spot["pages"]}


def _schedule_line(schedules: list[dict[str, Any]], words: list[str], spot: dict[str, Any], facts: dict[str, Any]) -> None:
    coverage, *settings = words
    values = dict(setting.partition("=")[::2] for setting in settings)
    for number, schedule in enumerate(schedules):
        stated = {key: _for_option(value, "/", number) for key, value in values.items()}
        entry = _limit_position(stated["limit"], facts["aggregate"][number])
        if "cap" in stated:
            entry |= {"verdict": "sublimited", "limit": int(stated["cap"])}
        entry |= {"unit": facts["currency"], "relation": stated.get("rel"), "page": spot["pages"][0], **spot}
        for key, field in (("ret", "retention"), ("wait", "waiting_hours"), ("coins", "coinsurance_pct"), ("bears", "coinsurance_pct")):
            entry[field] = int(stated[key]) if key in stated else entry.get(field)
        schedule["coverages"][coverage] = entry
        for key, term in SCHEDULE_TERMS.items():
            if stated.get(key, "").isdigit():
                schedule["terms"].append(_record(term, coverage, int(stated[key]), spot, facts))


def _limit_position(stated: str, aggregate: int) -> dict[str, Any]:
    """Verdict and limit of a schedule's line: "no", "included" (shares the aggregate), "open" (no limit of its own) or a sum."""
    match stated:
        case "no":
            return {"verdict": "not_purchased", "limit": None}
        case "included":
            return {"verdict": "covered", "limit": aggregate}
        case "open":
            return {"verdict": "covered"}
        case _:
            return {"verdict": "sublimited" if int(stated) < aggregate else "covered", "limit": int(stated)}


def _term(schedules: list[dict[str, Any]], words: str, spot: dict[str, Any], facts: dict[str, Any]) -> None:
    name, _, values = words.partition(" ")
    term, _, coverage = name.partition(":")
    for number, schedule in enumerate(schedules):
        schedule["terms"].append(_record(term, coverage or None, _number(_for_option(values, "||", number)), spot, facts))


def _record(term: str, coverage: str | None, value: float | str, spot: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    unit = facts["currency"] if term in MONEY and not isinstance(value, str) else UNITS.get(term)
    return {"id": term, "coverage": coverage, "value": value, "unit": unit, "page": spot["pages"][0], "anchor": spot["anchor"]}


def _for_option(values: str, sign: str, number: int) -> str:
    parts = [part.strip() for part in values.split(sign)]
    return parts[number] if len(parts) > 1 else parts[0]


def _number(text: str) -> float | str:
    return float(text) if "." in text and re.fullmatch(r"\d+\.\d+", text) else int(text) if text.isdigit() else text
