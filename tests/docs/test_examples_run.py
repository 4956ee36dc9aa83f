from pathlib import Path

import pytest
from scripts.examples import blocks, commands, run_page, shows_outputs, with_outputs
from scripts.generated import WITH_OUTPUTS
from tests.docs.documents import documents, name_of, read

RUN = [
    name_of(page)
    for page in documents()
    if any(list(commands(block)) for block in blocks(read(name_of(page))) if block.kind == "sh")
    or any(block.kind == "python" for block in blocks(read(name_of(page))))
]


@pytest.mark.parametrize("name", [name for name in RUN if name not in WITH_OUTPUTS])
def test_the_examples_of_a_page_run(name: str, tmp_path: Path) -> None:
    failed = [run for run in run_page(read(name), tmp_path) if run.code]
    assert failed == []


@pytest.mark.parametrize("name", WITH_OUTPUTS)
def test_the_examples_print_what_the_page_says(name: str, tmp_path: Path) -> None:
    assert with_outputs(read(name), tmp_path) == read(name), f"{name} is stale: run `make generate`"


def test_the_pages_that_teach_have_examples() -> None:
    taught = {
        "README.md",
        "docs/tutorials/first-folder.md",
        "docs/architecture.md",
        "docs/reference/commands.md",
    }
    guides = {"docs/guides/your-own-reports.md", "docs/guides/settings.md", "docs/guides/country-pack.md"}
    assert taught | guides <= set(RUN)


def test_every_page_that_shows_what_a_command_prints_is_written_by_make_generate() -> None:
    assert {name_of(page) for page in documents() if shows_outputs(read(name_of(page)))} == set(WITH_OUTPUTS)


def test_an_example_that_fails_is_named_with_what_it_printed(tmp_path: Path) -> None:
    page = "```sh\nsaksi findings nowhere --output out\n```\n\n```text\n```\n"
    with pytest.raises(RuntimeError, match="saksi findings nowhere"):
        with_outputs(page, tmp_path)


def test_files_commands_and_outputs_of_a_page_are_told_apart() -> None:
    page = (
        "<!-- file: reports/a.txt -->\n```text\nwords\n```\n"
        "```sh\ngit clone x\nSAKSI_X=1 saksi read reports && make demo REPORTS=reports OUTPUT=o\n```\n"
        "```text\n```\n"
    )
    kinds = [(block.kind, block.file) for block in blocks(page)]
    assert kinds == [("text", "reports/a.txt"), ("sh", None), ("text", None)]
    assert list(commands(blocks(page)[1])) == [
        ({"SAKSI_X": "1"}, ["read", "reports"]),
        ({}, ["demo", "--yes", "--output", "o", "--reports", "reports"]),
    ]
