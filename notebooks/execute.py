"""Executes notebooks and keeps their outputs in them, without what differs for no reason between two runs.

usage: target/python/bin/python notebooks/execute.py [NOTEBOOK..]     all of this folder without; `./parley test` made that
environment
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
SECONDS_A_CELL = 600


def execute(path: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs of a run in its own folder."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
        if "outputs" in cell:
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.ipynb")):
        nbformat.write(execute(path.resolve()), path)
        print(path)
