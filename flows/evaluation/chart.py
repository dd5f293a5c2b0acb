"""Line charts as plain SVG text: the same numbers give the same bytes, in greys and colours that stand on light and dark pages."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 420
LEFT, TOP, RIGHT, BOTTOM = 70, 50, 610, 350  # the field of the lines
TICKS = 5
GREY = "#808080"
COLOURS = ("#2f81c7", "#d9822b")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of points (across, up), each from 0 to the chart's end of that axis."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """At most two lines; `ends` are the largest values across and up; `even` draws the dotted line where up equals across."""

    title: str
    across: str
    up: str
    lines: tuple[Line, ...]
    ends: tuple[float, float] = (1.0, 1.0)
    even: str = ""  # the name of the dotted line, "" for none

    def svg(self) -> str:
        """The whole file."""
        label = escape(self.title, {'"': "&quot;"})
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13"'
                f' fill="{GREY}" role="img" aria-label="{label}">',
                _text(WIDTH / 2, 24, self.title, "middle", ' font-size="15" font-weight="bold"'),
                *self._axes(),
                *self._even(),
                *(part for number, line in enumerate(self.lines) for part in self._line(number, line)),
                "</svg>\n",
            ]
        )

    def _place(self, point: tuple[float, float]) -> tuple[float, float]:
        across, up = point[0] / self.ends[0], point[1] / self.ends[1]
        return LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)

    def _axes(self) -> list[str]:
        parts = []
        for tick in range(TICKS + 1):
            across, up = self.ends[0] * tick / TICKS, self.ends[1] * tick / TICKS
            x, y = self._place((across, up))
            parts += [
                f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GREY}" stroke-opacity="0.3"/>',
                _text(LEFT - 8, y + 4, f"{up:.2f}", "end"),
                _text(x, BOTTOM + 20, f"{across:.2f}", "middle"),
            ]
        middle = (TOP + BOTTOM) / 2
        return [
            *parts,
            f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="{GREY}"/>',
            _text((LEFT + RIGHT) / 2, BOTTOM + 42, self.across, "middle"),
            _text(20, middle, self.up, "middle", f' transform="rotate(-90 20 {middle:.1f})"'),
        ]

    def _even(self) -> list[str]:
        if not self.even:
            return []
        (x0, y0), (x1, y1) = self._place((0, 0)), self._place((min(self.ends), min(self.ends)))
        return [
            f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{GREY}" stroke-dasharray="3 4"/>',
            _text(x1 - 60, y1 + 20, self.even, "end"),
        ]

    def _line(self, number: int, line: Line) -> list[str]:
        colour, places = COLOURS[number], [self._place(point) for point in line.points]
        key = (LEFT + 12 + number * 130, HEIGHT - 10.0)
        drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        return [
            f'<path d="M{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>',
            *(_mark(number, x, y) for x, y in places),
            _mark(number, key[0], key[1] - 4),
            _text(key[0] + 10, key[1], line.name, "start"),
        ]


def _mark(number: int, x: float, y: float) -> str:
    """A round or a square point, so that the lines differ without their colours too."""
    if number == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{COLOURS[number]}"/>'
    return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{COLOURS[number]}"/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'
