"""Classes of Java's package ``parley.fl.statistic.linear``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence

from parley._open import OpenClass


class LinearStatistic(OpenClass):
    """Linear regression of a label on features. Two openings, both to the querier: totals of the
    columns, and the Gram of all columns; three with robust errors, for which every provider is told
    the coefficients. Immutable, thread-safe.

    Parameters
    ----------
    label : str
        Numeric column
    features : Sequence[str]
        Numeric columns
    weight : str, optional
        Column of positive weights; null if each row counts 1
    regParam : float
        Strength of the penalty, at least 0; as Spark's, whose conventions ``Penalised`` writes out
    elasticNetParam : float
        0 for ridge to 1 for lasso
    standardization : bool
        Whether the penalty is on coefficients of standardised features
    fitIntercept : bool
        Whether there is a constant term, which is never penalised
    errors : str
        Which standard errors. One of classical, cluster, hc1
    """

    def __init__(
        self,
        label: str,
        features: Sequence[str],
        weight: Optional[str] = None,
        *,
        regParam: float,
        elasticNetParam: float,
        standardization: bool,
        fitIntercept: bool,
        errors: str,
    ) -> None:
        super().__init__(label, features, weight, regParam, elasticNetParam, standardization, fitIntercept, errors)

    @property
    def elasticNetParam(self) -> float:
        """0 for ridge to 1 for lasso"""
        return self._call("elasticNetParam")

    @property
    def features(self) -> list[str]:
        """Numeric columns"""
        return self._call("features")

    @property
    def fitIntercept(self) -> bool:
        """Whether there is a constant term, which is never penalised"""
        return self._call("fitIntercept")

    @property
    def label(self) -> str:
        """Numeric column"""
        return self._call("label")

    @property
    def regParam(self) -> float:
        """Strength of the penalty, at least 0; as Spark's, whose conventions ``Penalised`` writes
        out
        """
        return self._call("regParam")

    @property
    def standardization(self) -> bool:
        """Whether the penalty is on coefficients of standardised features"""
        return self._call("standardization")

    @property
    def weight(self) -> str:
        """Column of positive weights; null if each row counts 1"""
        return self._call("weight")


__all__ = [
    "LinearStatistic",
]
