"""Whatever a page can refuse has words in both languages; what nobody foresaw stays English, and says so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from tests.workspace.conftest import ClientAs

import saksi.workspace
from saksi.record import InvalidInput
from saksi.workspace import faults
from saksi.workspace.web.faults import refused
from saksi.workspace.web.refusals import refusal, spoken
from saksi.workspace.web.serving import Serving

HERE = Path(saksi.workspace.__file__).parent
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
