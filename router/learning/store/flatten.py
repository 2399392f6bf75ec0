"""A model as one flat table of arrays, strings and numbers, and back: the form in which it is stored.

No estimator is stored, so a model needs no particular version of scikit-learn and no code can hide in it.
"""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode
from router.triage.certainty import GROUNDS, Certainty
from router.triage.features import Features
from router.triage.forest import Forest
from router.triage.joint_model import JointModel
from router.triage.linear import FactClassifier
from router.triage.model import Model, Thresholds
from router.triage.panel import PARTS, VOICES, Panel
from router.triage.pieces import KINDS, PieceModel
from router.triage.seam_model import SeamModel
from router.triage.seam_signs import OPENING, SEAM_SIGNS
from router.triage.signs import SIGNS
from router.triage.tempering import Tempering
from router.triage.terms import Block

Flat = dict[str, object]

DEEPEST = 64.0

_SEPARATOR = "\n"  # no term, name or class holds a line break: they are cut from text at white space


def flatten(model: Model) -> Flat:
    """The table. Keys are dotted names; values are str, float and NumPy arrays."""
    features = model.pieces.features
    flat: Flat = {"version": model.version, "mailbox_weight": features.mailbox_weight}
    for name in ("words", "letters", "subject"):
        block: Block = getattr(features, name)
        flat[f"{name}.terms"] = _SEPARATOR.join(block.terms)
        flat[f"{name}.idf"] = block.idf
        flat[f"{name}.weight"] = block.weight
    flat["areas"] = _SEPARATOR.join(model.pieces.areas)
    flat["weights"] = model.pieces.weights
    flat["intercept"] = model.pieces.intercept
    flat["sharpness"] = model.pieces.sharpness
    flat["panel.leanings"] = model.panel.leanings
    flat["panel.base"] = model.panel.base
    small = {
        "segment": model.segment,
        "opening": model.joint.opening,
        "joint": model.joint.named,
        "seam": model.seam.named,
        "message_class": model.message_class,
        "trade": model.trade,
    }
    for name, facts in small.items():
        flat[f"{name}.classes"] = _SEPARATOR.join(facts.classes)
        flat[f"{name}.names"] = _SEPARATOR.join(facts.names)
        flat[f"{name}.weights"] = facts.weights
        flat[f"{name}.intercept"] = facts.intercept
    flat["joint.leanings"] = model.joint.leanings
    flat["seam.leanings"] = model.seam.leanings
    flat["seam.least"] = float(model.seam.least)
    for name in ("by_forest", "by_panel", "base"):
        flat[f"certainty.{name}"] = float(getattr(model.certainty, name))
    flat["possible"] = model.possible
    for number in fields(Tempering):
        flat[f"tempering.{number.name}"] = float(getattr(model.tempering, number.name))
    forests = {"joint": model.joint.forest, "seam": model.seam.forest, "certainty": model.certainty.forest}
    for name, forest in forests.items():
        for part in (own for own in fields(Forest) if own.init):
            flat[f"{name}.forest.{part.name}"] = _as_floats(getattr(forest, part.name))
    for threshold in fields(Thresholds):
        flat[f"thresholds.{threshold.name}"] = float(getattr(model.thresholds, threshold.name))
    return flat


