"""A chart as a PNG, for a phone: bars that lie one below the other, large type, each with its number.

The picture is three times as wide as a small phone shows it, so that a letter of 42 pixels is one of 14 there. Its blue
is of the colours of Okabe and Ito, which colour-blind people see as well; nothing is told by colour alone.
"""

import io
import textwrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from handlers.figures.charts import chart_json
from handlers.message import Chart
from handlers.texts.charts import short, unknown

WIDTH = 1080  # pixels
TITLE, TEXT, SMALL = 54, 46, 42  # pixels
_ROW, _TALL_ROW, _EDGE, _BAR = 82, 116, 44, 50
_LINE = 1.3  # height of a line, of its type
_LETTER = 0.58  # width of a letter on the average, of its type
_WIDEST_LABEL = 0.4  # of the picture
_DPI = 100
INK, QUIET, BLUE, PAPER = "#1a1a1a", "#555555", "#0072b2", "#ffffff"


def made(content: bytes) -> bytes:
    """The picture of a chart (`handlers.message.Chart` as JSON)."""
    chart = chart_json.validate_json(content)
    about = f"{chart.where} ({chart.unit})" if chart.unit else chart.where
    row = _ROW if all("\n" not in _fitted(label, _names(chart)) for label in chart.labels) else _TALL_ROW
    head = [*_lines(chart.title, TITLE), *_lines(about, TEXT)]
    foot = _lines(chart.source, SMALL)
    height = 3 * _EDGE + sum(_LINE * size for _, size in (*head, *foot)) + row * len(chart.values)
    figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=PAPER)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))  # in pixels, from the top
    page.set_axis_off()
    below = _write(page, head, _EDGE)
    _bars(page, chart, below + _EDGE / 2, row)
    _write(page, foot, below + _EDGE + row * len(chart.values), quiet=True)
    out = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", dpi=_DPI, metadata={"Software": None})
    return out.getvalue()


def _lines(text: str, size: int) -> list[tuple[str, int]]:
    """A text in lines that fit into the picture, each with the size of its type."""
    return [(line, size) for line in textwrap.wrap(text, int((WIDTH - 2 * _EDGE) / size / _LETTER))]


def _write(page: Axes, lines: list[tuple[str, int]], top: float, *, quiet: bool = False) -> float:
    """Write lines one below the other; where the next one would begin."""
    for text, size in lines:
        title = size == TITLE
        page.text(_EDGE, top, text, va="top", color=INK if title and not quiet else QUIET,
                  fontsize=_points(size), weight="bold" if title else "normal")  # fmt: skip
        top += _LINE * size
    return top


def _bars(page: Axes, chart: Chart, top: float, row: int) -> None:
    told = [short(value) if value is not None else unknown() for value in chart.values]
    names = _names(chart)
    left = _EDGE + names + TEXT / 2
    room = WIDTH - _EDGE - left - _width(told) - TEXT / 2
    sizes = [float(abs(value)) if value is not None else 0.0 for value in chart.values]
    largest = max(sizes) or 1
    for place, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        middle = top + row * (place + 0.5)
        length = room * sizes[place] / largest
        page.text(_EDGE, middle, _fitted(label, names), va="center", color=INK, fontsize=_points(TEXT),
                  linespacing=0.95)  # fmt: skip
        page.add_patch(Rectangle((left, middle - _BAR / 2), length, _BAR, color=BLUE))
        page.text(left + length + TEXT / 3, middle, told[place], va="center", fontsize=_points(TEXT),
                  color=QUIET if value is None else INK, weight="normal" if value is None else "bold")  # fmt: skip


def _names(chart: Chart) -> float:
    """The width of the labels."""
    return min(_width(chart.labels), WIDTH * _WIDEST_LABEL)


def _fitted(label: str, width: float) -> str:
    """A label in at most two lines of a width."""
    lines = textwrap.wrap(label, max(int(width / TEXT / _LETTER), 6))
    return "\n".join(lines[:2]) + ("…" if len(lines) > _TWO else "")


_TWO = 2


def _width(texts: list[str] | tuple[str, ...]) -> float:
    return max(len(text) for text in texts) * TEXT * _LETTER


def _points(pixels: float) -> float:
    return pixels * 72 / _DPI
