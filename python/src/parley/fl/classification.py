"""Classes of Java's package ``parley.fl.classification``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any, Optional, Sequence

import numpy
from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.sql import DataFrame

from parley._report import Report
from parley._stages import (
    Closing,
    Estimator,
    Model,
    TypeConverters,
    param,
)


class FederatedLogisticRegressionModel(Model, Closing):
    """A logistic regression that several data providers learnt together, with the report of its
    fit.

    Known: its weights are here (``coefficients``, ``intercept``), and it predicts as Spark's own
    model does, which ``toSpark`` gives: row by row, when the rows are asked for.

    Of several classes and known, it gives ``coefficientMatrix`` and ``interceptVector`` in place of
    ``coefficients`` and ``intercept``; it predicts the likeliest class, and the threshold is not
    read. Of several classes and sealed, raw predictions are the margins of each class against the
    others, probabilities their sigmoids over the sum of all, and the threshold is read if there are
    two.

    Sealed: it predicts, but no one can read its weights. ``transform`` is then eager: it collects
    the querier's rows in this process, encrypts them, has the providers compute and switch the
    margins to the querier's key, and opens those.

    Revealed to a querier that is apart: neither; there is nothing but the weights under that
    querier's key (``sealedWeights``).

    Not safe for use by several threads while Params are being set.

    Params
    ------
    featuresCol : str, default "features"
        Column of feature vectors
    keyStore : str, optional
        Directory with a store for each provider, new ones for a training; one training a directory,
        so not for CrossValidator
    keyStorePassphraseFrom : str, optional
        Where each provider's process finds the passphrase of its store: file:PATH, env:NAME,
        prompt, or none for a store in clear; never a passphrase itself
    policy : str, optional
        A policy beside those that the providers' processes name, which it cannot replace: a file,
        or a folder with PROVIDER.json for each provider
    predictionCol : str, default "prediction"
        Column for predictions
    probabilityCol : str, default "probability"
        Column for the probabilities of 0 and 1
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    rawPredictionCol : str, default "rawPrediction"
        Column for margins (-m, m)
    roundTimeout : int, default 120
        Seconds that a round may take
    threshold : float, default 0.5
        Probability above which the prediction is 1
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    """

    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    keyStore: Param[str] = param(
        "keyStore",
        "directory with a store for each provider, new ones for a training; one training a "
        "directory, so not for CrossValidator",
        TypeConverters.toString,
    )
    keyStorePassphraseFrom: Param[str] = param(
        "keyStorePassphraseFrom",
        "where each provider's process finds the passphrase of its store: file:PATH, env:NAME, "
        "prompt, or none for a store in clear; never a passphrase itself",
        TypeConverters.toString,
    )
    policy: Param[str] = param(
        "policy",
        "a policy beside those that the providers' processes name, which it cannot replace: a "
        "file, or a folder with PROVIDER.json for each provider",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for predictions",
        TypeConverters.toString,
    )
    probabilityCol: Param[str] = param(
        "probabilityCol",
        "column for the probabilities of 0 and 1",
        TypeConverters.toString,
    )
    querierKey: Param[str] = param(
        "querierKey",
        "path of the file with the querier's key, never a key itself",
        TypeConverters.toString,
    )
    querierKeyPassphraseFrom: Param[str] = param(
        "querierKeyPassphraseFrom",
        "where this process finds the passphrase of the querier's key, if it has one: file:PATH, "
        "env:NAME or prompt; never a passphrase itself",
        TypeConverters.toString,
    )
    querierPublicKey: Param[str] = param(
        "querierPublicKey",
        "path of the file with the querier's signed public key, for a querier that is apart from "
        "this process: results stay under that key; a fit needs plan with it",
        TypeConverters.toString,
    )
    rawPredictionCol: Param[str] = param(
        "rawPredictionCol",
        "column for margins (-m, m)",
        TypeConverters.toString,
    )
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
    )
    threshold: Param[float] = param(
        "threshold",
        "probability above which the prediction is 1",
        TypeConverters.toFloat,
    )
    vault: Param[str] = param(
        "vault",
        "folder with the sockets of the vaults that hold the providers' key shares, in place of "
        "keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder",
        TypeConverters.toString,
    )

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            featuresCol="features",
            predictionCol="prediction",
            probabilityCol="probability",
            rawPredictionCol="rawPrediction",
            roundTimeout=120,
            threshold=0.5,
        )

    def setFeaturesCol(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setKeyStore(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setPolicy(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProbabilityCol(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``probabilityCol``."""
        return self._set(probabilityCol=value)

    def getProbabilityCol(self) -> str:
        """Gets the value of ``probabilityCol`` or its default value."""
        return self.getOrDefault(self.probabilityCol)

    def setQuerierKey(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRawPredictionCol(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``rawPredictionCol``."""
        return self._set(rawPredictionCol=value)

    def getRawPredictionCol(self) -> str:
        """Gets the value of ``rawPredictionCol`` or its default value."""
        return self.getOrDefault(self.rawPredictionCol)

    def setRoundTimeout(self, value: int) -> FederatedLogisticRegressionModel:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setThreshold(self, value: float) -> FederatedLogisticRegressionModel:
        """Sets the value of ``threshold``."""
        return self._set(threshold=value)

    def getThreshold(self) -> float:
        """Gets the value of ``threshold`` or its default value."""
        return self.getOrDefault(self.threshold)

    def setVault(self, value: str) -> FederatedLogisticRegressionModel:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def close(self) -> None:
        """Lets go of the providers that live in this process for the model and its copies, with
        their keys; idempotent. Predicting again needs a key store. A model that no one refers to
        any more is let go of without this, when the garbage collector finds it.
        """
        self._ask("close")

    @property
    def coefficientMatrix(self) -> numpy.ndarray:
        """The weights on the input scale, classes by features; one row of a binary model."""
        return self._ask_array("coefficientMatrix")

    @property
    def coefficients(self) -> numpy.ndarray:
        """The weights on the input scale, one a feature."""
        return self._ask_array("coefficients")

    @property
    def hasReport(self) -> bool:
        """Whether there is a report: not of known weights that the version before saved."""
        return self._ask("hasReport")

    @property
    def intercept(self) -> float:
        """The intercept on the input scale; 0 if the model has none."""
        return self._ask("intercept")

    @property
    def interceptVector(self) -> numpy.ndarray:
        """The intercepts on the input scale, one a class; one of a binary model."""
        return self._ask_array("interceptVector")

    @property
    def isKnown(self) -> bool:
        """Whether the weights are here in clear."""
        return self._ask("isKnown")

    @property
    def isSealed(self) -> bool:
        """Whether the weights are encrypted for everyone, so that the providers have to be asked.
        """
        return self._ask("isSealed")

    @property
    def multinomialSummary(self) -> Any:
        """Of a multinomial fit: standard errors, tests and likelihoods, each class against the
        first. Empty of others.
        """
        return self._ask_value("multinomialSummary")

    @property
    def numClasses(self) -> int:
        """How many classes it tells apart."""
        return self._ask("numClasses")

    @property
    def numFeatures(self) -> int:
        """numFeatures."""
        return self._ask("numFeatures")

    def predictionReport(self) -> Optional[Report]:
        """What the last prediction of this object asked of the providers: rounds, openings, and
        their policies at its end. Empty before there was one, and of known weights, which ask
        nothing.
        """
        return self._ask_report("predictionReport")

    def report(self) -> Report:
        """The report of the fit, which is saved with the model and copied with it."""
        return self._ask_report("report")

    def toSpark(self) -> Any:
        """Spark's own model of the same weights, columns and, if it is binary, threshold, for what
        takes nothing else: an attack, an export. It has no report, and its other Params are Spark's
        defaults.
        """
        return self._ask_stage("toSpark")


class FederatedMultilayerPerceptronModel(Model, Closing):
    """A network that several data providers learnt together, with the report of its fit. Its
    weights are known here, and it predicts row by row, when the rows are asked for, without keys;
    or nobody knows them, and the providers are asked, see ``HasSealedWeights``. Safe for use by
    several threads while no Param is set and it is not sealed.

    Params
    ------
    featuresCol : str, default "features"
        Column of feature vectors
    keyStore : str, optional
        Directory with a store for each provider, new ones for a training; one training a directory,
        so not for CrossValidator
    keyStorePassphraseFrom : str, optional
        Where each provider's process finds the passphrase of its store: file:PATH, env:NAME,
        prompt, or none for a store in clear; never a passphrase itself
    policy : str, optional
        A policy beside those that the providers' processes name, which it cannot replace: a file,
        or a folder with PROVIDER.json for each provider
    predictionCol : str, default "prediction"
        Column for predictions
    probabilityCol : str, default "probability"
        Column for the probabilities of 0 and 1
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    rawPredictionCol : str, default "rawPrediction"
        Column for margins (-m, m)
    roundTimeout : int, default 120
        Seconds that a round may take
    threshold : float, default 0.5
        Probability above which the prediction is 1
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    """

    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    keyStore: Param[str] = param(
        "keyStore",
        "directory with a store for each provider, new ones for a training; one training a "
        "directory, so not for CrossValidator",
        TypeConverters.toString,
    )
    keyStorePassphraseFrom: Param[str] = param(
        "keyStorePassphraseFrom",
        "where each provider's process finds the passphrase of its store: file:PATH, env:NAME, "
        "prompt, or none for a store in clear; never a passphrase itself",
        TypeConverters.toString,
    )
    policy: Param[str] = param(
        "policy",
        "a policy beside those that the providers' processes name, which it cannot replace: a "
        "file, or a folder with PROVIDER.json for each provider",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for predictions",
        TypeConverters.toString,
    )
    probabilityCol: Param[str] = param(
        "probabilityCol",
        "column for the probabilities of 0 and 1",
        TypeConverters.toString,
    )
    querierKey: Param[str] = param(
        "querierKey",
        "path of the file with the querier's key, never a key itself",
        TypeConverters.toString,
    )
    querierKeyPassphraseFrom: Param[str] = param(
        "querierKeyPassphraseFrom",
        "where this process finds the passphrase of the querier's key, if it has one: file:PATH, "
        "env:NAME or prompt; never a passphrase itself",
        TypeConverters.toString,
    )
    querierPublicKey: Param[str] = param(
        "querierPublicKey",
        "path of the file with the querier's signed public key, for a querier that is apart from "
        "this process: results stay under that key; a fit needs plan with it",
        TypeConverters.toString,
    )
    rawPredictionCol: Param[str] = param(
        "rawPredictionCol",
        "column for margins (-m, m)",
        TypeConverters.toString,
    )
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
    )
    threshold: Param[float] = param(
        "threshold",
        "probability above which the prediction is 1",
        TypeConverters.toFloat,
    )
    vault: Param[str] = param(
        "vault",
        "folder with the sockets of the vaults that hold the providers' key shares, in place of "
        "keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder",
        TypeConverters.toString,
    )

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            featuresCol="features",
            predictionCol="prediction",
            probabilityCol="probability",
            rawPredictionCol="rawPrediction",
            roundTimeout=120,
            threshold=0.5,
        )

    def setFeaturesCol(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setKeyStore(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setPolicy(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProbabilityCol(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``probabilityCol``."""
        return self._set(probabilityCol=value)

    def getProbabilityCol(self) -> str:
        """Gets the value of ``probabilityCol`` or its default value."""
        return self.getOrDefault(self.probabilityCol)

    def setQuerierKey(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRawPredictionCol(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``rawPredictionCol``."""
        return self._set(rawPredictionCol=value)

    def getRawPredictionCol(self) -> str:
        """Gets the value of ``rawPredictionCol`` or its default value."""
        return self.getOrDefault(self.rawPredictionCol)

    def setRoundTimeout(self, value: int) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setThreshold(self, value: float) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``threshold``."""
        return self._set(threshold=value)

    def getThreshold(self) -> float:
        """Gets the value of ``threshold`` or its default value."""
        return self.getOrDefault(self.threshold)

    def setVault(self, value: str) -> FederatedMultilayerPerceptronModel:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def close(self) -> None:
        """Lets go of the providers that live in this process for the model and its copies, with
        their keys; idempotent. Predicting again needs a key store. A model that no one refers to
        any more is let go of without this, when the garbage collector finds it.
        """
        self._ask("close")

    def evaluate(self, dataset: DataFrame, column: str) -> Any:
        """What the model is worth on rows with labels."""
        return self._ask_value("evaluate", dataset, column)

    @property
    def inputMap(self) -> Any:
        """What is made of a row's pixels first, as text; none of rows that are no images."""
        return self._ask_value("inputMap")

    @property
    def isSealed(self) -> bool:
        """Whether the weights are encrypted for everyone, so that the providers have to be asked.
        """
        return self._ask("isSealed")

    @property
    def layers(self) -> Any:
        """Features, neurons of each hidden layer, classes."""
        return self._ask_value("layers")

    @property
    def numClasses(self) -> int:
        """numClasses."""
        return self._ask("numClasses")

    @property
    def numFeatures(self) -> int:
        """How many values a row has; before the input map, if there is one."""
        return self._ask("numFeatures")

    def predictionReport(self) -> Optional[Report]:
        """What the last prediction of this object asked of the providers: rounds, openings, and
        their policies at its end. Empty before there was one, and of known weights, which ask
        nothing.
        """
        return self._ask_report("predictionReport")

    def report(self) -> Report:
        """The report of the fit, which is saved with the model and copied with it."""
        return self._ask_report("report")

    def toSpark(self) -> Any:
        """Refuses: there is no model of Spark's that this one is."""
        return self._ask_stage("toSpark")

    @property
    def weights(self) -> numpy.ndarray:
        """All weights, layer by layer: of input 0 to every output, then of input 1, then the
        biases.
        """
        return self._ask_array("weights")


class FederatedLogisticRegression(Estimator):
    """Logistic regression over the rows of several data providers who may not share them: binary,
    or of several classes with the family ``multinomial``.

    With protection ``encrypted`` the model is trained under a key of which each provider holds a
    share, and stays sealed: it predicts for the querier. With ``revealWeights``, or with protection
    ``plain``, its weights are known, on the input scale; clipping of outlying features has no
    linear form and does not apply to its predictions. With ``revealWeights`` and a querier that is
    apart (``querierPublicKey``) it has nothing but the weights under the querier's key. Every model
    has the report of its fit.

    The release ``rounds`` fits two classes exactly, by rounds of sums that the querier reads, who
    and the providers learn the coefficients; with ``querier`` no provider does, and a polynomial
    stands for the sigmoid. Their report has standard errors and tests. They read the Params of
    columns, providers, keys and rounds, ``fitIntercept`` and ``maxIter`` (most rounds); there is no
    penalty.

    The family ``multinomial`` has labels 0 to K - 1, of the label's metadata or of the rows.
    Encrypted and sealed it is a logistic regression of each class against the others:
    ``FederatedMultilayerPerceptron`` without hidden layer, told what this stage is told, which the
    model asks for the margins of all classes. There is no penalty, no other algorithm, and a
    polynomial of its own. With ``revealWeights``, the release ``rounds`` or protection ``plain`` it
    is a softmax, fitted by such rounds as two classes are: it then reads the Params of columns,
    providers, keys and rounds, ``maxIter`` (most rounds), ``regParam`` (none unless set) and
    ``standardization`` (whether the penalty is on standardised features); other labels are left out
    and counted.

    Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    algorithm : str, default "nesterov"
        Nesterov, gradientDescent or fixedHessian
    allowTwoProviders : bool, default False
        Whether two providers will do, who learn each other's sums
    approximation : str, default "leastSquares"
        Of a fixed polynomial: leastSquares or chebyshev
    checkpointInterval : int, default 5
        Iterations between two checkpoints
    checkpointPath : str, optional
        Folder that the training is saved to now and then, and resumed from when its driver was
        lost; needs querierKey and keyStore (or vault)
    degree : int, default 9
        Degree of one fixed polynomial for the sigmoid: 5, 9 or 13. Unless degree, interval or
        approximation is set, Nesterov's algorithm takes polynomials that are fitted to where the
        rows lie
    family : str, default "auto"
        Auto and binomial: labels 0 and 1; multinomial: labels 0, 1, 2, .., sealed or by rounds of
        exact sums
    featureClip : float, default 10.0
        Largest absolute value of a standardised feature; Infinity for none
    featureRanges : Sequence[Sequence[float]], optional
        For standardization ranges: {lowest, highest} of each feature
    featuresCol : str, default "features"
        Column of feature vectors
    fitIntercept : bool, default True
        Whether to fit an intercept, which is not penalised
    interval : Sequence[float], default [-14.0, 14.0]
        Where a fixed polynomial stands for the sigmoid: {-half-width, half-width}
    keepCheckpoint : bool, default False
        Keep the checkpoint when the fit ends, until its model is where it belongs
    keyStore : str, optional
        Directory with a store for each provider, new ones for a training; one training a directory,
        so not for CrossValidator
    keyStorePassphraseFrom : str, optional
        Where each provider's process finds the passphrase of its store: file:PATH, env:NAME,
        prompt, or none for a store in clear; never a passphrase itself
    labelCol : str, default "label"
        Column of labels, 0 or 1
    logRingDimension : int, optional
        Log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no effect in
        clear
    maxIter : int, default 40
        Number of training iterations
    packing : str, default "auto"
        How rows lie in ciphertexts: auto (the cheapest one), diagonal (a slot a row), row (whole
        rows, for wide data) or coefficient (rows and weights as coefficients); no effect in clear
    partitionProviders : Sequence[str], optional
        Without providerCol: the name of each partition's provider, sorted; their numbers if it is
        not set
    plan : str, optional
        Path of a plan made before, whose parameters are followed; iterations, degree and interval
        are the plan's unless set
    policy : str, optional
        A policy beside those that the providers' processes name, which it cannot replace: a file,
        or a folder with PROVIDER.json for each provider
    predictionCol : str, default "prediction"
        Column for predictions
    probabilityCol : str, default "probability"
        Column for the probabilities of 0 and 1
    protection : str, default "encrypted"
        Encrypted, or plain: the same algorithm in clear
    providerCol : str, optional
        Column that names a row's provider; without it partitions do
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    rawPredictionCol : str, default "rawPrediction"
        Column for margins (-m, m)
    regParam : float, optional
        Strength of the ridge penalty in Spark's convention; 1 / rows if it is not set
    release : str, default "sealed"
        Rounds: exact, from sums that the querier reads; querier: providers see no coefficient while
        they are fitted; or sealed: nobody sees the coefficients
    revealWeights : bool, default False
        Whether the querier gets the weights instead of a sealed model
    roundTimeout : int, default 120
        Seconds that a round may take
    rowBound : int, optional
        For standardization ranges: agreed bound on the number of all rows (their weights added up),
        which stands for it in step and regParam. In clear a larger total is refused. Under
        encryption no one sees the total: each provider refuses when its own rows exceed the bound
        or the places that the plan has for them, and more rows than agreed in all make the training
        as if regParam were smaller and steps longer
    rowsPerOpening : int, optional
        Rows that one opening of a sealed model's predictions carries, and counts against the
        providers' row budgets; as many as there is room unless set
    standardization : str, default "collective"
        Collective (opens the sums for means and deviations), ranges (opens nothing) or none
    threshold : float, default 0.5
        Probability above which the prediction is 1
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    watchEvery : int, default 10
        With a fixed polynomial: iterations between two looks at the mean squared margin, which is
        opened to all; 0 for never. Fitted polynomials need looks of their own
    weightCol : str, optional
        Column of row weights; every row counts 1 if it is not set
    """

    _model = FederatedLogisticRegressionModel

    algorithm: Param[str] = param(
        "algorithm",
        "nesterov, gradientDescent or fixedHessian",
        TypeConverters.toString,
    )
    allowTwoProviders: Param[bool] = param(
        "allowTwoProviders",
        "whether two providers will do, who learn each other's sums",
        TypeConverters.toBoolean,
    )
    approximation: Param[str] = param(
        "approximation",
        "of a fixed polynomial: leastSquares or chebyshev",
        TypeConverters.toString,
    )
    checkpointInterval: Param[int] = param(
        "checkpointInterval",
        "iterations between two checkpoints",
        TypeConverters.toInt,
    )
    checkpointPath: Param[str] = param(
        "checkpointPath",
        "folder that the training is saved to now and then, and resumed from when its driver was "
        "lost; needs querierKey and keyStore (or vault)",
        TypeConverters.toString,
    )
    degree: Param[int] = param(
        "degree",
        "degree of one fixed polynomial for the sigmoid: 5, 9 or 13. Unless degree, interval or "
        "approximation is set, Nesterov's algorithm takes polynomials that are fitted to where "
        "the rows lie",
        TypeConverters.toInt,
    )
    family: Param[str] = param(
        "family",
        "auto and binomial: labels 0 and 1; multinomial: labels 0, 1, 2, .., sealed or by rounds "
        "of exact sums",
        TypeConverters.toString,
    )
    featureClip: Param[float] = param(
        "featureClip",
        "largest absolute value of a standardised feature; Infinity for none",
        TypeConverters.toFloat,
    )
    featureRanges: Param[list[list[float]]] = param(
        "featureRanges",
        "for standardization ranges: {lowest, highest} of each feature",
        TypeConverters.toListListFloat,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    fitIntercept: Param[bool] = param(
        "fitIntercept",
        "whether to fit an intercept, which is not penalised",
        TypeConverters.toBoolean,
    )
    interval: Param[list[float]] = param(
        "interval",
        "where a fixed polynomial stands for the sigmoid: {-half-width, half-width}",
        TypeConverters.toListFloat,
    )
    keepCheckpoint: Param[bool] = param(
        "keepCheckpoint",
        "keep the checkpoint when the fit ends, until its model is where it belongs",
        TypeConverters.toBoolean,
    )
    keyStore: Param[str] = param(
        "keyStore",
        "directory with a store for each provider, new ones for a training; one training a "
        "directory, so not for CrossValidator",
        TypeConverters.toString,
    )
    keyStorePassphraseFrom: Param[str] = param(
        "keyStorePassphraseFrom",
        "where each provider's process finds the passphrase of its store: file:PATH, env:NAME, "
        "prompt, or none for a store in clear; never a passphrase itself",
        TypeConverters.toString,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of labels, 0 or 1",
        TypeConverters.toString,
    )
    logRingDimension: Param[int] = param(
        "logRingDimension",
        "log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no "
        "effect in clear",
        TypeConverters.toInt,
    )
    maxIter: Param[int] = param(
        "maxIter",
        "number of training iterations",
        TypeConverters.toInt,
    )
    packing: Param[str] = param(
        "packing",
        "how rows lie in ciphertexts: auto (the cheapest one), diagonal (a slot a row), row "
        "(whole rows, for wide data) or coefficient (rows and weights as coefficients); no effect "
        "in clear",
        TypeConverters.toString,
    )
    partitionProviders: Param[list[str]] = param(
        "partitionProviders",
        "without providerCol: the name of each partition's provider, sorted; their numbers if it "
        "is not set",
        TypeConverters.toListString,
    )
    plan: Param[str] = param(
        "plan",
        "path of a plan made before, whose parameters are followed; iterations, degree and "
        "interval are the plan's unless set",
        TypeConverters.toString,
    )
    policy: Param[str] = param(
        "policy",
        "a policy beside those that the providers' processes name, which it cannot replace: a "
        "file, or a folder with PROVIDER.json for each provider",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for predictions",
        TypeConverters.toString,
    )
    probabilityCol: Param[str] = param(
        "probabilityCol",
        "column for the probabilities of 0 and 1",
        TypeConverters.toString,
    )
    protection: Param[str] = param(
        "protection",
        "encrypted, or plain: the same algorithm in clear",
        TypeConverters.toString,
    )
    providerCol: Param[str] = param(
        "providerCol",
        "column that names a row's provider; without it partitions do",
        TypeConverters.toString,
    )
    querierKey: Param[str] = param(
        "querierKey",
        "path of the file with the querier's key, never a key itself",
        TypeConverters.toString,
    )
    querierKeyPassphraseFrom: Param[str] = param(
        "querierKeyPassphraseFrom",
        "where this process finds the passphrase of the querier's key, if it has one: file:PATH, "
        "env:NAME or prompt; never a passphrase itself",
        TypeConverters.toString,
    )
    querierPublicKey: Param[str] = param(
        "querierPublicKey",
        "path of the file with the querier's signed public key, for a querier that is apart from "
        "this process: results stay under that key; a fit needs plan with it",
        TypeConverters.toString,
    )
    rawPredictionCol: Param[str] = param(
        "rawPredictionCol",
        "column for margins (-m, m)",
        TypeConverters.toString,
    )
    regParam: Param[float] = param(
        "regParam",
        "strength of the ridge penalty in Spark's convention; 1 / rows if it is not set",
        TypeConverters.toFloat,
    )
    release: Param[str] = param(
        "release",
        "rounds: exact, from sums that the querier reads; querier: providers see no coefficient "
        "while they are fitted; or sealed: nobody sees the coefficients",
        TypeConverters.toString,
    )
    revealWeights: Param[bool] = param(
        "revealWeights",
        "whether the querier gets the weights instead of a sealed model",
        TypeConverters.toBoolean,
    )
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
    )
    rowBound: Param[int] = param(
        "rowBound",
        "for standardization ranges: agreed bound on the number of all rows (their weights added "
        "up), which stands for it in step and regParam. In clear a larger total is refused. Under "
        "encryption no one sees the total: each provider refuses when its own rows exceed the "
        "bound or the places that the plan has for them, and more rows than agreed in all make "
        "the training as if regParam were smaller and steps longer",
        TypeConverters.toInt,
    )
    rowsPerOpening: Param[int] = param(
        "rowsPerOpening",
        "rows that one opening of a sealed model's predictions carries, and counts against the "
        "providers' row budgets; as many as there is room unless set",
        TypeConverters.toInt,
    )
    standardization: Param[str] = param(
        "standardization",
        "collective (opens the sums for means and deviations), ranges (opens nothing) or none",
        TypeConverters.toString,
    )
    threshold: Param[float] = param(
        "threshold",
        "probability above which the prediction is 1",
        TypeConverters.toFloat,
    )
    vault: Param[str] = param(
        "vault",
        "folder with the sockets of the vaults that hold the providers' key shares, in place of "
        "keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder",
        TypeConverters.toString,
    )
    watchEvery: Param[int] = param(
        "watchEvery",
        "with a fixed polynomial: iterations between two looks at the mean squared margin, which "
        "is opened to all; 0 for never. Fitted polynomials need looks of their own",
        TypeConverters.toInt,
    )
    weightCol: Param[str] = param(
        "weightCol",
        "column of row weights; every row counts 1 if it is not set",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        algorithm: str = "nesterov",
        allowTwoProviders: bool = False,
        approximation: str = "leastSquares",
        checkpointInterval: int = 5,
        checkpointPath: Optional[str] = None,
        degree: int = 9,
        family: str = "auto",
        featureClip: float = 10.0,
        featureRanges: Optional[Sequence[Sequence[float]]] = None,
        featuresCol: str = "features",
        fitIntercept: bool = True,
        interval: Sequence[float] = (-14.0, 14.0),
        keepCheckpoint: bool = False,
        keyStore: Optional[str] = None,
        keyStorePassphraseFrom: Optional[str] = None,
        labelCol: str = "label",
        logRingDimension: Optional[int] = None,
        maxIter: int = 40,
        packing: str = "auto",
        partitionProviders: Optional[Sequence[str]] = None,
        plan: Optional[str] = None,
        policy: Optional[str] = None,
        predictionCol: str = "prediction",
        probabilityCol: str = "probability",
        protection: str = "encrypted",
        providerCol: Optional[str] = None,
        querierKey: Optional[str] = None,
        querierKeyPassphraseFrom: Optional[str] = None,
        querierPublicKey: Optional[str] = None,
        rawPredictionCol: str = "rawPrediction",
        regParam: Optional[float] = None,
        release: str = "sealed",
        revealWeights: bool = False,
        roundTimeout: int = 120,
        rowBound: Optional[int] = None,
        rowsPerOpening: Optional[int] = None,
        standardization: str = "collective",
        threshold: float = 0.5,
        vault: Optional[str] = None,
        watchEvery: int = 10,
        weightCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._setDefault(
            algorithm="nesterov",
            allowTwoProviders=False,
            approximation="leastSquares",
            checkpointInterval=5,
            degree=9,
            family="auto",
            featureClip=10.0,
            featuresCol="features",
            fitIntercept=True,
            interval=[-14.0, 14.0],
            keepCheckpoint=False,
            labelCol="label",
            maxIter=40,
            packing="auto",
            predictionCol="prediction",
            probabilityCol="probability",
            protection="encrypted",
            rawPredictionCol="rawPrediction",
            release="sealed",
            revealWeights=False,
            roundTimeout=120,
            standardization="collective",
            threshold=0.5,
            watchEvery=10,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAlgorithm(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``algorithm``."""
        return self._set(algorithm=value)

    def getAlgorithm(self) -> str:
        """Gets the value of ``algorithm`` or its default value."""
        return self.getOrDefault(self.algorithm)

    def setAllowTwoProviders(self, value: bool) -> FederatedLogisticRegression:
        """Sets the value of ``allowTwoProviders``."""
        return self._set(allowTwoProviders=value)

    def getAllowTwoProviders(self) -> bool:
        """Gets the value of ``allowTwoProviders`` or its default value."""
        return self.getOrDefault(self.allowTwoProviders)

    def setApproximation(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``approximation``."""
        return self._set(approximation=value)

    def getApproximation(self) -> str:
        """Gets the value of ``approximation`` or its default value."""
        return self.getOrDefault(self.approximation)

    def setCheckpointInterval(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``checkpointInterval``."""
        return self._set(checkpointInterval=value)

    def getCheckpointInterval(self) -> int:
        """Gets the value of ``checkpointInterval`` or its default value."""
        return self.getOrDefault(self.checkpointInterval)

    def setCheckpointPath(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``checkpointPath``."""
        return self._set(checkpointPath=value)

    def getCheckpointPath(self) -> str:
        """Gets the value of ``checkpointPath`` or its default value."""
        return self.getOrDefault(self.checkpointPath)

    def setDegree(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``degree``."""
        return self._set(degree=value)

    def getDegree(self) -> int:
        """Gets the value of ``degree`` or its default value."""
        return self.getOrDefault(self.degree)

    def setFamily(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``family``."""
        return self._set(family=value)

    def getFamily(self) -> str:
        """Gets the value of ``family`` or its default value."""
        return self.getOrDefault(self.family)

    def setFeatureClip(self, value: float) -> FederatedLogisticRegression:
        """Sets the value of ``featureClip``."""
        return self._set(featureClip=value)

    def getFeatureClip(self) -> float:
        """Gets the value of ``featureClip`` or its default value."""
        return self.getOrDefault(self.featureClip)

    def setFeatureRanges(self, value: Sequence[Sequence[float]]) -> FederatedLogisticRegression:
        """Sets the value of ``featureRanges``."""
        return self._set(featureRanges=value)

    def getFeatureRanges(self) -> list[list[float]]:
        """Gets the value of ``featureRanges`` or its default value."""
        return self.getOrDefault(self.featureRanges)

    def setFeaturesCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setFitIntercept(self, value: bool) -> FederatedLogisticRegression:
        """Sets the value of ``fitIntercept``."""
        return self._set(fitIntercept=value)

    def getFitIntercept(self) -> bool:
        """Gets the value of ``fitIntercept`` or its default value."""
        return self.getOrDefault(self.fitIntercept)

    def setInterval(self, value: Sequence[float]) -> FederatedLogisticRegression:
        """Sets the value of ``interval``."""
        return self._set(interval=value)

    def getInterval(self) -> list[float]:
        """Gets the value of ``interval`` or its default value."""
        return self.getOrDefault(self.interval)

    def setKeepCheckpoint(self, value: bool) -> FederatedLogisticRegression:
        """Sets the value of ``keepCheckpoint``."""
        return self._set(keepCheckpoint=value)

    def getKeepCheckpoint(self) -> bool:
        """Gets the value of ``keepCheckpoint`` or its default value."""
        return self.getOrDefault(self.keepCheckpoint)

    def setKeyStore(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLabelCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLogRingDimension(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``logRingDimension``."""
        return self._set(logRingDimension=value)

    def getLogRingDimension(self) -> int:
        """Gets the value of ``logRingDimension`` or its default value."""
        return self.getOrDefault(self.logRingDimension)

    def setMaxIter(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setPacking(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``packing``."""
        return self._set(packing=value)

    def getPacking(self) -> str:
        """Gets the value of ``packing`` or its default value."""
        return self.getOrDefault(self.packing)

    def setPartitionProviders(self, value: Sequence[str]) -> FederatedLogisticRegression:
        """Sets the value of ``partitionProviders``."""
        return self._set(partitionProviders=value)

    def getPartitionProviders(self) -> list[str]:
        """Gets the value of ``partitionProviders`` or its default value."""
        return self.getOrDefault(self.partitionProviders)

    def setPlan(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``plan``."""
        return self._set(plan=value)

    def getPlan(self) -> str:
        """Gets the value of ``plan`` or its default value."""
        return self.getOrDefault(self.plan)

    def setPolicy(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProbabilityCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``probabilityCol``."""
        return self._set(probabilityCol=value)

    def getProbabilityCol(self) -> str:
        """Gets the value of ``probabilityCol`` or its default value."""
        return self.getOrDefault(self.probabilityCol)

    def setProtection(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``protection``."""
        return self._set(protection=value)

    def getProtection(self) -> str:
        """Gets the value of ``protection`` or its default value."""
        return self.getOrDefault(self.protection)

    def setProviderCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``providerCol``."""
        return self._set(providerCol=value)

    def getProviderCol(self) -> str:
        """Gets the value of ``providerCol`` or its default value."""
        return self.getOrDefault(self.providerCol)

    def setQuerierKey(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRawPredictionCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``rawPredictionCol``."""
        return self._set(rawPredictionCol=value)

    def getRawPredictionCol(self) -> str:
        """Gets the value of ``rawPredictionCol`` or its default value."""
        return self.getOrDefault(self.rawPredictionCol)

    def setRegParam(self, value: float) -> FederatedLogisticRegression:
        """Sets the value of ``regParam``."""
        return self._set(regParam=value)

    def getRegParam(self) -> float:
        """Gets the value of ``regParam`` or its default value."""
        return self.getOrDefault(self.regParam)

    def setRelease(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``release``."""
        return self._set(release=value)

    def getRelease(self) -> str:
        """Gets the value of ``release`` or its default value."""
        return self.getOrDefault(self.release)

    def setRevealWeights(self, value: bool) -> FederatedLogisticRegression:
        """Sets the value of ``revealWeights``."""
        return self._set(revealWeights=value)

    def getRevealWeights(self) -> bool:
        """Gets the value of ``revealWeights`` or its default value."""
        return self.getOrDefault(self.revealWeights)

    def setRoundTimeout(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setRowBound(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``rowBound``."""
        return self._set(rowBound=value)

    def getRowBound(self) -> int:
        """Gets the value of ``rowBound`` or its default value."""
        return self.getOrDefault(self.rowBound)

    def setRowsPerOpening(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``rowsPerOpening``."""
        return self._set(rowsPerOpening=value)

    def getRowsPerOpening(self) -> int:
        """Gets the value of ``rowsPerOpening`` or its default value."""
        return self.getOrDefault(self.rowsPerOpening)

    def setStandardization(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``standardization``."""
        return self._set(standardization=value)

    def getStandardization(self) -> str:
        """Gets the value of ``standardization`` or its default value."""
        return self.getOrDefault(self.standardization)

    def setThreshold(self, value: float) -> FederatedLogisticRegression:
        """Sets the value of ``threshold``."""
        return self._set(threshold=value)

    def getThreshold(self) -> float:
        """Gets the value of ``threshold`` or its default value."""
        return self.getOrDefault(self.threshold)

    def setVault(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def setWatchEvery(self, value: int) -> FederatedLogisticRegression:
        """Sets the value of ``watchEvery``."""
        return self._set(watchEvery=value)

    def getWatchEvery(self) -> int:
        """Gets the value of ``watchEvery`` or its default value."""
        return self.getOrDefault(self.watchEvery)

    def setWeightCol(self, value: str) -> FederatedLogisticRegression:
        """Sets the value of ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Gets the value of ``weightCol`` or its default value."""
        return self.getOrDefault(self.weightCol)


class FederatedMultilayerPerceptron(Estimator):
    """A classifier by a network of dense layers, over the rows of several data providers who may
    not share them. Labels are 0 to K - 1, K of the label's metadata or one more than the largest;
    every class needs a row somewhere, not at each provider. Rows are 1 as long as they have no
    weight; a weight is relative to all rows' mean.

    Features come to one scale and are cut at ``featureClip``, 3 at most. Nothing of the order,
    number or partitions of a provider's rows but what they are enters: the same rows give the same
    model, to the bit.

    Protection ``encrypted``, the default, trains under a key of which each provider holds a share:
    the model is sealed, and with ``revealWeights`` the querier gets its weights, and the model has
    them. ``plain`` takes the same steps in clear. How much a row counts, by its own weight or its
    class's, is as private as its label; under encryption its own is 64 at most. Not safe for use by
    several threads while Params are being set.

    Parameters
    ----------
    activation : str, default "quadratic"
        Quadratic: (u^2 + u - 1) / 2
    allowTwoProviders : bool, default False
        Whether two providers will do, who learn each other's sums
    batchSize : int, optional
        Rows of all providers that an iteration takes; 1,024 unless set, or all where there are
        fewer
    checkpointInterval : int, default 5
        Iterations between two checkpoints
    checkpointPath : str, optional
        Folder that the training is saved to now and then, and resumed from when its driver was
        lost; needs querierKey and keyStore (or vault)
    classWeights : Sequence[float], optional
        How much a row of each class counts; 1 unless set
    featureClip : float, default 3.0
        Largest absolute value of a standardised feature; Infinity for none
    featureRanges : Sequence[Sequence[float]], optional
        For standardization ranges: {lowest, highest} of each feature
    featuresCol : str, default "features"
        Column of feature vectors
    hiddenLayers : Sequence[int], default [64]
        Neurons of each hidden layer; none of classes
    imageShape : str, optional
        Rows and columns of the features' images, as 28x28
    initialModel : str, optional
        Path of a saved model to start from the weights of
    inputMap : str, default "none"
        What each provider makes of an image's pixels: none, average:K, cosine:D, gradients or
        gradients:C
    keepCheckpoint : bool, default False
        Keep the checkpoint when the fit ends, until its model is where it belongs
    keyStore : str, optional
        Directory with a store for each provider, new ones for a training; one training a directory,
        so not for CrossValidator
    keyStorePassphraseFrom : str, optional
        Where each provider's process finds the passphrase of its store: file:PATH, env:NAME,
        prompt, or none for a store in clear; never a passphrase itself
    labelCol : str, default "label"
        Column of labels, 0 or 1
    logRingDimension : int, optional
        Log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no effect in
        clear
    maxIter : int, default 60
        Number of training iterations
    momentum : float, default 0.9
        How much of the last step is taken again, below 1
    packing : str, default "auto"
        How rows lie in ciphertexts: auto (the cheapest one), diagonal (a slot a row), row (whole
        rows, for wide data) or coefficient (rows and weights as coefficients); no effect in clear
    partitionProviders : Sequence[str], optional
        Without providerCol: the name of each partition's provider, sorted; their numbers if it is
        not set
    pixelRange : str, default "0:255"
        From which to which number pixels go, as 0:1
    plan : str, optional
        Path of a plan made before, whose parameters are followed; iterations, degree and interval
        are the plan's unless set
    policy : str, optional
        A policy beside those that the providers' processes name, which it cannot replace: a file,
        or a folder with PROVIDER.json for each provider
    predictionCol : str, default "prediction"
        Column for predictions
    probabilityCol : str, default "probability"
        Column for the probabilities of 0 and 1
    protection : str, default "encrypted"
        Encrypted, or plain: the same algorithm in clear
    providerCol : str, optional
        Column that names a row's provider; without it partitions do
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    rawPredictionCol : str, default "rawPrediction"
        Column for margins (-m, m)
    revealWeights : bool, default False
        Whether the querier gets the weights instead of a sealed model
    roundTimeout : int, default 120
        Seconds that a round may take
    rowBound : int, optional
        For standardization ranges: agreed bound on the number of all rows (their weights added up),
        which stands for it in step and regParam. In clear a larger total is refused. Under
        encryption no one sees the total: each provider refuses when its own rows exceed the bound
        or the places that the plan has for them, and more rows than agreed in all make the training
        as if regParam were smaller and steps longer
    rowsPerOpening : int, optional
        Rows that one opening of a sealed model's predictions carries, and counts against the
        providers' row budgets; as many as there is room unless set
    schedule : str, default "falling"
        How steps change: falling (rising over five iterations, then falling to 0) or constant
    seed : int, default 1
        Of the start weights, which are public
    standardization : str, default "collective"
        Collective (opens the sums for means and deviations), ranges (opens nothing) or none
    steps : Sequence[float], optional
        A step a layer; from the start weights and the features' largest eigenvalue unless set
    threshold : float, default 0.5
        Probability above which the prediction is 1
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    watch : bool, default True
        Whether mean squared errors are opened, so that a training that runs away goes back and
        halves its steps
    weightCol : str, optional
        Column of row weights; every row counts 1 if it is not set
    """

    _model = FederatedMultilayerPerceptronModel

    activation: Param[str] = param(
        "activation",
        "quadratic: (u^2 + u - 1) / 2",
        TypeConverters.toString,
    )
    allowTwoProviders: Param[bool] = param(
        "allowTwoProviders",
        "whether two providers will do, who learn each other's sums",
        TypeConverters.toBoolean,
    )
    batchSize: Param[int] = param(
        "batchSize",
        "rows of all providers that an iteration takes; 1,024 unless set, or all where there are "
        "fewer",
        TypeConverters.toInt,
    )
    checkpointInterval: Param[int] = param(
        "checkpointInterval",
        "iterations between two checkpoints",
        TypeConverters.toInt,
    )
    checkpointPath: Param[str] = param(
        "checkpointPath",
        "folder that the training is saved to now and then, and resumed from when its driver was "
        "lost; needs querierKey and keyStore (or vault)",
        TypeConverters.toString,
    )
    classWeights: Param[list[float]] = param(
        "classWeights",
        "how much a row of each class counts; 1 unless set",
        TypeConverters.toListFloat,
    )
    featureClip: Param[float] = param(
        "featureClip",
        "largest absolute value of a standardised feature; Infinity for none",
        TypeConverters.toFloat,
    )
    featureRanges: Param[list[list[float]]] = param(
        "featureRanges",
        "for standardization ranges: {lowest, highest} of each feature",
        TypeConverters.toListListFloat,
    )
    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    hiddenLayers: Param[list[int]] = param(
        "hiddenLayers",
        "neurons of each hidden layer; none of classes",
        TypeConverters.toListInt,
    )
    imageShape: Param[str] = param(
        "imageShape",
        "rows and columns of the features' images, as 28x28",
        TypeConverters.toString,
    )
    initialModel: Param[str] = param(
        "initialModel",
        "path of a saved model to start from the weights of",
        TypeConverters.toString,
    )
    inputMap: Param[str] = param(
        "inputMap",
        "what each provider makes of an image's pixels: none, average:K, cosine:D, gradients or "
        "gradients:C",
        TypeConverters.toString,
    )
    keepCheckpoint: Param[bool] = param(
        "keepCheckpoint",
        "keep the checkpoint when the fit ends, until its model is where it belongs",
        TypeConverters.toBoolean,
    )
    keyStore: Param[str] = param(
        "keyStore",
        "directory with a store for each provider, new ones for a training; one training a "
        "directory, so not for CrossValidator",
        TypeConverters.toString,
    )
    keyStorePassphraseFrom: Param[str] = param(
        "keyStorePassphraseFrom",
        "where each provider's process finds the passphrase of its store: file:PATH, env:NAME, "
        "prompt, or none for a store in clear; never a passphrase itself",
        TypeConverters.toString,
    )
    labelCol: Param[str] = param(
        "labelCol",
        "column of labels, 0 or 1",
        TypeConverters.toString,
    )
    logRingDimension: Param[int] = param(
        "logRingDimension",
        "log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no "
        "effect in clear",
        TypeConverters.toInt,
    )
    maxIter: Param[int] = param(
        "maxIter",
        "number of training iterations",
        TypeConverters.toInt,
    )
    momentum: Param[float] = param(
        "momentum",
        "how much of the last step is taken again, below 1",
        TypeConverters.toFloat,
    )
    packing: Param[str] = param(
        "packing",
        "how rows lie in ciphertexts: auto (the cheapest one), diagonal (a slot a row), row "
        "(whole rows, for wide data) or coefficient (rows and weights as coefficients); no effect "
        "in clear",
        TypeConverters.toString,
    )
    partitionProviders: Param[list[str]] = param(
        "partitionProviders",
        "without providerCol: the name of each partition's provider, sorted; their numbers if it "
        "is not set",
        TypeConverters.toListString,
    )
    pixelRange: Param[str] = param(
        "pixelRange",
        "from which to which number pixels go, as 0:1",
        TypeConverters.toString,
    )
    plan: Param[str] = param(
        "plan",
        "path of a plan made before, whose parameters are followed; iterations, degree and "
        "interval are the plan's unless set",
        TypeConverters.toString,
    )
    policy: Param[str] = param(
        "policy",
        "a policy beside those that the providers' processes name, which it cannot replace: a "
        "file, or a folder with PROVIDER.json for each provider",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for predictions",
        TypeConverters.toString,
    )
    probabilityCol: Param[str] = param(
        "probabilityCol",
        "column for the probabilities of 0 and 1",
        TypeConverters.toString,
    )
    protection: Param[str] = param(
        "protection",
        "encrypted, or plain: the same algorithm in clear",
        TypeConverters.toString,
    )
    providerCol: Param[str] = param(
        "providerCol",
        "column that names a row's provider; without it partitions do",
        TypeConverters.toString,
    )
    querierKey: Param[str] = param(
        "querierKey",
        "path of the file with the querier's key, never a key itself",
        TypeConverters.toString,
    )
    querierKeyPassphraseFrom: Param[str] = param(
        "querierKeyPassphraseFrom",
        "where this process finds the passphrase of the querier's key, if it has one: file:PATH, "
        "env:NAME or prompt; never a passphrase itself",
        TypeConverters.toString,
    )
    querierPublicKey: Param[str] = param(
        "querierPublicKey",
        "path of the file with the querier's signed public key, for a querier that is apart from "
        "this process: results stay under that key; a fit needs plan with it",
        TypeConverters.toString,
    )
    rawPredictionCol: Param[str] = param(
        "rawPredictionCol",
        "column for margins (-m, m)",
        TypeConverters.toString,
    )
    revealWeights: Param[bool] = param(
        "revealWeights",
        "whether the querier gets the weights instead of a sealed model",
        TypeConverters.toBoolean,
    )
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
    )
    rowBound: Param[int] = param(
        "rowBound",
        "for standardization ranges: agreed bound on the number of all rows (their weights added "
        "up), which stands for it in step and regParam. In clear a larger total is refused. Under "
        "encryption no one sees the total: each provider refuses when its own rows exceed the "
        "bound or the places that the plan has for them, and more rows than agreed in all make "
        "the training as if regParam were smaller and steps longer",
        TypeConverters.toInt,
    )
    rowsPerOpening: Param[int] = param(
        "rowsPerOpening",
        "rows that one opening of a sealed model's predictions carries, and counts against the "
        "providers' row budgets; as many as there is room unless set",
        TypeConverters.toInt,
    )
    schedule: Param[str] = param(
        "schedule",
        "how steps change: falling (rising over five iterations, then falling to 0) or constant",
        TypeConverters.toString,
    )
    seed: Param[int] = param(
        "seed",
        "of the start weights, which are public",
        TypeConverters.toInt,
    )
    standardization: Param[str] = param(
        "standardization",
        "collective (opens the sums for means and deviations), ranges (opens nothing) or none",
        TypeConverters.toString,
    )
    steps: Param[list[float]] = param(
        "steps",
        "a step a layer; from the start weights and the features' largest eigenvalue unless set",
        TypeConverters.toListFloat,
    )
    threshold: Param[float] = param(
        "threshold",
        "probability above which the prediction is 1",
        TypeConverters.toFloat,
    )
    vault: Param[str] = param(
        "vault",
        "folder with the sockets of the vaults that hold the providers' key shares, in place of "
        "keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder",
        TypeConverters.toString,
    )
    watch: Param[bool] = param(
        "watch",
        "whether mean squared errors are opened, so that a training that runs away goes back and "
        "halves its steps",
        TypeConverters.toBoolean,
    )
    weightCol: Param[str] = param(
        "weightCol",
        "column of row weights; every row counts 1 if it is not set",
        TypeConverters.toString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        activation: str = "quadratic",
        allowTwoProviders: bool = False,
        batchSize: Optional[int] = None,
        checkpointInterval: int = 5,
        checkpointPath: Optional[str] = None,
        classWeights: Optional[Sequence[float]] = None,
        featureClip: float = 3.0,
        featureRanges: Optional[Sequence[Sequence[float]]] = None,
        featuresCol: str = "features",
        hiddenLayers: Sequence[int] = (64,),
        imageShape: Optional[str] = None,
        initialModel: Optional[str] = None,
        inputMap: str = "none",
        keepCheckpoint: bool = False,
        keyStore: Optional[str] = None,
        keyStorePassphraseFrom: Optional[str] = None,
        labelCol: str = "label",
        logRingDimension: Optional[int] = None,
        maxIter: int = 60,
        momentum: float = 0.9,
        packing: str = "auto",
        partitionProviders: Optional[Sequence[str]] = None,
        pixelRange: str = "0:255",
        plan: Optional[str] = None,
        policy: Optional[str] = None,
        predictionCol: str = "prediction",
        probabilityCol: str = "probability",
        protection: str = "encrypted",
        providerCol: Optional[str] = None,
        querierKey: Optional[str] = None,
        querierKeyPassphraseFrom: Optional[str] = None,
        querierPublicKey: Optional[str] = None,
        rawPredictionCol: str = "rawPrediction",
        revealWeights: bool = False,
        roundTimeout: int = 120,
        rowBound: Optional[int] = None,
        rowsPerOpening: Optional[int] = None,
        schedule: str = "falling",
        seed: int = 1,
        standardization: str = "collective",
        steps: Optional[Sequence[float]] = None,
        threshold: float = 0.5,
        vault: Optional[str] = None,
        watch: bool = True,
        weightCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._setDefault(
            activation="quadratic",
            allowTwoProviders=False,
            checkpointInterval=5,
            featureClip=3.0,
            featuresCol="features",
            hiddenLayers=[64],
            inputMap="none",
            keepCheckpoint=False,
            labelCol="label",
            maxIter=60,
            momentum=0.9,
            packing="auto",
            pixelRange="0:255",
            predictionCol="prediction",
            probabilityCol="probability",
            protection="encrypted",
            rawPredictionCol="rawPrediction",
            revealWeights=False,
            roundTimeout=120,
            schedule="falling",
            seed=1,
            standardization="collective",
            threshold=0.5,
            watch=True,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setActivation(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``activation``."""
        return self._set(activation=value)

    def getActivation(self) -> str:
        """Gets the value of ``activation`` or its default value."""
        return self.getOrDefault(self.activation)

    def setAllowTwoProviders(self, value: bool) -> FederatedMultilayerPerceptron:
        """Sets the value of ``allowTwoProviders``."""
        return self._set(allowTwoProviders=value)

    def getAllowTwoProviders(self) -> bool:
        """Gets the value of ``allowTwoProviders`` or its default value."""
        return self.getOrDefault(self.allowTwoProviders)

    def setBatchSize(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``batchSize``."""
        return self._set(batchSize=value)

    def getBatchSize(self) -> int:
        """Gets the value of ``batchSize`` or its default value."""
        return self.getOrDefault(self.batchSize)

    def setCheckpointInterval(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``checkpointInterval``."""
        return self._set(checkpointInterval=value)

    def getCheckpointInterval(self) -> int:
        """Gets the value of ``checkpointInterval`` or its default value."""
        return self.getOrDefault(self.checkpointInterval)

    def setCheckpointPath(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``checkpointPath``."""
        return self._set(checkpointPath=value)

    def getCheckpointPath(self) -> str:
        """Gets the value of ``checkpointPath`` or its default value."""
        return self.getOrDefault(self.checkpointPath)

    def setClassWeights(self, value: Sequence[float]) -> FederatedMultilayerPerceptron:
        """Sets the value of ``classWeights``."""
        return self._set(classWeights=value)

    def getClassWeights(self) -> list[float]:
        """Gets the value of ``classWeights`` or its default value."""
        return self.getOrDefault(self.classWeights)

    def setFeatureClip(self, value: float) -> FederatedMultilayerPerceptron:
        """Sets the value of ``featureClip``."""
        return self._set(featureClip=value)

    def getFeatureClip(self) -> float:
        """Gets the value of ``featureClip`` or its default value."""
        return self.getOrDefault(self.featureClip)

    def setFeatureRanges(self, value: Sequence[Sequence[float]]) -> FederatedMultilayerPerceptron:
        """Sets the value of ``featureRanges``."""
        return self._set(featureRanges=value)

    def getFeatureRanges(self) -> list[list[float]]:
        """Gets the value of ``featureRanges`` or its default value."""
        return self.getOrDefault(self.featureRanges)

    def setFeaturesCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setHiddenLayers(self, value: Sequence[int]) -> FederatedMultilayerPerceptron:
        """Sets the value of ``hiddenLayers``."""
        return self._set(hiddenLayers=value)

    def getHiddenLayers(self) -> list[int]:
        """Gets the value of ``hiddenLayers`` or its default value."""
        return self.getOrDefault(self.hiddenLayers)

    def setImageShape(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``imageShape``."""
        return self._set(imageShape=value)

    def getImageShape(self) -> str:
        """Gets the value of ``imageShape`` or its default value."""
        return self.getOrDefault(self.imageShape)

    def setInitialModel(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``initialModel``."""
        return self._set(initialModel=value)

    def getInitialModel(self) -> str:
        """Gets the value of ``initialModel`` or its default value."""
        return self.getOrDefault(self.initialModel)

    def setInputMap(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``inputMap``."""
        return self._set(inputMap=value)

    def getInputMap(self) -> str:
        """Gets the value of ``inputMap`` or its default value."""
        return self.getOrDefault(self.inputMap)

    def setKeepCheckpoint(self, value: bool) -> FederatedMultilayerPerceptron:
        """Sets the value of ``keepCheckpoint``."""
        return self._set(keepCheckpoint=value)

    def getKeepCheckpoint(self) -> bool:
        """Gets the value of ``keepCheckpoint`` or its default value."""
        return self.getOrDefault(self.keepCheckpoint)

    def setKeyStore(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLabelCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLogRingDimension(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``logRingDimension``."""
        return self._set(logRingDimension=value)

    def getLogRingDimension(self) -> int:
        """Gets the value of ``logRingDimension`` or its default value."""
        return self.getOrDefault(self.logRingDimension)

    def setMaxIter(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setMomentum(self, value: float) -> FederatedMultilayerPerceptron:
        """Sets the value of ``momentum``."""
        return self._set(momentum=value)

    def getMomentum(self) -> float:
        """Gets the value of ``momentum`` or its default value."""
        return self.getOrDefault(self.momentum)

    def setPacking(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``packing``."""
        return self._set(packing=value)

    def getPacking(self) -> str:
        """Gets the value of ``packing`` or its default value."""
        return self.getOrDefault(self.packing)

    def setPartitionProviders(self, value: Sequence[str]) -> FederatedMultilayerPerceptron:
        """Sets the value of ``partitionProviders``."""
        return self._set(partitionProviders=value)

    def getPartitionProviders(self) -> list[str]:
        """Gets the value of ``partitionProviders`` or its default value."""
        return self.getOrDefault(self.partitionProviders)

    def setPixelRange(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``pixelRange``."""
        return self._set(pixelRange=value)

    def getPixelRange(self) -> str:
        """Gets the value of ``pixelRange`` or its default value."""
        return self.getOrDefault(self.pixelRange)

    def setPlan(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``plan``."""
        return self._set(plan=value)

    def getPlan(self) -> str:
        """Gets the value of ``plan`` or its default value."""
        return self.getOrDefault(self.plan)

    def setPolicy(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProbabilityCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``probabilityCol``."""
        return self._set(probabilityCol=value)

    def getProbabilityCol(self) -> str:
        """Gets the value of ``probabilityCol`` or its default value."""
        return self.getOrDefault(self.probabilityCol)

    def setProtection(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``protection``."""
        return self._set(protection=value)

    def getProtection(self) -> str:
        """Gets the value of ``protection`` or its default value."""
        return self.getOrDefault(self.protection)

    def setProviderCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``providerCol``."""
        return self._set(providerCol=value)

    def getProviderCol(self) -> str:
        """Gets the value of ``providerCol`` or its default value."""
        return self.getOrDefault(self.providerCol)

    def setQuerierKey(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRawPredictionCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``rawPredictionCol``."""
        return self._set(rawPredictionCol=value)

    def getRawPredictionCol(self) -> str:
        """Gets the value of ``rawPredictionCol`` or its default value."""
        return self.getOrDefault(self.rawPredictionCol)

    def setRevealWeights(self, value: bool) -> FederatedMultilayerPerceptron:
        """Sets the value of ``revealWeights``."""
        return self._set(revealWeights=value)

    def getRevealWeights(self) -> bool:
        """Gets the value of ``revealWeights`` or its default value."""
        return self.getOrDefault(self.revealWeights)

    def setRoundTimeout(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setRowBound(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``rowBound``."""
        return self._set(rowBound=value)

    def getRowBound(self) -> int:
        """Gets the value of ``rowBound`` or its default value."""
        return self.getOrDefault(self.rowBound)

    def setRowsPerOpening(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``rowsPerOpening``."""
        return self._set(rowsPerOpening=value)

    def getRowsPerOpening(self) -> int:
        """Gets the value of ``rowsPerOpening`` or its default value."""
        return self.getOrDefault(self.rowsPerOpening)

    def setSchedule(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``schedule``."""
        return self._set(schedule=value)

    def getSchedule(self) -> str:
        """Gets the value of ``schedule`` or its default value."""
        return self.getOrDefault(self.schedule)

    def setSeed(self, value: int) -> FederatedMultilayerPerceptron:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setStandardization(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``standardization``."""
        return self._set(standardization=value)

    def getStandardization(self) -> str:
        """Gets the value of ``standardization`` or its default value."""
        return self.getOrDefault(self.standardization)

    def setSteps(self, value: Sequence[float]) -> FederatedMultilayerPerceptron:
        """Sets the value of ``steps``."""
        return self._set(steps=value)

    def getSteps(self) -> list[float]:
        """Gets the value of ``steps`` or its default value."""
        return self.getOrDefault(self.steps)

    def setThreshold(self, value: float) -> FederatedMultilayerPerceptron:
        """Sets the value of ``threshold``."""
        return self._set(threshold=value)

    def getThreshold(self) -> float:
        """Gets the value of ``threshold`` or its default value."""
        return self.getOrDefault(self.threshold)

    def setVault(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def setWatch(self, value: bool) -> FederatedMultilayerPerceptron:
        """Sets the value of ``watch``."""
        return self._set(watch=value)

    def getWatch(self) -> bool:
        """Gets the value of ``watch`` or its default value."""
        return self.getOrDefault(self.watch)

    def setWeightCol(self, value: str) -> FederatedMultilayerPerceptron:
        """Sets the value of ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Gets the value of ``weightCol`` or its default value."""
        return self.getOrDefault(self.weightCol)


__all__ = [
    "FederatedLogisticRegression",
    "FederatedLogisticRegressionModel",
    "FederatedMultilayerPerceptron",
    "FederatedMultilayerPerceptronModel",
]
