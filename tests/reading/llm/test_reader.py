from collections.abc import Callable
from datetime import date
from time import sleep
from typing import Any

import pytest
from tests.reading.llm.conftest import Service, completion

from saksi.reading.llm import LlmReader, LlmSettings
from saksi.reading.llm.endpoint import NoAnswer
from saksi.record import Claim, InvalidInput, Passage
from saksi.testing import TEXT

CORE = TEXT[: TEXT.index(", a source")]
FULL: dict[str, Any] = {
    "kind": "act",
    "act": "detention_other",
    "modality": "happened",
    "quote": CORE,
    "more_quotes": [],
    "victim": {
        "quote": "two traders", "name": None, "type": "group", "status": "ordinary",
        "roles": ["Trader"], "sex": "unknown", "age": None, "family_included": False,
    },
    "count": {"quote": "two", "min": 2, "max": 2, "unit": "persons"},
    "perpetrator": {"quote": "Security agents", "institution": "state security", "level": None},
    "grounds": [],
    "place": {"quote": "Corrow", "country": "xo", "admin1": None},
    "time": {"quote": "in March", "from": "2024-03-01", "to": "2024-03-31"},
    "penalty": None,
    "sources": [
        {
            "quote": "a source in North Kell", "role": "insider_source",
            "anonymous": True, "place": "North Kell",
        }
    ],
    "directness": "anonymous",
}  # fmt: skip


def read(reader: LlmReader, text: str = TEXT, **about: Any) -> Any:
    return reader(text, published=date(2024, 3, 20), outlet="Isk Radio", **about)


def test_a_claim_whose_quotations_stand_in_the_report_keeps_every_field(service: Service) -> None:
    service.says(FULL)
    [claim] = read(service.reader())
    assert claim.passages[0].of(TEXT) == CORE
    assert (claim.victim.text, claim.victim.roles, claim.count.max) == ("two traders", ("trader",), 2)
    assert (claim.perpetrator.institution, claim.place.country) == ("state security", "XO")
    assert claim.time.from_ == date(2024, 3, 1)
    assert [link.text for link in claim.attribution.chain] == ["a source in North Kell", "Isk Radio"]


def test_a_claim_says_which_model_read_it_with_which_question(service: Service) -> None:
    service.says(FULL)
    [claim] = read(service.reader(seed=7))
    assert claim.reader == "llm:tiny"
    assert claim.rules[0].startswith("prompt:")
    assert claim.rules[1] == "seed:7"
    assert claim.confidence is None


FIELDS: dict[str, Callable[[Claim], object]] = {
    "victim": lambda claim: claim.victim.text,
    "count": lambda claim: claim.count.min,
    "perpetrator": lambda claim: claim.perpetrator.institution,
    "place": lambda claim: claim.place.text,
    "time": lambda claim: claim.time.from_,
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("quote", ["three judges", "", " ", None, 7, ["two"], "a" * 5000, "Secu", "..."])
def test_a_field_without_its_quotation_is_dropped_and_the_others_stay(
    service: Service, field: str, quote: object
) -> None:
    service.says({**FULL, field: {**FULL[field], "quote": quote}})
    [claim] = read(service.reader())
    for name, value in FIELDS.items():
        assert (value(claim) is None) == (name == field), name


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("count", {"min": 5, "max": 2}),
        ("count", {"min": -1, "max": 2}),
        ("count", {"min": "two", "max": 2}),
        ("time", {"from": "2024-03-31", "to": "2024-03-01"}),
        ("time", {"from": "March", "to": None}),
        ("time", {"from": "9999999", "to": None}),
    ],
)
def test_a_value_that_cannot_be_is_dropped_with_its_field(
    service: Service, field: str, wrong: dict[str, Any]
) -> None:
    service.says({**FULL, field: {**FULL[field], **wrong}})
    [claim] = read(service.reader())
    assert FIELDS[field](claim) is None


