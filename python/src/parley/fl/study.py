"""Classes of Java's package ``parley.fl.study``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Sequence

from parley._open import OpenClass
from parley._report import Report

if TYPE_CHECKING:
    import pandas
    from parley.fl.stat import ProviderQuery
    from parley.fl.statistic.meta import MetaTerm


class FederatedStudy(OpenClass):
    """One model of all rows, beside the meta-analysis of the models that sites fit for themselves,
    which nobody sees. Immutable, thread-safe.
    """

    @property
    def estimates(self) -> pandas.DataFrame:
        """A row a term and method, as ``estimates``; the method of the model of all rows is
        ``decentralised``.
        """
        return self._call("estimates")

    @classmethod
    def of(
        cls,
        query: ProviderQuery,
        model: str,
        label: str,
        features: Sequence[str],
        weight: Optional[str] = None,
        *,
        method: str,
    ) -> FederatedStudy:
        """Fits both. Refused from so few sites that each one's estimate could be solved for: below
        four, below six with random effects.

        Parameters
        ----------
        query : ProviderQuery
        model : str
            Linear or logistic. One of linear, logistic
        label : str
            Numeric column
        features : Sequence[str]
            Numeric columns
        weight : str, optional
            Column of positive weights; null if each row counts 1
        method : str
            How the variance between sites is found. One of dersimonian_laird, fixed, paule_mandel,
            reml
        """
        return cls._call_class("of", query, model, label, features, weight, method)

    def report(self) -> Report:
        """What was opened, to whom"""
        return self._call("report")

    @property
    def sites(self) -> dict[str, Any]:
        """What sites' own models say together"""
        return self._call("sites")

    @property
    def together(self) -> dict[str, Any]:
        """The model of all rows"""
        return self._call("together")


class MetaAnalysis(OpenClass):
    """A meta-analysis that shows no site's own estimate. Immutable, thread-safe."""

    @property
    def estimates(self) -> pandas.DataFrame:
        """A row a term and method, the fixed effect first: ``term``, ``method``, ``sites``,
        ``estimate``, ``standardError``, ``statistic``, ``pValue``, ``lower`` and ``upper`` at 95 %,
        ``q``, ``i2``, ``tau2``.
        """
        return self._call("estimates")

    @classmethod
    def of(cls, query: ProviderQuery, terms: Sequence[MetaTerm], method: str) -> MetaAnalysis:
        """Of estimates that each site has, one row a site. Refused from so few sites that each
        one's estimate could be solved for: below four, below six with random effects.

        Parameters
        ----------
        query : ProviderQuery
        terms : Sequence[MetaTerm]
        method : str
            How the variance between sites is found. One of dersimonian_laird, fixed, paule_mandel,
            reml
        """
        return cls._call_class("of", query, terms, method)

    def report(self) -> Report:
        """What was opened, to whom"""
        return self._call("report")

    @property
    def result(self) -> dict[str, Any]:
        """All figures, and warnings"""
        return self._call("result")


__all__ = [
    "FederatedStudy",
    "MetaAnalysis",
]
