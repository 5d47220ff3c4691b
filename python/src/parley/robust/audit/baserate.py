"""Stages of Java's package ``parley.robust.audit.baserate``.

Generated from the Java stages by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional

from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.sql import DataFrame

from parley._report import Report
from parley._stages import (
    Evaluator,
    TypeConverters,
    param,
)


class BaseRateEvaluator(Evaluator):
    """What a classifier's answers are worth where positive rows are as rare as stated: TPR and FPR
    are counted in one pass, then weighed by the prevalence (``BaseRate``). Labels and predictions
    are 0 or 1, and 1 is positive. Counts do not depend on partitions, so neither does the figure.

    Where an accuracy that looks good comes with a PPV below wantedPpv, a warning is logged; it is
    in ``report`` too. Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    confidence : float, default 0.95
        Of the report's intervals
    labelCol : str, default "label"
        Column of true labels, 0 or 1
    metricName : str, default "ppv"
        Ppv or npv
    predictionCol : str, default "prediction"
        Column of predictions, 0 or 1
    prevalence : float, optional
        Share of positive rows where the model will be used
    wantedPpv : float, default 0.5
        PPV below which a warning is due, above 0
    """

    confidence: Param[float] = param(
        "confidence",
        "of the report's intervals",
        TypeConverters.toFloat,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, 0 or 1",
        TypeConverters.toString,
    )
    metricName: Param[str] = param(
        "metricName",
        "ppv or npv",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column of predictions, 0 or 1",
        TypeConverters.toString,
    )
    prevalence: Param[float] = param(
        "prevalence",
        "share of positive rows where the model will be used",
        TypeConverters.toFloat,
    )
    wantedPpv: Param[float] = param(
        "wantedPpv",
        "PPV below which a warning is due, above 0",
        TypeConverters.toFloat,
    )

    @keyword_only
    def __init__(
        self,
        *,
        confidence: float = 0.95,
        labelCol: str = "label",
        metricName: str = "ppv",
        predictionCol: str = "prediction",
        prevalence: Optional[float] = None,
        wantedPpv: float = 0.5,
    ) -> None:
        super().__init__()
        self._setDefault(
            confidence=0.95,
            labelCol="label",
            metricName="ppv",
            predictionCol="prediction",
            wantedPpv=0.5,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setConfidence(self, value: float) -> BaseRateEvaluator:
        """Sets the value of ``confidence``."""
        return self._set(confidence=value)

    def getConfidence(self) -> float:
        """Gets the value of ``confidence`` or its default value."""
        return self.getOrDefault(self.confidence)

    def setLabelCol(self, value: str) -> BaseRateEvaluator:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setMetricName(self, value: str) -> BaseRateEvaluator:
        """Sets the value of ``metricName``."""
        return self._set(metricName=value)

    def getMetricName(self) -> str:
        """Gets the value of ``metricName`` or its default value."""
        return self.getOrDefault(self.metricName)

    def setPredictionCol(self, value: str) -> BaseRateEvaluator:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setPrevalence(self, value: float) -> BaseRateEvaluator:
        """Sets the value of ``prevalence``."""
        return self._set(prevalence=value)

    def getPrevalence(self) -> float:
        """Gets the value of ``prevalence`` or its default value."""
        return self.getOrDefault(self.prevalence)

    def setWantedPpv(self, value: float) -> BaseRateEvaluator:
        """Sets the value of ``wantedPpv``."""
        return self._set(wantedPpv=value)

    def getWantedPpv(self) -> float:
        """Gets the value of ``wantedPpv`` or its default value."""
        return self.getOrDefault(self.wantedPpv)

    def report(self, dataset: DataFrame) -> Report:
        """Both values with intervals, and warnings; the errors are those of ``evaluate``. Takes one
        pass over the rows.
        """
        return self._ask_report("report", dataset)


__all__ = [
    "BaseRateEvaluator",
]
