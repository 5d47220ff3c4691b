"""Fits, results and files from Python, against NumPy and against Java."""

from __future__ import annotations

import numpy
import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import VectorAssembler

import parley
from parley.fl.classification import (
    FederatedLogisticRegression,
    FederatedLogisticRegressionModel,
)
from parley.fl.regression import FederatedLinearRegression


def test_linear_of_three_hospitals_has_the_coefficients_of_numpy(rows, table):
    model = FederatedLinearRegression(
        providerCol="hospital", labelCol="length", protection="plain"
    ).fit(rows)
    design = numpy.column_stack([numpy.ones(60), table["age"], table["dose"]])
    expected, *_ = numpy.linalg.lstsq(design, table["length"], rcond=None)

    assert isinstance(model.coefficients, numpy.ndarray)
    numpy.testing.assert_allclose(model.coefficients, expected[1:], atol=1e-6)
    assert model.intercept == pytest.approx(expected[0], abs=1e-6)
    assert model.summary["rows"] == 60
    assert model.numFeatures == 2
    predicted = model.transform(rows).toPandas()["prediction"]
    numpy.testing.assert_allclose(predicted, design @ expected, atol=1e-6)


def test_sealed_model_predicts_and_tells_no_weights(sealed, rows):
    predicted = sealed.transform(rows.limit(6)).toPandas()

    assert sealed.isSealed
    assert set(predicted["prediction"]) <= {0.0, 1.0}
    assert all(p.toArray().sum() == pytest.approx(1) for p in predicted["probability"])
    with pytest.raises(parley.ParleyError, match="^cannot read the coefficients: .* is sealed"):
        sealed.coefficients
    report = sealed.report()
    assert report["sealed"] is True and len(report["providers"]) == 3
    assert report["protection"] == "encrypted"
    assert report.html().startswith("<!DOCTYPE html>")
    page = sealed._repr_html_()
    assert page.startswith("<iframe srcdoc=") and "<script" not in page
    assert sealed.predictionReport()["openings"]


def test_models_saved_in_python_are_loaded_in_java_and_back(spark, rows, tmp_path):
    learner = FederatedLogisticRegression(providerCol="hospital", protection="plain", maxIter=3)
    assembler = VectorAssembler(inputCols=["age", "dose"], outputCol="inputs")
    pipeline = Pipeline(stages=[assembler, learner.copy().setFeaturesCol("inputs")])
    whole = pipeline.fit(rows)
    model = whole.stages[1]
    assert isinstance(model, FederatedLogisticRegressionModel)
    java = spark._jvm.parley.fl.classification
    java_pipeline = spark._jvm.org.apache.spark.ml.PipelineModel

    model.save(f"{tmp_path}/python")
    in_java = java.FederatedLogisticRegressionModel.load(f"{tmp_path}/python")
    numpy.testing.assert_array_equal(in_java.coefficients().toArray(), model.coefficients)
    in_java.save(f"{tmp_path}/java")
    back = FederatedLogisticRegressionModel.load(f"{tmp_path}/java")
    numpy.testing.assert_array_equal(back.coefficients, model.coefficients)
    assert back.getFeaturesCol() == "inputs" and back.uid == model.uid
    assert back.report() == model.report()

    whole.write().overwrite().save(f"{tmp_path}/pipeline")
    stage = java_pipeline.load(f"{tmp_path}/pipeline").stages()[1]
    assert stage.getClass().getName() == "parley.fl.classification.FederatedLogisticRegressionModel"
    java_pipeline.load(f"{tmp_path}/pipeline").save(f"{tmp_path}/back")
    loaded = PipelineModel.load(f"{tmp_path}/back").stages[1]
    numpy.testing.assert_array_equal(loaded.coefficients, model.coefficients)

    learner.save(f"{tmp_path}/learner")
    assert java.FederatedLogisticRegression.load(f"{tmp_path}/learner").uid() == learner.uid
    assert FederatedLogisticRegression.load(f"{tmp_path}/learner").getMaxIter() == 3


def test_attack_on_a_model_of_spark_keeps_it_through_files(rows, tmp_path):
    from parley.robust.attack import FastGradientSign
    from parley.robust.evaluation import RobustnessEvaluator

    model = FederatedLogisticRegression(
        providerCol="hospital", protection="plain", maxIter=3
    ).fit(rows)
    attack = FastGradientSign(perturbationEpsilon=0.5).setModel(model.toSpark())
    attacked = attack.transform(rows)
    before = model.transform(rows).toPandas()["prediction"]
    after = model.toSpark().transform(
        attacked.drop("features").withColumnRenamed(attack.getAdversarialCol(), "features")
    )
    labels = rows.toPandas()["label"]
    wrong = (after.toPandas()["prediction"] != labels).sum()
    assert wrong > (before != labels).sum()

    attack.save(f"{tmp_path}/attack")
    kept = FastGradientSign.load(f"{tmp_path}/attack")
    numpy.testing.assert_array_equal(kept.getModel().coefficients.toArray(), model.coefficients)
    assert kept.getPerturbationEpsilon() == 0.5
    evaluator = RobustnessEvaluator()
    assert evaluator.isLargerBetter() in (True, False)


def test_evaluator_gives_a_number_and_a_report(rows, table):
    from parley.robust.audit.baserate import BaseRateEvaluator

    with_answers = rows.selectExpr("*", "label as prediction")
    evaluator = BaseRateEvaluator(prevalence=0.01)
    assert evaluator.evaluate(with_answers) == pytest.approx(1.0)
    assert evaluator.report(with_answers)["rate"]


def test_trainer_gives_the_model_of_spark(rows):
    from pyspark.ml.classification import LogisticRegressionModel

    from parley.robust.defence import AdversarialTrainer

    trained = AdversarialTrainer(perturbationEpsilon=0.1).fit(rows)
    assert isinstance(trained, LogisticRegressionModel)
    assert trained.coefficients.size == 2
