"""An evaluation as one page: a single HTML file that needs no network, and prints well.

Everything in it is escaped: labels and ids come from files that anybody may have written. Only the drawings,
which :mod:`router.learning.reports.plots` made and escaped, go in as they are.
"""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from router.learning.reports.parts import Report

_PAGES = Environment(
    loader=PackageLoader("router.learning.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=False,
)


def page(report: Report) -> str:
    """The whole page. The same report gives the same page, byte for byte."""
    from router.learning.reports.plots import draw  # matplotlib takes a second to import

    drawings = [
        Markup(draw(part.plot, f"plot{number}")) if part.plot is not None else ""  # noqa: S704
        for number, part in enumerate(report.parts, 1)
    ]
    return _PAGES.get_template("evaluation.html.j2").render(report=report, drawings=drawings)
