"""One line about a fit that runs, with the time left: in a notebook or on a terminal."""

from __future__ import annotations

import contextvars
import sys
import threading
from contextlib import contextmanager
from typing import Any, Callable, Iterator, Optional

_SILENT_SECONDS = 1.0  # what is soon over needs no line
_EVERY_SECONDS = 0.5


@contextmanager
def shown(java_stage: Any) -> Iterator[None]:
    """Shows how far the stage's fit is, where there is somewhere to show it.

    The fit's own thread waits for Java; another asks Java for the line, and writes it anew.
    """
    show = _place()
    line = None if show is None else _fit_progress().of(java_stage)
    if show is None or line is None:
        yield
        return
    over = threading.Event()
    asking = threading.Thread(
        target=contextvars.copy_context().run, args=(_ask, line, show, over), daemon=True
    )
    asking.start()
    try:
        yield
    finally:
        over.set()
        asking.join()
        _fit_progress().forget(java_stage)


def _ask(line: Any, show: Callable[[str, bool], None], over: threading.Event) -> None:
    last = None
    ended = over.wait(_SILENT_SECONDS)
    while not ended:
        text = line.text(True)
        if text and text != last:
            show(text, False)
            last = text
        ended = over.wait(_EVERY_SECONDS)
    if last is not None:
        show(line.text(True), True)


def _fit_progress() -> Any:
    from pyspark import SparkContext

    return SparkContext._jvm.parley.python.FitProgress


def _place() -> Optional[Callable[[str, bool], None]]:
    """A notebook's output, else a terminal's line, else none."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None and hasattr(shell, "kernel"):
        return _Notebook()
    if sys.stderr is not None and sys.stderr.isatty():
        return _on_terminal
    return None


class _Notebook:
    """An output of the cell that runs, whose text is replaced."""

    def __init__(self) -> None:
        self._output: Any = None

    def __call__(self, text: str, last: bool) -> None:
        from IPython.display import display

        content = {"text/plain": text}
        if self._output is None:
            self._output = display(
                content, raw=True, display_id=True, metadata={"parley": "progress"}
            )
        else:
            self._output.update(content, raw=True, metadata={"parley": "progress"})


def _on_terminal(text: str, last: bool) -> None:
    sys.stderr.write(f"\r\x1b[K{text}" + ("\n" if last else ""))
    sys.stderr.flush()