def rebuild(flat: Mapping[str, object]) -> Model:
    """The model that was flattened.

    Raises:
        KeyError, TypeError, ValueError: something is missing, of the wrong type, or does not fit together.
    """
    offset = 0
    blocks = {}
    for name in ("words", "letters", "subject"):
        terms = _strings(flat, f"{name}.terms")
        idf = _array(flat, f"{name}.idf", (len(terms),)).astype(np.float32)
        blocks[name] = Block(terms, idf, _number(flat, f"{name}.weight"), offset)
        offset += len(terms)
    features = Features(
        blocks["words"], blocks["letters"], blocks["subject"], _number(flat, "mailbox_weight")
    )
    areas = tuple(AreaCode(code) for code in _strings(flat, "areas"))
    pairs = len(KINDS) * len(areas)
    pieces = PieceModel(
        features=features,
        areas=areas,
        weights=_array(flat, "weights", (features.width, pairs)).astype(np.float32, copy=False),
        intercept=_array(flat, "intercept", (pairs,)).astype(np.float32, copy=False),
        sharpness=_number(flat, "sharpness"),
    )
    small = {}
    for name in ("segment", "opening", "joint", "seam", "message_class", "trade"):
        classes, names = _strings(flat, f"{name}.classes"), _strings(flat, f"{name}.names")
        small[name] = FactClassifier(
            classes=classes,
            names=names,
            weights=_array(flat, f"{name}.weights", (len(names), len(classes))),
            intercept=_array(flat, f"{name}.intercept", (len(classes),)),
        )
    version = flat["version"]
    if not isinstance(version, str):
        raise TypeError("the version is not a text")
    return Model(
        version=version,
        pieces=pieces,
        panel=Panel(
            _array(flat, "panel.leanings", (VOICES, PARTS)).astype(np.float64),
            _array(flat, "panel.base", (pairs,)).astype(np.float64),
        ),
        segment=small["segment"],
        joint=JointModel(
            opening=small["opening"],
            named=small["joint"],
            leanings=_array(flat, "joint.leanings", (SIGNS,)),
            forest=_forest(flat, "joint.forest", SIGNS + 1),
        ),
        seam=SeamModel(
            named=small["seam"],
            leanings=_array(flat, "seam.leanings", (OPENING + 1,)),
            least=_number(flat, "seam.least"),
            forest=_forest(flat, "seam.forest", SEAM_SIGNS + 1),
        ),
        message_class=small["message_class"],
        certainty=Certainty(
            forest=_forest(flat, "certainty.forest", GROUNDS),
            by_forest=_number(flat, "certainty.by_forest"),
            by_panel=_number(flat, "certainty.by_panel"),
            base=_number(flat, "certainty.base"),
        ),
        possible=_array(flat, "possible", (len(areas),)).astype(np.float64),
        trade=small["trade"],
        tempering=Tempering(
            **{field.name: _number(flat, f"tempering.{field.name}") for field in fields(Tempering)}
        ),
        thresholds=Thresholds(
            **{field.name: _number(flat, f"thresholds.{field.name}") for field in fields(Thresholds)}
        ),
    )


def _as_floats(part: object) -> object:
    """Numbers and arrays of whole numbers as floating point, which holds them exactly."""
    return part.astype(np.float64) if isinstance(part, np.ndarray) else float(part)  # type: ignore[arg-type]


def _forest(flat: Mapping[str, object], name: str, columns: int) -> Forest:
    """The trees; every way from a root must stay among the nodes and the columns."""
    nodes, trees = _length(flat, f"{name}.value"), _length(flat, f"{name}.roots")

    def places(part: str, count: int, bound: int) -> NDArray[np.int64]:
        found = _array(flat, f"{name}.{part}", (count,)).astype(np.int64)
        if found.size and not 0 <= found.min() <= found.max() < bound:
            raise ValueError(f"{name}.{part} leads outside the trees")
        return found

    return Forest(
        column=places("column", nodes, columns),
        limit=_array(flat, f"{name}.limit", (nodes,)),
        lower=places("lower", nodes, nodes),
        higher=places("higher", nodes, nodes),
        value=_array(flat, f"{name}.value", (nodes,)),
        roots=places("roots", trees, nodes),
        base=_number(flat, f"{name}.base"),
        depth=int(min(max(_number(flat, f"{name}.depth"), 0.0), DEEPEST)),
    )


def _length(flat: Mapping[str, object], key: str) -> int:
    value = flat[key]
    if not isinstance(value, np.ndarray) or value.ndim != 1:
        raise ValueError(f"{key} is not a row of numbers")
    return len(value)


def _strings(flat: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = flat[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is not a text")
    return tuple(value.split(_SEPARATOR)) if value else ()


def _number(flat: Mapping[str, object], key: str) -> float:
    value = flat[key]
    if not isinstance(value, float) or not math.isfinite(value):
        raise TypeError(f"{key} is not a number")
    return value


def _array(flat: Mapping[str, object], key: str, shape: tuple[int, ...]) -> NDArray[Any]:
    value = flat[key]
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or value.shape != shape:
        raise ValueError(f"{key} is not an array of {shape} numbers")
    if not np.isfinite(value).all():
        raise ValueError(f"{key} holds what is no number")
    return value
