"""Settings: from a file, from variables; a slip of the pen is named, never ignored."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.record import InvalidInput
from saksi.workflows import Settings, load_settings


def toml(folder: Path, text: str) -> Path:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_and_variables_the_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(None, {}) == Settings()


def test_a_file_in_the_working_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("saksi.toml").write_text("[reading]\nthreshold = 0.6\n", encoding="utf-8")
    assert load_settings(None, {}).reading.threshold == 0.6


def test_a_variable_wins_over_the_file(tmp_path: Path) -> None:
    file = toml(tmp_path, "[reading]\nthreshold = 0.6\n[findings]\nmaps = 2\n")
    settings = load_settings(file, {"SAKSI_READING_THRESHOLD": "0.7"})
    assert (settings.reading.threshold, settings.findings.maps) == (0.7, 2)


@pytest.mark.parametrize(
    ("line", "section", "key", "value"),
    [
        ("max_bytes = 1_000", "intake", "max_bytes", 1_000),
        ("threshold = 1", "reading", "threshold", 1.0),
        ('reader = "mine"', "reading", "reader", "mine"),
        ('language = "ko"', "findings", "language", "ko"),
        ('title = "What the north says"', "findings", "title", "What the north says"),
    ],
)
def test_each_kind_of_value_is_read(tmp_path: Path, line: str, section: str, key: str, value: object) -> None:
    settings = load_settings(toml(tmp_path, f"[{section}]\n{line}\n"), {})
    assert getattr(getattr(settings, section), key) == value
    words = {f"SAKSI_{section.upper()}_{key.upper()}": str(value)}
    assert getattr(getattr(load_settings(toml(tmp_path, ""), words), section), key) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[reading]\ntreshold = 0.5\n", r"\[reading\] has no key 'treshold'; did you mean 'threshold'"),
        ("[reeding]\nthreshold = 0.5\n", r"\[reeding\] is no section; did you mean 'reading'"),
        ("[reading]\nzzz = 1\n", "known: reader, second_reader, threshold"),
        ("reading = 3\n", r"\[reading\] is no section"),
        ('[reading]\nthreshold = "high"\n', r"threshold: needed a value of type float, found str"),
        ("[reading]\nthreshold = true\n", "type float, found bool"),
        ("[reading]\nthreshold = nan\n", "type float"),
        ("[reading]\nthreshold = []\n", "type float, found list"),
        ("[intake]\nmax_bytes = 1.5\n", "type int, found float"),
        ("[intake]\nmax_bytes = true\n", "type int, found bool"),
        ("[reading]\nreader = 3\n", "type str, found int"),
        ("[findings]\ntitle = 3\n", "type str, found int"),
        ('[findings]\nlanguage = "fr"\n', "needed one of en, ko"),
        ("[reading\n", "line 1, column 9"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_cure(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message) as refused:
        load_settings(toml(tmp_path, text), {})
    assert str(refused.value).startswith("mine.toml")


@pytest.mark.parametrize(
    ("variable", "message"),
    [
        ("SAKSI_READING_TRESHOLD", "did you mean 'threshold'"),
        ("SAKSI_REEDING_THRESHOLD", "SAKSI_REEDING_THRESHOLD is no setting; did you mean 'SAKSI_READING_"),
        ("SAKSI_XYLOPHONE_QUUX", "known: SAKSI_INTAKE_"),
    ],
)
def test_a_variable_that_is_none_is_refused(tmp_path: Path, variable: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        load_settings(toml(tmp_path, ""), {variable: "0.5"})


def test_variables_of_others_and_of_the_archive_are_left_alone(tmp_path: Path) -> None:
    others = {"SAKSI_PASSPHRASE_FILE": "/somewhere", "HOME": "/home/somebody", "SAKSIO": "1"}
    assert load_settings(toml(tmp_path, ""), others) == Settings()


def test_a_file_that_is_named_and_absent_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"absent\.toml cannot be opened: no such file") as refused:
        load_settings(tmp_path / "absent.toml", {})
    assert str(tmp_path) not in str(refused.value)


def test_a_file_that_is_no_utf8_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b'[findings]\ntitle = "\xc7\xd1\xb1\xdb"\n')
    with pytest.raises(InvalidInput, match="needed: UTF-8 text"):
        load_settings(file, {})


def test_a_report_given_as_settings_is_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_settings(toml(tmp_path, "Odran Vell told us = of the camp\n"), {})
    assert "Odran" not in str(refused.value)


@given(st.floats(0, 1), st.integers(1, 10**9))
def test_what_is_written_as_words_is_read_as_the_number(threshold: float, size: int) -> None:
    words = {"SAKSI_READING_THRESHOLD": str(threshold), "SAKSI_INTAKE_MAX_BYTES": str(size)}
    settings = load_settings(None, words)
    assert (settings.reading.threshold, settings.intake.max_bytes) == (threshold, size)
