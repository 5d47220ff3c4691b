"""Classes of Java's package ``parley.fl.regression``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any, Optional, Sequence

import numpy
from pyspark import keyword_only
from pyspark.ml.param import Param

from parley._report import Report
from parley._stages import (
    Closing,
    Estimator,
    Model,
    TypeConverters,
    param,
)


class FederatedGeneralizedLinearRegressionModel(Model, Closing):
    """A generalised linear model with the report of its fit. The querier knows its coefficients,
    and it predicts means as Spark's own model; or nobody does, and the providers are asked, see
    ``HasSealedCoefficients``. Safe for use by several threads while no Param is set and it is not
    sealed.

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
    linkPredictionCol : str, optional
        Column for the linear predictor
    offsetCol : str, optional
        Column that is added to the linear predictor
    policy : str, optional
        A policy beside those that the providers' processes name, which it cannot replace: a file,
        or a folder with PROVIDER.json for each provider
    predictionCol : str, default "prediction"
        Column for predictions
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    roundTimeout : int, default 120
        Seconds that a round may take
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
    linkPredictionCol: Param[str] = param(
        "linkPredictionCol",
        "column for the linear predictor",
        TypeConverters.toString,
    )
    offsetCol: Param[str] = param(
        "offsetCol",
        "column that is added to the linear predictor",
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
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
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
            roundTimeout=120,
        )

    def setFeaturesCol(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setKeyStore(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLinkPredictionCol(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``linkPredictionCol``."""
        return self._set(linkPredictionCol=value)

    def getLinkPredictionCol(self) -> str:
        """Gets the value of ``linkPredictionCol`` or its default value."""
        return self.getOrDefault(self.linkPredictionCol)

    def setOffsetCol(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``offsetCol``."""
        return self._set(offsetCol=value)

    def getOffsetCol(self) -> str:
        """Gets the value of ``offsetCol`` or its default value."""
        return self.getOrDefault(self.offsetCol)

    def setPolicy(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setQuerierKey(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRoundTimeout(self, value: int) -> FederatedGeneralizedLinearRegressionModel:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setVault(self, value: str) -> FederatedGeneralizedLinearRegressionModel:
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
    def coefficients(self) -> numpy.ndarray:
        """The coefficients, one a feature."""
        return self._ask_array("coefficients")

    @property
    def intercept(self) -> float:
        """The intercept; 0 if the model has none."""
        return self._ask("intercept")

    @property
    def isSealed(self) -> bool:
        """Whether the weights are encrypted for everyone, so that the providers have to be asked.
        """
        return self._ask("isSealed")

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
        """What was opened to whom at the fit, and how it was protected: one line of JSON."""
        return self._ask_report("report")

    @property
    def summary(self) -> Any:
        """Standard errors, tests, intervals, deviance and the rounds that it took."""
        return self._ask_value("summary")

    def toSpark(self) -> Any:
        """Spark's own model of the same coefficients, family, link and columns."""
        return self._ask_stage("toSpark")


class FederatedLinearRegressionModel(Model, Closing):
    """A linear regression with the report of its fit. The querier knows its coefficients, and it
    predicts as Spark's own model; or nobody does, and the providers are asked, see
    ``HasSealedCoefficients``. Safe for use by several threads while no Param is set and it is not
    sealed.

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
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    roundTimeout : int, default 120
        Seconds that a round may take
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
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
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
            roundTimeout=120,
        )

    def setFeaturesCol(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setKeyStore(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setPolicy(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setQuerierKey(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedLinearRegressionModel:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRoundTimeout(self, value: int) -> FederatedLinearRegressionModel:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setVault(self, value: str) -> FederatedLinearRegressionModel:
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
    def coefficients(self) -> numpy.ndarray:
        """The coefficients, one a feature."""
        return self._ask_array("coefficients")

    @property
    def intercept(self) -> float:
        """The intercept; 0 if the model has none."""
        return self._ask("intercept")

    @property
    def isSealed(self) -> bool:
        """Whether the weights are encrypted for everyone, so that the providers have to be asked.
        """
        return self._ask("isSealed")

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
        """What was opened to whom at the fit, and how it was protected: one line of JSON."""
        return self._ask_report("report")

    @property
    def summary(self) -> Any:
        """Standard errors, tests, intervals and how well the model fits."""
        return self._ask_value("summary")

    def toSpark(self) -> Any:
        """Spark's own model of the same coefficients and columns."""
        return self._ask_stage("toSpark")


class FederatedMultilayerPerceptronRegressorModel(Model, Closing):
    """A network of one number that several data providers learnt together, with the report of its
    fit. Its weights are known here, and it predicts row by row, when the rows are asked for,
    without keys; or nobody knows them, and the providers are asked, see ``HasSealedWeights``. Safe
    for use by several threads while no Param is set and it is not sealed.

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
    querierKey : str, optional
        Path of the file with the querier's key, never a key itself
    querierKeyPassphraseFrom : str, optional
        Where this process finds the passphrase of the querier's key, if it has one: file:PATH,
        env:NAME or prompt; never a passphrase itself
    querierPublicKey : str, optional
        Path of the file with the querier's signed public key, for a querier that is apart from this
        process: results stay under that key; a fit needs plan with it
    roundTimeout : int, default 120
        Seconds that a round may take
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
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
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
            roundTimeout=120,
        )

    def setFeaturesCol(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setKeyStore(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setPolicy(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setQuerierKey(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRoundTimeout(self, value: int) -> FederatedMultilayerPerceptronRegressorModel:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setVault(self, value: str) -> FederatedMultilayerPerceptronRegressorModel:
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
    def isSealed(self) -> bool:
        """Whether the weights are encrypted for everyone, so that the providers have to be asked.
        """
        return self._ask("isSealed")

    @property
    def layers(self) -> Any:
        """Features, neurons of each hidden layer, 1."""
        return self._ask_value("layers")

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

    @property
    def weights(self) -> numpy.ndarray:
        """All weights, layer by layer: of input 0 to every output, then of input 1, then the
        biases.
        """
        return self._ask_array("weights")


class FederatedGeneralizedLinearRegression(Estimator):
    """Generalised linear models over the rows of several data providers who may not share them, by
    rounds of exact sums that the querier alone reads: Spark's ``GeneralizedLinearRegression`` with
    its names of Params. The result is the same to the bit for any split of the rows. Every provider
    is told the coefficients of each round. A row with a missing value is left out and counted in
    the model's summary.

    With ``release`` ``sealed`` it is trained by encrypted descent instead, with a polynomial for
    the link: nobody sees the coefficients, the model predicts for the querier, and there is no
    summary. Gaussian identity, binomial logit and probit, Poisson log and gamma log can be; no
    offset, always an intercept, and no row with a missing value.

    From sums nothing is left to keep: ``keyStore`` and ``querierPublicKey`` are refused, and so are
    two providers. Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    allowTwoProviders : bool, default False
        Whether two providers will do, who learn each other's sums
    alpha : float, default 1.0
        Of negativeBinomial's variance, mean + alpha mean^2
    family : str, default "gaussian"
        Gaussian, binomial, poisson, gamma, tweedie or negativeBinomial
    featuresCol : str, default "features"
        Column of feature vectors
    fitIntercept : bool, default True
        Whether to fit an intercept, which is not penalised
    keyStore : str, optional
        Directory with a store for each provider, new ones for a training; one training a directory,
        so not for CrossValidator
    keyStorePassphraseFrom : str, optional
        Where each provider's process finds the passphrase of its store: file:PATH, env:NAME,
        prompt, or none for a store in clear; never a passphrase itself
    labelCol : str, default "label"
        Column of labels, 0 or 1
    link : str, optional
        Identity, log, logit, probit, cloglog, sqrt or inverse
    linkPower : float, optional
        Of tweedie: 1 (identity), 0 (log), 0.5 (sqrt) or -1 (inverse)
    linkPredictionCol : str, optional
        Column for the linear predictor
    logRingDimension : int, optional
        Log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no effect in
        clear
    maxIter : int, default 25
        Most rounds
    offsetCol : str, optional
        Column that is added to the linear predictor
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
    regParam : float, default 0.0
        0: there is no penalty
    release : str, default "rounds"
        Rounds: exact, from sums that the querier reads; querier: providers see no coefficient while
        they are fitted; or sealed: nobody sees the coefficients
    revealWeights : bool, default False
        Whether the querier gets the weights instead of a sealed model
    roundTimeout : int, default 120
        Seconds that a round may take
    rowsPerOpening : int, optional
        Rows that one opening of a sealed model's predictions carries, and counts against the
        providers' row budgets; as many as there is room unless set
    tol : float, default 1e-08
        Share of its standard error that a coefficient's last step is below
    variancePower : float, default 0.0
        Of tweedie, above 1 and not 2
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    weightCol : str, optional
        Column of row weights; every row counts 1 if it is not set
    """

    _model = FederatedGeneralizedLinearRegressionModel

    allowTwoProviders: Param[bool] = param(
        "allowTwoProviders",
        "whether two providers will do, who learn each other's sums",
        TypeConverters.toBoolean,
    )
    alpha: Param[float] = param(
        "alpha",
        "of negativeBinomial's variance, mean + alpha mean^2",
        TypeConverters.toFloat,
    )
    family: Param[str] = param(
        "family",
        "gaussian, binomial, poisson, gamma, tweedie or negativeBinomial",
        TypeConverters.toString,
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
    link: Param[str] = param(
        "link",
        "identity, log, logit, probit, cloglog, sqrt or inverse",
        TypeConverters.toString,
    )
    linkPower: Param[float] = param(
        "linkPower",
        "of tweedie: 1 (identity), 0 (log), 0.5 (sqrt) or -1 (inverse)",
        TypeConverters.toFloat,
    )
    linkPredictionCol: Param[str] = param(
        "linkPredictionCol",
        "column for the linear predictor",
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
        "most rounds",
        TypeConverters.toInt,
    )
    offsetCol: Param[str] = param(
        "offsetCol",
        "column that is added to the linear predictor",
        TypeConverters.toString,
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
    regParam: Param[float] = param(
        "regParam",
        "0: there is no penalty",
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
    rowsPerOpening: Param[int] = param(
        "rowsPerOpening",
        "rows that one opening of a sealed model's predictions carries, and counts against the "
        "providers' row budgets; as many as there is room unless set",
        TypeConverters.toInt,
    )
    tol: Param[float] = param(
        "tol",
        "share of its standard error that a coefficient's last step is below",
        TypeConverters.toFloat,
    )
    variancePower: Param[float] = param(
        "variancePower",
        "of tweedie, above 1 and not 2",
        TypeConverters.toFloat,
    )
    vault: Param[str] = param(
        "vault",
        "folder with the sockets of the vaults that hold the providers' key shares, in place of "
        "keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder",
        TypeConverters.toString,
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
        allowTwoProviders: bool = False,
        alpha: float = 1.0,
        family: str = "gaussian",
        featuresCol: str = "features",
        fitIntercept: bool = True,
        keyStore: Optional[str] = None,
        keyStorePassphraseFrom: Optional[str] = None,
        labelCol: str = "label",
        link: Optional[str] = None,
        linkPower: Optional[float] = None,
        linkPredictionCol: Optional[str] = None,
        logRingDimension: Optional[int] = None,
        maxIter: int = 25,
        offsetCol: Optional[str] = None,
        packing: str = "auto",
        partitionProviders: Optional[Sequence[str]] = None,
        plan: Optional[str] = None,
        policy: Optional[str] = None,
        predictionCol: str = "prediction",
        protection: str = "encrypted",
        providerCol: Optional[str] = None,
        querierKey: Optional[str] = None,
        querierKeyPassphraseFrom: Optional[str] = None,
        querierPublicKey: Optional[str] = None,
        regParam: float = 0.0,
        release: str = "rounds",
        revealWeights: bool = False,
        roundTimeout: int = 120,
        rowsPerOpening: Optional[int] = None,
        tol: float = 1e-08,
        variancePower: float = 0.0,
        vault: Optional[str] = None,
        weightCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._setDefault(
            allowTwoProviders=False,
            alpha=1.0,
            family="gaussian",
            featuresCol="features",
            fitIntercept=True,
            labelCol="label",
            maxIter=25,
            packing="auto",
            predictionCol="prediction",
            protection="encrypted",
            regParam=0.0,
            release="rounds",
            revealWeights=False,
            roundTimeout=120,
            tol=1e-08,
            variancePower=0.0,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAllowTwoProviders(self, value: bool) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``allowTwoProviders``."""
        return self._set(allowTwoProviders=value)

    def getAllowTwoProviders(self) -> bool:
        """Gets the value of ``allowTwoProviders`` or its default value."""
        return self.getOrDefault(self.allowTwoProviders)

    def setAlpha(self, value: float) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``alpha``."""
        return self._set(alpha=value)

    def getAlpha(self) -> float:
        """Gets the value of ``alpha`` or its default value."""
        return self.getOrDefault(self.alpha)

    def setFamily(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``family``."""
        return self._set(family=value)

    def getFamily(self) -> str:
        """Gets the value of ``family`` or its default value."""
        return self.getOrDefault(self.family)

    def setFeaturesCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setFitIntercept(self, value: bool) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``fitIntercept``."""
        return self._set(fitIntercept=value)

    def getFitIntercept(self) -> bool:
        """Gets the value of ``fitIntercept`` or its default value."""
        return self.getOrDefault(self.fitIntercept)

    def setKeyStore(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLabelCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLink(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``link``."""
        return self._set(link=value)

    def getLink(self) -> str:
        """Gets the value of ``link`` or its default value."""
        return self.getOrDefault(self.link)

    def setLinkPower(self, value: float) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``linkPower``."""
        return self._set(linkPower=value)

    def getLinkPower(self) -> float:
        """Gets the value of ``linkPower`` or its default value."""
        return self.getOrDefault(self.linkPower)

    def setLinkPredictionCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``linkPredictionCol``."""
        return self._set(linkPredictionCol=value)

    def getLinkPredictionCol(self) -> str:
        """Gets the value of ``linkPredictionCol`` or its default value."""
        return self.getOrDefault(self.linkPredictionCol)

    def setLogRingDimension(self, value: int) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``logRingDimension``."""
        return self._set(logRingDimension=value)

    def getLogRingDimension(self) -> int:
        """Gets the value of ``logRingDimension`` or its default value."""
        return self.getOrDefault(self.logRingDimension)

    def setMaxIter(self, value: int) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setOffsetCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``offsetCol``."""
        return self._set(offsetCol=value)

    def getOffsetCol(self) -> str:
        """Gets the value of ``offsetCol`` or its default value."""
        return self.getOrDefault(self.offsetCol)

    def setPacking(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``packing``."""
        return self._set(packing=value)

    def getPacking(self) -> str:
        """Gets the value of ``packing`` or its default value."""
        return self.getOrDefault(self.packing)

    def setPartitionProviders(self, value: Sequence[str]) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``partitionProviders``."""
        return self._set(partitionProviders=value)

    def getPartitionProviders(self) -> list[str]:
        """Gets the value of ``partitionProviders`` or its default value."""
        return self.getOrDefault(self.partitionProviders)

    def setPlan(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``plan``."""
        return self._set(plan=value)

    def getPlan(self) -> str:
        """Gets the value of ``plan`` or its default value."""
        return self.getOrDefault(self.plan)

    def setPolicy(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProtection(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``protection``."""
        return self._set(protection=value)

    def getProtection(self) -> str:
        """Gets the value of ``protection`` or its default value."""
        return self.getOrDefault(self.protection)

    def setProviderCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``providerCol``."""
        return self._set(providerCol=value)

    def getProviderCol(self) -> str:
        """Gets the value of ``providerCol`` or its default value."""
        return self.getOrDefault(self.providerCol)

    def setQuerierKey(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRegParam(self, value: float) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``regParam``."""
        return self._set(regParam=value)

    def getRegParam(self) -> float:
        """Gets the value of ``regParam`` or its default value."""
        return self.getOrDefault(self.regParam)

    def setRelease(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``release``."""
        return self._set(release=value)

    def getRelease(self) -> str:
        """Gets the value of ``release`` or its default value."""
        return self.getOrDefault(self.release)

    def setRevealWeights(self, value: bool) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``revealWeights``."""
        return self._set(revealWeights=value)

    def getRevealWeights(self) -> bool:
        """Gets the value of ``revealWeights`` or its default value."""
        return self.getOrDefault(self.revealWeights)

    def setRoundTimeout(self, value: int) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setRowsPerOpening(self, value: int) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``rowsPerOpening``."""
        return self._set(rowsPerOpening=value)

    def getRowsPerOpening(self) -> int:
        """Gets the value of ``rowsPerOpening`` or its default value."""
        return self.getOrDefault(self.rowsPerOpening)

    def setTol(self, value: float) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``tol``."""
        return self._set(tol=value)

    def getTol(self) -> float:
        """Gets the value of ``tol`` or its default value."""
        return self.getOrDefault(self.tol)

    def setVariancePower(self, value: float) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``variancePower``."""
        return self._set(variancePower=value)

    def getVariancePower(self) -> float:
        """Gets the value of ``variancePower`` or its default value."""
        return self.getOrDefault(self.variancePower)

    def setVault(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def setWeightCol(self, value: str) -> FederatedGeneralizedLinearRegression:
        """Sets the value of ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Gets the value of ``weightCol`` or its default value."""
        return self.getOrDefault(self.weightCol)


class FederatedLinearRegression(Estimator):
    """Linear regression over the rows of several data providers who may not share them, from exact
    sums that the querier alone reads: least squares, ridge, lasso and elastic net in Spark's
    conventions, the same to the bit for any split of the rows. A row with a missing value is left
    out and counted in the model's summary.

    With ``release`` ``sealed`` it is trained by encrypted descent instead: nobody sees the
    coefficients, the model predicts for the querier, and there is no summary. Rows with a missing
    value are refused then, and so is a model without an intercept.

    From sums nothing is left to keep: ``keyStore`` and ``querierPublicKey`` are refused, and so are
    two providers. Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    allowTwoProviders : bool, default False
        Whether two providers will do, who learn each other's sums
    elasticNetParam : float, default 0.0
        0 for ridge to 1 for lasso
    errors : str, default "classical"
        Standard errors: classical, hc1 (robust) or cluster (a provider is a cluster)
    featuresCol : str, default "features"
        Column of feature vectors
    fitIntercept : bool, default True
        Whether to fit an intercept, which is not penalised
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
    maxIter : int, default 100
        Iterations of a sealed training; features that depend on each other take more
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
    regParam : float, default 0.0
        Strength of the penalty in Spark's convention
    release : str, default "rounds"
        Rounds: exact, from sums that the querier reads; querier: providers see no coefficient while
        they are fitted; or sealed: nobody sees the coefficients
    revealWeights : bool, default False
        Whether the querier gets the weights instead of a sealed model
    roundTimeout : int, default 120
        Seconds that a round may take
    rowsPerOpening : int, optional
        Rows that one opening of a sealed model's predictions carries, and counts against the
        providers' row budgets; as many as there is room unless set
    standardization : bool, default True
        Whether the penalty is on the coefficients of standardised features
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    weightCol : str, optional
        Column of row weights; every row counts 1 if it is not set
    """

    _model = FederatedLinearRegressionModel

    allowTwoProviders: Param[bool] = param(
        "allowTwoProviders",
        "whether two providers will do, who learn each other's sums",
        TypeConverters.toBoolean,
    )
    elasticNetParam: Param[float] = param(
        "elasticNetParam",
        "0 for ridge to 1 for lasso",
        TypeConverters.toFloat,
    )
    errors: Param[str] = param(
        "errors",
        "standard errors: classical, hc1 (robust) or cluster (a provider is a cluster)",
        TypeConverters.toString,
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
        "iterations of a sealed training; features that depend on each other take more",
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
    regParam: Param[float] = param(
        "regParam",
        "strength of the penalty in Spark's convention",
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
    rowsPerOpening: Param[int] = param(
        "rowsPerOpening",
        "rows that one opening of a sealed model's predictions carries, and counts against the "
        "providers' row budgets; as many as there is room unless set",
        TypeConverters.toInt,
    )
    standardization: Param[bool] = param(
        "standardization",
        "whether the penalty is on the coefficients of standardised features",
        TypeConverters.toBoolean,
    )
    vault: Param[str] = param(
        "vault",
        "folder with the sockets of the vaults that hold the providers' key shares, in place of "
        "keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder",
        TypeConverters.toString,
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
        allowTwoProviders: bool = False,
        elasticNetParam: float = 0.0,
        errors: str = "classical",
        featuresCol: str = "features",
        fitIntercept: bool = True,
        keyStore: Optional[str] = None,
        keyStorePassphraseFrom: Optional[str] = None,
        labelCol: str = "label",
        logRingDimension: Optional[int] = None,
        maxIter: int = 100,
        packing: str = "auto",
        partitionProviders: Optional[Sequence[str]] = None,
        plan: Optional[str] = None,
        policy: Optional[str] = None,
        predictionCol: str = "prediction",
        protection: str = "encrypted",
        providerCol: Optional[str] = None,
        querierKey: Optional[str] = None,
        querierKeyPassphraseFrom: Optional[str] = None,
        querierPublicKey: Optional[str] = None,
        regParam: float = 0.0,
        release: str = "rounds",
        revealWeights: bool = False,
        roundTimeout: int = 120,
        rowsPerOpening: Optional[int] = None,
        standardization: bool = True,
        vault: Optional[str] = None,
        weightCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._setDefault(
            allowTwoProviders=False,
            elasticNetParam=0.0,
            errors="classical",
            featuresCol="features",
            fitIntercept=True,
            labelCol="label",
            maxIter=100,
            packing="auto",
            predictionCol="prediction",
            protection="encrypted",
            regParam=0.0,
            release="rounds",
            revealWeights=False,
            roundTimeout=120,
            standardization=True,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAllowTwoProviders(self, value: bool) -> FederatedLinearRegression:
        """Sets the value of ``allowTwoProviders``."""
        return self._set(allowTwoProviders=value)

    def getAllowTwoProviders(self) -> bool:
        """Gets the value of ``allowTwoProviders`` or its default value."""
        return self.getOrDefault(self.allowTwoProviders)

    def setElasticNetParam(self, value: float) -> FederatedLinearRegression:
        """Sets the value of ``elasticNetParam``."""
        return self._set(elasticNetParam=value)

    def getElasticNetParam(self) -> float:
        """Gets the value of ``elasticNetParam`` or its default value."""
        return self.getOrDefault(self.elasticNetParam)

    def setErrors(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``errors``."""
        return self._set(errors=value)

    def getErrors(self) -> str:
        """Gets the value of ``errors`` or its default value."""
        return self.getOrDefault(self.errors)

    def setFeaturesCol(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setFitIntercept(self, value: bool) -> FederatedLinearRegression:
        """Sets the value of ``fitIntercept``."""
        return self._set(fitIntercept=value)

    def getFitIntercept(self) -> bool:
        """Gets the value of ``fitIntercept`` or its default value."""
        return self.getOrDefault(self.fitIntercept)

    def setKeyStore(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLabelCol(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLogRingDimension(self, value: int) -> FederatedLinearRegression:
        """Sets the value of ``logRingDimension``."""
        return self._set(logRingDimension=value)

    def getLogRingDimension(self) -> int:
        """Gets the value of ``logRingDimension`` or its default value."""
        return self.getOrDefault(self.logRingDimension)

    def setMaxIter(self, value: int) -> FederatedLinearRegression:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setPacking(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``packing``."""
        return self._set(packing=value)

    def getPacking(self) -> str:
        """Gets the value of ``packing`` or its default value."""
        return self.getOrDefault(self.packing)

    def setPartitionProviders(self, value: Sequence[str]) -> FederatedLinearRegression:
        """Sets the value of ``partitionProviders``."""
        return self._set(partitionProviders=value)

    def getPartitionProviders(self) -> list[str]:
        """Gets the value of ``partitionProviders`` or its default value."""
        return self.getOrDefault(self.partitionProviders)

    def setPlan(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``plan``."""
        return self._set(plan=value)

    def getPlan(self) -> str:
        """Gets the value of ``plan`` or its default value."""
        return self.getOrDefault(self.plan)

    def setPolicy(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProtection(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``protection``."""
        return self._set(protection=value)

    def getProtection(self) -> str:
        """Gets the value of ``protection`` or its default value."""
        return self.getOrDefault(self.protection)

    def setProviderCol(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``providerCol``."""
        return self._set(providerCol=value)

    def getProviderCol(self) -> str:
        """Gets the value of ``providerCol`` or its default value."""
        return self.getOrDefault(self.providerCol)

    def setQuerierKey(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRegParam(self, value: float) -> FederatedLinearRegression:
        """Sets the value of ``regParam``."""
        return self._set(regParam=value)

    def getRegParam(self) -> float:
        """Gets the value of ``regParam`` or its default value."""
        return self.getOrDefault(self.regParam)

    def setRelease(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``release``."""
        return self._set(release=value)

    def getRelease(self) -> str:
        """Gets the value of ``release`` or its default value."""
        return self.getOrDefault(self.release)

    def setRevealWeights(self, value: bool) -> FederatedLinearRegression:
        """Sets the value of ``revealWeights``."""
        return self._set(revealWeights=value)

    def getRevealWeights(self) -> bool:
        """Gets the value of ``revealWeights`` or its default value."""
        return self.getOrDefault(self.revealWeights)

    def setRoundTimeout(self, value: int) -> FederatedLinearRegression:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setRowsPerOpening(self, value: int) -> FederatedLinearRegression:
        """Sets the value of ``rowsPerOpening``."""
        return self._set(rowsPerOpening=value)

    def getRowsPerOpening(self) -> int:
        """Gets the value of ``rowsPerOpening`` or its default value."""
        return self.getOrDefault(self.rowsPerOpening)

    def setStandardization(self, value: bool) -> FederatedLinearRegression:
        """Sets the value of ``standardization``."""
        return self._set(standardization=value)

    def getStandardization(self) -> bool:
        """Gets the value of ``standardization`` or its default value."""
        return self.getOrDefault(self.standardization)

    def setVault(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def setWeightCol(self, value: str) -> FederatedLinearRegression:
        """Sets the value of ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Gets the value of ``weightCol`` or its default value."""
        return self.getOrDefault(self.weightCol)


class FederatedMultilayerPerceptronRegressor(Estimator):
    """A regression by a network of dense layers, over the rows of several data providers who may
    not share them: squared errors of labels that come to mean 0 and deviation 1 for the training,
    by sums that are opened. Features, rows and protection are as
    ``parley.fl.classification.FederatedMultilayerPerceptron`` says; there are no class weights.

    Not safe for use by several threads while Params are being set.

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
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    watch : bool, default True
        Whether mean squared errors are opened, so that a training that runs away goes back and
        halves its steps
    weightCol : str, optional
        Column of row weights; every row counts 1 if it is not set
    """

    _model = FederatedMultilayerPerceptronRegressorModel

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
        protection: str = "encrypted",
        providerCol: Optional[str] = None,
        querierKey: Optional[str] = None,
        querierKeyPassphraseFrom: Optional[str] = None,
        querierPublicKey: Optional[str] = None,
        revealWeights: bool = False,
        roundTimeout: int = 120,
        rowBound: Optional[int] = None,
        rowsPerOpening: Optional[int] = None,
        schedule: str = "falling",
        seed: int = 1,
        standardization: str = "collective",
        steps: Optional[Sequence[float]] = None,
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
            protection="encrypted",
            revealWeights=False,
            roundTimeout=120,
            schedule="falling",
            seed=1,
            standardization="collective",
            watch=True,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setActivation(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``activation``."""
        return self._set(activation=value)

    def getActivation(self) -> str:
        """Gets the value of ``activation`` or its default value."""
        return self.getOrDefault(self.activation)

    def setAllowTwoProviders(self, value: bool) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``allowTwoProviders``."""
        return self._set(allowTwoProviders=value)

    def getAllowTwoProviders(self) -> bool:
        """Gets the value of ``allowTwoProviders`` or its default value."""
        return self.getOrDefault(self.allowTwoProviders)

    def setBatchSize(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``batchSize``."""
        return self._set(batchSize=value)

    def getBatchSize(self) -> int:
        """Gets the value of ``batchSize`` or its default value."""
        return self.getOrDefault(self.batchSize)

    def setCheckpointInterval(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``checkpointInterval``."""
        return self._set(checkpointInterval=value)

    def getCheckpointInterval(self) -> int:
        """Gets the value of ``checkpointInterval`` or its default value."""
        return self.getOrDefault(self.checkpointInterval)

    def setCheckpointPath(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``checkpointPath``."""
        return self._set(checkpointPath=value)

    def getCheckpointPath(self) -> str:
        """Gets the value of ``checkpointPath`` or its default value."""
        return self.getOrDefault(self.checkpointPath)

    def setClassWeights(self, value: Sequence[float]) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``classWeights``."""
        return self._set(classWeights=value)

    def getClassWeights(self) -> list[float]:
        """Gets the value of ``classWeights`` or its default value."""
        return self.getOrDefault(self.classWeights)

    def setFeatureClip(self, value: float) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``featureClip``."""
        return self._set(featureClip=value)

    def getFeatureClip(self) -> float:
        """Gets the value of ``featureClip`` or its default value."""
        return self.getOrDefault(self.featureClip)

    def setFeatureRanges(self, value: Sequence[Sequence[float]]) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``featureRanges``."""
        return self._set(featureRanges=value)

    def getFeatureRanges(self) -> list[list[float]]:
        """Gets the value of ``featureRanges`` or its default value."""
        return self.getOrDefault(self.featureRanges)

    def setFeaturesCol(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setHiddenLayers(self, value: Sequence[int]) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``hiddenLayers``."""
        return self._set(hiddenLayers=value)

    def getHiddenLayers(self) -> list[int]:
        """Gets the value of ``hiddenLayers`` or its default value."""
        return self.getOrDefault(self.hiddenLayers)

    def setImageShape(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``imageShape``."""
        return self._set(imageShape=value)

    def getImageShape(self) -> str:
        """Gets the value of ``imageShape`` or its default value."""
        return self.getOrDefault(self.imageShape)

    def setInitialModel(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``initialModel``."""
        return self._set(initialModel=value)

    def getInitialModel(self) -> str:
        """Gets the value of ``initialModel`` or its default value."""
        return self.getOrDefault(self.initialModel)

    def setInputMap(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``inputMap``."""
        return self._set(inputMap=value)

    def getInputMap(self) -> str:
        """Gets the value of ``inputMap`` or its default value."""
        return self.getOrDefault(self.inputMap)

    def setKeepCheckpoint(self, value: bool) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``keepCheckpoint``."""
        return self._set(keepCheckpoint=value)

    def getKeepCheckpoint(self) -> bool:
        """Gets the value of ``keepCheckpoint`` or its default value."""
        return self.getOrDefault(self.keepCheckpoint)

    def setKeyStore(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLabelCol(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setLogRingDimension(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``logRingDimension``."""
        return self._set(logRingDimension=value)

    def getLogRingDimension(self) -> int:
        """Gets the value of ``logRingDimension`` or its default value."""
        return self.getOrDefault(self.logRingDimension)

    def setMaxIter(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setMomentum(self, value: float) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``momentum``."""
        return self._set(momentum=value)

    def getMomentum(self) -> float:
        """Gets the value of ``momentum`` or its default value."""
        return self.getOrDefault(self.momentum)

    def setPacking(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``packing``."""
        return self._set(packing=value)

    def getPacking(self) -> str:
        """Gets the value of ``packing`` or its default value."""
        return self.getOrDefault(self.packing)

    def setPartitionProviders(self, value: Sequence[str]) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``partitionProviders``."""
        return self._set(partitionProviders=value)

    def getPartitionProviders(self) -> list[str]:
        """Gets the value of ``partitionProviders`` or its default value."""
        return self.getOrDefault(self.partitionProviders)

    def setPixelRange(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``pixelRange``."""
        return self._set(pixelRange=value)

    def getPixelRange(self) -> str:
        """Gets the value of ``pixelRange`` or its default value."""
        return self.getOrDefault(self.pixelRange)

    def setPlan(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``plan``."""
        return self._set(plan=value)

    def getPlan(self) -> str:
        """Gets the value of ``plan`` or its default value."""
        return self.getOrDefault(self.plan)

    def setPolicy(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProtection(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``protection``."""
        return self._set(protection=value)

    def getProtection(self) -> str:
        """Gets the value of ``protection`` or its default value."""
        return self.getOrDefault(self.protection)

    def setProviderCol(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``providerCol``."""
        return self._set(providerCol=value)

    def getProviderCol(self) -> str:
        """Gets the value of ``providerCol`` or its default value."""
        return self.getOrDefault(self.providerCol)

    def setQuerierKey(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRevealWeights(self, value: bool) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``revealWeights``."""
        return self._set(revealWeights=value)

    def getRevealWeights(self) -> bool:
        """Gets the value of ``revealWeights`` or its default value."""
        return self.getOrDefault(self.revealWeights)

    def setRoundTimeout(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setRowBound(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``rowBound``."""
        return self._set(rowBound=value)

    def getRowBound(self) -> int:
        """Gets the value of ``rowBound`` or its default value."""
        return self.getOrDefault(self.rowBound)

    def setRowsPerOpening(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``rowsPerOpening``."""
        return self._set(rowsPerOpening=value)

    def getRowsPerOpening(self) -> int:
        """Gets the value of ``rowsPerOpening`` or its default value."""
        return self.getOrDefault(self.rowsPerOpening)

    def setSchedule(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``schedule``."""
        return self._set(schedule=value)

    def getSchedule(self) -> str:
        """Gets the value of ``schedule`` or its default value."""
        return self.getOrDefault(self.schedule)

    def setSeed(self, value: int) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``seed``."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the value of ``seed`` or its default value."""
        return self.getOrDefault(self.seed)

    def setStandardization(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``standardization``."""
        return self._set(standardization=value)

    def getStandardization(self) -> str:
        """Gets the value of ``standardization`` or its default value."""
        return self.getOrDefault(self.standardization)

    def setSteps(self, value: Sequence[float]) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``steps``."""
        return self._set(steps=value)

    def getSteps(self) -> list[float]:
        """Gets the value of ``steps`` or its default value."""
        return self.getOrDefault(self.steps)

    def setVault(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def setWatch(self, value: bool) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``watch``."""
        return self._set(watch=value)

    def getWatch(self) -> bool:
        """Gets the value of ``watch`` or its default value."""
        return self.getOrDefault(self.watch)

    def setWeightCol(self, value: str) -> FederatedMultilayerPerceptronRegressor:
        """Sets the value of ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Gets the value of ``weightCol`` or its default value."""
        return self.getOrDefault(self.weightCol)


__all__ = [
    "FederatedGeneralizedLinearRegression",
    "FederatedGeneralizedLinearRegressionModel",
    "FederatedLinearRegression",
    "FederatedLinearRegressionModel",
    "FederatedMultilayerPerceptronRegressor",
    "FederatedMultilayerPerceptronRegressorModel",
]
