import re

import pytest
from tests.docs.documents import ROOT, project, read

from saksi.intake import FORMATS

GROUPS = project()["project"]["entry-points"]
ARCHITECTURE = read("docs/architecture.md")


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_group_of_plugins_and_what_is_built_in_is_named(group: str) -> None:
    paragraph = next((part for part in ARCHITECTURE.split("\n\n") if f"group `{group}`" in part), "")
    assert [name for name in GROUPS[group] if f"`{name}`" not in paragraph] == []


def test_every_format_that_intake_reads_is_in_the_guide() -> None:
    table = read("docs/guides/your-own-reports.md").split("## Formats")[1].split("\n## ")[0]
    assert set(re.findall(r"`(\.[a-z]+)`", table)) - {".txt"} == set(FORMATS) - {".txt"}
    assert "| `.txt` |" in table


def test_every_package_of_the_tree_has_its_row() -> None:
    packages = set(re.findall(r"^\| `saksi\.(\w+)` \|", ARCHITECTURE, re.MULTILINE))
    found = {path.parent.name for path in (ROOT / "src" / "saksi").glob("*/__init__.py")}
    assert found == packages | {"samples"}


def test_the_layers_that_the_page_names_are_those_that_are_checked() -> None:
    contract = next(
        each for each in project()["tool"]["importlinter"]["contracts"] if each["type"] == "layers"
    )
    first = [layer.split(" | ") for layer in contract["layers"]]
    named = ARCHITECTURE.split("**Imports point down**: ")[1].split(".")[0].split(", ")
    assert named == ["stages" if len(layer) > 2 else layer[0] for layer in first]
    stages = next(layer for layer in first if len(layer) > 2)
    drawn = read("docs/images/architecture.svg")
    assert [name for layer in first for name in layer if f">{name}</text>" not in drawn] == ["samples"]
    assert set(stages) <= set(re.findall(r"^\| `saksi\.(\w+)` \|", ARCHITECTURE, re.MULTILINE))
