"""The line about a fit that runs: in a notebook one output whose text is replaced."""

from __future__ import annotations

import io
import re

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from parley import _progress
from parley.fl.classification import FederatedLogisticRegression

LINE = re.compile(r"iteration \d+ of 12 \[[#.]{10}\] \d+\.\d [kM]B a provider(, about \d+ s left)?")


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(_progress, "_SILENT_SECONDS", 0.01)
    monkeypatch.setattr(_progress, "_EVERY_SECONDS", 0.01)


@pytest.fixture
def notebook(monkeypatch):
    """IPython's own shell, which publishes to a list and says that it has a kernel."""
    shell = InteractiveShell.instance()
    monkeypatch.setattr(shell, "display_pub", CapturingDisplayPublisher())
    shell.kernel = True
    yield shell.display_pub.outputs
    del shell.kernel
    InteractiveShell.clear_instance()


def fit(rows, **more):
    return FederatedLogisticRegression(
        providerCol="hospital", protection="plain", maxIter=12, **more
    ).fit(rows)


def test_fit_in_a_notebook_replaces_the_text_of_one_output(rows, at_once, notebook):
    fit(rows)

    assert [bool(output.get("update")) for output in notebook] == [False] + [True] * (
        len(notebook) - 1
    )
    assert len({output["transient"]["display_id"] for output in notebook}) == 1
    assert all(output["metadata"] == {"parley": "progress"} for output in notebook)
    texts = [output["data"]["text/plain"] for output in notebook]
    assert any(LINE.fullmatch(text) for text in texts)
    assert re.fullmatch(r"iteration 12 of 12, \d+\.\d [kM]B a provider, \d+ s", texts[-1])


def test_fit_that_is_soon_over_shows_nothing(rows, notebook, monkeypatch):
    monkeypatch.setattr(_progress, "_SILENT_SECONDS", 3600)
    fit(rows)
    assert notebook == []


def test_fit_on_a_terminal_rewrites_a_line(rows, at_once, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    fit(rows)
    lines = terminal.getvalue().split("\r\x1b[K")
    assert lines[0] == "" and any(LINE.fullmatch(line) for line in lines)
    assert lines[-1].startswith("iteration 12 of 12, ") and lines[-1].endswith(" s\n")
    assert terminal.getvalue().count("\n") == 1


def test_fit_elsewhere_shows_nothing(rows, at_once, capsys):
    fit(rows)
    assert capsys.readouterr().err == ""


def test_fit_that_fails_leaves_its_last_line(rows, at_once, notebook):
    with pytest.raises(Exception, match="label"):
        fit(rows, labelCol="age")
    assert all("iteration 12 of 12," not in o["data"]["text/plain"] for o in notebook)
