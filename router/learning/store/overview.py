"""The models of a folder as people see them: a list, one in full, and two side by side."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from router.learning.store.activation import Change, changes, version_before
from router.learning.store.comparison import Comparison, Verdict
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import MANIFEST_FILE, MODEL_FILE, Manifest, ModelError, read_manifest
from router.learning.store.model_file import read_judgements, read_model_file
from router.learning.training.promise import SURE
from router.promise import in_words


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an evaluation: what people call it, and where it stands."""

    name: str
    path: str
    is_share: bool = True

    def shown(self, manifest: Manifest) -> str:
        """The figure of this model."""
        value = manifest.figure(self.path)
        if value is None:
            return "–"
        return f"{value:.1%}" if self.is_share else f"{value:.0f}"

    def difference(self, first: Manifest, second: Manifest) -> str:
        """How far the second is from the first."""
        before, after = first.figure(self.path), second.figure(self.path)
        if before is None or after is None:
            return ""
        return f"{100 * (after - before):+.1f} points" if self.is_share else f"{after - before:+.0f}"


FIGURES = (
    Figure("kind right", "overall.kind"),
    Figure("area right", "overall.area"),
    Figure("kind and area right", "overall.both"),
    Figure("number of issues exactly right", "splitting.count_right"),
    Figure("mails with one issue, split by mistake", "splitting.single_split"),
    Figure("issues with piece, kind and area all right (F1)", "splitting.f1"),
    Figure("expected calibration error", "confidence_calibration_error"),
    Figure("routed without review", "review.cover"),
    Figure("of these wrong", "review.error"),
    Figure("requests treated as no action", "classes.requests_silenced", is_share=False),
)
_IN_LIST = {
    "kind right": FIGURES[0],
    "area right": FIGURES[1],
    "count right": FIGURES[3],
    "no review": FIGURES[7],
}
_THRESHOLDS = {
    "review": "routed without review: certainty at least",
    "new_issue": "two issues instead of one: probability at least",
    "no_action": "no action by content alone: probability at least",
    "known_words": "share of known words, else review: at least",
    "of_the_trade": "probability of being of the trade, else review: at least",
}
_SHOWN_PROMISES = (0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Installed:
    """A folder that holds a model, or what is left of one."""

    version: str
    manifest: Manifest | None
    fault: str
    """Why it cannot be used; empty for one that can, as far as manifest, hash and types tell."""
    is_active: bool
    was_active_before: bool


def installed_models(models: Path) -> tuple[Installed, ...]:
    """All models of the folder, by name.

    Raises:
        ModelError: the folder cannot be read.
    """
    try:
        folders = sorted(path for path in models.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise ModelError(f"{models}: cannot be read ({error.strerror}); name the models' folder") from error
    try:
        active = active_model_directory(models).name
    except ModelError:
        active = ""
    before = version_before(models)
    return tuple(
        _installed(folder, active, before)
        for folder in folders
        if (folder / MANIFEST_FILE).exists() or (folder / MODEL_FILE).exists()
    )


def _installed(folder: Path, active: str, before: str | None) -> Installed:
    manifest, fault = None, ""
    try:
        manifest = read_manifest(folder)
        read_model_file(folder)  # a file that is damaged or asks for more than it may is told here already
    except ModelError as error:
        fault = str(error)
    return Installed(folder.name, manifest, fault, folder.name == active, folder.name == before)


def list_page(models: Path) -> RenderableType:
    """Every version with its main figures, and which is in use."""
    found = installed_models(models)
    if not found:
        return Text(f"There is no model in {models}; make one with ticket-router train.")
    table = Table(
        Column("version", no_wrap=True, min_width=12),
        Column("made", min_width=10),
        "mails",
        *(Column(name, max_width=max(map(len, name.split()))) for name in _IN_LIST),
        "",
    )
    for model in found:
        manifest = model.manifest
        table.add_row(
            Text(model.version),
            Text(_made(manifest)),
            f"{manifest.mails:,}" if manifest else "–",
            *(figure.shown(manifest) if manifest else "–" for figure in _IN_LIST.values()),
            _state(model),
        )
    notes: list[RenderableType] = [Text(model.fault) for model in found if model.fault]
    if not any(model.is_active for model in found):
        notes.append(Text("None is in use: take one with ticket-router models activate VERSION."))
    return Group(table, *notes)


def _made(manifest: Manifest | None) -> str:
    return manifest.made_at[:16].replace("T", " ") if manifest is not None and manifest.made_at else "–"


def _state(model: Installed) -> str:
    words = ["in use"] if model.is_active else ["in use before"] if model.was_active_before else []
    return ", ".join([*words, *(["cannot be used"] if model.fault else [])])


def model_page(models: Path, version: str) -> RenderableType:
    """One model in full: figures, thresholds, what it was made from and with, and who took it into use.

    Raises:
        ModelError: its manifest cannot be read.
    """
    manifest = read_manifest(models / version)
    figures = _grid(f"Figures, cross-validated over {manifest.mails:,} mails with {manifest.issues:,} issues")
    for figure in FIGURES:
        figures.add_row(figure.name, figure.shown(manifest))
    thresholds = _grid("Thresholds")
    for name, value in manifest.thresholds.items():
        thresholds.add_row(_THRESHOLDS.get(name, name), f"{value:.4g}")
    origin = _grid("Origin")
    for name, told in {**_origin(manifest), **_kept(models / version)}.items():
        origin.add_row(name, Text(told))
    taken = [change for change in changes(models) if version in (change.version, change.before)]
    return Group(
        Text(f"Model {manifest.version}", style="bold"),
        figures,
        _promises(manifest),
        thresholds,
        origin,
        *([_history(taken)] if taken else []),
        Text(f"In full: {models / version / 'MODEL_CARD.md'}"),
    )


def _promises(manifest: Manifest) -> Table:
    """What each promise gives. One is chosen with `review_promise` in the configuration, without training."""
    table = Table(
        "may be wrong", "without review", "were wrong", f"{SURE:.0%} sure: at most", "",
        title="Promises, kept on average on new mail of the same sort",
        title_justify="left",
        caption="In force: unless review_promise in the configuration says otherwise.",
        caption_justify="left",
    )  # fmt: skip
    own_target = manifest.figure("target_error")
    for promise in manifest.promises:
        is_own = own_target is not None and math.isclose(promise.target, own_target)
        if is_own or any(math.isclose(promise.target, shown) for shown in _SHOWN_PROMISES):
            table.add_row(
                in_words(promise.target),
                f"{promise.cover:.1%}" if promise.cover else "nothing: too little labelled mail",
                f"{promise.error:.1%}" if promise.cover else "–",
                f"{promise.bound:.1%}" if promise.cover else "–",
                "in force" if is_own else "",
            )
    return table


def _origin(manifest: Manifest) -> Mapping[str, str]:
    return {
        "made": _made(manifest),
        **manifest.made_with,
        "SHA-256 of the corpus": manifest.corpus_sha256,
        "SHA-256 of the model": manifest.model_sha256,
        "areas": ", ".join(manifest.areas),
    }


def _kept(directory: Path) -> Mapping[str, str]:
    """What stands beside the manifest, and what is wrong with it."""
    told = {}
    try:
        is_kept = read_judgements(directory) is not None
        told["judgements mail by mail"] = (
            "kept" if is_kept else "not kept: compared with others by totals only"
        )
    except ModelError as error:
        told["judgements mail by mail"] = f"{error}; until then it is compared with others by totals only"
    try:
        read_model_file(directory)
    except ModelError as error:
        told["cannot be used"] = str(error)
    return told


def _history(taken: Sequence[Change]) -> Table:
    table = Table("when", "who", "what", "how it compared", title="History", title_justify="left")
    for change in taken:
        before = f", before {change.before}" if change.before else ""
        insisted = " (anyway)" if change.anyway else ""
        table.add_row(
            change.at[:16].replace("T", " "),
            Text(change.by),
            Text(f"{change.action} {change.version}{before}{insisted}"),
            Text(change.reason),
        )
    return table


def comparison_page(comparison: Comparison) -> RenderableType:
    """Two models side by side, and in plain words which is better."""
    first, second = comparison.first, comparison.second
    table = Table("figure", Column(Text(first.version)), Column(Text(second.version)), "difference")
    table.add_row("mails", f"{first.mails:,}", f"{second.mails:,}", f"{second.mails - first.mails:+,}")
    for figure in FIGURES:
        table.add_row(
            figure.name, figure.shown(first), figure.shown(second), figure.difference(first, second)
        )
    word = "as" if comparison.verdict is Verdict.SAME else "than"
    why = "; ".join(comparison.faults) or "no list of the same mails was kept."
    how = (
        f"Compared on the {comparison.mails:,} mails that both have judged without having seen them:"
        if comparison.mails
        else f"Compared by totals, which sees large differences only: {why}"
    )
    return Group(
        table,
        Text(f"{second.version} is {comparison.verdict} {word} {first.version}.", style="bold"),
        Text(how),
        *(Text(f"  {measure.name}: {measure.verdict}: {measure.reason}") for measure in comparison.measures),
    )


def _grid(title: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table
