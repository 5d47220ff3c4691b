"""Java's classes that are no stages: queries, studies, audits."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, Dict, List, Mapping, Optional

import numpy
from pyspark.ml.common import _java2py
from pyspark.ml.wrapper import JavaParams
from pyspark.sql import DataFrame, SparkSession, is_remote

from parley._errors import ParleyTypeError, not_over_connect, told
from parley._report import Report, framed, report_of, value_of, values
from parley._session import check_session

class OpenClass:
    """A class of Java's of the same module and name, which has an object of it."""

    def __init__(self, *args: Any) -> None:
        name = type(self)._java_name()
        with told():
            _require_here(name)
            self._java = _calls().make(name, _to_java(args, name))

    @classmethod
    def _java_name(cls) -> str:
        return f"{cls.__module__}.{cls.__name__}"

    @classmethod
    def _of(cls, java: Any) -> Any:
        made = cls.__new__(cls)
        made._java = java
        return made

    def _state(self, prefix: str, **stated: Any) -> None:
        """Sets what is stated; ``with..`` gives another object each time."""
        for name, value in stated.items():
            if value is not None:
                answer = self._call(prefix + name[0].upper() + name[1:], value)
                if prefix == "with":
                    self._java = answer._java

    def _call(self, method: str, *args: Any) -> Any:
        name = f"{type(self).__name__}.{method}"
        with told():
            _require_here(name)
            return _given(_calls().of(self._java, method, _to_java(args, name)), args)

    @classmethod
    def _call_class(cls, method: str, *args: Any) -> Any:
        name = f"{cls.__name__}.{method}"
        with told():
            _require_here(name)
            java = _calls().ofClass(cls._java_name(), method, _to_java(args, name))
            return _given(java, args)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenClass) and bool(self._java.equals(other._java))

    def __hash__(self) -> int:
        return int(self._java.hashCode())

    def __repr__(self) -> str:
        java = self._java
        return java.toString() if java.getClass().isRecord() else f"<{self._java_name()}>"

    def _repr_html_(self) -> Optional[str]:
        return framed(values().html(self._java))


def _require_here(name: str) -> None:
    if is_remote():
        raise not_over_connect(f"use {name}")
    check_session()


def _calls() -> Any:
    from pyspark import SparkContext

    return SparkContext._jvm.parley.python.Calls


def _to_java(value: Any, name: str) -> Any:
    """A value, and what is in it, as Java takes it."""
    if isinstance(value, OpenClass):
        return value._java
    if isinstance(value, DataFrame):
        return value._jdf
    if isinstance(value, SparkSession):
        return value._jsparkSession
    if isinstance(value, JavaParams):
        return value._to_java()
    if isinstance(value, Report) and value.java is not None:
        return value.java
    if isinstance(value, numpy.generic):
        return value.item()
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {key: _to_java(one, name) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_java(one, name) for one in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    kind = f"{type(value).__module__}.{type(value).__name__}"
    hint = ": rows come by spark.createDataFrame(..)" if kind.startswith("pandas.") else ""
    raise ParleyTypeError(
        f"cannot call {name}: it is given a {kind}, expected numbers, text, lists, dictionaries,"
        f" rows of Spark, stages and models, or classes of parley{hint}"
    )


def _given(java: Any, args: Any = ()) -> Any:
    """What Java gave: rows that follow from rows stay Spark's, other tables are pandas frames."""
    from py4j.java_gateway import JavaObject  # which a client without a JVM does not have

    calls = _calls()
    java = calls.content(java) if isinstance(java, JavaObject) else java
    if not isinstance(java, JavaObject):
        return java
    kind = calls.kind(java)
    if kind == "rows":
        frame = DataFrame(java, SparkSession.active())
        return frame if any(isinstance(a, DataFrame) for a in args) else frame.toPandas()
    if kind == "vector":
        from pyspark import SparkContext

        return _java2py(SparkContext._active_spark_context, java).toArray()
    if kind == "array":
        return numpy.array(json.loads(values().json(java)))
    if kind == "own":
        module, name = java.getClass().getName().rsplit(".", 1)
        return getattr(import_module(module), name)._of(java)
    if kind == "list":
        return [_given(one) for one in java]
    if kind in ("map", "parts"):
        entries: Dict[str, Any] = calls.parts(java) if kind == "parts" else java
        return {key: _given(entries[key]) for key in entries}
    return report_of(java) if kind == "report" else value_of(java)


__all__: List[str] = ["OpenClass"]
