"""Classes of Java's package ``parley.fl.statistic.cox``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Sequence

from parley._open import OpenClass


class CoxStatistic(OpenClass):
    """Cox's proportional hazards with the providers as strata (Cox 1972, doi
    10.1111/j.2517-6161.1972.tb00899.x <https://doi.org/10.1111/j.2517-6161.1972.tb00899.x>). The
    result depends by definition on who has which rows; with one provider it is the model of all
    rows without strata. Each round opens d (d + 1) / 2 + d + 7 numbers for d features. Immutable,
    thread-safe.

    Parameters
    ----------
    time : str
        Numeric column: when a row ends, at least 0
    event : str
        Numeric column: 1 if it ends with the event, 0 if not
    features : Sequence[str]
        Numeric columns
    ties : str
        How events at one time of one provider are treated. One of breslow, efron
    maxIter : int
        Most rounds, from 1 to 4000; halved steps count
    tol : float
        A step ends the rounds when each coefficient moves by less than this times its standard
        error
    """

    def __init__(
        self,
        time: str,
        event: str,
        features: Sequence[str],
        ties: str,
        maxIter: int,
        tol: float,
    ) -> None:
        super().__init__(time, event, features, ties, maxIter, tol)

    @property
    def event(self) -> str:
        """Numeric column: 1 if it ends with the event, 0 if not"""
        return self._call("event")

    @property
    def features(self) -> list[str]:
        """Numeric columns"""
        return self._call("features")

    @property
    def maxIter(self) -> int:
        """Most rounds, from 1 to 4000; halved steps count"""
        return self._call("maxIter")

    @property
    def time(self) -> str:
        """Numeric column: when a row ends, at least 0"""
        return self._call("time")

    @property
    def tol(self) -> float:
        """A step ends the rounds when each coefficient moves by less than this times its standard
        error
        """
        return self._call("tol")


__all__ = [
    "CoxStatistic",
]