@pytest.mark.parametrize("words", ["Imre Vatt", "detained"])
def test_names_roles_ages_and_places_of_sources_must_be_in_the_report_too(
    service: Service, words: str
) -> None:
    victim = {**FULL["victim"], "name": words, "roles": [words], "age": words}
    source = {**FULL["sources"][0], "place": words}
    service.says({**FULL, "victim": victim, "sources": [source]})
    [claim] = read(service.reader())
    assert (claim.victim.name, claim.victim.roles, claim.victim.age) == (None, (), None)
    assert claim.attribution.chain[0].place is None


def test_a_quotation_is_found_across_line_breaks_and_anchored_to_them(service: Service) -> None:
    text = TEXT.replace("two traders", "two\n   traders")
    service.says(FULL)
    [claim] = read(service.reader(), text)
    assert claim.passages[0].of(text) == CORE.replace("two traders", "two\n   traders")


def test_of_several_places_the_one_nearest_to_the_act_is_meant(service: Service) -> None:
    text = f"Corrow is a town.\n\n{TEXT}"
    service.says(FULL)
    [claim] = read(service.reader(), text)
    assert claim.passages[0].start == text.index(CORE)


def test_page_furniture_is_neither_sent_nor_quoted(service: Service) -> None:
    text = f"{TEXT}\n\nShare this: agents beat a cook."
    furniture = (Passage(start=len(TEXT), end=len(text)),)
    service.says({**FULL, "quote": "agents beat a cook"})
    assert read(service.reader(), text, furniture=furniture) == []
    assert "Share this" not in str(service.asked)


def test_a_long_report_is_asked_about_piece_by_piece_and_each_claim_found_once(service: Service) -> None:
    text = "\n\n".join([TEXT, *("Prices of rice rose again. " * 12 for _ in range(4)), TEXT])
    service.says(FULL)
    claims = read(service.reader(characters=600), text)
    assert len(service.asked) > 2
    assert [claim.passages[0].start for claim in claims] == [0, text.rindex(TEXT)]
    assert [claim.id for claim in claims] == ["c1", "c2"]


def test_the_report_travels_as_data_and_the_schema_is_asked_for(service: Service) -> None:
    read(service.reader())
    [asked] = service.asked
    assert service.paths == ["/v1/chat/completions"]
    assert asked["response_format"]["type"] == "json_schema"
    assert TEXT not in asked["messages"][0]["content"]
    assert TEXT in asked["messages"][1]["content"]
    assert "tools" not in asked


