"""`saksi link people` and `saksi link names` from outside: files in, files out, exit codes."""

import csv
import json
from pathlib import Path

import pytest
from tests.linking.people.people_made_up import pair_f1, records
from typer.testing import CliRunner

from saksi.cli.app import app
from saksi.record import InvalidInput

MAP = "given_name=given,family_name=family,birth_date=born,place=place,sex=sex"


def run(*args: object) -> str:
    done = CliRunner().invoke(app, [str(arg) for arg in args])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def test_every_record_comes_out_once_with_its_person_and_pairs_with_reasons(tmp_path: Path) -> None:
    table = records(people=180)
    table.write_csv(tmp_path / "people.csv")
    command = ("link", "people", tmp_path / "people.csv", "--id", "id", "--map", MAP)
    output, pairs = tmp_path / "out.csv", tmp_path / "pairs.csv"
    printed = run(
        *command, "--output", output, "--pairs", pairs, "--model", tmp_path / "model.json", "--json"
    )
    found = rows(output)
    assert [row["id"] for row in found] == table["id"].to_list()
    numbers = {
        number: place for place, number in enumerate(dict.fromkeys(row["cluster_id"] for row in found))
    }
    assert pair_f1(table["person"].to_list(), [numbers[row["cluster_id"]] for row in found]) >= 0.9
    first = rows(pairs)[0]
    assert list(first) == ["id_a", "id_b", "probability", "weight", "explanation"]
    [result] = json.loads(printed)["results"]
    assert result["records"] == table.height
    assert result["unique_low"] <= result["clusters"] <= result["unique_high"]
    assert not [
        name for name in table["family"] if name.lower() in (tmp_path / "model.json").read_text().lower()
    ]
    run(*command, "--output", tmp_path / "again.csv", "--before", output, "--model", tmp_path / "model.json")
    assert rows(tmp_path / "again.csv") == found
    assert rows(tmp_path / "again.history.csv") == []
    part = tmp_path / "part.csv"
    known = found[:-20]
    part.write_text(
        "id,cluster_id\n" + "".join(f"{row['id']},{row['cluster_id']}\n" for row in known), "utf-8"
    )
    placed = run(
        *command,
        "--output",
        tmp_path / "new.csv",
        "--before",
        part,
        "--model",
        tmp_path / "model.json",
        "--only-new",
    )
    assert placed.startswith("20 new records placed")
    assert rows(tmp_path / "new.csv")[:-20] == known


@pytest.mark.parametrize(
    ("text", "roles", "message"),
    [
        ("id,n\n1,Brida\n1,Joram\n", "name=n", "comes twice"),
        ("id,n\n1,Brida\n,Joram\n", "name=n", "no identifier"),
        ("id,n\n1,Brida\n", "name=m", "no column"),
        ("id,n\n1,Brida\n", "nme=n", "did you mean name"),
    ],
)
def test_a_faulty_table_or_map_is_named(tmp_path: Path, text: str, roles: str, message: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=message):
        run("link", "people", file, "--id", "id", "--map", roles, "--output", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_name_pairs_come_back_with_an_answer(tmp_path: Path) -> None:
    file, output = tmp_path / "pairs.csv", tmp_path / "out.csv"
    file.write_text(
        "name_a,name_b,note\nPak Chŏng-su,박정수,x\nPak Chong-su,Pak Chong-ho,y\n", encoding="utf-8"
    )
    run("link", "names", file, "--output", output)
    found = rows(output)
    assert [row["same"] for row in found] == ["1", "0"]
    assert [row["note"] for row in found] == ["x", "y"]
    assert all(0 <= float(row["similarity"]) <= 1 for row in found)
