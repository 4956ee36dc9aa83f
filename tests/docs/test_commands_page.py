import re

import pytest
from tests.docs.documents import documents, name_of, read
from typer.testing import CliRunner

from saksi.cli.app import app


def help_of(*words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--help"], prog_name="saksi")
    assert done.exit_code == 0
    return done.stdout


GROUPS = ("key", "link", "sim", "source")


def commands_of(*group: str) -> list[str]:
    """Return the names that a group's help lists."""
    return re.findall(r"^  ([a-z]+)  ", help_of(*group).split("Commands:")[1], re.MULTILINE)


def section(title: str) -> str:
    return read("docs/reference/commands.md").split(f"## `{title}`\n")[1].split("\n## ")[0]


COMMANDS = (
    *(command for command in commands_of() if command not in GROUPS),
    *(f"{group} {command}" for group in GROUPS for command in commands_of(group)),
)


def test_the_groups_are_among_the_commands() -> None:
    assert set(GROUPS) <= set(commands_of())
    assert {"demo", "findings", "new", "link events", "read", "sim run", "source open", "verify"} <= set(
        COMMANDS
    )


def test_every_command_that_the_program_lists_has_a_section() -> None:
    page = read("docs/reference/commands.md")
    titles = re.findall(r"^## `saksi ([a-z ]+)`$", page, re.MULTILINE)
    assert sorted(titles) == sorted((*COMMANDS, *GROUPS))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_that_help_shows_is_in_its_section(command: str) -> None:
    shown = set(re.findall(r"--[a-z][a-z-]+", help_of(*command.split()).split("Options:")[1]))
    assert shown
    assert shown == set(re.findall(r"`(--[a-z-]+)`", _first_cells(section(f"saksi {command}"))))


SAID = re.compile(r"(?:^|[`$ ])saksi ((?:[a-z]+ ?){1,2})([^`\n]*)", re.MULTILINE)
WRITTEN = frozenset(("docs/reference/commands.md", "docs/benchmarks.md"))  # by the program itself


@pytest.mark.parametrize("name", [name_of(page) for page in documents() if name_of(page) not in WRITTEN])
def test_every_command_and_option_that_a_page_shows_is_there(name: str) -> None:
    reference = read("docs/reference/commands.md")
    wrong = []
    for words, rest in SAID.findall(_code(read(name))):
        first, _, second = words.strip().partition(" ")
        command = f"{first} {second}" if first in GROUPS and second else first
        if f"## `saksi {command}`\n" not in reference:
            wrong.append(command)
            continue
        options = set(re.findall(r"(?<!\w)--[a-z][a-z-]+", rest.split("|")[0].split("&&")[0]))
        wrong += [f"{command} {each}" for each in options if f"`{each}`" not in section(f"saksi {command}")]
    assert wrong == []


def _code(page: str) -> str:
    """Return what a page sets as code: fenced blocks of commands, and words between backticks."""
    fenced = re.findall(r"^```(?:sh|console)?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    commands = [line for block in fenced for line in block.splitlines() if re.match(r"(?:\$ )?saksi ", line)]
    inline = re.findall(
        r"`(saksi [^`\n]+)`", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    )
    return "\n".join([*commands, *inline])


def _first_cells(page: str) -> str:
    return "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    assert re.search(rf"```(sh|console)\nsaksi {command}", section(f"saksi {command}"))
