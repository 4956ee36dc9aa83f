import re
import subprocess
import sys

import pytest
from tests.docs.documents import read

COMMANDS = ("demo", "findings", "read")


def help_of(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "saksi", *words, "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def section(title: str) -> str:
    return read("docs/reference/commands.md").split(f"## `{title}`\n")[1].split("\n## ")[0]


def test_every_command_that_the_program_lists_has_a_section() -> None:
    listed = re.findall(r"^  ([a-z]+)  ", help_of().split("Commands:")[1], re.MULTILINE)
    assert tuple(sorted(listed)) == COMMANDS  # a new command joins this table
    assert all(f"## `saksi {command}`" in read("docs/reference/commands.md") for command in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_that_help_shows_is_in_its_section(command: str) -> None:
    shown = set(re.findall(r"--[a-z][a-z-]+", help_of(command).split("Options:")[1]))
    assert len(shown) >= 2
    assert shown == set(re.findall(r"^\| `(--[a-z-]+)`", section(f"saksi {command}"), re.MULTILINE))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    assert f"```sh\nsaksi {command}" in section(f"saksi {command}")
