"""Amounts in words for tables and sentences."""

from __future__ import annotations


def amount_text(value: float, unit: str) -> str:
    """An amount as a broker writes it: "USD 1,000,000", "12 hours", "50%", "25,000 people"."""
    figure = f"{value:,.2f}".removesuffix(".00")
    if unit == "percent":
        return f"{figure}%"
    return f"{unit} {figure}" if unit.isupper() else f"{figure} {unit}".strip()
