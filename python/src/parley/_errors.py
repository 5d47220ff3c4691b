"""What goes wrong, in one sentence and without frames of Java."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import Any, Iterator, Optional


class ParleyError(RuntimeError):
    """What Parley refuses or cannot do: "cannot VERB: what is the case, expected X, got Y".

    Attributes
    ----------
    kind : str
        The name of the Java class that stands behind it, such as ``InvalidDataException``; the
        name of this class if none does.
    """

    def __init__(self, message: str, kind: Optional[str] = None, java: Any = None) -> None:
        super().__init__(message)
        self.kind = kind or type(self).__name__
        self._java = java

    def java_trace(self) -> str:
        """The frames of Java behind it, one a line; empty if there are none."""
        if self._java is None:
            return ""
        if isinstance(self._java, str):
            return self._java
        from pyspark import SparkContext

        return SparkContext._jvm.org.apache.spark.util.Utils.exceptionString(self._java)


class ParleyTypeError(ParleyError, TypeError):
    """A Param that was given a value of another type."""


for _shown in (ParleyError, ParleyTypeError):
    _shown.__module__ = "parley"

_OURS = re.compile(r"^parley\.")
_SENTENCE = re.compile(r"^(cannot |in row |in its row )")
_INVALID = re.compile(r"^(\w+) parameter (\w+) given invalid value (.*)\.$", re.DOTALL)
_REMOTE = re.compile(r"\((?:java|parley)\.[\w.$]*?([A-Z]\w*)\) (.*)", re.DOTALL)
_GONE = re.compile(r'CONNECT_ML.CACHE_INVALID|"model" is null$')  # said by transform, and by save
_TRACE = "\n\nJVM stacktrace:\n"


@contextmanager
def told() -> Iterator[None]:
    """Raises what is ours of Java's exceptions as `ParleyError`, and leaves the others."""
    try:
        yield
    except ParleyError:
        raise
    except Exception as error:
        ours = _ours(error)
        if ours is None:
            raise
        raise ours from None


def _ours(error: Exception) -> Optional[ParleyError]:
    java = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    if java is not None:
        return _of_chain(java)
    return _of_server(error)


def _of_chain(java: Any) -> Optional[ParleyError]:
    """The deepest of ours among an exception and its causes has the reason."""
    found, cause, seen = None, java, 0
    while cause is not None and seen < 20:
        name, message = cause.getClass().getName(), _worded(cause.getMessage())
        if message and (_OURS.match(name) or _SENTENCE.match(message)):
            if found is None or _SENTENCE.match(message):
                found = ParleyError(message, name.rsplit(".", 1)[-1], java)
        cause, seen = cause.getCause(), seen + 1
    return found


def _worded(message: Optional[str]) -> Optional[str]:
    """Spark's sentence on a Param that is out of range, as ours."""
    invalid = _INVALID.match(message or "")
    if invalid is None:
        return message
    stage, name, value = invalid.groups()
    return f"cannot use {stage}: {name} is out of range, expected what its doc says, got {value}"


def _of_server(error: Exception) -> Optional[ParleyError]:
    """What a Spark Connect server's message quotes, before the frames."""
    text = str(error)
    head, _, trace = text.partition(_TRACE)
    if "CONNECT_ML.ATTRIBUTE_NOT_ALLOWED" in head:
        return not_over_connect("read this", text)
    if "CONNECT_ML.UNSUPPORTED_EXCEPTION" in head and "found parley." in head:
        return ParleyError(
            "cannot use Parley: its jar is missing from the Spark Connect server, or is of another"
            " version, expected a server that was started with --jars and this package's jar",
            "ConnectError",
            text,
        )
    if _GONE.search(head):
        return ParleyError(
            "cannot use the model: the Spark Connect server has let go of it, expected one that is"
            " fitted or loaded anew",
            "ConnectError",
            text,
        )
    quoted = _REMOTE.search(head)
    if quoted is None and not trace:
        return None
    kind, said = quoted.groups() if quoted else (trace.split("\n")[0].rsplit(".", 1)[-1], head)
    message = _worded(said.strip())
    if message and _SENTENCE.match(message):
        return ParleyError(message, kind, text)
    return None


def not_over_connect(verb: str, trace: Optional[str] = None) -> ParleyError:
    return ParleyError(
        f"cannot {verb}: a Spark Connect server answers for fit, transform, evaluate, save and load"
        " alone, expected rows by transform(), or what was saved, loaded in a session of this"
        ' process, such as parley.spark("local[*]")',
        "ConnectError",
        trace,
    )
