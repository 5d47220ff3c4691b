"""Classes of Java's package ``parley.robust.evaluation``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence

from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.ml.wrapper import JavaParams
from pyspark.sql import DataFrame

from parley._open import OpenClass
from parley._report import Report
from parley._stages import (
    Evaluator,
    TypeConverters,
    param,
)


class RobustnessEvaluator(Evaluator):
    """One figure of the robustness of a classifier, from the columns that an attack or a certified
    defence added. Counts rows in one pass, so the figure is equal to the bit whatever the
    partitions.

    - ``robustAccuracy``: share of rows on which the attack does not succeed; reads successCol

    - ``attackSuccessRate``: of the rows that predictionCol has right, the share on which the attack
    succeeds; reads successCol, predictionCol, labelCol

    - ``certifiedAccuracy``: share of rows whose prediction is right and whose radius is above
    certifiedRadius; reads radiusCol, predictionCol, labelCol

    Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    certifiedRadius : float, default 0.0
        Distance that a certified radius must exceed, in its norm
    labelCol : str, default "label"
        Column of true labels, from 0
    metricName : str, default "robustAccuracy"
        RobustAccuracy, attackSuccessRate or certifiedAccuracy
    predictionCol : str, default "prediction"
        Column of predictions
    radiusCol : str, default "radius"
        Column of certified radii
    successCol : str, default "success"
        Column that says whether an attack succeeds
    """

    certifiedRadius: Param[float] = param(
        "certifiedRadius",
        "distance that a certified radius must exceed, in its norm",
        TypeConverters.toFloat,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, from 0",
        TypeConverters.toString,
    )
    metricName: Param[str] = param(
        "metricName",
        "robustAccuracy, attackSuccessRate or certifiedAccuracy",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column of predictions",
        TypeConverters.toString,
    )
    radiusCol: Param[str] = param(
        "radiusCol",
        "column of certified radii",
        TypeConverters.toString,
    )
    successCol: Param[str] = param(
        "successCol",
        "column that says whether an attack succeeds",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        certifiedRadius: float = 0.0,
        labelCol: str = "label",
        metricName: str = "robustAccuracy",
        predictionCol: str = "prediction",
        radiusCol: str = "radius",
        successCol: str = "success",
    ) -> None:
        super().__init__()
        self._setDefault(
            certifiedRadius=0.0,
            labelCol="label",
            metricName="robustAccuracy",
            predictionCol="prediction",
            radiusCol="radius",
            successCol="success",
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setCertifiedRadius(self, value: float) -> RobustnessEvaluator:
        """Sets the value of ``certifiedRadius``."""
        return self._set(certifiedRadius=value)

    def getCertifiedRadius(self) -> float:
        """Gets the value of ``certifiedRadius`` or its default value."""
        return self.getOrDefault(self.certifiedRadius)

    def setLabelCol(self, value: str) -> RobustnessEvaluator:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setMetricName(self, value: str) -> RobustnessEvaluator:
        """Sets the value of ``metricName``."""
        return self._set(metricName=value)

    def getMetricName(self) -> str:
        """Gets the value of ``metricName`` or its default value."""
        return self.getOrDefault(self.metricName)

    def setPredictionCol(self, value: str) -> RobustnessEvaluator:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setRadiusCol(self, value: str) -> RobustnessEvaluator:
        """Sets the value of ``radiusCol``."""
        return self._set(radiusCol=value)

    def getRadiusCol(self) -> str:
        """Gets the value of ``radiusCol`` or its default value."""
        return self.getOrDefault(self.radiusCol)

    def setSuccessCol(self, value: str) -> RobustnessEvaluator:
        """Sets the value of ``successCol``."""
        return self._set(successCol=value)

    def getSuccessCol(self) -> str:
        """Gets the value of ``successCol`` or its default value."""
        return self.getOrDefault(self.successCol)


class RobustnessStudy(OpenClass):
    """Measures a classifier as it is, under attacks of several sizes, and what can be proved of it,
    and reports on all of it. Each attack is one job for all sizes; rows stay where they are, and
    counts and sums come back, equal to the bit whatever the partitions. Rows are read once for each
    attack: cache them where reading is dear. Not safe for use by several threads.

    Parameters
    ----------
    model : JavaParams
    featuresCol : str, optional
        Column of feature vectors; default ``features``.
    labelCol : str, optional
        Column of true labels; default ``label``.
    perturbationEpsilons : Sequence[float], optional
        The largest perturbations to try, in the norm of the attacks and the features' units; must
        be set.
    smoothing : JavaParams, optional
        Certifies the smoothed model as well; its model and columns are set here.
    stepDivisor : float, optional
        Makes the steps of all attacks that have steps epsilon over a number; without it their own
        attackStep stands, the same for all epsilons.
    title : str, optional
        The report's title; default "Robustness".
    """

    def __init__(
        self,
        model: JavaParams,
        *,
        featuresCol: Optional[str] = None,
        labelCol: Optional[str] = None,
        perturbationEpsilons: Optional[Sequence[float]] = None,
        smoothing: Optional[JavaParams] = None,
        stepDivisor: Optional[float] = None,
        title: Optional[str] = None,
    ) -> None:
        super().__init__(model)
        self._state(
            "set",
            featuresCol=featuresCol,
            labelCol=labelCol,
            perturbationEpsilons=perturbationEpsilons,
            smoothing=smoothing,
            stepDivisor=stepDivisor,
            title=title,
        )

    def add(
        self,
        name: str,
        attack: JavaParams,
        rows: Optional[DataFrame] = None,
    ) -> RobustnessStudy:
        """Adds an attack that is learnt from rows, anew for each epsilon.

        Parameters
        ----------
        name : str
            In the report, such as universal
        attack : JavaParams
        rows : DataFrame, optional
            To learn from, with the study's columns
        """
        self._call("add", name, attack, rows)
        return self

    def run(self, rows: DataFrame) -> Report:
        """Runs everything.

        Parameters
        ----------
        rows : DataFrame
            Features and labels, and ids where an attack or the smoothing asks for them
        """
        return self._call("run", rows)

    def setFeaturesCol(self, value: str) -> RobustnessStudy:
        """Column of feature vectors; default ``features``.

        Parameters
        ----------
        value : str
        """
        self._call("setFeaturesCol", value)
        return self

    def setLabelCol(self, value: str) -> RobustnessStudy:
        """Column of true labels; default ``label``.

        Parameters
        ----------
        value : str
        """
        self._call("setLabelCol", value)
        return self

    def setPerturbationEpsilons(self, values: Sequence[float]) -> RobustnessStudy:
        """The largest perturbations to try, in the norm of the attacks and the features' units;
        must be set.

        Parameters
        ----------
        values : Sequence[float]
        """
        self._call("setPerturbationEpsilons", values)
        return self

    def setSmoothing(self, value: JavaParams) -> RobustnessStudy:
        """Certifies the smoothed model as well; its model and columns are set here.

        Parameters
        ----------
        value : JavaParams
        """
        self._call("setSmoothing", value)
        return self

    def setStepDivisor(self, value: float) -> RobustnessStudy:
        """Makes the steps of all attacks that have steps epsilon over a number; without it their
        own attackStep stands, the same for all epsilons.

        Parameters
        ----------
        value : float
        """
        self._call("setStepDivisor", value)
        return self

    def setTitle(self, value: str) -> RobustnessStudy:
        """The report's title; default "Robustness".

        Parameters
        ----------
        value : str
        """
        self._call("setTitle", value)
        return self


__all__ = [
    "RobustnessEvaluator",
    "RobustnessStudy",
]
