"""Classes of Java's package ``parley.fl.evaluation``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence, Union

from pyspark.sql import DataFrame

from parley._open import OpenClass


class BinaryMetrics(OpenClass):
    """Figures of binary predictions. Immutable, so safe for use by several threads.

    Parameters
    ----------
    rows : int
        How many were predicted
    accuracy : float
        Share of right predictions; NaN without rows
    auc : float
        Area under the ROC curve, exact; NaN unless both labels occur
    f1 : float
        Harmonic mean of precision and recall for label 1; NaN if 1 neither occurs nor is predicted
    """

    def __init__(
        self,
        rows: int,
        accuracy: float,
        auc: float,
        f1: float,
    ) -> None:
        super().__init__(rows, accuracy, auc, f1)

    @property
    def accuracy(self) -> float:
        """Share of right predictions; NaN without rows"""
        return self._call("accuracy")

    @property
    def auc(self) -> float:
        """Area under the ROC curve, exact; NaN unless both labels occur"""
        return self._call("auc")

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall for label 1; NaN if 1 neither occurs nor is
        predicted
        """
        return self._call("f1")

    @classmethod
    def of(
        cls,
        predictions: Union[Sequence[float], DataFrame],
        labelCol: Union[Sequence[float], str],
        scoreCol: Union[float, str],
        predictionCol: Optional[str] = None,
    ) -> BinaryMetrics:
        """Figures of a DataFrame, whose rows stay where they are: equal scores are grouped and
        sorted over the partitions, and only two numbers a partition come to the driver.

        Parameters
        ----------
        predictions : Union[Sequence[float], DataFrame]
        labelCol : Union[Sequence[float], str]
            Numbers, 0 or 1
        scoreCol : Union[float, str]
            Numbers, or vectors whose second entry counts; none NaN
        predictionCol : str, optional
            Numbers, 0 or 1
        """
        return cls._call_class("of", predictions, labelCol, scoreCol, predictionCol)

    @property
    def rows(self) -> int:
        """How many were predicted"""
        return self._call("rows")


__all__ = [
    "BinaryMetrics",
]
