import re
import tomllib
from dataclasses import asdict

from tests.docs.documents import read

from saksi.workflows import Settings

PAGE = read("docs/guides/settings.md")
DEFAULTS = {
    (section, key): value for section, keys in asdict(Settings()).items() for key, value in keys.items()
}


def test_the_table_has_every_setting_with_its_default_and_no_other() -> None:
    rows = re.findall(r"^\| `\[(\w+)\]` \| `(\w+)` \| (?:`([^`]+)`|not set) \|", PAGE, re.MULTILINE)
    written = {
        (section, key): tomllib.loads(f"x = {value}")["x"] if value else None for section, key, value in rows
    }
    assert written == DEFAULTS


def test_every_setting_has_its_variable() -> None:
    named = set(re.findall(r"`(SAKSI_[A-Z_]+)`", PAGE.split("## Variables")[1]))
    assert named == {f"SAKSI_{section}_{key}".upper() for section, key in DEFAULTS}
