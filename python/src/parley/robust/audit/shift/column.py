"""Classes of Java's package ``parley.robust.audit.shift.column``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any

from pyspark.sql import SparkSession

from parley._open import OpenClass


class ReferenceStatistics(OpenClass):
    """What is kept of a reference, to compare data with later and without its rows: of a numeric
    column exact counts at its quantiles, of a categorical one the most frequent categories. It is
    not anonymous: minimum, maximum, quantiles and rare categories are values of rows. Immutable, so
    safe for use by several threads.
    """

    @property
    def categorical(self) -> list[dict[str, Any]]:
        """A summary a categorical column"""
        return self._call("categorical")

    @property
    def confusion(self) -> dict[str, Any]:
        """Of predictions and true classes; null without one of them"""
        return self._call("confusion")

    @classmethod
    def fromJson(cls, json: str) -> ReferenceStatistics:
        """The statistics of ``toJson``.

        Parameters
        ----------
        json : str
        """
        return cls._call_class("fromJson", json)

    @property
    def label(self) -> str:
        """The column of true classes; null if there was none"""
        return self._call("label")

    @classmethod
    def load(cls, spark: SparkSession, path: str) -> ReferenceStatistics:
        """Reads what ``save`` wrote.

        Parameters
        ----------
        spark : SparkSession
        path : str
        """
        return cls._call_class("load", spark, path)

    @property
    def numeric(self) -> list[dict[str, Any]]:
        """A summary a numeric column"""
        return self._call("numeric")

    @property
    def prediction(self) -> str:
        """The column of predictions; null if there was none"""
        return self._call("prediction")

    @property
    def rows(self) -> int:
        """Of the reference, 1 or more"""
        return self._call("rows")

    def save(self, spark: SparkSession, path: str) -> None:
        """Writes ``toJson`` to a path of any file system that Hadoop knows, in the place of what is
        there.

        Parameters
        ----------
        spark : SparkSession
        path : str
        """
        self._call("save", spark, path)

    def toJson(self) -> str:
        """One line of JSON."""
        return self._call("toJson")

    @property
    def version(self) -> int:
        """Of the form, ``VERSION``"""
        return self._call("version")


__all__ = [
    "ReferenceStatistics",
]
