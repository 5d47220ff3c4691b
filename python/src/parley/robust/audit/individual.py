"""Classes of Java's package ``parley.robust.audit.individual``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.sql import DataFrame

from parley._report import Report
from parley._stages import (
    Evaluator,
    TypeConverters,
    param,
)


class ConsistencyEvaluator(Evaluator):
    """Consistency (Zemel et al. 2013 <https://proceedings.mlr.press/v28/zemel13.html>): 1 less the
    mean over all rows of |y - mean of the k nearest rows' y|, from 0 to 1; 1 if near rows are
    always treated alike.

    As in AIF360 a row is one of its own k nearest, so k = 5 looks at four others;
    ``setIncludeSelf(false)`` looks at k others, which is the stricter reading of the paper.
    Neighbours are exact, and of equally near rows the lower id counts.

    Cost: n^2 d operations for n rows of d features, on all executors, and one shuffle of the rows.
    With sampleRows the neighbours are looked for within the sample, where they are farther away.
    The result is equal to the bit whatever the partitions. Not safe for use by several threads
    while Params are being set.

    Parameters
    ----------
    featuresCol : str, default "features"
        Column of feature vectors
    idCol : str, default "id"
        Column of whole numbers or strings, each once, that name the rows
    includeSelf : bool, default True
        Whether a row is one of its nearest rows
    neighbors : int, default 5
        How many nearest rows, from 2 with the row itself
    predictionCol : str, default "prediction"
        Column of predictions or scores, 0 to 1
    sampleRows : int, default 0
        How many rows to compare, by the hash of seed and id; 0 for all
    seed : int, default 0
        What the choice of rows follows from, besides their ids
    """

    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    idCol: Param[str] = param(
        "idCol",
        "column of whole numbers or strings, each once, that name the rows",
        TypeConverters.toString,
    )
    includeSelf: Param[bool] = param(
        "includeSelf",
        "whether a row is one of its nearest rows",
        TypeConverters.toBoolean,
    )
    neighbors: Param[int] = param(
        "neighbors",
        "how many nearest rows, from 2 with the row itself",
        TypeConverters.toInt,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column of predictions or scores, 0 to 1",
        TypeConverters.toString,
    )
    sampleRows: Param[int] = param(
        "sampleRows",
        "how many rows to compare, by the hash of seed and id; 0 for all",
        TypeConverters.toInt,
    )
    seed: Param[int] = param(
        "seed",
        "what the choice of rows follows from, besides their ids",
        TypeConverters.toInt,
    )

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        idCol: str = "id",
        includeSelf: bool = True,
        neighbors: int = 5,
        predictionCol: str = "prediction",
        sampleRows: int = 0,
        seed: int = 0,
    ) -> None:
        super().__init__()
        self._setDefault(
            featuresCol="features",
            idCol="id",
            includeSelf=True,
            neighbors=5,
            predictionCol="prediction",
            sampleRows=0,
            seed=0,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setFeaturesCol(self, value: str) -> ConsistencyEvaluator:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setIdCol(self, value: str) -> ConsistencyEvaluator:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setIncludeSelf(self, value: bool) -> ConsistencyEvaluator:
        """Sets the value of ``includeSelf``."""
        return self._set(includeSelf=value)

    def getIncludeSelf(self) -> bool:
        """Gets the value of ``includeSelf`` or its default value."""
        return self.getOrDefault(self.includeSelf)

    def setNeighbors(self, value: int) -> ConsistencyEvaluator:
        """Sets the value of ``neighbors``."""
        return self._set(neighbors=value)

    def getNeighbors(self) -> int:
        """Gets the value of ``neighbors`` or its default value."""
        return self.getOrDefault(self.neighbors)

    def setPredictionCol(self, value: str) -> ConsistencyEvaluator:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setSampleRows(self, value: int) -> ConsistencyEvaluator:
        """Sets the value of ``sampleRows``."""
        return self._set(sampleRows=value)

    def getSampleRows(self) -> int:
        """Gets the value of ``sampleRows`` or its default value."""
        return self.getOrDefault(self.sampleRows)

    def setSeed(self, value: int) -> ConsistencyEvaluator:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)


class LipschitzEvaluator(Evaluator):
    """The Lipschitz condition of individual fairness (Dwork et al. 2012
    <https://doi.org/10.1145/2090236.2090255>): |f(x) - f(x')| is at most L d(x, x') for every two
    rows. f is the probability of one of two classes, so that the difference is the statistical
    distance of the two answers; d is Euclidean.

    Cost: n^2 d / 2 operations for n rows of d features, on all executors, and one shuffle of the
    rows. With sampleRows the pairs are those within the sample. Results are equal to the bit
    whatever the partitions. Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    constant : float, default 1.0
        L: how much predictions may differ for each unit of distance
    featuresCol : str, default "features"
        Column of feature vectors
    idCol : str, default "id"
        Column of whole numbers or strings, each once, that name the rows
    predictionCol : str, default "prediction"
        Column of predictions or scores, 0 to 1
    sampleRows : int, default 0
        How many rows to compare, by the hash of seed and id; 0 for all
    seed : int, default 0
        What the choice of rows follows from, besides their ids
    worstPairs : int, default 10
        How many pairs to name, up to 1000
    """

    constant: Param[float] = param(
        "constant",
        "L: how much predictions may differ for each unit of distance",
        TypeConverters.toFloat,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    idCol: Param[str] = param(
        "idCol",
        "column of whole numbers or strings, each once, that name the rows",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column of predictions or scores, 0 to 1",
        TypeConverters.toString,
    )
    sampleRows: Param[int] = param(
        "sampleRows",
        "how many rows to compare, by the hash of seed and id; 0 for all",
        TypeConverters.toInt,
    )
    seed: Param[int] = param(
        "seed",
        "what the choice of rows follows from, besides their ids",
        TypeConverters.toInt,
    )
    worstPairs: Param[int] = param(
        "worstPairs",
        "how many pairs to name, up to 1000",
        TypeConverters.toInt,
    )

    @keyword_only
    def __init__(
        self,
        *,
        constant: float = 1.0,
        featuresCol: str = "features",
        idCol: str = "id",
        predictionCol: str = "prediction",
        sampleRows: int = 0,
        seed: int = 0,
        worstPairs: int = 10,
    ) -> None:
        super().__init__()
        self._setDefault(
            constant=1.0,
            featuresCol="features",
            idCol="id",
            predictionCol="prediction",
            sampleRows=0,
            seed=0,
            worstPairs=10,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setConstant(self, value: float) -> LipschitzEvaluator:
        """Sets the value of ``constant``."""
        return self._set(constant=value)

    def getConstant(self) -> float:
        """Gets the value of ``constant`` or its default value."""
        return self.getOrDefault(self.constant)

    def setFeaturesCol(self, value: str) -> LipschitzEvaluator:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setIdCol(self, value: str) -> LipschitzEvaluator:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setPredictionCol(self, value: str) -> LipschitzEvaluator:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setSampleRows(self, value: int) -> LipschitzEvaluator:
        """Sets the value of ``sampleRows``."""
        return self._set(sampleRows=value)

    def getSampleRows(self) -> int:
        """Gets the value of ``sampleRows`` or its default value."""
        return self.getOrDefault(self.sampleRows)

    def setSeed(self, value: int) -> LipschitzEvaluator:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setWorstPairs(self, value: int) -> LipschitzEvaluator:
        """Sets the value of ``worstPairs``."""
        return self._set(worstPairs=value)

    def getWorstPairs(self) -> int:
        """Gets the value of ``worstPairs`` or its default value."""
        return self.getOrDefault(self.worstPairs)

    def report(self, dataset: DataFrame) -> Report:
        """Violations, the worst of them, and the smallest constant without any."""
        return self._ask_report("report", dataset)


__all__ = [
    "ConsistencyEvaluator",
    "LipschitzEvaluator",
]
