"""What the generated stages have in common: making, fitting, asking, saving, errors."""

from __future__ import annotations

from typing import Any, Callable, Optional, TypeVar

import numpy
from pyspark.ml.common import _java2py
from pyspark.ml.evaluation import JavaEvaluator
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable, del_remote_cache
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams, JavaTransformer
from pyspark.sql import DataFrame, is_remote

from parley._errors import ParleyError, ParleyTypeError, not_over_connect, told
from parley._progress import shown
from parley._report import Report, framed, report_of, value_of, values
from parley._session import check_session

S = TypeVar("S", bound="Stage")

_EXPECTED = {
    "toBoolean": "a bool",
    "toInt": "an int",
    "toFloat": "a float",
    "toString": "a str",
    "toListInt": "a list of int",
    "toListFloat": "a list of float",
    "toListString": "a list of str",
    "toListListFloat": "a list of lists of float",
}


def param(name: str, doc: str, converter: Callable[[Any], Any]) -> Param:
    """A Param of a class, whose instances have copies of it."""
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class _Told:
    """A reader or writer whose errors are ours."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        inner = self.__dict__["_inner"]
        found = getattr(inner, name)
        if not callable(found):
            return found

        def called(*args: Any, **kwargs: Any) -> Any:
            with told():
                result = found(*args, **kwargs)
            return self if result is inner else result

        return called


class Stage(JavaParams, JavaMLWritable, JavaMLReadable):
    """Every stage: its Java class has this one's module and name."""

    @classmethod
    def _java_name(cls) -> str:
        return f"{cls.__module__}.{cls.__name__}"

    def _make(self) -> None:
        with told():
            check_session()
            self._java_obj = self._new_java_obj(self._java_name(), self.uid)

    def _set(self: S, **kwargs: Any) -> S:
        """Sets Params, each of its type."""
        for name, value in kwargs.items():
            converter = self.getParam(name).typeConverter
            try:
                if value is None:
                    raise TypeError
                converter(value)
            except (TypeError, ValueError):
                expected = _EXPECTED[converter.__name__]
                raise ParleyTypeError(
                    f"cannot set {name}: it is {type(value).__name__} {value!r}, expected {expected}"
                ) from None
        return super()._set(**kwargs)

    def hasParam(self, paramName: str) -> bool:
        """Whether there is a Param of that name; a result of the name is none, and is not asked."""
        if isinstance(getattr(type(self), paramName, None), property):
            return False
        return super().hasParam(paramName)

    def write(self) -> Any:
        """A writer; ``write().overwrite().save(path)`` replaces what is there."""
        with told():
            return _Told(super().write())

    @classmethod
    def read(cls) -> Any:
        """A reader of what ``save`` or Java's ``write`` left."""
        with told():
            check_session()
            return _Told(super().read())

    @classmethod
    def load(cls, path: str) -> Any:
        """The stage saved at a path, from here or from Java."""
        return cls.read().load(path)

    def _ask(self, name: str, *args: Any) -> Any:
        """Java's answer to a method."""
        if is_remote():
            if name == "close":
                return del_remote_cache(self._java_obj.ref_id)
            raise not_over_connect(f"read {name} of {type(self).__name__}")
        with told():
            java = [arg._jdf if isinstance(arg, DataFrame) else arg for arg in args]
            return values().ask(self._to_java(), name, java)

    def _require_here(self) -> None:
        """Refuses what has a model, which a server gets no handle of."""
        if is_remote() and isinstance(self, HasModel):
            raise not_over_connect(f"use {type(self).__name__} on a model")

    def _ask_array(self, name: str) -> numpy.ndarray:
        """A vector or matrix of Java's, as an array."""
        answer = self._ask(name)
        from pyspark import SparkContext  # which a client without a JVM does not have

        return _java2py(SparkContext._active_spark_context, answer).toArray()

    def _ask_value(self, name: str, *args: Any) -> Any:
        answer = self._ask(name, *args)
        with told():
            return value_of(answer)

    def _ask_report(self, name: str, *args: Any) -> Optional[Report]:
        answer = self._ask(name, *args)
        with told():
            return report_of(answer)

    def _ask_stage(self, name: str) -> Any:
        return JavaParams._from_java(self._ask(name))


