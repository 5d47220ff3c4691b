"""What docs/site does to documents, but for what MkDocs does; with --full the whole site."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
from conftest import ROOT


def module(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / "site" / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found
    spec.loader.exec_module(found)
    return found


pages = module("pages")
build = module("build")


@pytest.fixture
def made(tmp_path):
    """A repository of a few pages, and the folder of their staging."""
    (tmp_path / "docs/decisions").mkdir(parents=True)
    (tmp_path / "run").write_text("#!/bin/sh\necho hello\n")
    (tmp_path / "docs/decisions/0001-small.md").write_text("# 1. Small is enough\n")
    return pages.Pages(tmp_path, tmp_path / "out"), tmp_path


def test_page_and_what_it_leads_to_keep_their_places(made):
    staged, root = made
    (root / "README.md").write_text(
        "# A\nLimits:\n- [one](docs/decisions/) and [two](run#x)\n- [far](https://example.org/a)\n\n"
        "```java src/A.java\n[not](a-link)\n```\n"
    )
    staged.add(root / "README.md")

    assert (root / "out/README.md").read_text() == (
        "# A\nLimits:\n\n- [one](docs/decisions/README.md) and [two](run.md#x)\n"
        '- [far](https://example.org/a)\n\n```java title="src/A.java"\n[not](a-link)\n```\n'
    )
    assert "- [1. Small is enough](0001-small.md)" in (
        root / "out/docs/decisions/README.md"
    ).read_text()
    assert "echo hello" in (root / "out/run.md").read_text()


def test_link_to_nothing_is_refused_with_its_page(made):
    staged, root = made
    (root / "README.md").write_text("# A\n[b](docs/b.md)\n")
    with pytest.raises(pages.SiteError, match="README.md links to docs/b.md, which is not there"):
        staged.add(root / "README.md")


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://example.org/a.js"></script>',
        '<link rel="stylesheet" href="//example.org/a.css">',
        '<img alt="" src="http://example.org/a.png">',
    ],
)
def test_page_that_fetches_from_elsewhere_is_found(tmp_path, text):
    own = '<a href="https://example.org">x</a><link rel="canonical" href="https://example.org/a">'
    (tmp_path / "a.html").write_text(own + '<img src="b.png">')
    assert build.fetched_from_elsewhere(tmp_path) == []
    (tmp_path / "b.html").write_text(text)
    assert len(build.fetched_from_elsewhere(tmp_path)) == 1


def test_style_that_fetches_from_elsewhere_is_found(tmp_path):
    (tmp_path / "a.css").write_text("a { background: url(b.png) } @import 'https://example.org/c';")
    assert build.fetched_from_elsewhere(tmp_path) == ["https://example.org/c (a.css)"]


def test_groups_of_the_readme_are_those_of_the_site():
    names = [name for name, _ in pages.groups(ROOT)]
    assert names == ["Start", "Use", "Operate", "Secure", "Understand", "Extend", "Decisions"]


@pytest.mark.full
def test_site_of_all_documents_is_made(tmp_path):
    made = tmp_path / "site"
    subprocess.run([ROOT / "parley", "site", made], check=True, cwd=tmp_path)
    index = (made / "index.html").read_text(encoding="utf-8")
    assert "docs/decisions/index.html" in index
    learner = "FederatedLogisticRegression"
    assert learner in (made / "api/python/parley.fl.classification.html").read_text("utf-8")
    assert (made / f"api/java/parley/fl/classification/{learner}.html").exists()
    assert "hospital" in (made / "search/search_index.json").read_text(encoding="utf-8")
