"""Classes of Java's package ``parley.fl.survival``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Sequence

import numpy
from pyspark import keyword_only
from pyspark.ml.param import Param

from parley._open import OpenClass
from parley._report import Report
from parley._stages import (
    Estimator,
    Model,
    TypeConverters,
    param,
)

if TYPE_CHECKING:
    import pandas
    from parley.fl.stat import ProviderQuery
    from parley.fl.statistic.survival import TimeGrid
    from parley.fl.table import Category


class FederatedCoxRegressionModel(Model):
    """A Cox model whose coefficients the querier knows, with its summary and the report of its fit.
    Predicts the linear predictor: the logarithm of the hazard's ratio to that of a row of zeros in
    the same stratum, the difference of two rows being that of their hazards' ratio. Safe for use by
    several threads while no Param is set.

    Params
    ------
    featuresCol : str, default "features"
        Column of feature vectors
    predictionCol : str, default "prediction"
        Column for predictions
    """

    featuresCol: Param[str] = param(
        "featuresCol",
        "column of feature vectors",
        TypeConverters.toString,
    )
    predictionCol: Param[str] = param(
        "predictionCol",
        "column for predictions",
        TypeConverters.toString,
    )

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            featuresCol="features",
            predictionCol="prediction",
        )

    def setFeaturesCol(self, value: str) -> FederatedCoxRegressionModel:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setPredictionCol(self, value: str) -> FederatedCoxRegressionModel:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    @property
    def coefficients(self) -> numpy.ndarray:
        """Logarithms of hazard ratios, one a feature."""
        return self._ask_array("coefficients")

    @property
    def numFeatures(self) -> int:
        """numFeatures."""
        return self._ask("numFeatures")

    def report(self) -> Report:
        """What was opened to whom at the fit, and how it was protected: one line of JSON."""
        return self._ask_report("report")

    @property
    def summary(self) -> Any:
        """Standard errors, tests, likelihoods and concordance."""
        return self._ask_value("summary")


class FederatedCoxRegression(Estimator):
    """Cox's proportional hazards over the rows of several data providers who may not share them,
    each a stratum with a baseline hazard of its own, by rounds of exact sums that the querier alone
    reads. Every provider is told the coefficients of each round. ``labelCol`` is the time at which
    a row ends, ``censorCol`` whether with the event. A row with a missing value is left out and
    counted in the model's summary.

    Nothing is left to keep: ``keyStore`` and ``querierPublicKey`` are refused, and so are two
    providers and row weights. Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    allowTwoProviders : bool, default False
        Whether two providers will do, who learn each other's sums
    censorCol : str, default "censor"
        Column that is 1 where the event occurred, 0 if not
    featuresCol : str, default "features"
        Column of feature vectors
    keyStore : str, optional
        Directory with a store for each provider, new ones for a training; one training a directory,
        so not for CrossValidator
    keyStorePassphraseFrom : str, optional
        Where each provider's process finds the passphrase of its store: file:PATH, env:NAME,
        prompt, or none for a store in clear; never a passphrase itself
    labelCol : str, default "label"
        Column of labels, 0 or 1
    maxIter : int, default 25
        Most rounds
    partitionProviders : Sequence[str], optional
        Without providerCol: the name of each partition's provider, sorted; their numbers if it is
        not set
    policy : str, optional
        A policy beside those that the providers' processes name, which it cannot replace: a file,
        or a folder with PROVIDER.json for each provider
    predictionCol : str, default "prediction"
        Column for predictions
    protection : str, default "encrypted"
        Encrypted, or plain: the same sums added up in clear
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
    roundTimeout : int, default 120
        Seconds that a round may take
    strata : str, default "providers"
        What has a baseline hazard of its own: providers, or none (plain)
    ties : str, default "efron"
        Efron or breslow: how events at one time are treated
    tol : float, default 1e-08
        Share of its standard error that a coefficient's last step is below
    vault : str, optional
        Folder with the sockets of the vaults that hold the providers' key shares, in place of
        keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that folder
    weightCol : str, optional
        Column of row weights; every row counts 1 if it is not set
    """

    _model = FederatedCoxRegressionModel

    allowTwoProviders: Param[bool] = param(
        "allowTwoProviders",
        "whether two providers will do, who learn each other's sums",
        TypeConverters.toBoolean,
    )
    censorCol: Param[str] = param(
        "censorCol",
        "column that is 1 where the event occurred, 0 if not",
        TypeConverters.toString,
    )
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
    labelCol: Param[str] = param(
        "labelCol",
        "column of labels, 0 or 1",
        TypeConverters.toString,
    )
    maxIter: Param[int] = param(
        "maxIter",
        "most rounds",
        TypeConverters.toInt,
    )
    partitionProviders: Param[list[str]] = param(
        "partitionProviders",
        "without providerCol: the name of each partition's provider, sorted; their numbers if it "
        "is not set",
        TypeConverters.toListString,
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
        "encrypted, or plain: the same sums added up in clear",
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
    roundTimeout: Param[int] = param(
        "roundTimeout",
        "seconds that a round may take",
        TypeConverters.toInt,
    )
    strata: Param[str] = param(
        "strata",
        "what has a baseline hazard of its own: providers, or none (plain)",
        TypeConverters.toString,
    )
    ties: Param[str] = param(
        "ties",
        "efron or breslow: how events at one time are treated",
        TypeConverters.toString,
    )
    tol: Param[float] = param(
        "tol",
        "share of its standard error that a coefficient's last step is below",
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
        censorCol: str = "censor",
        featuresCol: str = "features",
        keyStore: Optional[str] = None,
        keyStorePassphraseFrom: Optional[str] = None,
        labelCol: str = "label",
        maxIter: int = 25,
        partitionProviders: Optional[Sequence[str]] = None,
        policy: Optional[str] = None,
        predictionCol: str = "prediction",
        protection: str = "encrypted",
        providerCol: Optional[str] = None,
        querierKey: Optional[str] = None,
        querierKeyPassphraseFrom: Optional[str] = None,
        querierPublicKey: Optional[str] = None,
        roundTimeout: int = 120,
        strata: str = "providers",
        ties: str = "efron",
        tol: float = 1e-08,
        vault: Optional[str] = None,
        weightCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._setDefault(
            allowTwoProviders=False,
            censorCol="censor",
            featuresCol="features",
            labelCol="label",
            maxIter=25,
            predictionCol="prediction",
            protection="encrypted",
            roundTimeout=120,
            strata="providers",
            ties="efron",
            tol=1e-08,
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setAllowTwoProviders(self, value: bool) -> FederatedCoxRegression:
        """Sets the value of ``allowTwoProviders``."""
        return self._set(allowTwoProviders=value)

    def getAllowTwoProviders(self) -> bool:
        """Gets the value of ``allowTwoProviders`` or its default value."""
        return self.getOrDefault(self.allowTwoProviders)

    def setCensorCol(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``censorCol``."""
        return self._set(censorCol=value)

    def getCensorCol(self) -> str:
        """Gets the value of ``censorCol`` or its default value."""
        return self.getOrDefault(self.censorCol)

    def setFeaturesCol(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Gets the value of ``featuresCol`` or its default value."""
        return self.getOrDefault(self.featuresCol)

    def setKeyStore(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``keyStore``."""
        return self._set(keyStore=value)

    def getKeyStore(self) -> str:
        """Gets the value of ``keyStore`` or its default value."""
        return self.getOrDefault(self.keyStore)

    def setKeyStorePassphraseFrom(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``keyStorePassphraseFrom``."""
        return self._set(keyStorePassphraseFrom=value)

    def getKeyStorePassphraseFrom(self) -> str:
        """Gets the value of ``keyStorePassphraseFrom`` or its default value."""
        return self.getOrDefault(self.keyStorePassphraseFrom)

    def setLabelCol(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``labelCol``."""
        return self._set(labelCol=value)

    def getLabelCol(self) -> str:
        """Gets the value of ``labelCol`` or its default value."""
        return self.getOrDefault(self.labelCol)

    def setMaxIter(self, value: int) -> FederatedCoxRegression:
        """Sets the value of ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxIter(self) -> int:
        """Gets the value of ``maxIter`` or its default value."""
        return self.getOrDefault(self.maxIter)

    def setPartitionProviders(self, value: Sequence[str]) -> FederatedCoxRegression:
        """Sets the value of ``partitionProviders``."""
        return self._set(partitionProviders=value)

    def getPartitionProviders(self) -> list[str]:
        """Gets the value of ``partitionProviders`` or its default value."""
        return self.getOrDefault(self.partitionProviders)

    def setPolicy(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``policy``."""
        return self._set(policy=value)

    def getPolicy(self) -> str:
        """Gets the value of ``policy`` or its default value."""
        return self.getOrDefault(self.policy)

    def setPredictionCol(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionCol(self) -> str:
        """Gets the value of ``predictionCol`` or its default value."""
        return self.getOrDefault(self.predictionCol)

    def setProtection(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``protection``."""
        return self._set(protection=value)

    def getProtection(self) -> str:
        """Gets the value of ``protection`` or its default value."""
        return self.getOrDefault(self.protection)

    def setProviderCol(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``providerCol``."""
        return self._set(providerCol=value)

    def getProviderCol(self) -> str:
        """Gets the value of ``providerCol`` or its default value."""
        return self.getOrDefault(self.providerCol)

    def setQuerierKey(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``querierKey``."""
        return self._set(querierKey=value)

    def getQuerierKey(self) -> str:
        """Gets the value of ``querierKey`` or its default value."""
        return self.getOrDefault(self.querierKey)

    def setQuerierKeyPassphraseFrom(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``querierKeyPassphraseFrom``."""
        return self._set(querierKeyPassphraseFrom=value)

    def getQuerierKeyPassphraseFrom(self) -> str:
        """Gets the value of ``querierKeyPassphraseFrom`` or its default value."""
        return self.getOrDefault(self.querierKeyPassphraseFrom)

    def setQuerierPublicKey(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``querierPublicKey``."""
        return self._set(querierPublicKey=value)

    def getQuerierPublicKey(self) -> str:
        """Gets the value of ``querierPublicKey`` or its default value."""
        return self.getOrDefault(self.querierPublicKey)

    def setRoundTimeout(self, value: int) -> FederatedCoxRegression:
        """Sets the value of ``roundTimeout``."""
        return self._set(roundTimeout=value)

    def getRoundTimeout(self) -> int:
        """Gets the value of ``roundTimeout`` or its default value."""
        return self.getOrDefault(self.roundTimeout)

    def setStrata(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``strata``."""
        return self._set(strata=value)

    def getStrata(self) -> str:
        """Gets the value of ``strata`` or its default value."""
        return self.getOrDefault(self.strata)

    def setTies(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``ties``."""
        return self._set(ties=value)

    def getTies(self) -> str:
        """Gets the value of ``ties`` or its default value."""
        return self.getOrDefault(self.ties)

    def setTol(self, value: float) -> FederatedCoxRegression:
        """Sets the value of ``tol``."""
        return self._set(tol=value)

    def getTol(self) -> float:
        """Gets the value of ``tol`` or its default value."""
        return self.getOrDefault(self.tol)

    def setVault(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``vault``."""
        return self._set(vault=value)

    def getVault(self) -> str:
        """Gets the value of ``vault`` or its default value."""
        return self.getOrDefault(self.vault)

    def setWeightCol(self, value: str) -> FederatedCoxRegression:
        """Sets the value of ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Gets the value of ``weightCol`` or its default value."""
        return self.getOrDefault(self.weightCol)


class FederatedKaplanMeier(OpenClass):
    """Kaplan's and Meier's survival curves over the rows of several providers. Immutable,
    thread-safe.
    """

    @property
    def curves(self) -> pandas.DataFrame:
        """A row a group and time at which a row ends: ``group`` (empty without groups), ``time``,
        ``atRisk``, ``events``, ``censored``, ``survival`` with ``standardError``, ``lower`` and
        ``upper`` at 95 %, ``cumulativeHazard``.
        """
        return self._call("curves")

    @classmethod
    def fit(
        cls,
        query: ProviderQuery,
        time: str,
        event: str,
        by: Optional[Category] = None,
        *,
        grid: TimeGrid,
    ) -> FederatedKaplanMeier:
        """The curves.

        Parameters
        ----------
        query : ProviderQuery
        time : str
            Numeric column: when a row ends
        event : str
            Numeric column: 1 if it ends with the event, 0 if not
        by : Category, optional
            Groups; null for all rows together
        grid : TimeGrid
            The times
        """
        return cls._call_class("fit", query, time, event, by, grid)

    @property
    def groups(self) -> pandas.DataFrame:
        """A row a group: ``group``, ``rows``, ``events``, ``median`` (null where survival stays
        above a half) and ``restrictedMean``, up to the end of the grid.
        """
        return self._call("groups")

    def report(self) -> Report:
        """What was opened, to whom"""
        return self._call("report")

    @property
    def result(self) -> dict[str, Any]:
        """All figures"""
        return self._call("result")


class FederatedLogRankTest(OpenClass):
    """Tests whether groups of several providers' rows survive alike. Results have the shape of
    Spark's tests. Stateless, thread-safe.
    """

    @classmethod
    def test(
        cls,
        query: ProviderQuery,
        time: str,
        event: str,
        by: Category,
        grid: TimeGrid,
        weighting: Optional[str] = None,
        rho: Optional[float] = None,
        gamma: Optional[float] = None,
    ) -> pandas.DataFrame:
        """A weighted test.

        Parameters
        ----------
        query : ProviderQuery
        time : str
            Numeric column: when a row ends
        event : str
            Numeric column: 1 if it ends with the event, 0 if not
        by : Category
            Two groups or more
        grid : TimeGrid
            The times
        weighting : str, optional
            One of fleming_harrington, gehan, log_rank, peto, tarone_ware
        rho : float, optional
            Of Fleming's and Harrington's weights
        gamma : float, optional
            Of the same
        """
        return cls._call_class("test", query, time, event, by, grid, weighting, rho, gamma)


__all__ = [
    "FederatedCoxRegression",
    "FederatedCoxRegressionModel",
    "FederatedKaplanMeier",
    "FederatedLogRankTest",
]
