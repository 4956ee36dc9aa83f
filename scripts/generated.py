"""Writes the generated pages: codebook, command reference, and what the examples of our pages print.

`python scripts/generated.py` writes them; `--check` writes nothing, names the stale ones and ends with 1.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # `scripts.examples` when this file is started by its path

from scripts.examples import with_outputs  # noqa: E402

from saksi.cli.app import app  # noqa: E402 - behind the path
from saksi.record.codebook import codebook  # noqa: E402
from saksi.simulation.mechanisms import methods_page  # noqa: E402

RUN_BY_TESTS = ("saksi demo", "saksi read", "saksi findings")  # the others need an archive, or minutes
WITH_OUTPUTS = (
    "README.md",
    "docs/guides/exchange.md",
    "docs/tutorials/first-folder.md",
    "docs/tutorials/lists-to-estimate.md",
)

COMMANDS_HEAD = """\
# Commands

For whoever types commands or puts them into scripts: what `saksi` understands, taken from the program
itself. Results go to files or to standard output; progress and messages go to standard error. Exit codes: 0
done, 1 invalid input, 2 misused; 130 after Ctrl-C: what was finished is kept, and the same command goes on
from there. Commands on an archive also end with 10 no archive, 11 locked, 12 wrong passphrase, 13 the audit
log is broken, 14 an older state was put back.

Every command has `--help`. Settings that are no option are in [Settings](../guides/settings.md).

This page is generated. To change it, change the help in `src/saksi/cli/`, then run `make generate`.
"""


def commands_page() -> str:
    """Return the command reference as Markdown: one section a command, one row an argument or option."""
    group: Any = typer.main.get_command(app)
    sections = [_section("saksi", group, "saksi [--version] COMMAND")]
    for title, command in _commands("saksi", group):
        sections.append(_section(title, command, f"{title} {_usage(command)}"))
    return "\n".join([COMMANDS_HEAD, *sections])


def _commands(title: str, group: Any) -> Iterator[tuple[str, Any]]:
    """Yield the commands of a group with their whole names; a group within it, then its own."""
    for name, command in group.commands.items():
        yield f"{title} {name}", command
        if hasattr(command, "commands"):
            yield from _commands(f"{title} {name}", command)


def _section(title: str, command: Any, usage: str) -> str:
    said, _, example = str(command.help).strip().partition("Example:")
    paragraphs = [" ".join(part.split()) for part in said.strip().split("\n\n")]
    parts = [f"## `{title}`", f"    {usage.strip()}", *paragraphs]
    if example:
        fence = "sh" if title in RUN_BY_TESTS else "console"
        parts.append(f"```{fence}\n{example.strip()}\n```")
    return "\n\n".join([*parts, _table(command)]) + "\n"


def _table(command: Any) -> str:
    rows = [f"| {name} | {words} | {default} |" for name, words, default in _parameters(command)]
    return "\n".join(["| argument or option | what it does | if left out |", "| --- | --- | --- |", *rows])


def _parameters(command: Any) -> Iterator[tuple[str, str, str]]:
    """Yield each argument and option: its name, what it does, what holds when it is left out."""
    for parameter in command.params:
        option = parameter.opts[0].startswith("-")
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        shown = names if option else f"`{_argument(parameter)}`"
        yield shown, parameter.help or "", _default(parameter)
    yield "`--help`", "Show this message and exit.", "off"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "**needed**"
    if getattr(parameter, "is_flag", False):
        return "off"
    return f"`{parameter.default}`" if parameter.default is not None else "not set"


def _usage(command: Any) -> str:
    if hasattr(command, "commands"):
        return "COMMAND"
    needed = [
        parameter.opts[0] + " …" if parameter.opts[0].startswith("-") else _argument(parameter)
        for parameter in command.params
        if parameter.required
    ]
    return " ".join([*needed, "[options]"])


def _argument(parameter: Any) -> str:
    name = str(parameter.name).upper()
    return name + (" …" if parameter.nargs == -1 else "")


def _page_with_outputs(name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return with_outputs((ROOT / name).read_text(encoding="utf-8"), Path(folder))


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/codebook.md": codebook,
    "docs/reference/commands.md": commands_page,
    "docs/methods/simulation.md": methods_page,
}


def fresh_pages() -> Iterator[tuple[Path, str]]:
    """Yield every generated page as it ought to be."""
    for name, make in PAGES.items():
        yield ROOT / name, make()
    for name in WITH_OUTPUTS:
        yield ROOT / name, _page_with_outputs(name)


def main() -> int:
    """Write the pages, or with --check name the stale ones; returns how many are stale."""
    check = "--check" in sys.argv[1:]
    stale = 0
    for path, text in fresh_pages():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        name = path.relative_to(ROOT)
        if check:
            stale += 1
            print(f"{name} is stale: run `make generate`", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{name} written", file=sys.stderr)
    if check:
        print(f"generated pages: {len(PAGES) + len(WITH_OUTPUTS)}, {stale} stale")
    return stale


if __name__ == "__main__":
    sys.exit(bool(main()))
