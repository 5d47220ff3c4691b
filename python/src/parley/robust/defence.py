"""Classes of Java's package ``parley.robust.defence``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence

from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.sql import DataFrame

from parley._open import OpenClass
from parley._stages import (
    Estimator,
    HasModel,
    Transformer,
    TypeConverters,
    param,
)


class PixelDp(Transformer, HasModel):
    """PixelDP's certified defence (Lecuyer, Atlidakis, Geambasu, Hsu and Jana 2019
    <https://arxiv.org/abs/1802.03471>) around any classifier of Spark's, with the noise added to
    the row: the class that the classifier answers most often, and a radius within which that class
    holds for certain, but for a chance of alpha.

    Noise ``gaussian`` certifies L2 distances, ``laplace`` L1 distances. For Gaussian noise
    ``RandomizedSmoothing`` certifies more from the same samples; this bound is for Laplace noise
    and for comparison. The votes for a class stand for its expected score, bounded by
    ``parley.robust.defence.certify.ClopperPearson``.

    Results depend on seed and row id, not on partitions. Not safe for use by several threads while
    Params are being set.

    Parameters
    ----------
    abstainedCol : str, default "abstained"
        Column that says whether it abstained
    alpha : float, default 0.001
        Chance that what is said of a row is wrong
    countsCol : str, default "counts"
        Column for the votes for each class
    featuresCol : str, default "features"
        Column of feature vectors
    idCol : str, optional
        Column of whole numbers or strings that name the rows for good
    noise : str, default "gaussian"
        Gaussian (certifies L2 distances) or laplace (L1)
    predictionCol : str, default "prediction"
        Column for the class; -1 where abstained
    radiusCol : str, default "radius"
        Column for the distance within which a class holds
    samples : int, default 100000
        Noisy copies of a row that bound the share of its class
    seed : int, default 0
        What the noise depends on beside a row's id
    selectionSamples : int, default 100
        Noisy copies of a row that pick its class
    sigma : float, default 0.25
        Standard deviation of the noise in each feature, in the features' unit
    """

    abstainedCol: Param[str] = param(
        "abstainedCol",
        "column that says whether it abstained",
        TypeConverters.toString,
    )
    alpha: Param[float] = param(
        "alpha",
        "chance that what is said of a row is wrong",
        TypeConverters.toFloat,
    )
    countsCol: Param[str] = param(
        "countsCol",
        "column for the votes for each class",
        TypeConverters.toString,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    idCol: Param[str] = param(
        "idCol",
        "column of whole numbers or strings that name the rows for good",
        TypeConverters.toString,
    )
    noise: Param[str] = param(
        "noise",
        "gaussian (certifies L2 distances) or laplace (L1)",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for the class; -1 where abstained",
        TypeConverters.toString,
    )
    radiusCol: Param[str] = param(
        "radiusCol",
        "column for the distance within which a class holds",
        TypeConverters.toString,
    )
    samples: Param[int] = param(
        "samples",
        "noisy copies of a row that bound the share of its class",
        TypeConverters.toInt,
    )
    seed: Param[int] = param(
        "seed",
        "what the noise depends on beside a row's id",
        TypeConverters.toInt,
    )
    selectionSamples: Param[int] = param(
        "selectionSamples",
        "noisy copies of a row that pick its class",
        TypeConverters.toInt,
    )
    sigma: Param[float] = param(
        "sigma",
        "standard deviation of the noise in each feature, in the features' unit",
        TypeConverters.toFloat,
    )

    @keyword_only
    def __init__(
        self,
        *,
        abstainedCol: str = "abstained",
        alpha: float = 0.001,
        countsCol: str = "counts",
        featuresCol: str = "features",
        idCol: Optional[str] = None,
        noise: str = "gaussian",
        predictionCol: str = "prediction",
        radiusCol: str = "radius",
        samples: int = 100000,
        seed: int = 0,
        selectionSamples: int = 100,
        sigma: float = 0.25,
    ) -> None:
        super().__init__()
        self._setDefault(
            abstainedCol="abstained",
            alpha=0.001,
            countsCol="counts",
            featuresCol="features",
            noise="gaussian",
            predictionCol="prediction",
            radiusCol="radius",
            samples=100000,
            seed=0,
            selectionSamples=100,
            sigma=0.25,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAbstainedCol(self, value: str) -> PixelDp:
        """Sets the value of ``abstainedCol``."""
        return self._set(abstainedCol=value)

    def getAbstainedCol(self) -> str:
        """Gets the value of ``abstainedCol`` or its default value."""
        return self.getOrDefault(self.abstainedCol)

    def setAlpha(self, value: float) -> PixelDp:
        """Sets the value of ``alpha``."""
        return self._set(alpha=value)

    def getAlpha(self) -> float:
        """Gets the value of ``alpha`` or its default value."""
        return self.getOrDefault(self.alpha)

    def setCountsCol(self, value: str) -> PixelDp:
        """Sets the value of ``countsCol``."""
        return self._set(countsCol=value)

    def getCountsCol(self) -> str:
        """Gets the value of ``countsCol`` or its default value."""
        return self.getOrDefault(self.countsCol)

    def setFeaturesCol(self, value: str) -> PixelDp:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setIdCol(self, value: str) -> PixelDp:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setNoise(self, value: str) -> PixelDp:
        """Sets the value of ``noise``."""
        return self._set(noise=value)

    def getNoise(self) -> str:
        """Gets the value of ``noise`` or its default value."""
        return self.getOrDefault(self.noise)

    def setPredictionCol(self, value: str) -> PixelDp:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setRadiusCol(self, value: str) -> PixelDp:
        """Sets the value of ``radiusCol``."""
        return self._set(radiusCol=value)

    def getRadiusCol(self) -> str:
        """Gets the value of ``radiusCol`` or its default value."""
        return self.getOrDefault(self.radiusCol)

    def setSamples(self, value: int) -> PixelDp:
        """Sets the value of ``samples``."""
        return self._set(samples=value)

    def getSamples(self) -> int:
        """Gets the value of ``samples`` or its default value."""
        return self.getOrDefault(self.samples)

    def setSeed(self, value: int) -> PixelDp:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setSelectionSamples(self, value: int) -> PixelDp:
        """Sets the value of ``selectionSamples``."""
        return self._set(selectionSamples=value)

    def getSelectionSamples(self) -> int:
        """Gets the value of ``selectionSamples`` or its default value."""
        return self.getOrDefault(self.selectionSamples)

    def setSigma(self, value: float) -> PixelDp:
        """Sets the value of ``sigma``."""
        return self._set(sigma=value)

    def getSigma(self) -> float:
        """Gets the value of ``sigma`` or its default value."""
        return self.getOrDefault(self.sigma)


class RandomizedSmoothing(Transformer, HasModel):
    """Randomised smoothing (Cohen, Rosenfeld and Kolter 2019 <https://arxiv.org/abs/1902.02918>)
    around any classifier of Spark's: the class that the classifier answers most often when Gaussian
    noise is added to the row, and an L2 radius within which that class holds for certain, but for a
    chance of alpha.

    Mode ``certify`` gives classes and radii, ``predict`` classes alone from a test that needs fewer
    samples. The largest radius that n samples can show is sigma x quantile(alpha^(1/n)): 3.81 sigma
    for the default. A row asks the classifier selectionSamples + samples times (mode predict:
    samples). The classifier should have been trained with noise of the same sigma.

    Results depend on seed and row id, not on partitions. Not safe for use by several threads while
    Params are being set.

    Parameters
    ----------
    abstainedCol : str, default "abstained"
        Column that says whether it abstained
    alpha : float, default 0.001
        Chance that what is said of a row is wrong
    countsCol : str, default "counts"
        Column for the votes for each class
    featuresCol : str, default "features"
        Column of feature vectors
    idCol : str, optional
        Column of whole numbers or strings that name the rows for good
    mode : str, default "certify"
        Certify: classes and radii; predict: classes alone
    predictionCol : str, default "prediction"
        Column for the class; -1 where abstained
    radiusCol : str, default "radius"
        Column for the distance within which a class holds
    samples : int, default 100000
        Noisy copies of a row that bound the share of its class
    seed : int, default 0
        What the noise depends on beside a row's id
    selectionSamples : int, default 100
        Noisy copies of a row that pick its class
    sigma : float, default 0.25
        Standard deviation of the noise in each feature, in the features' unit
    """

    abstainedCol: Param[str] = param(
        "abstainedCol",
        "column that says whether it abstained",
        TypeConverters.toString,
    )
    alpha: Param[float] = param(
        "alpha",
        "chance that what is said of a row is wrong",
        TypeConverters.toFloat,
    )
    countsCol: Param[str] = param(
        "countsCol",
        "column for the votes for each class",
        TypeConverters.toString,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    idCol: Param[str] = param(
        "idCol",
        "column of whole numbers or strings that name the rows for good",
        TypeConverters.toString,
    )
    mode: Param[str] = param(
        "mode",
        "certify: classes and radii; predict: classes alone",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for the class; -1 where abstained",
        TypeConverters.toString,
    )
    radiusCol: Param[str] = param(
        "radiusCol",
        "column for the distance within which a class holds",
        TypeConverters.toString,
    )
    samples: Param[int] = param(
        "samples",
        "noisy copies of a row that bound the share of its class",
        TypeConverters.toInt,
    )
    seed: Param[int] = param(
        "seed",
        "what the noise depends on beside a row's id",
        TypeConverters.toInt,
    )
    selectionSamples: Param[int] = param(
        "selectionSamples",
        "noisy copies of a row that pick its class",
        TypeConverters.toInt,
    )
    sigma: Param[float] = param(
        "sigma",
        "standard deviation of the noise in each feature, in the features' unit",
        TypeConverters.toFloat,
    )

    @keyword_only
    def __init__(
        self,
        *,
        abstainedCol: str = "abstained",
        alpha: float = 0.001,
        countsCol: str = "counts",
        featuresCol: str = "features",
        idCol: Optional[str] = None,
        mode: str = "certify",
        predictionCol: str = "prediction",
        radiusCol: str = "radius",
        samples: int = 100000,
        seed: int = 0,
        selectionSamples: int = 100,
        sigma: float = 0.25,
    ) -> None:
        super().__init__()
        self._setDefault(
            abstainedCol="abstained",
            alpha=0.001,
            countsCol="counts",
            featuresCol="features",
            mode="certify",
            predictionCol="prediction",
            radiusCol="radius",
            samples=100000,
            seed=0,
            selectionSamples=100,
            sigma=0.25,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAbstainedCol(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``abstainedCol``."""
        return self._set(abstainedCol=value)

    def getAbstainedCol(self) -> str:
        """Gets the value of ``abstainedCol`` or its default value."""
        return self.getOrDefault(self.abstainedCol)

    def setAlpha(self, value: float) -> RandomizedSmoothing:
        """Sets the value of ``alpha``."""
        return self._set(alpha=value)

    def getAlpha(self) -> float:
        """Gets the value of ``alpha`` or its default value."""
        return self.getOrDefault(self.alpha)

    def setCountsCol(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``countsCol``."""
        return self._set(countsCol=value)

    def getCountsCol(self) -> str:
        """Gets the value of ``countsCol`` or its default value."""
        return self.getOrDefault(self.countsCol)

    def setFeaturesCol(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setIdCol(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setMode(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``mode``."""
        return self._set(mode=value)

    def getMode(self) -> str:
        """Gets the value of ``mode`` or its default value."""
        return self.getOrDefault(self.mode)

    def setPredictionCol(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setRadiusCol(self, value: str) -> RandomizedSmoothing:
        """Sets the value of ``radiusCol``."""
        return self._set(radiusCol=value)

    def getRadiusCol(self) -> str:
        """Gets the value of ``radiusCol`` or its default value."""
        return self.getOrDefault(self.radiusCol)

    def setSamples(self, value: int) -> RandomizedSmoothing:
        """Sets the value of ``samples``."""
        return self._set(samples=value)

    def getSamples(self) -> int:
        """Gets the value of ``samples`` or its default value."""
        return self.getOrDefault(self.samples)

    def setSeed(self, value: int) -> RandomizedSmoothing:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setSelectionSamples(self, value: int) -> RandomizedSmoothing:
        """Sets the value of ``selectionSamples``."""
        return self._set(selectionSamples=value)

    def getSelectionSamples(self) -> int:
        """Gets the value of ``selectionSamples`` or its default value."""
        return self.getOrDefault(self.selectionSamples)

    def setSigma(self, value: float) -> RandomizedSmoothing:
        """Sets the value of ``sigma``."""
        return self._set(sigma=value)

    def getSigma(self) -> float:
        """Gets the value of ``sigma`` or its default value."""
        return self.getOrDefault(self.sigma)


class AdversarialTrainer(Estimator):
    """Trains logistic regression or a perceptron on rows perturbed against it: the least loss of
    the worst perturbation. A fit gives Spark's own ``LogisticRegressionModel`` or
    ``MultilayerPerceptronClassificationModel``.

    For binary logistic regression under L-inf and L2, method ``exact`` has the true inner maximum
    and needs no ids; it is what is taken where none is set. Where no weights withstand the
    perturbations, it gives weights of 0 and the base rate's intercept, and says so in Spark's log.
    The others train by steps and draw random numbers from the rows' ids. Results are the same to
    the bit for any partitioning. Method ``none`` perturbs nothing, for comparison.

    Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    attackIterations : int, default 10
        Steps of the inner attack; fgsm takes one
    attackStep : float, optional
        Length of a step of the inner attack; perturbationEpsilon / 4, for fgsm 1.25 times
        perturbationEpsilon, if it is not set
    attackableFeatures : Sequence[int], optional
        Places of the features that can be attacked, from 0; all if it is not set
    batchSize : int, default 128
        Rows of a step
    clipHi : Sequence[float], default [float("inf")]
        Highest values of the features: one for all, or one for each
    clipLo : Sequence[float], default [float("-inf")]
        Lowest values of the features: one for all, or one for each
    epochs : int, optional
        Passes over the rows
    featuresCol : str, default "features"
        Column of feature vectors
    idCol : str, optional
        Column of whole numbers or strings, each once, that name the rows
    labelCol : str, default "label"
        Column of labels, from 0
    lanes : int, default 8
        Shares of the rows in which gradients are summed, so tasks at a time at most; the result
        depends on it in the last bits
    layers : Sequence[int], optional
        For mlp: sizes of all layers, from the features to the classes
    learningRate : float, default 0.005
        Length of the first step; falls to 0 in a straight line
    maxIter : int, default 500
        For exact, and none on two classes: iterations at most
    method : str, default "auto"
        How rows are perturbed: auto (exact where it applies, else pgd), none, exact, fgsm, pgd or
        trades
    modelType : str, default "logistic"
        Logistic or mlp
    momentum : float, default 0.9
        For sgd
    norm : str, default "linf"
        How far a perturbation goes: linf, l2 or l1
    optimizer : str, default "adam"
        Adam or sgd
    perturbationEpsilon : float, optional
        Largest perturbation, in the norm and the features' units
    regParam : float, default 0.0
        Strength of the ridge penalty in Spark's convention, intercepts free
    seed : int, default 0
        What all random numbers follow from, besides the ids
    tol : float, default 1e-09
        For exact, and none on two classes: relative change at which it stops
    tradesBeta : float, default 6.0
        For trades: weight of the divergence
    """

    attackIterations: Param[int] = param(
        "attackIterations",
        "steps of the inner attack; fgsm takes one",
        TypeConverters.toInt,
    )
    attackStep: Param[float] = param(
        "attackStep",
        "length of a step of the inner attack; perturbationEpsilon / 4, for fgsm 1.25 times "
        "perturbationEpsilon, if it is not set",
        TypeConverters.toFloat,
    )
    attackableFeatures: Param[list[int]] = param(
        "attackableFeatures",
        "places of the features that can be attacked, from 0; all if it is not set",
        TypeConverters.toListInt,
    )
    batchSize: Param[int] = param(
        "batchSize",
        "rows of a step",
        TypeConverters.toInt,
    )
    clipHi: Param[list[float]] = param(
        "clipHi",
        "highest values of the features: one for all, or one for each",
        TypeConverters.toListFloat,
    )
    clipLo: Param[list[float]] = param(
        "clipLo",
        "lowest values of the features: one for all, or one for each",
        TypeConverters.toListFloat,
    )
    epochs: Param[int] = param(
        "epochs",
        "passes over the rows",
        TypeConverters.toInt,
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
    labelCol: Param[str] = param(
        "labelCol",
        "column of labels, from 0",
        TypeConverters.toString,
    )
    lanes: Param[int] = param(
        "lanes",
        "shares of the rows in which gradients are summed, so tasks at a time at most; the result "
        "depends on it in the last bits",
        TypeConverters.toInt,
    )
    layers: Param[list[int]] = param(
        "layers",
        "for mlp: sizes of all layers, from the features to the classes",
        TypeConverters.toListInt,
    )
    learningRate: Param[float] = param(
        "learningRate",
        "length of the first step; falls to 0 in a straight line",
        TypeConverters.toFloat,
    )
    maxIter: Param[int] = param(
        "maxIter",
        "for exact, and none on two classes: iterations at most",
        TypeConverters.toInt,
    )
    method: Param[str] = param(
        "method",
        "how rows are perturbed: auto (exact where it applies, else pgd), none, exact, fgsm, pgd "
        "or trades",
        TypeConverters.toString,
    )
    modelType: Param[str] = param(
        "modelType",
        "logistic or mlp",
        TypeConverters.toString,
    )
    momentum: Param[float] = param(
        "momentum",
        "for sgd",
        TypeConverters.toFloat,
    )
    norm: Param[str] = param(
        "norm",
        "how far a perturbation goes: linf, l2 or l1",
        TypeConverters.toString,
    )
    optimizer: Param[str] = param(
        "optimizer",
        "adam or sgd",
        TypeConverters.toString,
    )
    perturbationEpsilon: Param[float] = param(
        "perturbationEpsilon",
        "largest perturbation, in the norm and the features' units",
        TypeConverters.toFloat,
    )
    regParam: Param[float] = param(
        "regParam",
        "strength of the ridge penalty in Spark's convention, intercepts free",
        TypeConverters.toFloat,
    )
    seed: Param[int] = param(
        "seed",
        "what all random numbers follow from, besides the ids",
        TypeConverters.toInt,
    )
    tol: Param[float] = param(
        "tol",
        "for exact, and none on two classes: relative change at which it stops",
        TypeConverters.toFloat,
    )
    tradesBeta: Param[float] = param(
        "tradesBeta",
        "for trades: weight of the divergence",
        TypeConverters.toFloat,
    )

    @keyword_only
    def __init__(
        self,
        *,
        attackIterations: int = 10,
        attackStep: Optional[float] = None,
        attackableFeatures: Optional[Sequence[int]] = None,
        batchSize: int = 128,
        clipHi: Sequence[float] = (float("inf"),),
        clipLo: Sequence[float] = (float("-inf"),),
        epochs: Optional[int] = None,
        featuresCol: str = "features",
        idCol: Optional[str] = None,
        labelCol: str = "label",
        lanes: int = 8,
        layers: Optional[Sequence[int]] = None,
        learningRate: float = 0.005,
        maxIter: int = 500,
        method: str = "auto",
        modelType: str = "logistic",
        momentum: float = 0.9,
        norm: str = "linf",
        optimizer: str = "adam",
        perturbationEpsilon: Optional[float] = None,
        regParam: float = 0.0,
        seed: int = 0,
        tol: float = 1e-09,
        tradesBeta: float = 6.0,
    ) -> None:
        super().__init__()
        self._setDefault(
            attackIterations=10,
            batchSize=128,
            clipHi=[float("inf")],
            clipLo=[float("-inf")],
            featuresCol="features",
            labelCol="label",
            lanes=8,
            learningRate=0.005,
            maxIter=500,
            method="auto",
            modelType="logistic",
            momentum=0.9,
            norm="linf",
            optimizer="adam",
            regParam=0.0,
            seed=0,
            tol=1e-09,
            tradesBeta=6.0,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAttackIterations(self, value: int) -> AdversarialTrainer:
        """Sets the value of ``attackIterations``."""
        return self._set(attackIterations=value)

    def getAttackIterations(self) -> int:
        """Gets the value of ``attackIterations`` or its default value."""
        return self.getOrDefault(self.attackIterations)

    def setAttackStep(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``attackStep``."""
        return self._set(attackStep=value)

    def getAttackStep(self) -> float:
        """Gets the value of ``attackStep`` or its default value."""
        return self.getOrDefault(self.attackStep)

    def setAttackableFeatures(self, value: Sequence[int]) -> AdversarialTrainer:
        """Sets the value of ``attackableFeatures``."""
        return self._set(attackableFeatures=value)

    def getAttackableFeatures(self) -> list[int]:
        """Gets the value of ``attackableFeatures`` or its default value."""
        return self.getOrDefault(self.attackableFeatures)

    def setBatchSize(self, value: int) -> AdversarialTrainer:
        """Sets the value of ``batchSize``."""
        return self._set(batchSize=value)

    def getBatchSize(self) -> int:
        """Gets the value of ``batchSize`` or its default value."""
        return self.getOrDefault(self.batchSize)

    def setClipHi(self, value: Sequence[float]) -> AdversarialTrainer:
        """Sets the value of ``clipHi``."""
        return self._set(clipHi=value)

    def getClipHi(self) -> list[float]:
        """Gets the value of ``clipHi`` or its default value."""
        return self.getOrDefault(self.clipHi)

    def setClipLo(self, value: Sequence[float]) -> AdversarialTrainer:
        """Sets the value of ``clipLo``."""
        return self._set(clipLo=value)

    def getClipLo(self) -> list[float]:
        """Gets the value of ``clipLo`` or its default value."""
        return self.getOrDefault(self.clipLo)

    def setEpochs(self, value: int) -> AdversarialTrainer:
        """Sets the value of ``epochs``."""
        return self._set(epochs=value)

    def getEpochs(self) -> int:
        """Gets the value of ``epochs`` or its default value."""
        return self.getOrDefault(self.epochs)

    def setFeaturesCol(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setIdCol(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setLabelCol(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLanes(self, value: int) -> AdversarialTrainer:
        """Sets the value of ``lanes``."""
        return self._set(lanes=value)

    def getLanes(self) -> int:
        """Gets the value of ``lanes`` or its default value."""
        return self.getOrDefault(self.lanes)

    def setLayers(self, value: Sequence[int]) -> AdversarialTrainer:
        """Sets the value of ``layers``."""
        return self._set(layers=value)

    def getLayers(self) -> list[int]:
        """Gets the value of ``layers`` or its default value."""
        return self.getOrDefault(self.layers)

    def setLearningRate(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``learningRate``."""
        return self._set(learningRate=value)

    def getLearningRate(self) -> float:
        """Gets the value of ``learningRate`` or its default value."""
        return self.getOrDefault(self.learningRate)

    def setMaxIter(self, value: int) -> AdversarialTrainer:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setMethod(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``method``."""
        return self._set(method=value)

    def getMethod(self) -> str:
        """Gets the value of ``method`` or its default value."""
        return self.getOrDefault(self.method)

    def setModelType(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``modelType``."""
        return self._set(modelType=value)

    def getModelType(self) -> str:
        """Gets the value of ``modelType`` or its default value."""
        return self.getOrDefault(self.modelType)

    def setMomentum(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``momentum``."""
        return self._set(momentum=value)

    def getMomentum(self) -> float:
        """Gets the value of ``momentum`` or its default value."""
        return self.getOrDefault(self.momentum)

    def setNorm(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``norm``."""
        return self._set(norm=value)

    def getNorm(self) -> str:
        """Gets the value of ``norm`` or its default value."""
        return self.getOrDefault(self.norm)

    def setOptimizer(self, value: str) -> AdversarialTrainer:
        """Sets the value of ``optimizer``."""
        return self._set(optimizer=value)

    def getOptimizer(self) -> str:
        """Gets the value of ``optimizer`` or its default value."""
        return self.getOrDefault(self.optimizer)

    def setPerturbationEpsilon(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``perturbationEpsilon``."""
        return self._set(perturbationEpsilon=value)

    def getPerturbationEpsilon(self) -> float:
        """Gets the value of ``perturbationEpsilon`` or its default value."""
        return self.getOrDefault(self.perturbationEpsilon)

    def setRegParam(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``regParam``."""
        return self._set(regParam=value)

    def getRegParam(self) -> float:
        """Gets the value of ``regParam`` or its default value."""
        return self.getOrDefault(self.regParam)

    def setSeed(self, value: int) -> AdversarialTrainer:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setTol(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``tol``."""
        return self._set(tol=value)

    def getTol(self) -> float:
        """Gets the value of ``tol`` or its default value."""
        return self.getOrDefault(self.tol)

    def setTradesBeta(self, value: float) -> AdversarialTrainer:
        """Sets the value of ``tradesBeta``."""
        return self._set(tradesBeta=value)

    def getTradesBeta(self) -> float:
        """Gets the value of ``tradesBeta`` or its default value."""
        return self.getOrDefault(self.tradesBeta)


class CertifiedAccuracy(OpenClass):
    """A point of a certified-accuracy curve. Immutable, so safe for use by several threads.

    Parameters
    ----------
    radius : float
        A distance
    accuracy : float
        Share of the rows whose prediction is right and whose radius is above the distance;
        abstentions count as wrong
    """

    def __init__(
        self,
        radius: float,
        accuracy: float,
    ) -> None:
        super().__init__(radius, accuracy)

    @property
    def accuracy(self) -> float:
        """Share of the rows whose prediction is right and whose radius is above the distance;
        abstentions count as wrong
        """
        return self._call("accuracy")

    @classmethod
    def of(
        cls,
        certified: DataFrame,
        labelCol: str,
        predictionCol: str,
        radiusCol: str,
        radii: Optional[Sequence[float]] = None,
    ) -> list[CertifiedAccuracy]:
        """The curve of a certified DataFrame, in one pass. Rows are counted, so the result is equal
        to the bit whatever the partitions.

        Parameters
        ----------
        certified : DataFrame
        labelCol : str
            Numbers
        predictionCol : str
            Numbers, -1 where the classifier abstained
        radiusCol : str
            Numbers
        radii : Sequence[float], optional
            Distances, each 0 or more; at 0 abstentions alone are left out
        """
        return cls._call_class("of", certified, labelCol, predictionCol, radiusCol, radii)

    @property
    def radius(self) -> float:
        """A distance"""
        return self._call("radius")


__all__ = [
    "AdversarialTrainer",
    "CertifiedAccuracy",
    "PixelDp",
    "RandomizedSmoothing",
]
