import re
import subprocess
import sys

import pytest
from tests.docs.documents import read


def help_of(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "saksi", *words, "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
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


def _first_cells(page: str) -> str:
    return "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    assert re.search(rf"```(sh|console)\nsaksi {command}", section(f"saksi {command}"))
