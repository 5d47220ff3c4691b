"""Classes of Java's package ``parley.robust.attack``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any, Optional, Sequence

import numpy
from pyspark import keyword_only
from pyspark.ml.param import Param

from parley._stages import (
    Estimator,
    HasModel,
    Model,
    Transformer,
    TypeConverters,
    param,
)


class UniversalPerturbationModel(Model, HasModel):
    """Adds the same learnt perturbation to every row, cut off at the features' bounds; also to rows
    that the model gets wrong as they are. Works on any classifier, so it shows whether a
    perturbation learnt on one model carries over to another.

    Not safe for use by several threads while Params are being set.

    Params
    ------
    adversarialCol : str, default "adversarial"
        Column for attacked vectors
    attackableFeatures : Sequence[int], optional
        Places of the features that can be attacked, from 0; all if it is not set
    clipHi : Sequence[float], default [float("inf")]
        Highest values of the features: one for all, or one for each
    clipLo : Sequence[float], default [float("-inf")]
        Lowest values of the features: one for all, or one for each
    distanceCol : str, default "distance"
        Column for the distance moved, in the attack's norm
    featuresCol : str, default "features"
        Column of feature vectors
    labelCol : str, default "label"
        Column of true labels, from 0
    norm : str, default "linf"
        How far a perturbation goes: linf, l2 or l1
    perturbation : Sequence[float], optional
        What is added to every row, feature by feature
    perturbationEpsilon : float, optional
        Largest perturbation, in the norm and the features' units
    successCol : str, default "success"
        Column for whether the attack succeeds
    """

    adversarialCol: Param[str] = param(
        "adversarialCol",
        "column for attacked vectors",
        TypeConverters.toString,
    )
    attackableFeatures: Param[list[int]] = param(
        "attackableFeatures",
        "places of the features that can be attacked, from 0; all if it is not set",
        TypeConverters.toListInt,
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
    distanceCol: Param[str] = param(
        "distanceCol",
        "column for the distance moved, in the attack's norm",
        TypeConverters.toString,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, from 0",
        TypeConverters.toString,
    )
    norm: Param[str] = param(
        "norm",
        "how far a perturbation goes: linf, l2 or l1",
        TypeConverters.toString,
    )
    perturbation: Param[list[float]] = param(
        "perturbation",
        "what is added to every row, feature by feature",
        TypeConverters.toListFloat,
    )
    perturbationEpsilon: Param[float] = param(
        "perturbationEpsilon",
        "largest perturbation, in the norm and the features' units",
        TypeConverters.toFloat,
    )
    successCol: Param[str] = param(
        "successCol",
        "column for whether the attack succeeds",
        TypeConverters.toString,
    )

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            adversarialCol="adversarial",
            clipHi=[float("inf")],
            clipLo=[float("-inf")],
            distanceCol="distance",
            featuresCol="features",
            labelCol="label",
            norm="linf",
            successCol="success",
        )

    def setAdversarialCol(self, value: str) -> UniversalPerturbationModel:
        """Sets the value of ``adversarialCol``."""
        return self._set(adversarialCol=value)

    def getAdversarialCol(self) -> str:
        """Gets the value of ``adversarialCol`` or its default value."""
        return self.getOrDefault(self.adversarialCol)

    def setAttackableFeatures(self, value: Sequence[int]) -> UniversalPerturbationModel:
        """Sets the value of ``attackableFeatures``."""
        return self._set(attackableFeatures=value)

    def getAttackableFeatures(self) -> list[int]:
        """Gets the value of ``attackableFeatures`` or its default value."""
        return self.getOrDefault(self.attackableFeatures)

    def getClipHi(self) -> list[float]:
        """Gets the value of ``clipHi`` or its default value."""
        return self.getOrDefault(self.clipHi)

    def getClipLo(self) -> list[float]:
        """Gets the value of ``clipLo`` or its default value."""
        return self.getOrDefault(self.clipLo)

    def setDistanceCol(self, value: str) -> UniversalPerturbationModel:
        """Sets the value of ``distanceCol``."""
        return self._set(distanceCol=value)

    def getDistanceCol(self) -> str:
        """Gets the value of ``distanceCol`` or its default value."""
        return self.getOrDefault(self.distanceCol)

    def setFeaturesCol(self, value: str) -> UniversalPerturbationModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setLabelCol(self, value: str) -> UniversalPerturbationModel:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setNorm(self, value: str) -> UniversalPerturbationModel:
        """Sets the value of ``norm``."""
        return self._set(norm=value)

    def getNorm(self) -> str:
        """Gets the value of ``norm`` or its default value."""
        return self.getOrDefault(self.norm)

    def setPerturbationEpsilon(self, value: float) -> UniversalPerturbationModel:
        """Sets the value of ``perturbationEpsilon``."""
        return self._set(perturbationEpsilon=value)

    def getPerturbationEpsilon(self) -> float:
        """Gets the value of ``perturbationEpsilon`` or its default value."""
        return self.getOrDefault(self.perturbationEpsilon)

    def setSuccessCol(self, value: str) -> UniversalPerturbationModel:
        """Sets the value of ``successCol``."""
        return self._set(successCol=value)

    def getSuccessCol(self) -> str:
        """Gets the value of ``successCol`` or its default value."""
        return self.getOrDefault(self.successCol)

    def getPerturbation(self) -> numpy.ndarray:
        """What is added to every row."""
        return self._ask_array("getPerturbation")


class ExactWorstCase(Transformer, HasModel):
    """The exact worst case of a linear model: for every other class the feasible row that favours
    it most, in closed form, and of these the worst. No attack does better, so 1 less the mean of
    success is the model's true robust accuracy.

    In L-inf a corner of the box; in L1 the features with the largest weights as far as they go; in
    L2 along the weights, with features held at the edge of their box. Not safe for use by several
    threads while Params are being set.

    Parameters
    ----------
    adversarialCol : str, default "adversarial"
        Column for attacked vectors
    attackableFeatures : Sequence[int], optional
        Places of the features that can be attacked, from 0; all if it is not set
    clipHi : Sequence[float], default [float("inf")]
        Highest values of the features: one for all, or one for each
    clipLo : Sequence[float], default [float("-inf")]
        Lowest values of the features: one for all, or one for each
    distanceCol : str, default "distance"
        Column for the distance moved, in the attack's norm
    featuresCol : str, default "features"
        Column of feature vectors
    labelCol : str, default "label"
        Column of true labels, from 0
    norm : str, default "linf"
        How far a perturbation goes: linf, l2 or l1
    perturbationEpsilon : float, optional
        Largest perturbation, in the norm and the features' units
    successCol : str, default "success"
        Column for whether the attack succeeds
    """

    adversarialCol: Param[str] = param(
        "adversarialCol",
        "column for attacked vectors",
        TypeConverters.toString,
    )
    attackableFeatures: Param[list[int]] = param(
        "attackableFeatures",
        "places of the features that can be attacked, from 0; all if it is not set",
        TypeConverters.toListInt,
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
    distanceCol: Param[str] = param(
        "distanceCol",
        "column for the distance moved, in the attack's norm",
        TypeConverters.toString,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, from 0",
        TypeConverters.toString,
    )
    norm: Param[str] = param(
        "norm",
        "how far a perturbation goes: linf, l2 or l1",
        TypeConverters.toString,
    )
    perturbationEpsilon: Param[float] = param(
        "perturbationEpsilon",
        "largest perturbation, in the norm and the features' units",
        TypeConverters.toFloat,
    )
    successCol: Param[str] = param(
        "successCol",
        "column for whether the attack succeeds",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        adversarialCol: str = "adversarial",
        attackableFeatures: Optional[Sequence[int]] = None,
        clipHi: Sequence[float] = (float("inf"),),
        clipLo: Sequence[float] = (float("-inf"),),
        distanceCol: str = "distance",
        featuresCol: str = "features",
        labelCol: str = "label",
        norm: str = "linf",
        perturbationEpsilon: Optional[float] = None,
        successCol: str = "success",
    ) -> None:
        super().__init__()
        self._setDefault(
            adversarialCol="adversarial",
            clipHi=[float("inf")],
            clipLo=[float("-inf")],
            distanceCol="distance",
            featuresCol="features",
            labelCol="label",
            norm="linf",
            successCol="success",
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAdversarialCol(self, value: str) -> ExactWorstCase:
        """Sets the value of ``adversarialCol``."""
        return self._set(adversarialCol=value)

    def getAdversarialCol(self) -> str:
        """Gets the value of ``adversarialCol`` or its default value."""
        return self.getOrDefault(self.adversarialCol)

    def setAttackableFeatures(self, value: Sequence[int]) -> ExactWorstCase:
        """Sets the value of ``attackableFeatures``."""
        return self._set(attackableFeatures=value)

    def getAttackableFeatures(self) -> list[int]:
        """Gets the value of ``attackableFeatures`` or its default value."""
        return self.getOrDefault(self.attackableFeatures)

    def setClipHi(self, value: Sequence[float]) -> ExactWorstCase:
        """Sets the value of ``clipHi``."""
        return self._set(clipHi=value)

    def getClipHi(self) -> list[float]:
        """Gets the value of ``clipHi`` or its default value."""
        return self.getOrDefault(self.clipHi)

    def setClipLo(self, value: Sequence[float]) -> ExactWorstCase:
        """Sets the value of ``clipLo``."""
        return self._set(clipLo=value)

    def getClipLo(self) -> list[float]:
        """Gets the value of ``clipLo`` or its default value."""
        return self.getOrDefault(self.clipLo)

    def setDistanceCol(self, value: str) -> ExactWorstCase:
        """Sets the value of ``distanceCol``."""
        return self._set(distanceCol=value)

    def getDistanceCol(self) -> str:
        """Gets the value of ``distanceCol`` or its default value."""
        return self.getOrDefault(self.distanceCol)

    def setFeaturesCol(self, value: str) -> ExactWorstCase:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setLabelCol(self, value: str) -> ExactWorstCase:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setNorm(self, value: str) -> ExactWorstCase:
        """Sets the value of ``norm``."""
        return self._set(norm=value)

    def getNorm(self) -> str:
        """Gets the value of ``norm`` or its default value."""
        return self.getOrDefault(self.norm)

    def setPerturbationEpsilon(self, value: float) -> ExactWorstCase:
        """Sets the value of ``perturbationEpsilon``."""
        return self._set(perturbationEpsilon=value)

    def getPerturbationEpsilon(self) -> float:
        """Gets the value of ``perturbationEpsilon`` or its default value."""
        return self.getOrDefault(self.perturbationEpsilon)

    def setSuccessCol(self, value: str) -> ExactWorstCase:
        """Sets the value of ``successCol``."""
        return self._set(successCol=value)

    def getSuccessCol(self) -> str:
        """Gets the value of ``successCol`` or its default value."""
        return self.getOrDefault(self.successCol)


class FastGradientSign(Transformer, HasModel):
    """The fast gradient method: one step of the whole radius up the loss (Goodfellow et al. 2015,
    https://arxiv.org/abs/1412.6572). In L-inf it follows the gradient's sign, in L2 the gradient,
    in L1 its largest entries.

    Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    adversarialCol : str, default "adversarial"
        Column for attacked vectors
    attackableFeatures : Sequence[int], optional
        Places of the features that can be attacked, from 0; all if it is not set
    clipHi : Sequence[float], default [float("inf")]
        Highest values of the features: one for all, or one for each
    clipLo : Sequence[float], default [float("-inf")]
        Lowest values of the features: one for all, or one for each
    distanceCol : str, default "distance"
        Column for the distance moved, in the attack's norm
    featuresCol : str, default "features"
        Column of feature vectors
    labelCol : str, default "label"
        Column of true labels, from 0
    norm : str, default "linf"
        How far a perturbation goes: linf, l2 or l1
    perturbationEpsilon : float, optional
        Largest perturbation, in the norm and the features' units
    successCol : str, default "success"
        Column for whether the attack succeeds
    """

    adversarialCol: Param[str] = param(
        "adversarialCol",
        "column for attacked vectors",
        TypeConverters.toString,
    )
    attackableFeatures: Param[list[int]] = param(
        "attackableFeatures",
        "places of the features that can be attacked, from 0; all if it is not set",
        TypeConverters.toListInt,
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
    distanceCol: Param[str] = param(
        "distanceCol",
        "column for the distance moved, in the attack's norm",
        TypeConverters.toString,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, from 0",
        TypeConverters.toString,
    )
    norm: Param[str] = param(
        "norm",
        "how far a perturbation goes: linf, l2 or l1",
        TypeConverters.toString,
    )
    perturbationEpsilon: Param[float] = param(
        "perturbationEpsilon",
        "largest perturbation, in the norm and the features' units",
        TypeConverters.toFloat,
    )
    successCol: Param[str] = param(
        "successCol",
        "column for whether the attack succeeds",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        adversarialCol: str = "adversarial",
        attackableFeatures: Optional[Sequence[int]] = None,
        clipHi: Sequence[float] = (float("inf"),),
        clipLo: Sequence[float] = (float("-inf"),),
        distanceCol: str = "distance",
        featuresCol: str = "features",
        labelCol: str = "label",
        norm: str = "linf",
        perturbationEpsilon: Optional[float] = None,
        successCol: str = "success",
    ) -> None:
        super().__init__()
        self._setDefault(
            adversarialCol="adversarial",
            clipHi=[float("inf")],
            clipLo=[float("-inf")],
            distanceCol="distance",
            featuresCol="features",
            labelCol="label",
            norm="linf",
            successCol="success",
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAdversarialCol(self, value: str) -> FastGradientSign:
        """Sets the value of ``adversarialCol``."""
        return self._set(adversarialCol=value)

    def getAdversarialCol(self) -> str:
        """Gets the value of ``adversarialCol`` or its default value."""
        return self.getOrDefault(self.adversarialCol)

    def setAttackableFeatures(self, value: Sequence[int]) -> FastGradientSign:
        """Sets the value of ``attackableFeatures``."""
        return self._set(attackableFeatures=value)

    def getAttackableFeatures(self) -> list[int]:
        """Gets the value of ``attackableFeatures`` or its default value."""
        return self.getOrDefault(self.attackableFeatures)

    def setClipHi(self, value: Sequence[float]) -> FastGradientSign:
        """Sets the value of ``clipHi``."""
        return self._set(clipHi=value)

    def getClipHi(self) -> list[float]:
        """Gets the value of ``clipHi`` or its default value."""
        return self.getOrDefault(self.clipHi)

    def setClipLo(self, value: Sequence[float]) -> FastGradientSign:
        """Sets the value of ``clipLo``."""
        return self._set(clipLo=value)

    def getClipLo(self) -> list[float]:
        """Gets the value of ``clipLo`` or its default value."""
        return self.getOrDefault(self.clipLo)

    def setDistanceCol(self, value: str) -> FastGradientSign:
        """Sets the value of ``distanceCol``."""
        return self._set(distanceCol=value)

    def getDistanceCol(self) -> str:
        """Gets the value of ``distanceCol`` or its default value."""
        return self.getOrDefault(self.distanceCol)

    def setFeaturesCol(self, value: str) -> FastGradientSign:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setLabelCol(self, value: str) -> FastGradientSign:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setNorm(self, value: str) -> FastGradientSign:
        """Sets the value of ``norm``."""
        return self._set(norm=value)

    def getNorm(self) -> str:
        """Gets the value of ``norm`` or its default value."""
        return self.getOrDefault(self.norm)

    def setPerturbationEpsilon(self, value: float) -> FastGradientSign:
        """Sets the value of ``perturbationEpsilon``."""
        return self._set(perturbationEpsilon=value)

    def getPerturbationEpsilon(self) -> float:
        """Gets the value of ``perturbationEpsilon`` or its default value."""
        return self.getOrDefault(self.perturbationEpsilon)

    def setSuccessCol(self, value: str) -> FastGradientSign:
        """Sets the value of ``successCol``."""
        return self._set(successCol=value)

    def getSuccessCol(self) -> str:
        """Gets the value of ``successCol`` or its default value."""
        return self.getOrDefault(self.successCol)


class ProjectedGradientDescent(Transformer, HasModel):
    """Projected gradient descent: steps up the loss, each followed by a return into what the threat
    model allows (Madry et al. 2018, https://arxiv.org/abs/1706.06083). With a target column it goes
    down the loss of the wanted label instead.

    A restart begins at a random place of the ball; random numbers follow from the seed, the row's
    id and the restart, so results are the same for any partitioning. Not safe for use by several
    threads while Params are being set.

    Parameters
    ----------
    adversarialCol : str, default "adversarial"
        Column for attacked vectors
    attackIterations : int, default 40
        Steps of a restart
    attackStep : float, optional
        Length of a step in the norm; perturbationEpsilon / 4 if it is not set
    attackableFeatures : Sequence[int], optional
        Places of the features that can be attacked, from 0; all if it is not set
    clipHi : Sequence[float], default [float("inf")]
        Highest values of the features: one for all, or one for each
    clipLo : Sequence[float], default [float("-inf")]
        Lowest values of the features: one for all, or one for each
    distanceCol : str, default "distance"
        Column for the distance moved, in the attack's norm
    featuresCol : str, default "features"
        Column of feature vectors
    idCol : str, optional
        Column of whole numbers or strings that name the rows for good
    labelCol : str, default "label"
        Column of true labels, from 0
    loss : str, default "crossEntropy"
        What is climbed: crossEntropy (for a support vector machine its hinge loss), margin, the
        best other score less the label's, or dlr, that over the highest score less the third
    norm : str, default "linf"
        How far a perturbation goes: linf, l2 or l1
    perturbationEpsilon : float, optional
        Largest perturbation, in the norm and the features' units
    randomStart : bool, default True
        Whether restarts begin at a random place
    restarts : int, default 1
        Number of restarts
    seed : int, default 0
        What random numbers follow from, besides the id
    stopAtSuccess : bool, default True
        Whether a row is done at its first success; else all steps and restarts are taken, and the
        success with the highest loss is kept
    successCol : str, default "success"
        Column for whether the attack succeeds
    targetCol : str, optional
        Column of wanted labels; any wrong label will do if not set
    """

    adversarialCol: Param[str] = param(
        "adversarialCol",
        "column for attacked vectors",
        TypeConverters.toString,
    )
    attackIterations: Param[int] = param(
        "attackIterations",
        "steps of a restart",
        TypeConverters.toInt,
    )
    attackStep: Param[float] = param(
        "attackStep",
        "length of a step in the norm; perturbationEpsilon / 4 if it is not set",
        TypeConverters.toFloat,
    )
    attackableFeatures: Param[list[int]] = param(
        "attackableFeatures",
        "places of the features that can be attacked, from 0; all if it is not set",
        TypeConverters.toListInt,
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
    distanceCol: Param[str] = param(
        "distanceCol",
        "column for the distance moved, in the attack's norm",
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
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, from 0",
        TypeConverters.toString,
    )
    loss: Param[str] = param(
        "loss",
        "what is climbed: crossEntropy (for a support vector machine its hinge loss), margin, the "
        "best other score less the label's, or dlr, that over the highest score less the third",
        TypeConverters.toString,
    )
    norm: Param[str] = param(
        "norm",
        "how far a perturbation goes: linf, l2 or l1",
        TypeConverters.toString,
    )
    perturbationEpsilon: Param[float] = param(
        "perturbationEpsilon",
        "largest perturbation, in the norm and the features' units",
        TypeConverters.toFloat,
    )
    randomStart: Param[bool] = param(
        "randomStart",
        "whether restarts begin at a random place",
        TypeConverters.toBoolean,
    )
    restarts: Param[int] = param(
        "restarts",
        "number of restarts",
        TypeConverters.toInt,
    )
    seed: Param[int] = param(
        "seed",
        "what random numbers follow from, besides the id",
        TypeConverters.toInt,
    )
    stopAtSuccess: Param[bool] = param(
        "stopAtSuccess",
        "whether a row is done at its first success; else all steps and restarts are taken, and "
        "the success with the highest loss is kept",
        TypeConverters.toBoolean,
    )
    successCol: Param[str] = param(
        "successCol",
        "column for whether the attack succeeds",
        TypeConverters.toString,
    )
    targetCol: Param[str] = param(
        "targetCol",
        "column of wanted labels; any wrong label will do if not set",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        adversarialCol: str = "adversarial",
        attackIterations: int = 40,
        attackStep: Optional[float] = None,
        attackableFeatures: Optional[Sequence[int]] = None,
        clipHi: Sequence[float] = (float("inf"),),
        clipLo: Sequence[float] = (float("-inf"),),
        distanceCol: str = "distance",
        featuresCol: str = "features",
        idCol: Optional[str] = None,
        labelCol: str = "label",
        loss: str = "crossEntropy",
        norm: str = "linf",
        perturbationEpsilon: Optional[float] = None,
        randomStart: bool = True,
        restarts: int = 1,
        seed: int = 0,
        stopAtSuccess: bool = True,
        successCol: str = "success",
        targetCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._setDefault(
            adversarialCol="adversarial",
            attackIterations=40,
            clipHi=[float("inf")],
            clipLo=[float("-inf")],
            distanceCol="distance",
            featuresCol="features",
            labelCol="label",
            loss="crossEntropy",
            norm="linf",
            randomStart=True,
            restarts=1,
            seed=0,
            stopAtSuccess=True,
            successCol="success",
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAdversarialCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``adversarialCol``."""
        return self._set(adversarialCol=value)

    def getAdversarialCol(self) -> str:
        """Gets the value of ``adversarialCol`` or its default value."""
        return self.getOrDefault(self.adversarialCol)

    def setAttackIterations(self, value: int) -> ProjectedGradientDescent:
        """Sets the value of ``attackIterations``."""
        return self._set(attackIterations=value)

    def getAttackIterations(self) -> int:
        """Gets the value of ``attackIterations`` or its default value."""
        return self.getOrDefault(self.attackIterations)

    def setAttackStep(self, value: float) -> ProjectedGradientDescent:
        """Sets the value of ``attackStep``."""
        return self._set(attackStep=value)

    def getAttackStep(self) -> float:
        """Gets the value of ``attackStep`` or its default value."""
        return self.getOrDefault(self.attackStep)

    def setAttackableFeatures(self, value: Sequence[int]) -> ProjectedGradientDescent:
        """Sets the value of ``attackableFeatures``."""
        return self._set(attackableFeatures=value)

    def getAttackableFeatures(self) -> list[int]:
        """Gets the value of ``attackableFeatures`` or its default value."""
        return self.getOrDefault(self.attackableFeatures)

    def setClipHi(self, value: Sequence[float]) -> ProjectedGradientDescent:
        """Sets the value of ``clipHi``."""
        return self._set(clipHi=value)

    def getClipHi(self) -> list[float]:
        """Gets the value of ``clipHi`` or its default value."""
        return self.getOrDefault(self.clipHi)

    def setClipLo(self, value: Sequence[float]) -> ProjectedGradientDescent:
        """Sets the value of ``clipLo``."""
        return self._set(clipLo=value)

    def getClipLo(self) -> list[float]:
        """Gets the value of ``clipLo`` or its default value."""
        return self.getOrDefault(self.clipLo)

    def setDistanceCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``distanceCol``."""
        return self._set(distanceCol=value)

    def getDistanceCol(self) -> str:
        """Gets the value of ``distanceCol`` or its default value."""
        return self.getOrDefault(self.distanceCol)

    def setFeaturesCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setIdCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setLabelCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLoss(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``loss``."""
        return self._set(loss=value)

    def getLoss(self) -> str:
        """Gets the value of ``loss`` or its default value."""
        return self.getOrDefault(self.loss)

    def setNorm(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``norm``."""
        return self._set(norm=value)

    def getNorm(self) -> str:
        """Gets the value of ``norm`` or its default value."""
        return self.getOrDefault(self.norm)

    def setPerturbationEpsilon(self, value: float) -> ProjectedGradientDescent:
        """Sets the value of ``perturbationEpsilon``."""
        return self._set(perturbationEpsilon=value)

    def getPerturbationEpsilon(self) -> float:
        """Gets the value of ``perturbationEpsilon`` or its default value."""
        return self.getOrDefault(self.perturbationEpsilon)

    def setRandomStart(self, value: bool) -> ProjectedGradientDescent:
        """Sets the value of ``randomStart``."""
        return self._set(randomStart=value)

    def getRandomStart(self) -> bool:
        """Gets the value of ``randomStart`` or its default value."""
        return self.getOrDefault(self.randomStart)

    def setRestarts(self, value: int) -> ProjectedGradientDescent:
        """Sets the value of ``restarts``."""
        return self._set(restarts=value)

    def getRestarts(self) -> int:
        """Gets the value of ``restarts`` or its default value."""
        return self.getOrDefault(self.restarts)

    def setSeed(self, value: int) -> ProjectedGradientDescent:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setStopAtSuccess(self, value: bool) -> ProjectedGradientDescent:
        """Sets the value of ``stopAtSuccess``."""
        return self._set(stopAtSuccess=value)

    def getStopAtSuccess(self) -> bool:
        """Gets the value of ``stopAtSuccess`` or its default value."""
        return self.getOrDefault(self.stopAtSuccess)

    def setSuccessCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``successCol``."""
        return self._set(successCol=value)

    def getSuccessCol(self) -> str:
        """Gets the value of ``successCol`` or its default value."""
        return self.getOrDefault(self.successCol)

    def setTargetCol(self, value: str) -> ProjectedGradientDescent:
        """Sets the value of ``targetCol``."""
        return self._set(targetCol=value)

    def getTargetCol(self) -> str:
        """Gets the value of ``targetCol`` or its default value."""
        return self.getOrDefault(self.targetCol)


class UniversalPerturbation(Estimator, HasModel):
    """Learns one perturbation that makes a model err on as many rows as possible (Moosavi-Dezfooli
    et al. 2017, https://arxiv.org/abs/1610.08401), by steps up the loss of all rows that it still
    gets right. Draws no random numbers, and is the same to the bit for any partitioning.

    Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    adversarialCol : str, default "adversarial"
        Column for attacked vectors
    attackIterations : int, default 40
        Passes over the rows
    attackStep : float, optional
        Length of a step in the norm; perturbationEpsilon / 4 if it is not set
    attackableFeatures : Sequence[int], optional
        Places of the features that can be attacked, from 0; all if it is not set
    clipHi : Sequence[float], default [float("inf")]
        Highest values of the features: one for all, or one for each
    clipLo : Sequence[float], default [float("-inf")]
        Lowest values of the features: one for all, or one for each
    distanceCol : str, default "distance"
        Column for the distance moved, in the attack's norm
    featuresCol : str, default "features"
        Column of feature vectors
    labelCol : str, default "label"
        Column of true labels, from 0
    norm : str, default "linf"
        How far a perturbation goes: linf, l2 or l1
    perturbationEpsilon : float, optional
        Largest perturbation, in the norm and the features' units
    successCol : str, default "success"
        Column for whether the attack succeeds
    """

    _model = UniversalPerturbationModel

    adversarialCol: Param[str] = param(
        "adversarialCol",
        "column for attacked vectors",
        TypeConverters.toString,
    )
    attackIterations: Param[int] = param(
        "attackIterations",
        "passes over the rows",
        TypeConverters.toInt,
    )
    attackStep: Param[float] = param(
        "attackStep",
        "length of a step in the norm; perturbationEpsilon / 4 if it is not set",
        TypeConverters.toFloat,
    )
    attackableFeatures: Param[list[int]] = param(
        "attackableFeatures",
        "places of the features that can be attacked, from 0; all if it is not set",
        TypeConverters.toListInt,
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
    distanceCol: Param[str] = param(
        "distanceCol",
        "column for the distance moved, in the attack's norm",
        TypeConverters.toString,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of true labels, from 0",
        TypeConverters.toString,
    )
    norm: Param[str] = param(
        "norm",
        "how far a perturbation goes: linf, l2 or l1",
        TypeConverters.toString,
    )
    perturbationEpsilon: Param[float] = param(
        "perturbationEpsilon",
        "largest perturbation, in the norm and the features' units",
        TypeConverters.toFloat,
    )
    successCol: Param[str] = param(
        "successCol",
        "column for whether the attack succeeds",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        adversarialCol: str = "adversarial",
        attackIterations: int = 40,
        attackStep: Optional[float] = None,
        attackableFeatures: Optional[Sequence[int]] = None,
        clipHi: Sequence[float] = (float("inf"),),
        clipLo: Sequence[float] = (float("-inf"),),
        distanceCol: str = "distance",
        featuresCol: str = "features",
        labelCol: str = "label",
        norm: str = "linf",
        perturbationEpsilon: Optional[float] = None,
        successCol: str = "success",
    ) -> None:
        super().__init__()
        self._setDefault(
            adversarialCol="adversarial",
            attackIterations=40,
            clipHi=[float("inf")],
            clipLo=[float("-inf")],
            distanceCol="distance",
            featuresCol="features",
            labelCol="label",
            norm="linf",
            successCol="success",
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAdversarialCol(self, value: str) -> UniversalPerturbation:
        """Sets the value of ``adversarialCol``."""
        return self._set(adversarialCol=value)

    def getAdversarialCol(self) -> str:
        """Gets the value of ``adversarialCol`` or its default value."""
        return self.getOrDefault(self.adversarialCol)

    def setAttackIterations(self, value: int) -> UniversalPerturbation:
        """Sets the value of ``attackIterations``."""
        return self._set(attackIterations=value)

    def getAttackIterations(self) -> int:
        """Gets the value of ``attackIterations`` or its default value."""
        return self.getOrDefault(self.attackIterations)

    def setAttackStep(self, value: float) -> UniversalPerturbation:
        """Sets the value of ``attackStep``."""
        return self._set(attackStep=value)

    def getAttackStep(self) -> float:
        """Gets the value of ``attackStep`` or its default value."""
        return self.getOrDefault(self.attackStep)

    def setAttackableFeatures(self, value: Sequence[int]) -> UniversalPerturbation:
        """Sets the value of ``attackableFeatures``."""
        return self._set(attackableFeatures=value)

    def getAttackableFeatures(self) -> list[int]:
        """Gets the value of ``attackableFeatures`` or its default value."""
        return self.getOrDefault(self.attackableFeatures)

    def setClipHi(self, value: Sequence[float]) -> UniversalPerturbation:
        """Sets the value of ``clipHi``."""
        return self._set(clipHi=value)

    def getClipHi(self) -> list[float]:
        """Gets the value of ``clipHi`` or its default value."""
        return self.getOrDefault(self.clipHi)

    def setClipLo(self, value: Sequence[float]) -> UniversalPerturbation:
        """Sets the value of ``clipLo``."""
        return self._set(clipLo=value)

    def getClipLo(self) -> list[float]:
        """Gets the value of ``clipLo`` or its default value."""
        return self.getOrDefault(self.clipLo)

    def setDistanceCol(self, value: str) -> UniversalPerturbation:
        """Sets the value of ``distanceCol``."""
        return self._set(distanceCol=value)

    def getDistanceCol(self) -> str:
        """Gets the value of ``distanceCol`` or its default value."""
        return self.getOrDefault(self.distanceCol)

    def setFeaturesCol(self, value: str) -> UniversalPerturbation:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setLabelCol(self, value: str) -> UniversalPerturbation:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setNorm(self, value: str) -> UniversalPerturbation:
        """Sets the value of ``norm``."""
        return self._set(norm=value)

    def getNorm(self) -> str:
        """Gets the value of ``norm`` or its default value."""
        return self.getOrDefault(self.norm)

    def setPerturbationEpsilon(self, value: float) -> UniversalPerturbation:
        """Sets the value of ``perturbationEpsilon``."""
        return self._set(perturbationEpsilon=value)

    def getPerturbationEpsilon(self) -> float:
        """Gets the value of ``perturbationEpsilon`` or its default value."""
        return self.getOrDefault(self.perturbationEpsilon)

    def setSuccessCol(self, value: str) -> UniversalPerturbation:
        """Sets the value of ``successCol``."""
        return self._set(successCol=value)

    def getSuccessCol(self) -> str:
        """Gets the value of ``successCol`` or its default value."""
        return self.getOrDefault(self.successCol)


__all__ = [
    "ExactWorstCase",
    "FastGradientSign",
    "ProjectedGradientDescent",
    "UniversalPerturbation",
    "UniversalPerturbationModel",
]
