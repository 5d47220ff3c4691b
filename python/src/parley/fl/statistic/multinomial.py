"""Classes of Java's package ``parley.fl.statistic.multinomial``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.table import Category


class MultinomialStatistic(OpenClass):
    """Multinomial logistic regression, with a ridge penalty or without one. Each round opens to the
    querier p (p + 1) / 2 + p + 3 numbers for p = (levels - 1) (features + 1) coefficients, with a
    penalty one more. Immutable, thread-safe.

    Parameters
    ----------
    label : Category
        The levels; a row of another, or without one, is left out
    features : Sequence[str]
        Numeric columns
    base : str, optional
        One of the levels; null for the first by name
    weight : str, optional
        Column of positive weights; null if each row counts 1
    regParam : float
        Strength of the penalty in Spark's convention, at least 0
    standardization : bool
        Whether it is on the coefficients of standardised features
    maxIter : int
        Most rounds, from 1 to 4000; halved steps count
    tol : float
        A step ends the rounds when each coefficient moves by less than this times its standard
        error
    """

    def __init__(
        self,
        label: Category,
        features: Sequence[str],
        base: Optional[str] = None,
        weight: Optional[str] = None,
        *,
        regParam: float,
        standardization: bool,
        maxIter: int,
        tol: float,
    ) -> None:
        super().__init__(label, features, base, weight, regParam, standardization, maxIter, tol)

    @property
    def base(self) -> str:
        """One of the levels; null for the first by name"""
        return self._call("base")

    @property
    def baseLevel(self) -> str:
        """The level whose coefficients are 0."""
        return self._call("baseLevel")

    @property
    def features(self) -> list[str]:
        """Numeric columns"""
        return self._call("features")

    @property
    def label(self) -> Category:
        """The levels; a row of another, or without one, is left out"""
        return self._call("label")

    @property
    def maxIter(self) -> int:
        """Most rounds, from 1 to 4000; halved steps count"""
        return self._call("maxIter")

    @property
    def regParam(self) -> float:
        """Strength of the penalty in Spark's convention, at least 0"""
        return self._call("regParam")

    @property
    def standardization(self) -> bool:
        """Whether it is on the coefficients of standardised features"""
        return self._call("standardization")

    @property
    def tol(self) -> float:
        """A step ends the rounds when each coefficient moves by less than this times its standard
        error
        """
        return self._call("tol")

    @property
    def weight(self) -> str:
        """Column of positive weights; null if each row counts 1"""
        return self._call("weight")


__all__ = [
    "MultinomialStatistic",
]
