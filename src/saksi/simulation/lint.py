"""What is wrong with a scenario file: each fault names key, value and what is allowed."""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from saksi.record.errors import InvalidInput
from saksi.simulation.codes import PULSES, STATUSES
from saksi.simulation.parts import Sourced
from saksi.simulation.scenario import Order, Scenario, Transition

SUM_TOLERANCE = 1e-9
DEADLY = ("execution", "death_in_custody", "killing_other")
MOST_TEAMS = 2**15  # their numbers are 16 bits wide


class Fault(NamedTuple):
    """One thing to mend."""

    key: str  # people.status.elite, order[2].length; empty: the whole file
    found: str
    needed: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        where = f"{self.key} = {self.found}" if self.found else self.key
        return f"{where}: {self.needed}" if where else self.needed


def lint(text: str) -> list[Fault]:
    """Return every fault of a scenario's text; none: it can be run.

    Keys and values are checked first; what contradicts what is looked at only where those are right.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [
            Fault("", "", f"this is no TOML: {error}; needed lines of the form key = value under [sections]")
        ]
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        return [_fault(detail) for detail in error.errors(include_url=False)]
    return [*_contradictions(scenario), *_without_source(scenario)]


def load_scenario(text: str, name: str) -> Scenario:
    """Return the scenario of a file's text.

    Raises
    ------
    InvalidInput
        It has faults: names the file, the first of them and how many there are.
    """
    faults = lint(text)
    if faults:
        more = f" ({len(faults) - 1} more: `saksi sim lint {name}` names all)" if len(faults) > 1 else ""
        raise InvalidInput(f"{name}: {faults[0]}{more}")
    return Scenario.model_validate(tomllib.loads(text))


def _fault(detail: Mapping[str, Any]) -> Fault:
    parts = tuple(part for part in detail["loc"] if part != "[key]")
    key, kind = _dotted(parts), detail["type"]
    if kind == "extra_forbidden":
        known = _known(parts[:-1])
        near = get_close_matches(str(parts[-1]), known, n=1)
        allowed = f"did you mean {near[0]!r}?" if near else f"allowed here: {', '.join(known)}"
        return Fault(key, _short(detail["input"]), f"no such key; {allowed}")
    if kind == "missing":
        return Fault(key, "", "this key is missing; see `saksi sim new` for a whole file")
    needed = str(detail["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    if kind == "literal_error":
        allowed = str(detail["ctx"]["expected"])
        near = get_close_matches(
            str(detail["input"]), allowed.replace("'", "").replace(" or ", ", ").split(", "), n=1
        )
        needed = f"{f'did you mean {near[0]!r}? ' if near else ''}allowed: {allowed}"
        return Fault(key, _short(detail["input"]), needed)
    return Fault(key, _short(detail["input"]), f"needed {needed}")


def _dotted(parts: tuple[Any, ...]) -> str:
    """Return a place in the file; lists count from 1, as people do."""
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _known(parts: tuple[Any, ...]) -> list[str]:
    """Return the keys that a table of the file may have."""
    model: Any = Scenario
    for part in parts:
        if isinstance(part, int):
            continue
        field = next(f for name, f in model.model_fields.items() if part in (name, f.alias))
        model = next(m for m in _models(field.annotation))
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


def _contradictions(scenario: Scenario) -> Iterator[Fault]:
    yield from _population(scenario)
    yield from _everybody_is_screened(scenario)
    for number, order in enumerate(scenario.order, start=1):
        yield from _order(f"order[{number}]", order, scenario.meta.days)
    yield from _together(scenario.order)
    yield from _network(scenario)
    for number, transition in enumerate(scenario.transition, start=1):
        yield from _transition(f"transition[{number}]", transition)
    yield from _ways_out(scenario)


def _population(scenario: Scenario) -> Iterator[Fault]:
    people = scenario.people
    if people.counties < people.provinces:
        yield Fault(
            "people.counties", f"{people.counties}", f"needed at least one a province: {people.provinces}"
        )
    if people.n < 10 * people.counties:
        needed = (
            f"an empty population somewhere: needed at least 10 people a county, here {10 * people.counties}"
        )
        yield Fault("people.n", f"{people.n}", needed)
    pulses = sum(order.kind in PULSES for order in scenario.order)
    if pulses * people.counties > MOST_TEAMS:
        needed = (
            f"{pulses} campaigns and purges, each with a team a county: needed at most {MOST_TEAMS:,} teams"
        )
        yield Fault("people.counties", f"{people.counties}", needed)
    status = people.status.array
    sums = {"people.status": status.sum(), "people.household": sum(people.household)}
    for name in STATUSES:
        sums[f"people.occupations.{name}"] = getattr(people.occupations, name).array.sum()
    for key, total in sums.items():
        if abs(total - 1) > SUM_TOLERANCE:
            yield Fault(key, "", f"the shares sum to {total:.6g}: needed 1")


def _everybody_is_screened(scenario: Scenario) -> Iterator[Fault]:
    for name, rate in zip(STATUSES, scenario.screening.daily.array, strict=True):
        if rate <= 0:
            yield Fault(
                f"screening.daily.{name}", f"{rate}", "everybody is subject to screening (M9): needed above 0"
            )


def _order(key: str, order: Order, days: int) -> Iterator[Fault]:
    if order.length is not None and order.length < 1:
        needed = f"it would end before it starts (day {order.day}): needed at least 1, or no key for no end"
        yield Fault(f"{key}.length", f"{order.length}", needed)
    if order.day >= days:
        yield Fault(f"{key}.day", f"{order.day}", f"lies beyond the run: needed under {days}, see meta.days")
    if not order.statuses:
        yield Fault(f"{key}.statuses", "[]", f"bears on nobody: needed one or more of {', '.join(STATUSES)}")
    if order.kind in PULSES and order.length is None:
        yield Fault(f"{key}.length", "", f"a {order.kind} has an end: needed a number of days")
    if order.kind == "briefing" and (order.intensity, order.severity) != (1, 1):
        yield Fault(f"{key}.intensity", f"{order.intensity}", "a briefing only announces: leave it out")


def _together(orders: tuple[Order, ...]) -> Iterator[Fault]:
    """A county has one joint team at a time, so two pulses at once for the same people exclude each other."""
    ids = [order.id for order in orders]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Fault("order.id", repr(name), "two orders have this id: each needs its own")
    numbered = [(n, o) for n, o in enumerate(orders, start=1) if o.kind in PULSES and o.length]
    for (_, first), (number, second) in combinations(sorted(numbered, key=lambda pair: pair[1].day), 2):
        both = [name for name in STATUSES if name in first.statuses and name in second.statuses]
        end = first.day + (first.length or 0)
        if both and second.day < end:
            needed = f"{first.id!r} still runs to day {end} for {', '.join(both)}: the two exclude each other"
            yield Fault(f"order[{number}].day", f"{second.day}", f"{needed}; move one or narrow its statuses")


def _network(scenario: Scenario) -> Iterator[Fault]:
    languages, visible = scenario.text.languages, scenario.sources.visibility
    if len(set(languages)) < len(languages):
        yield Fault("text.languages", f"{list(languages)}", "a language twice: needed each once")
    if not any(visible.values()):
        yield Fault("sources.visibility", "", "nothing is ever told of: needed an act above 0")
    if scenario.sending.fabricated == 1:
        yield Fault("sending.fabricated", "1.0", "nothing told would be true: needed under 1")


def _transition(key: str, way: Transition) -> Iterator[Fault]:
    if way.from_ == "free":
        yield Fault(f"{key}.from", "'free'", "free people are met by [screening]: needed another state")
    if way.from_ == "dead":
        yield Fault(f"{key}.from", "'dead'", "nobody comes back from death: needed another state")
    if (way.to == "dead") != (way.act in DEADLY):
        yield Fault(
            f"{key}.act",
            repr(way.act),
            f"death needs an act of {', '.join(DEADLY)}, and these need to = 'dead'",
        )
    if (way.act == "detention_political_camp") != (way.to == "camp" and way.from_ != "camp"):
        yield Fault(
            f"{key}.to", repr(way.to), "'detention_political_camp' is the way into a camp, and the only one"
        )
    if way.from_ == way.to and way.act != "deprivation":
        yield Fault(
            f"{key}.to", repr(way.to), "it moves nobody: only deprivation leaves people where they are"
        )
    family = (way.family, way.family_act, way.family_to)
    if any(part is None for part in family) and any(part is not None for part in family):
        yield Fault(f"{key}.family", "", "needed all three of family, family_act and family_to, or none")
    if way.family_to in ("free", "watched", "summoned"):
        yield Fault(
            f"{key}.family_to", repr(way.family_to), "relatives are hit, not let go: needed another state"
        )


def _ways_out(scenario: Scenario) -> Iterator[Fault]:
    out = {way.from_ for way in scenario.transition}
    reached = {"watched", "summoned", "accused"} | {way.to for way in scenario.transition}
    for state in ("watched", "summoned", "accused"):
        if state not in out:
            yield Fault(
                "transition", "", f"people become {state!r} and nothing follows: needed a way out of it"
            )
    for state in sorted(out - reached - {"free", "dead"}):
        yield Fault(
            "transition", "", f"a way out of {state!r}, into which nobody comes: needed a way in, or none out"
        )


def _without_source(scenario: Scenario) -> Iterator[Fault]:
    tables: list[tuple[str, Sourced]] = [
        (name, part) for name in Scenario.model_fields if isinstance(part := getattr(scenario, name), Sourced)
    ]
    for name in ("order", "transition"):
        tables += [(f"{name}[{n}]", part) for n, part in enumerate(getattr(scenario, name), start=1)]
    for key, table in tables:
        yield from _source(key, table)


def _source(key: str, table: Sourced) -> Iterator[Fault]:
    names = {
        name: field.alias or name for name, field in type(table).model_fields.items() if name != "source"
    }
    given = {names[name] for name in table.model_fields_set if name in names}
    if isinstance(table.source, str):
        if not table.source.strip():
            yield Fault(f"{key}.source", "''", 'needed a report and mechanism, as "A, M13", or "assumption"')
        return
    for name in sorted(given - set(table.source)):
        yield Fault(
            f"{key}.source", "", f'nothing for {name!r}: needed a report and mechanism, or "assumption"'
        )
    for name in sorted(set(table.source) - given):
        near = get_close_matches(name, sorted(given), n=1)
        yield Fault(
            f"{key}.source.{name}", "", f"no such value{f'; did you mean {near[0]!r}?' if near else ''}"
        )
    for name in sorted(name for name, text in table.source.items() if not text.strip()):
        yield Fault(
            f"{key}.source.{name}", "''", 'needed a report and mechanism, as "A, M13", or "assumption"'
        )
