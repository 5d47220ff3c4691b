"""Executes notebooks and keeps their outputs in them, without what differs for no reason between two runs.

usage: target/python/bin/python notebooks/execute.py [NOTEBOOK..]     all of this folder without; `./parley test` made that
environment

The picture of the index is that of the cell with the tag "picture".
"""

from __future__ import annotations

import base64
import sys
import time
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
            cell.outputs = [o for o in cell.outputs if not passing(o)]
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def picture(notebook: nbformat.NotebookNode) -> bytes:
    """The PNG that stands for a notebook in the index."""
    [chosen] = [c for c in notebook.cells if "picture" in c.metadata.get("tags", [])]
    [png] = [o.data["image/png"] for o in chosen.outputs if "image/png" in o.get("data", {})]
    return base64.b64decode(png)


def passing(output: nbformat.NotebookNode) -> bool:
    """Whether an output is what a run says of itself: warnings, and a fit's line of progress."""
    return output.get("name") == "stderr" or output.get("metadata", {}).get("parley") == "progress"


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.ipynb")):
        begun = time.time()
        executed = execute(path.resolve())
        nbformat.write(executed, path)
        (HERE / "pictures").mkdir(exist_ok=True)
        (HERE / "pictures" / f"{path.stem}.png").write_bytes(picture(executed))
        print(f"{path}: {time.time() - begun:.0f} s")
