"""Stages of Java's package ``parley.robust.evaluation``.

Generated from the Java stages by generate.py: change them, not this file.
"""

from __future__ import annotations

from pyspark import keyword_only
from pyspark.ml.param import Param

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


__all__ = [
    "RobustnessEvaluator",
]
