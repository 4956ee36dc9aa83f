import json
import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from saksi.exchange import Loss, exporter
from saksi.record import Report
from saksi.testing import a_claim, a_report

# What followthemoney 4.11.2 (MIT licence) holds each property to that we write; `make harden` compares.
PROPERTIES = {
    "Article": {
        "title": "string",
        "publishedAt": "date",
        "language": "language",
        "publisher": "string",
        "sourceUrl": "url",
        "bodyText": "text",
        "contentHash": "checksum",
        "summary": "text",
    },
    "Event": {
        "name": "name",
        "startDate": "date",
        "endDate": "date",
        "location": "address",
        "country": "country",
        "summary": "text",
        "notes": "text",
        "keywords": "string",
        "publisher": "string",
        "proof": "entity",
        "recordId": "string",
    },
    "Documentation": {"document": "entity", "entity": "entity", "role": "string", "summary": "text"},
    "Person": {"name": "name", "gender": "gender"},
    "UnknownLink": {"subject": "entity", "object": "entity", "role": "string"},
}
RECORD = [
    a_report(
        id="isk-1",
        url="https://isk.example/reports/1",
        published="2024-03-20",
        claims=[
            a_claim(
                place={"text": "Ardel", "country": "KP"},
                more_attributions=[
                    {
                        "chain": [{"role": "witness", "text": "a resident"}],
                        "stance": "confirms",
                        "directness": "eyewitness",
                    }
                ],
            ),
            a_claim(id="c2", victim={"name": "Hask Jorimund", "sex": "male"}, note="as told"),
        ],
        retracted={"by": "Isk Radio", "at": "2024-04-02"},
    ),
    a_report(id="isk-2", claims=[]),
]
WITH_LIBRARY = pytest.mark.skipif(
    find_spec("followthemoney") is None, reason="followthemoney has a lock of its own: make harden"
)


def exported(reports: list[Report]) -> tuple[list[dict[str, Any]], list[Loss]]:
    files: dict[str, Any] = {}
    losses = exporter("ftm")(reports, write=files.__setitem__)
    return [json.loads(line) for line in files["entities.ftm.json"].splitlines()], losses


def test_a_claim_is_an_event_with_its_passages_and_a_named_victim() -> None:
    entities, _ = exported(RECORD)
    kinds = [entity["schema"] for entity in entities]
    assert {kind: kinds.count(kind) for kind in PROPERTIES} == {
        "Article": 2,
        "Event": 2,
        "Documentation": 2,
        "Person": 1,
        "UnknownLink": 1,
    }


def test_each_property_is_one_of_the_format_and_each_value_fits_its_type() -> None:
    entities, _ = exported(RECORD)
    ids = {entity["id"] for entity in entities}
    fits: dict[str, Callable[[str], object]] = {
        "date": lambda value: date.fromisoformat(value).isoformat() == value,
        "language": re.compile("[a-z]{2,3}").fullmatch,
        "country": re.compile("[a-z]{2}").fullmatch,
        "gender": ("male", "female", "other").__contains__,
        "url": re.compile(r"https?://[\w-]+(\.[\w-]+)+/\S*").fullmatch,
        "checksum": re.compile("[0-9a-f]{40}").fullmatch,
        "entity": ids.__contains__,
    }
    written = set()
    for entity in entities:
        for name, values in entity["properties"].items():
            kind = PROPERTIES[entity["schema"]][name]
            written.add((entity["schema"], name))
            assert values
            assert all(value.strip() and fits.get(kind, bool)(value) for value in values), name
    assert written == {(schema, name) for schema, known in PROPERTIES.items() for name in known}


@WITH_LIBRARY
def test_the_format_is_still_as_it_stands_here() -> None:
    model: Any = import_module("followthemoney").model

    types = {name: model.get(name).properties for name in PROPERTIES}
    assert {s: {name: types[s][name].type.name for name in known} for s, known in PROPERTIES.items()} == (
        PROPERTIES
    )


@WITH_LIBRARY
def test_followthemoney_takes_every_value_that_we_write() -> None:
    model: Any = import_module("followthemoney").model

    for given in exported(RECORD)[0]:
        schema = model.get(given["schema"])
        assert schema
        proxy = model.make_entity(schema)
        proxy.id = given["id"]
        for name, values in given["properties"].items():
            for value in values:
                proxy.add(name, value)
            assert len(proxy.get(name)) == len(set(values)), (given["schema"], name)
        assert not schema.validate(proxy.to_dict())


def test_nobody_to_whom_it_was_done_gets_a_topic_and_an_unnamed_victim_is_no_person() -> None:
    entities, _ = exported(RECORD)
    assert not any("topics" in entity["properties"] for entity in entities)
    persons = [entity["properties"]["name"] for entity in entities if entity["schema"] == "Person"]
    assert persons == [["Hask Jorimund"]]


def test_an_address_that_followthemoney_would_drop_is_a_loss() -> None:
    _, losses = exported([a_report(url="https://localhost/1")])
    assert ("reports.url", 1) in {(loss.what, loss.n) for loss in losses}
