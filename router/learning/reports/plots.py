"""Draw the plots of an evaluation as SVG that can stand in a page: no address, no script, no font of its own.

matplotlib is slow to import, so nothing but the page may import this module, and only when it is written. Its
figures are used without pyplot. The same evaluation gives the same drawing, byte for byte. Labels may be any
text: none is taken for a formula, and what cannot be drawn is left out.
"""

import re
import warnings
from io import StringIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from router.learning.judging.classification import Confusion
from router.learning.reports.parts import ConfusionPlot, CoverPlot, Plot, ReliabilityPlot
from router.promise import in_words

MOST_NUMBERED = 20
"""With more labels than this the squares of a confusion plot hold no numbers."""
MOST_DRAWN = 120
"""With more labels than this there is no confusion plot: nobody could read it."""
LONGEST_LABEL = 28

_LINES = (("#1b5e91", "o", "-"), ("#c2571a", "s", "--"), ("#3c7a3c", "^", "-."))
"""Color, marker and stroke: they differ on paper without colors as well."""
_PROMISES = ((0.01, "#222222"), (0.02, "#888888"))
"""The shares that may be wrong, of the promise that ships and of a looser one, and their colors."""
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "ticket-router",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NOTHING_BUT_THE_DRAWING = {"Date": None, "Creator": None, "Format": None, "Type": None}
_REFERENCE = re.compile(r'(\bid="|href="#|url\(#)')
_NAMESPACE = re.compile(r'\s+xmlns(?::\w+)?="[^"]*"')


def draw(plot: Plot, name: str) -> str:
    """The plot as an ``<svg>`` element, or nothing where there is nothing to draw.

    ``name`` is of letters and digits, another for each plot of a page.
    """
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a browser has fonts for what matplotlib has none
        match plot:
            case ConfusionPlot(confusion) if 1 < len(confusion.labels) <= MOST_DRAWN:
                figure = _confusion(confusion)
            case ReliabilityPlot() if any(bins for _, bins in plot.lines):
                figure = _reliability(plot)
            case CoverPlot() if any(curve for _, curve in plot.lines):
                figure = _cover(plot)
            case _:
                return ""
        buffer = StringIO()
        figure.savefig(buffer, format="svg", metadata=_NOTHING_BUT_THE_DRAWING)
    drawing = buffer.getvalue()
    drawing = _NAMESPACE.sub("", drawing[drawing.index("<svg") :])
    return _REFERENCE.sub(rf"\g<1>{name}-", drawing)


def _confusion(confusion: Confusion) -> Figure:
    count = len(confusion.labels)
    numbered = count <= MOST_NUMBERED
    size = min(12.0, 2.6 + 0.46 * count) if numbered else 11.0
    figure = Figure(figsize=(size, size * 0.9), layout="constrained")
    axes = figure.add_subplot()
    cells, shares = [], []
    for down, row in enumerate(confusion.counts):
        for right, amount in enumerate(row):
            if amount:
                share = amount / sum(row)
                cells.append(Rectangle((right - 0.5, down - 0.5), 1.0, 1.0))
                shares.append(share)
                if numbered:
                    color = "white" if share > 0.5 else "black"
                    axes.text(right, down, str(amount), ha="center", va="center", color=color, fontsize=8.0)
    squares = PatchCollection(cells, cmap="Blues", norm=Normalize(0.0, 1.0))
    squares.set_array(np.array(shares))
    axes.add_collection(squares)
    labels = [_short(own) for own in confusion.labels]
    axes.set_xticks(range(count), labels, rotation="vertical")
    axes.set_yticks(range(count), labels)
    axes.set_xlim(-0.5, count - 0.5)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_xlabel("said")
    axes.set_ylabel("labelled")
    axes.tick_params(labelsize=9.0 if numbered else 5.5)
    return figure


def _reliability(plot: ReliabilityPlot) -> Figure:
    figure = Figure(figsize=(5.6, 5.0), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], linestyle=":", color="#666666", label="honest")
    for (name, bins), (color, marker, stroke) in zip(plot.lines, _LINES, strict=False):
        if not bins:
            continue
        across, up = [own.confidence for own in bins], [own.right for own in bins]
        most = max(own.count for own in bins)
        axes.plot(across, up, color=color, linestyle=stroke, linewidth=1.2, label=_short(name))
        sizes = [8.0 + 60.0 * own.count / most for own in bins]
        axes.scatter(across, up, s=sizes, color=color, marker=marker, alpha=0.8)
    axes.set_xlabel("how sure the router was")
    axes.set_ylabel("how much was right")
    axes.set_xlim(0.0, 1.02)
    axes.set_ylim(0.0, 1.02)
    _as_percent(axes)
    return figure


def _cover(plot: CoverPlot) -> Figure:
    figure = Figure(figsize=(6.4, 4.2), layout="constrained")
    axes = figure.add_subplot()
    for (name, curve), (color, _, stroke) in zip(plot.lines, _LINES, strict=False):
        across, up = [own.cover for own in curve], [own.error for own in curve]
        axes.plot(across, up, color=color, linestyle=stroke, label=_short(name))
    for share, color in _PROMISES:
        axes.axhline(share, linestyle=":", color=color, label=f"{in_words(share)} wrong")
    axes.set_xlabel("routed without review")
    axes.set_ylabel("of these wrong")
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(bottom=0.0)
    _as_percent(axes)
    return figure


def _as_percent(axes: Axes) -> None:
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=None))
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.legend(frameon=False)


def _short(label: str) -> str:
    """The label without what has no place in a drawing, cut to :data:`LONGEST_LABEL`."""
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in label)
    return clean if len(clean) <= LONGEST_LABEL else clean[: LONGEST_LABEL - 1] + "…"
