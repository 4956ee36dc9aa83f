"""spaCy without its command line: what downloads and prints for it costs a quarter of the time to load."""

import sys
from importlib import import_module
from types import ModuleType

PACKAGE = "spacy"
COMMANDS, INFO = f"{PACKAGE}.cli", f"{PACKAGE}.cli.info"


def load_spacy() -> None:
    """Import spaCy, once, with a stand-in for its commands; they load when somebody calls one.

    spaCy imports one function of its commands, ``spacy.info``, and with it all of them. The stand-ins are
    taken away again: `import spacy.cli` finds the commands themselves.
    """
    if PACKAGE in sys.modules:
        return
    stand_ins = {name: ModuleType(name) for name in (COMMANDS, INFO)}
    vars(stand_ins[INFO])["info"] = _info
    sys.modules |= stand_ins
    try:
        import_module(PACKAGE)
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*args: object, **options: object) -> object:
    """Do what ``spacy.info`` does."""
    return import_module(INFO).info(*args, **options)
