"""Classes of Java's package ``parley.fl.statistic.study``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence

from parley._open import OpenClass


class StudyStatistic(OpenClass):
    """The meta-analysis of models that each provider fits on its own rows. A provider whose rows
    allow no fit (too few, one class, separated, dependent columns) takes no part, which shows in
    the number of sites alone. By definition the result depends on who has which rows. Immutable,
    thread-safe.

    Parameters
    ----------
    model : str
        Which one. One of linear, logistic
    label : str
        Numeric column
    features : Sequence[str]
        Numeric columns
    weight : str, optional
        Column of positive weights; null if each row counts 1
    method : str
        How the variance between sites is found. One of dersimonian_laird, fixed, paule_mandel, reml
    hartungKnapp : bool
        As ``hartungKnapp``
    fewSites : bool
        As ``fewSites``
    """

    def __init__(
        self,
        model: str,
        label: str,
        features: Sequence[str],
        weight: Optional[str] = None,
        *,
        method: str,
        hartungKnapp: bool,
        fewSites: bool,
    ) -> None:
        super().__init__(model, label, features, weight, method, hartungKnapp, fewSites)

    @property
    def features(self) -> list[str]:
        """Numeric columns"""
        return self._call("features")

    @property
    def fewSites(self) -> bool:
        """As ``fewSites``"""
        return self._call("fewSites")

    @property
    def hartungKnapp(self) -> bool:
        """As ``hartungKnapp``"""
        return self._call("hartungKnapp")

    @property
    def label(self) -> str:
        """Numeric column"""
        return self._call("label")

    @property
    def weight(self) -> str:
        """Column of positive weights; null if each row counts 1"""
        return self._call("weight")


__all__ = [
    "StudyStatistic",
]
