"""Classes of Java's package ``parley.robust.audit.baserate``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional, Union

from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.sql import DataFrame

from parley._open import OpenClass
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


class BaseRate(OpenClass):
    """Predictive values at a stated prevalence p, by Bayes' rule (Altman and Bland 1994
    <https://doi.org/10.1136/bmj.309.6947.102>):

    <pre> PPV = TPR p / (TPR p + FPR (1 - p)) NPV = (1 - FPR)(1 - p) / ((1 - FPR)(1 - p) + (1 - TPR)
    p) </pre>

    Immutable, so safe for use by several threads.
    """

    @property
    def accuracy(self) -> float:
        """Share of right answers at the prevalence: TPR p + (1 - FPR)(1 - p)."""
        return self._call("accuracy")

    @property
    def counts(self) -> dict[str, Any]:
        """What the rates were counted on; null if that is not known"""
        return self._call("counts")

    @property
    def expected(self) -> dict[str, Any]:
        """What to expect of a million rows."""
        return self._call("expected")

    @property
    def falsePositiveRate(self) -> float:
        """0 to 1"""
        return self._call("falsePositiveRate")

    def falsePositiveRateFor(self, wantedPpv: float) -> dict[str, Any]:
        """The largest false positive rate with which the PPV is at least the wanted one, under the
        name falsePositiveRateForWantedPpv: TPR p (1 - v) / (v (1 - p)), at most 1. Undefined if no
        rate does, since there are no positive rows or none of them is found.

        Parameters
        ----------
        wantedPpv : float
            Above 0, up to 1
        """
        return self._call("falsePositiveRateFor", wantedPpv)

    @property
    def npv(self) -> dict[str, Any]:
        """The NPV, under the name npv; undefined if nothing is ever called negative."""
        return self._call("npv")

    @classmethod
    def of(
        cls,
        prevalence: float,
        tpr: Union[Mapping[str, Any], float],
        fpr: Optional[float] = None,
    ) -> BaseRate:
        """From rates alone: values without intervals.

        Parameters
        ----------
        prevalence : float
            Share of positive rows where the test is used, 0 to 1; taken as known
        tpr : Union[Mapping[str, Any], float]
        fpr : float, optional
        """
        return cls._call_class("of", prevalence, tpr, fpr)

    @property
    def ppv(self) -> dict[str, Any]:
        """The PPV, under the name ppv; undefined if nothing is ever called positive."""
        return self._call("ppv")

    @property
    def prevalence(self) -> float:
        """Share of positive rows where the test is used, 0 to 1; taken as known"""
        return self._call("prevalence")

    @property
    def truePositiveRate(self) -> float:
        """0 to 1"""
        return self._call("truePositiveRate")


class BaseRateReport(OpenClass):
    """Predictive values, and what is wrong with trusting the accuracy. Immutable, so safe for use
    by several threads.

    Parameters
    ----------
    rate : BaseRate
        Prevalence and rates
    wantedPpv : float
        The PPV below which a positive answer is worth too little, above 0, up to 1
    dataAccuracy : float, optional
        Share of right answers in the rows that the rates were counted on; null if there were none
    dataPrevalence : float, optional
        Share of positive rows there; null likewise
    """

    def __init__(
        self,
        rate: BaseRate,
        wantedPpv: float,
        dataAccuracy: Optional[float] = None,
        dataPrevalence: Optional[float] = None,
    ) -> None:
        super().__init__(rate, wantedPpv, dataAccuracy, dataPrevalence)

    @property
    def dataAccuracy(self) -> float:
        """Share of right answers in the rows that the rates were counted on; null if there were
        none
        """
        return self._call("dataAccuracy")

    @property
    def dataPrevalence(self) -> float:
        """Share of positive rows there; null likewise"""
        return self._call("dataPrevalence")

    @property
    def measures(self) -> list[dict[str, Any]]:
        """ppv, npv, accuracy at the prevalence, and falsePositiveRateForWantedPpv."""
        return self._call("measures")

    @classmethod
    def of(cls, rate: BaseRate, wantedPpv: float) -> BaseRateReport:
        """A report on rates alone.

        Parameters
        ----------
        rate : BaseRate
            Prevalence and rates
        wantedPpv : float
            The PPV below which a positive answer is worth too little, above 0, up to 1
        """
        return cls._call_class("of", rate, wantedPpv)

    @property
    def rate(self) -> BaseRate:
        """Prevalence and rates"""
        return self._call("rate")

    @property
    def wantedPpv(self) -> float:
        """The PPV below which a positive answer is worth too little, above 0, up to 1"""
        return self._call("wantedPpv")

    @property
    def warnings(self) -> list[str]:
        """A sentence if the PPV is below the wanted one though an accuracy, at the prevalence or in
        the rows, is not; and one if no positive answer is given at all.
        """
        return self._call("warnings")


__all__ = [
    "BaseRate",
    "BaseRateEvaluator",
    "BaseRateReport",
]
