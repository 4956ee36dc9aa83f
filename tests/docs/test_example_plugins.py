"""The example packages of docs/examples, installed into a folder of their own and used by the command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.documents import ROOT

from saksi.testing import TEXT

EXAMPLES = ("country-pack", "exporter", "reader")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the examples as a user would, without network and apart from our own environment."""
    where, sources = (
        tmp_path_factory.mktemp("installed"),
        [str(ROOT / "docs" / "examples" / n) for n in EXAMPLES],
    )
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *quiet, "--target", str(where), *sources],
        check=True,
        timeout=240,
    )
    return where


def saksi(installed: Path, folder: Path, *words: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-m", "saksi", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_examples_are_found_by_name_and_do_their_work(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    saksi(installed, tmp_path, "read", "one.txt", "--reader", "arrests", "--output-dir", "read")
    (claim,) = json.loads((tmp_path / "read" / "one.json").read_text(encoding="utf-8"))["claims"]
    assert claim["rules"] == ["arrested-number-noun"]
    saksi(installed, tmp_path, "export", "read", "--format", "list", "--output", "out")
    assert (tmp_path / "out" / "claims.txt").read_text() == "detention_other\tone/c1\n"


def test_the_examples_keep_the_contracts(installed: Path, tmp_path: Path) -> None:
    check = (
        "from saksi.testing import check_exporter, check_reader;"
        "from saksi.testing.countries import check_country;"
        "import saksi_arrests, saksi_iskaria, saksi_list;"
        "check_reader(saksi_arrests.read_arrests); check_exporter(saksi_list.to_list);"
        "check_country(saksi_iskaria.pack());"
        "from saksi.countries import load_packs;"
        "assert 'xa' in {pack.code for pack in load_packs()}"
    )
    environment = os.environ | {"PYTHONPATH": str(installed)}
    subprocess.run([sys.executable, "-c", check], cwd=tmp_path, env=environment, check=True, timeout=240)


def test_the_pack_is_the_one_that_the_guide_builds(installed: Path) -> None:
    guide = (ROOT / "docs" / "guides" / "country-pack.md").read_text(encoding="utf-8")
    for file in sorted((installed / "saksi_iskaria" / "iskaria").rglob("*.*")):
        if file.is_file():
            assert file.read_text(encoding="utf-8") in guide, file.name
