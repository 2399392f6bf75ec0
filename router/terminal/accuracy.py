"""How often the model was right, as people have judged it."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from router.cases.accuracy import FEWEST_TO_TELL, Accuracy, Judged
from router.terminal.shown import share


def accuracy_page(accuracies: Mapping[str, Accuracy]) -> RenderableType:
    """How often the model was right, by the name of the tickets; nothing where there are none."""
    told = {name: accuracy for name, accuracy in accuracies.items() if accuracy.all.tickets}
    if not told:
        return Group()
    table = Table(
        "judged by people", "tickets", "judged", "kind right", "area right", "both right",
        title=None, box=None, padding=(0, 2),
    )  # fmt: skip
    for name, accuracy in told.items():
        table.add_row(f"{name}, all", *_judged(accuracy.all))
        table.add_row(f"{name}, without review", *_judged(accuracy.sure, accuracy.all))
    parts: list[RenderableType] = [Text(), table]
    if not all(part.tells_something for accuracy in told.values() for part in (accuracy.all, accuracy.sure)):
        parts.append(
            Text(
                f"Fewer than {FEWEST_TO_TELL} judged are too few to say anything: judge more with `correct`."
            )
        )
    return Group(*parts)


def _judged(part: Judged, of: Judged | None = None) -> Sequence[str]:
    shares = (part.kind_right, part.area_right, part.both_right)
    tickets, judged = str(part.tickets), str(part.judged)
    if of is not None:
        tickets, judged = share(part.tickets, of.tickets), share(part.judged, of.judged)
    if not part.tells_something:
        judged += ": too few"
    return tickets, judged, *(share(count, part.judged) for count in shares)