BROKEN: dict[str, Any] = {
    "no JSON": lambda _asked: completion("I am sorry"),
    "a list": lambda _asked: completion([FULL]),
    "no claims": lambda _asked: completion({"answer": 1}),
    "claims that are no list": lambda _asked: completion({"claims": "none"}),
    "deep nesting": lambda _asked: completion("[" * 50_000),
    "no completion": lambda _asked: b"{}",
    "no body": lambda _asked: b"",
    "a number for words": lambda _asked: b'{"choices": [{"message": {"content": 5}}]}',
    "status 500": lambda _asked: (500, {}, b"fault"),
    "status 401": lambda _asked: (401, {}, b"no"),
    "too many bytes": lambda _asked: b" " * 2_500_000,
    "packed": lambda _asked: (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08\x00"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_service_that_misbehaves_costs_the_report_its_claims_after_one_more_try(
    service: Service, how: str
) -> None:
    service.answer = BROKEN[how]
    with pytest.raises(NoAnswer) as raised:
        read(service.reader())
    assert len(service.asked) == 2
    assert "traders" not in str(raised.value)


def test_a_second_try_that_succeeds_is_taken(service: Service) -> None:
    answers = iter([b"{", completion({"claims": [FULL]})])
    service.answer = lambda _asked: next(answers)
    assert len(read(service.reader())) == 1


def test_a_service_that_is_too_slow_is_left(service: Service) -> None:
    def slow(_asked: object) -> bytes:
        sleep(1.6)
        return completion({"claims": []})

    service.answer = slow
    with pytest.raises(NoAnswer, match="within 1 s"):
        read(service.reader(seconds=1))


def test_a_service_that_is_not_there_is_named_as_such() -> None:
    reader = LlmReader(LlmSettings(endpoint="http://127.0.0.1:1/v1", model="tiny"))
    with pytest.raises(NoAnswer, match="is it running"):
        read(reader)


def test_a_redirection_is_not_followed(service: Service) -> None:
    service.answer = lambda _asked: (307, {"Location": f"http://127.0.0.1:{service.port}/elsewhere"}, b"")
    with pytest.raises(NoAnswer, match="status 307"):
        read(service.reader())
    assert set(service.paths) == {"/v1/chat/completions"}


@pytest.mark.parametrize("proxy", ["HTTP_PROXY", "ALL_PROXY", "http_proxy"])
def test_a_proxy_of_the_environment_is_not_asked(
    service: Service, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv(proxy, "http://127.0.0.1:1")
    service.says(FULL)
    assert len(read(service.reader())) == 1


def test_the_key_comes_from_a_file_and_shows_nowhere(service: Service, tmp_path: Any) -> None:
    file = tmp_path / "key"
    file.write_text("Umber-Threnody-77\n", encoding="utf-8")
    service.says(FULL)
    [claim] = read(service.reader(key_file=str(file)))
    assert service.headers[0]["Authorization"] == "Bearer Umber-Threnody-77"
    assert "Threnody" not in claim.model_dump_json() + str(service.asked) + repr(service.settings())
    service.answer = BROKEN["status 401"]
    with pytest.raises(NoAnswer) as raised:
        read(service.reader(key_file=str(file)))
    assert "Threnody" not in str(raised.value)


def test_a_key_file_that_holds_none_is_an_error_that_names_the_setting(
    service: Service, tmp_path: Any
) -> None:
    with pytest.raises(InvalidInput, match="key_file"):
        read(service.reader(key_file=str(tmp_path / "absent")))


AWAY = {"endpoint": "https://models.example/v1", "model": "m"}
OFF = {
    "nothing is set": {},
    "no model": {"endpoint": "http://127.0.0.1:8080/v1"},
    "another machine": AWAY,
    "another machine is confirmed": {**AWAY, "allow_host": "x.example"},
    "in clear to a confirmed machine": {
        "endpoint": "http://models.example/v1", "model": "m", "allow_host": "models.example",
    },
    "a name that begins like ours": {"endpoint": "http://localhost.example/v1", "model": "m"},
    "a host that looks like ours": {"endpoint": "http://127.0.0.1.example/v1", "model": "m"},
    "a user in the address": {"endpoint": "http://me:secret@127.0.0.1/v1", "model": "m"},
    "a key in the address": {"endpoint": "http://127.0.0.1/v1?key=secret", "model": "m"},
    "no address": {"endpoint": "127.0.0.1:8080", "model": "m"},
    "another scheme": {"endpoint": "file:///etc/passwd", "model": "m"},
    "no port": {"endpoint": "http://127.0.0.1:notaport/v1", "model": "m"},
    "all addresses": {"endpoint": "http://0.0.0.0:8080/v1", "model": "m"},
}  # fmt: skip


@pytest.mark.parametrize("how", OFF)
def test_it_is_off_unless_a_service_of_this_machine_or_a_confirmed_one_is_set(how: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        LlmReader().configured(LlmSettings(**OFF[how]))  # type: ignore[arg-type]
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "[::1]", "localhost"])
def test_this_machine_has_several_names(host: str) -> None:
    settings = LlmSettings(endpoint=f"http://{host}:8080/v1", model="m")
    assert LlmReader().configured(settings).settings == settings


def test_a_confirmed_machine_is_asked_by_https() -> None:
    settings = LlmSettings(endpoint="https://models.example/v1", model="m", allow_host="models.example")
    assert LlmReader().configured(settings).settings == settings


@pytest.mark.parametrize("limit", [{"seconds": 0}, {"characters": 10}])
def test_limits_under_which_nothing_could_be_asked_are_refused(limit: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match="needed"):
        LlmSettings(**limit)  # type: ignore[arg-type]
