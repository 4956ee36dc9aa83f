"""What can go wrong, as a tree: catch as high up as your answer is the same.

```
SaksiError                 everything that Saksi raises on purpose
├── InvalidInput           a file, value or setting that cannot be used: says where and what to do next
│   ├── UnreadableDocument one document yields no text: an empty file, a picture, noise named .txt
│   └── UnknownCode        a code that its vocabulary does not hold
├── RefusedEstimate        the data cannot carry the number: shown and exported like an estimate
└── UnsafeDisclosure       what would leave could single somebody out
```

A message says what was found, what was needed, what to do next, and where. It names files, columns,
ids and counts; never a person, a passage or a source.
"""


class SaksiError(Exception):
    """Everything that Saksi raises on purpose."""


class InvalidInput(SaksiError):
    """A file, value or setting that cannot be used."""


class UnreadableDocument(InvalidInput):
    """One document that yields no text; the others of its folder are not affected."""


class UnknownCode(InvalidInput):
    """A code that its vocabulary does not hold."""


class RefusedEstimate(SaksiError):
    """The data cannot carry the number: a result, shown and exported like an estimate."""


class UnsafeDisclosure(SaksiError):
    """What would leave could single somebody out; a named person may override it with a reason."""


def reason_of(error: OSError) -> str:
    """Return why the system refused a file, in small letters: its own words name paths of this machine."""
    return (error.strerror or "not possible").lower()
