"""Runs the notebook of the tutorial as a reader would, and returns it with what its cells show.

What changes from run to run (times, ids of a session) is left out, so that two runs are one file.
"""

import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

LONGEST = 300  # seconds for one cell


def executed(notebook: str) -> str:
    """Return the notebook with fresh outputs.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell fails: names it.
    """
    book = nbformat.reads(notebook, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        place = {"metadata": {"path": folder}}
        client = NotebookClient(book, timeout=LONGEST, resources=place, record_timing=False)
        kernel = client.create_kernel_manager()
        kernel.transport, kernel.ip = "ipc", f"{folder}/kernel"  # sockets of ours: no port, no network
        client.execute()
    book.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            if "text/html" in output.get("data", {}):
                del output["data"]["text/plain"]
    written: str = nbformat.writes(book)  # type: ignore[no-untyped-call]
    return written


def main() -> None:
    """Write the notebooks of the documentation anew."""
    for path in sorted((Path(__file__).parent.parent / "docs").rglob("*.ipynb")):
        path.write_text(executed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
