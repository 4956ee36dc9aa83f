"""spaCy loads without its commands, and has them all the same."""

import subprocess
import sys

LOADS = """
import sys
from saksi.reading.english.parsing import pipeline
pipeline()
assert "spacy.cli" not in sys.modules and "weasel" not in sys.modules, "the commands were loaded"
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.info.__module__ == "spacy.cli.info"
print("as it should be")
"""


def test_the_model_loads_without_the_commands_of_spacy_and_they_work_when_called() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "as it should be", done.stderr[-500:]
