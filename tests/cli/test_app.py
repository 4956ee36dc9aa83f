"""The command as a whole: help, exit codes, and faults that must not quote a report."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi import __version__
from saksi.workflows import reading

PYTHON = (sys.executable, "-m", "saksi")
PLANTED = "Odran Vell of Corrow"


@pytest.mark.parametrize("command", ["demo", "read", "findings"])
def test_each_command_has_help_with_an_example_that_names_it(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert f"Example: saksi {command} " in " ".join(done.out.split())
    assert done.err == ""


def test_help_lists_the_commands_and_the_first_steps(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert {"demo", "read", "findings"} <= set(done.out.split())
    assert "First steps: `saksi demo`" in done.out


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (0, f"saksi {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["--no-such-option"],
        ["summarise"],
        ["read"],
        ["read", "reports"],
        ["read", "--output-dir"],
        ["findings", "reports"],
        ["findings", "a", "b", "--output", "c"],
        ["demo", "folder"],
        ["read", "reports", "--output-dir", "out", "--explian"],
    ],
)
def test_misuse_ends_with_2_and_a_hint_on_stderr(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.out == ""
    assert "saksi" in done.err or "requires an argument" in done.err


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["read", "absent.txt", "--output-dir", "out"], "saksi: absent.txt does not exist"),
        (["read", "x" * 300, "--output-dir", "out"], "does not exist or cannot be opened"),
        (["read", "reports", "--output-dir", "out", "--reader", "ruels"], "no reader is called 'ruels'"),
        (
            ["read", "reports", "--output-dir", "out", "--config", "absent.toml"],
            "absent.toml cannot be opened",
        ),
        (["read", "reports", "--output-dir", "reports/one.txt/out"], "one.json cannot be written"),
        (["findings", "absent", "--output", "out"], "absent is no folder"),
        (["findings", "reports", "--output", "out"], "holds no read reports: run `saksi read"),
        (["demo", "--reports", "absent"], "absent does not exist"),
        (["demo", "--output", "reports/one.txt"], "one.txt is a file: give a folder"),
    ],
)
def test_invalid_input_ends_with_1_and_says_what_to_do(
    run: Run, reports: Path, words: list[str], needed: str
) -> None:
    assert reports.is_dir()
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert needed in done.err
    assert len(done.err.splitlines()) == 1


def test_an_unforeseen_fault_shows_its_kind_and_place_and_nothing_else(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_args: object, **_options: object) -> None:
        raise LookupError(PLANTED) from ValueError(PLANTED)

    monkeypatch.setattr(reading, "mark_retracted", fault)
    done = run("read", reports, "--output-dir", "out")
    assert (done.code, done.out) == (1, "")
    assert "an unforeseen fault (LookupError in test_app.py, line " in done.err
    assert "Vell" not in done.err
    assert "Traceback" not in done.err


def test_after_ctrl_c_it_says_that_what_is_finished_is_kept(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "mark_retracted", stop)
    done = run("read", reports, "--output-dir", "out")
    assert (done.code, done.out) == (130, "")
    assert done.err == "saksi: stopped; what was finished is kept, the same command goes on from there\n"


def test_a_file_name_cannot_write_to_the_terminal(run: Run, reports: Path) -> None:
    (reports / "a\x1b[2J\nsaksi: all read\u202e.txt").touch()
    (reports / "b\x9b31m\u2028.png").touch()
    done = run("read", reports, "--output-dir", "out\x1b[31m\u202e", "--explain")
    assert done.code == 0
    assert not set("\x1b\x9b\u202e\u2028") & set(done.out + done.err)
    assert not any(line.startswith("saksi: all read") for line in done.err.splitlines())
    assert (
        "saksi: all read"
        not in run("read", "absent\nsaksi: all read", "--output-dir", "out").err.splitlines()
    )


def test_a_name_that_is_no_text_is_an_error_and_no_traceback(run: Run) -> None:
    done = run("read", "\udcff.txt", "--output-dir", "out")
    assert done.code == 1
    assert "does not exist" in done.err


def test_python_m_saksi_is_the_same_command(tmp_path: Path) -> None:
    for words, code in (["--version"], 0), (["read"], 2), (["findings", "absent", "--output", "out"], 1):
        done = subprocess.run(
            [*PYTHON, *words], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60
        )
        assert done.returncode == code, done.stderr


def test_help_does_not_wait_for_the_stages(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['saksi', '--help']\n"
        "from saksi.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'polars', 'pydantic', 'jinja2', 'trafilatura', 'saksi.workflows'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, timeout=60
    )
    assert done.stderr == "[]\n"
