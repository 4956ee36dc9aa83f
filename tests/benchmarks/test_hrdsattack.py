"""HRDsAttack: the script answers what evaluate.py reads, learned from a small invented corpus."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.hrds import corpus, store, when, where
from benchmarks.hrds.learners import Judge, Ranker
from benchmarks.hrds.model import Model
from benchmarks.hrds.people import find_people
from benchmarks.hrds.scan import scan
from benchmarks.hrds.scoring import Figure
from benchmarks.hrds.victims import features
from benchmarks.hrds.words import given_names

from benchmarks import hrdsattack, reading_page
from saksi.record import InvalidInput

STORY = (
    "<p>Police arrested journalist {name} in {city} on March 4, said Ivor Brand, a minister.</p>"
    "<p>The editor was beaten in custody. {pronoun} was held for a week in {country}.</p>"
)
PEOPLE = (
    ("Orla Venn", "She", "Lagos", "Nigeria", "woman"),
    ("Tomas Quill", "He", "Minsk", "Belarus", "man"),
    ("Brenda Hask", "She", "Karachi", "Pakistan", "woman"),
    ("Victor Pell", "He", "Manila", "Philippines", "man"),
    ("Nadia Orme", "She", "Nairobi", "Kenya", "woman"),
    ("Peter Lorn", "He", "Lima", "Peru", "man"),
)


def annotated(number: int) -> dict[str, Any]:
    name, pronoun, city, country, sex = PEOPLE[number]
    victim = {
        "victim_name": name,
        "victim_type": ["journalist"],
        "victim_sex_type": sex,
        "victim_age_group": "adult",
    }
    return {
        "sample": {
            "Input.GLOBALEVENTID": number,
            "Input.title": f"Journalist held in {city}",
            "Input.publish_date": "2021-03-09 10:00:00",
            "Input.article_interface": STORY.format(name=name, pronoun=pronoun, city=city, country=country),
        },
        "merged_sample": {
            "perpetrator_mention": True, "perpetrator_type": "state actor", "country": country,
            "region": "None",
            "violation_types": ["arbitrary detention", "torture" if number % 2 else "unknown"],
            "city": city, "year": "2021.0", "month": "March", "date": "4.0", "victims": [victim],
        },
    }  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hrdsattack")
    (folder / "train.json").write_text(json.dumps([annotated(n) for n in range(4)]), encoding="utf-8")
    (folder / "dev.json").write_text(json.dumps([annotated(4)]), encoding="utf-8")
    return folder


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    sample = annotated(5)["sample"]
    item = {"id": 5, "title": sample["Input.title"], "publish_date": "2021-03-09 10:00:00",
            "text": sample["Input.article_interface"]}  # fmt: skip
    (tmp_path / "inputs.jsonl").write_text(json.dumps(item), encoding="utf-8")
    (tmp_path / "names.jsonl").write_text(json.dumps({"id": 5, "names": ["Peter Lorn"]}), encoding="utf-8")
    options = {"input": "inputs.jsonl", "names": "names.jsonl", "output": "out.jsonl"}
    return [word for option, name in options.items() for word in (f"--{option}", str(tmp_path / name))]


def test_it_answers_an_article_it_never_saw(data: Path, files: list[str], tmp_path: Path) -> None:
    model = tmp_path / "model"
    for _ in range(2):  # the second time with the readings kept from the first
        assert hrdsattack.main([*files, "--data", str(data), "--model", str(model)]) == 0
        answer = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
        assert answer["id"] == 5
        assert answer["country"] == "Peru"
        assert answer["city"] == "Lima"
        assert (answer["year"], answer["month"], answer["day"]) == ("2021", "March", "4")
        assert answer["victims"][0] == "Peter Lorn"
        assert answer["perpetrator_type"] == "state actor"
        assert "arbitrary detention" in answer["violation_types"]
        told = answer["victim_attributes"]["Peter Lorn"]
        assert (told["type"], told["age"]) == (["journalist"], "adult")
    assert len(list(model.iterdir())) == 1


def test_the_given_names_say_nothing_of_who_is_a_victim(data: Path, files: list[str], tmp_path: Path) -> None:
    answers = []
    for names in (["Peter Lorn"], ["Ivor Brand"]):
        (tmp_path / "names.jsonl").write_text(json.dumps({"id": 5, "names": names}), encoding="utf-8")
        hrdsattack.main([*files, "--data", str(data), "--model", str(tmp_path / "model")])
        answers.append(json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8")))
        assert list(answers[-1].pop("victim_attributes")) == names
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 1: found no JSON"), ("[1]", "found list"), ('{"id": 1}', "found no 'title'")],
)
def test_a_bad_line_is_named(
    line: str, said: str, data: Path, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inputs.jsonl").write_text(line, encoding="utf-8")
    assert hrdsattack.main([*files, "--data", str(data)]) == 1
    assert said in capsys.readouterr().err


def test_what_is_asked_teaches_nothing(
    data: Path, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = [annotated(number)["sample"] for number in range(5)]
    lines = [
        {
            "id": item["Input.GLOBALEVENTID"] + 100 * (number % 2),
            "title": item["Input.title"],
            "publish_date": item["Input.publish_date"],
            "text": item["Input.article_interface"],
        }
        for number, item in enumerate(everything)
    ]  # fmt: skip - every second one under another id, word for word the same
    (tmp_path / "inputs.jsonl").write_text("\n".join(map(json.dumps, lines[:4])), encoding="utf-8")
    names = [{"id": line["id"], "names": [person[0]]} for line, person in zip(lines, PEOPLE, strict=False)]
    (tmp_path / "names.jsonl").write_text("\n".join(map(json.dumps, names)), encoding="utf-8")
    assert hrdsattack.main([*files, "--data", str(data)]) == 0
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    told = [person["sex"] for answer in answers for person in answer["victim_attributes"].values()]
    assert told == ["woman"] * 4  # all that the one article left to learn from knows
    (tmp_path / "inputs.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert hrdsattack.main([*files, "--data", str(data)]) == 1
    assert "one to learn from" in capsys.readouterr().err


def test_a_folder_without_the_articles_is_refused(files: list[str], tmp_path: Path) -> None:
    assert hrdsattack.main([*files, "--data", str(tmp_path)]) == 1


def test_without_the_shared_folder_nothing_is_measured(tmp_path: Path) -> None:
    assert hrdsattack.measure(tmp_path / "absent") == {}


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("3", "March"),
        ("Decenmber", "December"),
        ("Ocober", "October"),
        ("Januay", "January"),
        ("unknown", None),
    ],
)
def test_months_are_cleaned(written: str, month: str | None, tmp_path: Path) -> None:
    item = annotated(0)
    item["merged_sample"]["month"] = written
    (tmp_path / "train.json").write_text(json.dumps([item]), encoding="utf-8")
    [(_, gold)] = corpus.read_annotated(tmp_path / "train.json")
    assert gold.month == month
    assert gold.year == "2021"
    assert gold.region is None
    assert gold.violations == {"arbitrary detention"}


def test_retold_wire_stories_are_one_group() -> None:
    story = " ".join(f"word{n}" for n in range(60))
    assert corpus.groups([story, "quite another text of its own making here", f"By a hand. {story}"]) == [
        0,
        1,
        0,
    ]


def an_article(text: str) -> corpus.Article:
    return corpus.article(
        {"id": 1, "title": "Held", "publish_date": "2021-03-09", "text": text}, (), "inputs.jsonl, line 1"
    )


def test_a_surname_joins_the_full_name() -> None:
    found = scan(
        an_article(
            "<p>Orla Venn was arrested on Monday.</p><p>Venn was beaten, her lawyer Brian Todd said.</p>"
        )
    )
    people = find_people(found)
    assert [person.name for person in people] == ["Orla Venn", "Brian Todd"]
    rows = features(found, people)
    assert rows[0]["patient"] > 0
    assert "patient" not in rows[1]


def test_a_weekday_is_counted_back_from_the_publication() -> None:
    found = scan(an_article("<p>Police arrested Orla Venn on Friday.</p>"))
    assert {value for value, _ in when.days(found)} == {"2021-03-05", "2021-03-09"}
    assert {value for value, _ in when.years(found)} == {"2021"}


@pytest.mark.parametrize(
    ("said", "days", "months"),
    [
        ("since 2016", set(), set()),
        ("since June", set(), {"June"}),
        ("since June 4", {"2020-06-04"}, {"June"}),
    ],
)
def test_a_time_with_one_bound_names_no_day_of_its_own(said: str, days: set[str], months: set[str]) -> None:
    found = scan(an_article(f"<p>Police have held Orla Venn {said}.</p>"))
    assert {value for value, _ in when.days(found)} == days | {"2021-03-09"}
    assert {value for value, _ in when.months(found)} == months | {"March"}


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        ("2020", "June", "25", "2020-06-25"),
        (None, "January", "25", "2021-01-25"),
        ("2019", None, "25", "2021-01-25"),
        ("2021", "January", "7", None),
        (None, None, None, None),
    ],
)
def test_an_annotated_day_is_the_date_that_agrees_best(
    year: str | None, month: str | None, day: str | None, date: str | None
) -> None:
    assert when.date_of(["2021-01-25", "2020-06-25"], year, month, day) == date


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Police arrested Orla Venn in Hong Kong.", {"CN"}),
        ("Gunmen shot Orla Venn in Niger State, Nigeria.", {"NG"}),
        ("Gunmen shot Orla Venn in Niger.", {"NE"}),
    ],
)
def test_a_part_of_a_state_counts_for_the_state(text: str, codes: set[str]) -> None:
    assert {code for code, _ in where.countries(scan(an_article(f"<p>{text}</p>")))} == codes


def test_a_city_in_capitals_is_the_same_city() -> None:
    found = scan(an_article("<p>NAIROBI - Police arrested Orla Venn.</p><p>She is held in Nairobi.</p>"))
    assert [name for name, _ in where.cities(found)] == ["Nairobi"]


def test_the_usual_spelling_of_a_country_is_answered() -> None:
    written = ["USA", "United States", "USA", "Africa", None]
    assert where.label_of(written) == {"US": "USA"}


def test_a_city_brings_its_country() -> None:
    found = scan(an_article("<p>Police arrested Orla Venn in Karachi.</p>"))
    assert [code for code, _ in where.countries(found)] == ["PK"]
    assert [name for name, _ in where.cities(found)] == ["Karachi"]


def test_an_empty_article_is_answered(data: Path) -> None:
    [reading] = store.readings([an_article("")], None)
    pairs = corpus.read_annotated(data / "train.json")
    learned = Model().fit(store.readings([a for a, _ in pairs], None), [gold for _, gold in pairs])
    answer = learned.answer(reading)
    assert answer["victims"] == []
    assert answer["year"] == "2021"
    assert answer["city"] is None


def test_a_ranker_prefers_what_was_right_before() -> None:
    documents = [[("a", {"title": 1.0}), ("b", {"late": 1.0})]] * 4
    ranker = Ranker().fit(documents, ["a", "a", "a", None])
    assert ranker.best([("x", {"late": 1.0}), ("y", {"title": 1.0})]) == "y"
    assert ranker.best([]) is None


def test_a_judge_that_saw_one_class_always_gives_it() -> None:
    assert Judge().fit([{"a": 1.0}, {"b": 1.0}], ["only", "only"]).best({"c": 1.0}) == "only"


def test_no_given_name_is_of_both_sexes() -> None:
    assert given_names()["breonna"] == "woman"
    assert set(given_names().values()) == {"man", "woman"}


def test_damaged_annotations_are_refused(tmp_path: Path) -> None:
    (tmp_path / "train.json").write_text('[{"sample": {}}]', encoding="utf-8")
    with pytest.raises(InvalidInput, match="needed is train"):
        corpus.read_annotated(tmp_path / "train.json")


def test_figures_that_were_measured_stand_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "measured.json"
    figure = Figure("violation type F1", 71.5, 66.0, 76.0, None, None, 70.1, 71.4, 74.0)
    hrdsattack.keep({}, path)
    assert hrdsattack.kept(path) == {}
    hrdsattack.keep({"dev": [figure]}, path)
    assert hrdsattack.kept(path) == {"dev": [figure]}
    monkeypatch.setattr(hrdsattack, "kept", lambda: {"dev": [figure]})
    assert "| violation type F1 | 71.5 | 66.0 to 76.0 |  | 70.1 | 71.4 | 74 |" in list(reading_page._hrds())
