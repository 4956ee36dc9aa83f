"""Whatever a page can refuse has words in both languages; what nobody foresaw stays English, and says so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from tests.workspace.conftest import ClientAs

import saksi.intake
import saksi.workspace
from saksi.record import InvalidInput
from saksi.workspace import faults
from saksi.workspace.web.faults import refused
from saksi.workspace.web.refusals import refusal, spoken
from saksi.workspace.web.serving import Serving

HERE = Path(saksi.workspace.__file__).parent
INTAKE = Path(saksi.intake.__file__).parent
RAISED = {"InvalidInput", "NotAllowed", "WrongPassphrase", "WrongKind", "Damaged", "Problem", "__init__"}
# What only commands and programs meet: proofs, backups, verifying, the server itself; and the interface,
# which speaks English to programs.
NO_PAGES = re.compile(
    r"(api|audit|backend)/|(differing|session|keeping|vault_recovery|slots|access|saying|server|serving)\.py"
)
HANGUL = re.compile(r"[가-힣]")


def sentence(node: ast.expr) -> str:
    """What is raised, with a number where values stand; empty where it is not written in place."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in node.values)
    return ""


def refusals() -> Iterator[tuple[str, str]]:
    for file in sorted(HERE.rglob("*.py")):
        place = str(file.relative_to(HERE))
        if NO_PAGES.search(place):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).split(".")[-1] in RAISED:
                said = sentence(node.args[0])
                if said:
                    yield f"{place}:{node.lineno}", said
    yield from (("faults.py", said) for _, _, said in faults._SAID)


def test_every_refusal_of_the_pages_has_korean_words() -> None:
    found = list(refusals())
    assert len(found) > 80
    without = [(place, said) for place, said in found if not HANGUL.search(spoken(said, "ko") or "")]
    assert without == []


def found_by_parsers() -> Iterator[tuple[str, str]]:
    """Whatever functions of intake say in four words and more, but what only commands and fences say."""
    for file in sorted(INTAKE.rglob("*.py")):
        if file.name in {"files.py", "fences.py", "wire.py", "process.py"}:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            within = {
                id(part) for n in ast.walk(function) if isinstance(n, ast.JoinedStr) for part in n.values
            }
            for node in (n for n in ast.walk(function) if isinstance(n, ast.expr)):
                said = "" if id(node) in within else sentence(node)
                words = re.findall(r"[A-Za-z]+", said)
                if len(words) >= 4 and "@" not in said and said != ast.get_docstring(function, clean=False):
                    yield f"{file.name}:{node.lineno}", " ".join(said.split())


def test_whatever_parsers_find_has_korean_words() -> None:
    found = list(found_by_parsers())
    assert len(found) > 70
    without = [(place, said) for place, said in found if not HANGUL.search(spoken(said, "ko") or "")]
    assert without == []
    kept = "not text: the file is a PDF. Give it the suffix of what it is, or save its text"
    told = "텍스트가 아니라 PDF입니다. 내용에 맞는 확장자로 바꾸거나 본문을 저장하십시오."
    assert spoken(f"{kept}. Its bytes are kept", "ko") == f"{told} 원본은 그대로 보관했습니다."


def test_numbers_and_names_stand_in_the_korean_sentence_too() -> None:
    assert spoken("the words stand in the report 3 times, and once is needed: type more of them, spelled as"
                  " they are there", "ko") == (
        "입력한 말이 보고에 3번 나오는데 한 번이어야 합니다. 보고에 적힌 그대로 더 길게 입력하십시오."
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_not_known_is_said_in_english_and_marked_so(served: Serving, language: str) -> None:
    request = RequestFactory().get("/")
    request.language = language  # type: ignore[attr-defined]
    assert refusal(request, "a plugin says no") == "a plugin says no"
    page = refused(request, InvalidInput("a plugin says <b>no</b>")).content.decode()
    marked = '<p lang="en">' if language == "ko" else "<p>"
    assert f"{marked}a plugin says &lt;b&gt;no&lt;/b&gt;</p>" in page


def test_a_page_refuses_in_the_language_of_its_reader(client_as: ClientAs) -> None:
    reviewer: Client = client_as("reviewer")
    english = reviewer.post("/coding/assign/", {"coder": "nobody"})
    assert "choose a coder" in english.content.decode()
    reviewer.post("/language/ko/", {"next": "/desk/"})
    korean = reviewer.post("/coding/assign/", {"coder": "nobody"})
    assert "코더를 고르십시오." in korean.content.decode()
