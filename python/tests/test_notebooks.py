"""The notebooks run from first to last cell, and say then what they say as they are kept."""

from __future__ import annotations

import re
import sys

import nbformat
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "notebooks"))
from execute import execute, picture  # noqa: E402

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ALWAYS = ["00-first-steps", "01-ten-hospitals"]

# What two runs need not have alike: figures with a point or an exponent, sessions, names of stages.
VARIES = re.compile(r"\b[0-9a-f]{64}\b|(?<=_)[0-9a-f]{12}\b|\d+\.\d+(e[-+]\d+)?|\d+e[-+]\d+")


def told(notebook):
    """The text of all outputs, without what varies and how wide it was printed."""
    texts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            texts.append(re.sub(r"[ -]+", " ", VARIES.sub("#", text)))
    return texts


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, marks=() if p.stem in ALWAYS else pytest.mark.full) for p in NOTEBOOKS],
    ids=lambda path: path.stem,
)
def test_notebook_runs_and_says_what_is_kept(path):
    kept = nbformat.read(path, as_version=4)
    assert told(execute(path)) == told(kept)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_whole_and_without_places_of_a_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/home/|/root/|/tmp/|/Users/|site-packages", text)
    assert str(ROOT) not in text
    kept = nbformat.read(path, as_version=4)
    code = [cell for cell in kept.cells if cell.cell_type == "code" and cell.source.strip()]
    counts = [cell.execution_count for cell in code]
    assert counts == list(range(1, len(code) + 1))
    assert any("image/png" in o.get("data", {}) for cell in code for o in cell.outputs)
    links = re.findall(r"\]\((?!https:)([^)#]+)[^)]*\)", "\n".join(c.source for c in kept.cells))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_picture_of_the_index_is_the_notebooks_own(path):
    shown = (ROOT / "notebooks" / "pictures" / f"{path.stem}.png").read_bytes()
    assert shown == picture(nbformat.read(path, as_version=4))
    assert len(shown) < 60_000


def test_index_has_every_notebook_and_its_picture():
    index = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\(([^)]*\.ipynb)\)", index) == [path.name for path in NOTEBOOKS]
    shown = re.findall(r"!\[([^]]+)\]\(pictures/([^)]*)\.png\)", index)
    assert [name for _, name in shown] == [path.stem for path in NOTEBOOKS]
    assert all(len(alternative) > 20 for alternative, _ in shown)
