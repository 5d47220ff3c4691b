"""The documents' Python blocks, in the order of their page, do what they show."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from importlib.metadata import version

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

PAGES = [
    page
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if "\n```python\n" in page.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_of_a_page_runs(page, spark):
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    names: dict = {}
    for block in blocks:
        if "remote=" in block:
            continue  # test_connect.py runs it, in a client of a server
        code = block.replace('"examples/', f'"{ROOT}/examples/')  # Java keeps its own folder
        exec(compile(code, str(page), "exec"), names)


def test_pages_with_python_are_found():
    assert {"README.md", "python.md"} <= {page.name for page in PAGES}


def test_installation_of_the_first_page_takes_what_is_installed():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    wheel, needed = re.search(r'^pip install dist/(\S+) "(.*)"$', text, re.M).groups()
    made = [path.name for path in (ROOT / "target" / "wheel").glob("*.whl")]
    assert len(made) == 1 and fnmatch(made[0], wheel)
    requirement = Requirement(needed)
    assert requirement.name == "pyspark" and requirement.extras == {"ml"}
    assert requirement.specifier.contains(version("pyspark"))
