import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.docs.documents import ROOT, documents, name_of, project, read

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PAGES = [name_of(page) for page in documents()]
OURS = [name for name in PAGES if not name.startswith("src/")]
NO_MODULES = {"saksi.toml", *(project()["project"]["entry-points"])}
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
MACHINE = re.compile(
    r"(?<![\w.])/(?:home|root|work|tmp|opt)/|\b(?:pypi|pythonhosted|npmjs|files\.python)\b", re.IGNORECASE
)


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings get."""
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {
        "".join(c for c in title.lower().replace(" ", "-") if c in "-_" or is_word(c)) for title in titles
    }


def is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


def is_ours(dotted: str) -> bool:
    """Return whether a dotted name is a module of ours, or a word in the module that it begins with."""
    place, parts = ROOT / "src", dotted.split(".")
    while parts and (place / parts[0]).is_dir():
        place /= parts.pop(0)
    if parts and (place / f"{parts[0]}.py").is_file():
        place /= f"{parts.pop(0)}.py"
    else:
        place /= "__init__.py"
    return place.is_file() and (
        not parts or re.search(rf"\b{parts[0]}\b", place.read_text("utf-8")) is not None
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_relative_link_and_picture_is_there(name: str) -> None:
    broken = []
    for link in LINK.findall(FENCED.sub("", read(name))):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = unquote(link).partition("#")
        goal = (ROOT / name).parent / path if path else ROOT / name
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("name", OURS)
def test_every_make_goal_that_a_page_names_is_in_the_makefile(name: str) -> None:
    goals = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^|# |: {2})make ([a-z][a-z-]*)", read(name), re.MULTILINE))
    assert named - goals == set()


@pytest.mark.parametrize("name", OURS)
def test_every_script_and_folder_of_ours_that_a_page_names_is_there(name: str) -> None:
    folders = r"scripts|docs|src/saksi|tests|changelog\.d|benchmarks|data"
    named = set(re.findall(rf"`(?:python |make -C )?((?:{folders})/[\w./-]*)", read(name)))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", OURS)
def test_every_module_and_function_of_ours_that_a_page_names_is_there(name: str) -> None:
    named = re.findall(r"`(saksi(?:\.\w+)+)", read(name))
    imported = re.findall(r"^from (saksi[\w.]*) import ([\w, ]+)", read(name), re.MULTILINE)
    named += [f"{module}.{each.strip()}" for module, names in imported for each in names.split(",")]
    assert [each for each in sorted({*named} - NO_MODULES) if not is_ours(each)] == []


@pytest.mark.parametrize("name", OURS)
def test_every_program_that_a_page_starts_with_python_is_there(name: str) -> None:
    named = {
        each.replace(".", "/") for each in re.findall(r"python -m ((?:benchmarks|scripts)[\w.]*)", read(name))
    }
    assert [
        each for each in sorted(named) if not (ROOT / each).is_dir() and not (ROOT / f"{each}.py").is_file()
    ] == []


@pytest.mark.parametrize("name", OURS)
def test_a_page_names_no_path_of_a_machine_and_no_registry(name: str) -> None:
    assert MACHINE.findall(read(name)) == []


def test_the_index_leads_to_every_page() -> None:
    linked = set(LINK.findall(read("docs/README.md"))) | {
        f"decisions/{link}" for link in LINK.findall(read("docs/decisions/README.md"))
    }
    pages = {name.removeprefix("docs/") for name in OURS if name.startswith("docs/")} - {"README.md"}
    assert pages - linked == set()


def test_the_picture_of_the_readme_is_small_and_the_drawing_is_sound() -> None:
    assert 20_000 < (ROOT / "docs/images/findings.png").stat().st_size <= 250_000
    drawing = read("docs/images/architecture.svg")
    assert "prefers-color-scheme: dark" in drawing
    assert "<title" in drawing
    assert "<desc" in drawing
