"""The wheel: built, installed without network, run from another folder and home."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.docs.documents import ROOT

from saksi.testing import TEXT

TEMPLATE = """
from saksi.workspace import ready

ready()
from django.template.loader import get_template

print(get_template("web/frame.html").origin.name)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, and install it apart from the tree and without network."""
    made, where = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = made.glob("*.whl")
    with ZipFile(wheel) as packed:
        names = packed.namelist()
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--target", str(where))
    subprocess.run([sys.executable, "-m", "pip", "install", *quiet, str(wheel)], check=True, timeout=120)
    return where


def test_the_wheel_does_the_main_job_from_any_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "PYTHONPATH": str(installed)}

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=bare,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("-c", "import saksi; print(saksi.__file__)").strip().startswith(str(installed))
    run("-m", "saksi", "read", "one.txt", "--output-dir", "read")
    run("-m", "saksi", "findings", "read", "--output", "out")
    assert (tmp_path / "out" / "findings.html").stat().st_size > 10_000
    run("-m", "saksi", "sim", "new", "world.toml")
    loaded = run("-c", TEMPLATE)
    assert loaded.strip().startswith(str(installed))
