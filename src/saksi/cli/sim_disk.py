"""Where `saksi sim` reads and writes: folders whose files are there whole or not at all."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """A folder on disk for `write_run`: a file is written beside its place and then moved there."""

    root: Path

    def names(self) -> set[str]:
        """Return every whole file below the folder; halves of an interrupted write are left out."""
        found = self.root.rglob("*") if self.root.is_dir() else ()
        return {
            path.relative_to(self.root).as_posix()
            for path in found
            if path.is_file() and path.suffix != ".half"
        }

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write a file; raises `InvalidInput` where the disk does not let us."""
        from saksi.record import InvalidInput, reason_of  # noqa: PLC0415 - see app.py

        path = self.root / name
        beside = path.with_name(path.name + ".half")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            os.replace(beside, path)  # noqa: PTH105 - named for what it does, as in workflows
        except OSError as error:
            raise InvalidInput(
                f"{name} cannot be written: {reason_of(error)}; the same command goes on later"
            ) from None

    def remove(self, name: str) -> None:
        """Remove a file, and its folder if that was the last one in it."""
        path = self.root / name
        path.unlink(missing_ok=True)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def text_of(file: Path, wanted: str = "a scenario as TOML") -> str:
    """Return a file's text; raises `InvalidInput` where it cannot be opened or is no UTF-8."""
    from saksi.record import InvalidInput, reason_of  # noqa: PLC0415 - see app.py

    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be opened: {reason_of(error)}") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{file.name} is no UTF-8 text: needed {wanted}") from None