class Estimator(Stage, JavaEstimator):
    """What learns a model, by ``fit``."""

    _model: Optional[type] = None

    def __init__(self) -> None:
        super().__init__()
        self._make()

    def _create_model(self, java_model: Any) -> Any:
        if self._model:
            return self._model(java_model)
        return self._spark_model(java_model)

    def _spark_model(self, java_model: Any) -> Any:
        """What PySpark has for a fitted model that is not ours; a server gives only its handle."""
        if not is_remote():
            return JavaParams._from_java(java_model)
        from pyspark.ml.classification import (
            LogisticRegressionModel,
            MultilayerPerceptronClassificationModel,
        )

        is_logistic = self.getOrDefault("modelType") == "logistic"
        made = LogisticRegressionModel if is_logistic else MultilayerPerceptronClassificationModel
        return made(java_model)

    def _fit(self, dataset: DataFrame) -> Any:
        with told():
            self._require_here()
            if is_remote():
                model = super()._fit(dataset)
                if hasattr(model, "_summary"):
                    del model._summary  # Spark's model has none, and PySpark takes it for granted
                return model
            with shown(self._java_obj):
                java_model = self._fit_java(dataset)
            model = self._create_model(java_model)
            if self._model:
                model._transfer_params_from_java()  # which may be fewer than were set here
            return model


class Transformer(Stage, JavaTransformer):
    """What adds columns to rows, by ``transform``."""

    def __init__(self) -> None:
        super().__init__()
        self._make()

    def _transform(self, dataset: DataFrame) -> DataFrame:
        with told():
            self._require_here()
            return super()._transform(dataset)


class Model(Stage, JavaModel):
    """What a fit left."""

    def _transform(self, dataset: DataFrame) -> DataFrame:
        with told():
            return super()._transform(dataset)

    def _repr_html_(self) -> Optional[str]:
        """The report's page, for notebooks."""
        if is_remote() or self._java_obj is None or not hasattr(self, "report"):
            return None
        try:
            return framed(self.report().html())
        except ParleyError:
            return None


class Closing:
    """A model that holds providers in this process: ``with`` lets go of them."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *unused: Any) -> None:
        self.close()  # type: ignore[attr-defined]


class HasModel:
    """A stage about a classifier, which is saved with it."""

    def setModel(self: Any, value: Any) -> Any:
        """The classifier: a fitted model of Spark's, or one of ours as ``toSpark()`` gives it."""
        if is_remote():
            raise not_over_connect(f"set the model of {type(self).__name__}")
        if not isinstance(value, JavaParams):
            raise ParleyTypeError(
                f"cannot set the model: it is {type(value).__name__}, expected a fitted model"
            )
        with told():
            self._java_obj.setModel(value._to_java())
        return self

    def getModel(self: Any) -> Any:
        """The classifier."""
        return self._ask_stage("model")


class Evaluator(Stage, JavaEvaluator):
    """What makes one number of rows with predictions, by ``evaluate``."""

    def __init__(self) -> None:
        super().__init__()
        self._make()

    def _evaluate(self, dataset: DataFrame) -> float:
        with told():
            return super()._evaluate(dataset)

    def isLargerBetter(self) -> bool:
        """Whether a larger number is a better one."""
        if is_remote():
            raise not_over_connect(f"ask {type(self).__name__} whether larger is better")
        with told():
            return super().isLargerBetter()


__all__ = [
    "Closing",
    "Estimator",
    "Evaluator",
    "HasModel",
    "Model",
    "Transformer",
    "TypeConverters",
    "param",
]
