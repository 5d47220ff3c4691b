"""Classes of Java's package ``parley.fl.statistic.glm``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence

from parley._open import OpenClass


class GlmModel(OpenClass):
    """A family with a link. Formulas are those of McCullagh and Nelder, Generalized Linear Models,
    2nd edition, chapters 2 and 9 (doi 10.1201/9780203753736
    <https://doi.org/10.1201/9780203753736>), and for Tweedie's of Dunn and Smyth 2005 (doi
    10.1007/s11222-005-4070-y <https://doi.org/10.1007/s11222-005-4070-y>). Immutable, thread-safe.

    Parameters
    ----------
    family : str
        One of binomial, gamma, gaussian, negative_binomial, poisson, tweedie
    link : str
        One of cloglog, identity, inverse, log, logit, probit, sqrt
    parameter : float
        Tweedie's variance power, above 1 and not 2; the negative binomial's alpha; else 0
    """

    def __init__(
        self,
        family: str,
        link: str,
        parameter: float,
    ) -> None:
        super().__init__(family, link, parameter)

    @classmethod
    def of(cls, family: str, link: str) -> GlmModel:
        """A family without a parameter.

        Parameters
        ----------
        family : str
            One of binomial, gamma, gaussian, negative_binomial, poisson, tweedie
        link : str
            One of cloglog, identity, inverse, log, logit, probit, sqrt
        """
        return cls._call_class("of", family, link)

    @property
    def parameter(self) -> float:
        """Tweedie's variance power, above 1 and not 2; the negative binomial's alpha; else 0"""
        return self._call("parameter")


class GlmStatistic(OpenClass):
    """A generalised linear model by rounds of iterated weighted least squares. Each round opens to
    the querier (d + 1)(d + 2) / 2 + d + 1 + 5 numbers for d features; every provider is told the
    coefficients of each round. Immutable, thread-safe.

    Parameters
    ----------
    label : str
        Numeric column
    features : Sequence[str]
        Numeric columns
    offset : str, optional
        Column that is added to the linear predictor; null for none
    weight : str, optional
        Column of positive weights; null if each row counts 1
    model : GlmModel
        Family and link
    fitIntercept : bool
        Whether there is a constant term
    maxIter : int
        Most rounds, from 1 to 4000; halved steps count
    tol : float
        A step ends the rounds when each coefficient moves by less than this times its standard
        error
    """

    def __init__(
        self,
        label: str,
        features: Sequence[str],
        offset: Optional[str] = None,
        weight: Optional[str] = None,
        *,
        model: GlmModel,
        fitIntercept: bool,
        maxIter: int,
        tol: float,
    ) -> None:
        super().__init__(label, features, offset, weight, model, fitIntercept, maxIter, tol)

    @property
    def features(self) -> list[str]:
        """Numeric columns"""
        return self._call("features")

    @property
    def fitIntercept(self) -> bool:
        """Whether there is a constant term"""
        return self._call("fitIntercept")

    @property
    def label(self) -> str:
        """Numeric column"""
        return self._call("label")

    @classmethod
    def logistic(
        cls,
        label: str,
        features: Sequence[str],
        weight: Optional[str] = None,
        *,
        fitIntercept: bool,
    ) -> GlmStatistic:
        """Logistic regression without a penalty, with Spark's names of settings.

        Parameters
        ----------
        label : str
        features : Sequence[str]
        weight : str, optional
        fitIntercept : bool
        """
        return cls._call_class("logistic", label, features, weight, fitIntercept)

    @property
    def maxIter(self) -> int:
        """Most rounds, from 1 to 4000; halved steps count"""
        return self._call("maxIter")

    @property
    def model(self) -> GlmModel:
        """Family and link"""
        return self._call("model")

    @property
    def offset(self) -> str:
        """Column that is added to the linear predictor; null for none"""
        return self._call("offset")

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
    "GlmModel",
    "GlmStatistic",
]
