"""The design of a sweep: which values of a scenario are varied, over a grid or a Latin hypercube."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, ValidationError
from scipy.stats import qmc

from saksi.record import InvalidInput, explain
from saksi.simulation.parts import Part

Value = float | int | str | bool


class Sweep(Part):
    """How cells are laid out, and how large their worlds are."""

    kind: Literal["grid", "latin_hypercube"]
    replicates: Annotated[int, Field(ge=1, le=100_000)] = 1
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    cells: Annotated[int | None, Field(ge=1, le=1_000_000)] = None  # of a hypercube
    people: Annotated[int, Field(ge=1, le=100_000_000)] = 20_000
    provinces: Annotated[int, Field(ge=1, le=60)] = 3
    counties: Annotated[int, Field(ge=1, le=2000)] = 9


class Span(Part):
    """A range of a hypercube, both ends included."""

    low: float
    high: float


class Design(Part):
    """A sweep's file: ``[sweep]``, and in ``[vary]`` a list or range of values for each dotted key."""

    sweep: Sweep
    vary: dict[str, tuple[Value, ...] | Span]


def load_design(text: str, name: str) -> Design:
    """Return a sweep's design.

    Raises
    ------
    InvalidInput
        It is no TOML, has an unknown key, or its layout lacks what it needs.
    """
    try:
        design = Design.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{name} is no TOML: {error}") from None
    except ValidationError as error:
        raise InvalidInput(f"{name}: {explain(error)}; needed [sweep] and [vary]") from None
    ranges = [key for key, values in design.vary.items() if isinstance(values, Span)]
    if not design.vary or any(isinstance(v, tuple) and not v for v in design.vary.values()):
        raise InvalidInput(f"{name}: [vary] has nothing to vary; needed a key with values, as in the manual")
    if design.sweep.kind == "grid" and ranges:
        raise InvalidInput(f"{name}: vary.{ranges[0]} is a range; a grid needs a list of values")
    if design.sweep.kind == "latin_hypercube" and (
        design.sweep.cells is None or len(ranges) < len(design.vary)
    ):
        raise InvalidInput(f"{name}: a latin_hypercube needs sweep.cells, and low and high for every key")
    return design


def layout_of(design: Design) -> Iterator[dict[str, Value]]:
    """Yield the values of each cell, always in the same order."""
    keys = list(design.vary)
    if design.sweep.kind == "grid":
        for values in product(*(v for v in design.vary.values() if isinstance(v, tuple))):
            yield dict(zip(keys, values, strict=True))
        return
    spans = [span for span in design.vary.values() if isinstance(span, Span)]
    points = qmc.LatinHypercube(len(keys), rng=np.random.default_rng(design.sweep.seed)).random(
        design.sweep.cells or 1
    )
    for point in points:
        yield {
            key: round(span.low + float(u) * (span.high - span.low), 12)
            for key, span, u in zip(keys, spans, point, strict=True)
        }


def base_of(design: Design, text: str) -> dict[str, Any]:
    """Return a scenario as plain data, in the size that the design asks for."""
    base = tomllib.loads(text)
    base["people"] |= {
        "n": design.sweep.people,
        "provinces": design.sweep.provinces,
        "counties": design.sweep.counties,
    }
    return base


def changed(base: Mapping[str, Any], values: Mapping[str, Value]) -> dict[str, Any]:
    """Return the scenario with some values changed; a dotted key leads to each, lists count from 1."""
    made: dict[str, Any] = json.loads(json.dumps(base, default=str))
    for key, value in values.items():
        inside: Any = made
        *path, last = key.split(".")
        for part in path:
            inside = _inside(inside, part, key)
        if not isinstance(inside, dict) or last not in inside:
            raise InvalidInput(
                f"vary.{key}: the scenario has no such key; needed one that stands in its file"
            )
        inside[last] = value
    return made


def _inside(table: Any, part: str, key: str) -> Any:
    if isinstance(table, list) and part.isdigit() and 1 <= int(part) <= len(table):
        return table[int(part) - 1]
    if isinstance(table, dict) and part in table:
        return table[part]
    raise InvalidInput(
        f"vary.{key}: the scenario has no {part!r} there; needed a key that stands in its file"
    )


def as_toml(data: Mapping[str, Any]) -> str:
    """Return plain data as TOML, for lint: JSON is TOML's inline form but for the colons and nulls."""
    return "\n".join(f"{_quoted(key)} = {_inline(value)}" for key, value in data.items())


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(key)} = {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_inline(inner) for inner in value) + "]"
    if isinstance(value, float):
        return repr(value)  # nan and inf as TOML has them: lint names them by their key
    return json.dumps(value)


def _quoted(key: str) -> str:
    return json.dumps(key)
