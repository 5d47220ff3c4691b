"""What a client without a JVM does: ``connect_client.py usual|full ADDRESS FOLDER PAGE``."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import numpy
import pandas
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import VectorAssembler

import parley
from parley.fl import classification, feature, regression, survival
from parley.robust import attack, defence, evaluation
from parley.robust.audit import baserate, individual

SITE = {"providerCol": "hospital"}
PLAIN = {**SITE, "protection": "plain"}


def rows_of(spark):
    random = numpy.random.default_rng(7)
    x = random.normal(size=(60, 2))
    table = pandas.DataFrame(x, columns=["age", "dose"])
    table["label"] = (x @ [1.0, -2.0] + random.normal(size=60) > 0).astype(float)
    table["length"] = 3 + x @ [1.5, -0.25]
    table["time"] = numpy.arange(60) + 1.0
    table["hospital"] = [f"h{i % 3}" for i in range(60)]
    table["id"] = range(60)
    features = VectorAssembler(inputCols=["age", "dose"], outputCol="features")
    return features.transform(spark.createDataFrame(table))


def refused(act, *words):
    try:
        act()
    except parley.ParleyError as error:
        for word in words:
            assert word in str(error), error
        assert "stacktrace" not in str(error) and "\tat " not in str(error), error
    else:
        raise AssertionError(f"not refused: {words}")


def predicted(model, rows):
    found = model.transform(rows).select("prediction").toPandas()["prediction"].to_numpy()
    assert len(found) == 60
    return found


def fitted_and_kept(learner, rows, folder):
    """Fits, predicts, and predicts the same from files."""
    model = learner.fit(rows)
    path = f"{folder}/{learner.uid}"
    model.write().overwrite().save(path)
    again = type(model).load(path)
    numpy.testing.assert_array_equal(predicted(model, rows), predicted(again, rows))
    return model


def of_the_document(page, address):
    """The lines of the page's section on Spark Connect."""
    section = page.split("## Spark Connect\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"^```python\n(.*?)^```", section, re.M | re.S)
    assert "sc://localhost:15002" in block
    exec(compile(block.replace("sc://localhost:15002", address), "python.md", "exec"), {})


def usual(rows, folder):
    sealed = classification.FederatedLogisticRegression(**SITE, maxIter=1).fit(rows)
    assert set(predicted(sealed, rows)) <= {0.0, 1.0}
    refused(lambda: sealed.coefficients, "cannot read coefficients of", "Spark Connect", "load")
    refused(sealed.report, "cannot read report of", "Spark Connect")
    refused(lambda: sealed.save(f"{folder}/sealed"), "cannot save the sealed model: its keys end")
    sealed.close()
    refused(lambda: sealed.save(f"{folder}/sealed"), "the Spark Connect server has let go of it")

    network = classification.FederatedMultilayerPerceptron(**PLAIN, maxIter=2, hiddenLayers=[3])
    assert not fitted_and_kept(network, rows, folder).hasParam("inputMap")
    line = regression.FederatedLinearRegression(**PLAIN, labelCol="length")
    numpy.testing.assert_allclose(
        predicted(fitted_and_kept(line, rows, folder), rows),
        rows.select("length").toPandas()["length"],
        atol=1e-6,
    )

    answers = rows.selectExpr("*", "label as prediction")
    rate = baserate.BaseRateEvaluator(prevalence=0.25)
    assert rate.evaluate(answers) == 1.0
    refused(rate.isLargerBetter, "whether larger is better")
    step = attack.FastGradientSign(perturbationEpsilon=0.25)
    refused(lambda: step.setModel(network), "cannot set the model of FastGradientSign")
    refused(lambda: step.transform(rows), "cannot use FastGradientSign on a model")
    refused(
        lambda: classification.FederatedLogisticRegression(providerCol="site").fit(rows),
        "cannot find column site: expected one of age",
    )
    refused(
        lambda: classification.FederatedLogisticRegression(maxIter=-1).fit(rows),
        "maxIter is out of range, expected what its doc says, got -1",
    )
    unknown = type("Unknown", (regression.FederatedLinearRegression,), {})
    unknown.__module__ = "parley.fl.regression"
    refused(lambda: unknown(**PLAIN).fit(rows), "cannot use Parley: its jar is missing from the")


def full(rows, folder):
    layers = {"maxIter": 2, "hiddenLayers": [3]}
    steps = {"perturbationEpsilon": 0.1, "method": "fgsm", "idCol": "id", "maxIter": 1}
    learners = [
        classification.FederatedLogisticRegression(**PLAIN, maxIter=3),
        classification.FederatedMultilayerPerceptron(**PLAIN, **layers),
        regression.FederatedLinearRegression(**PLAIN, labelCol="length"),
        regression.FederatedGeneralizedLinearRegression(**PLAIN, family="binomial"),
        regression.FederatedMultilayerPerceptronRegressor(**PLAIN, **layers, labelCol="length"),
        survival.FederatedCoxRegression(**PLAIN, labelCol="time", censorCol="label"),
        defence.AdversarialTrainer(perturbationEpsilon=0.1),
        defence.AdversarialTrainer(**steps, modelType="mlp", layers=[2, 2]),
    ]
    for learner in learners:
        model = fitted_and_kept(learner, rows, folder)
        whole = Pipeline(stages=[learner]).fit(rows)
        whole.save(f"{folder}/pipeline-{learner.uid}")
        again = PipelineModel.load(f"{folder}/pipeline-{learner.uid}")
        numpy.testing.assert_array_equal(predicted(again, rows), predicted(model, rows))
        if isinstance(learner, defence.AdversarialTrainer):
            assert not getattr(model, "hasSummary")
    others = [
        feature.ImageFeatures(idCol="name"),
        baserate.BaseRateEvaluator(prevalence=0.25),
        individual.ConsistencyEvaluator(neighbors=3),
        individual.LipschitzEvaluator(constant=2.0),
        evaluation.RobustnessEvaluator(labelCol="y"),
    ]
    for stage in [*learners, *others]:
        path = f"{folder}/unfitted-{stage.uid}"
        stage.save(path)
        again = type(stage).load(path)
        assert again.uid == stage.uid
        for param in stage.params:
            assert again.isSet(param.name) == stage.isSet(param), param
            if stage.isSet(param):
                assert again.getOrDefault(param.name) == stage.getOrDefault(param), param
    for stage in [
        attack.ExactWorstCase(perturbationEpsilon=0.25),
        attack.FastGradientSign(perturbationEpsilon=0.25),
        attack.ProjectedGradientDescent(perturbationEpsilon=0.25),
        attack.UniversalPerturbation(perturbationEpsilon=0.25),
        defence.PixelDp(sigma=0.5),
        defence.RandomizedSmoothing(sigma=0.5),
    ]:
        name = type(stage).__name__
        act = stage.transform if hasattr(stage, "transform") else stage.fit
        refused(lambda: act(rows), f"cannot use {name} on a model", "Spark Connect")
        refused(lambda: stage.setModel(model), f"cannot set the model of {name}", "Spark Connect")
        refused(lambda: stage.save(f"{folder}/{name}"), "has no model")
    moved = attack.UniversalPerturbationModel.load(f"{folder}/universal").transform(rows)
    assert moved.select("adversarial").count() == 60
    answers = rows.selectExpr("*", "label as prediction")
    assert 0 <= individual.ConsistencyEvaluator(neighbors=3).evaluate(answers) <= 1
    assert 0 <= individual.LipschitzEvaluator(constant=2.0).evaluate(answers) <= 1


def leave(rows):
    """Ends the client with an error that holds a model, which must not keep it from ending."""
    model = regression.FederatedLinearRegression(**PLAIN, labelCol="length").fit(rows)
    print("done", flush=True)
    model.coefficients


if __name__ == "__main__":
    part, address, folder, page = sys.argv[1:]
    assert importlib.util.find_spec("py4j") is None, "this client has a bridge to a JVM"
    made = rows_of(parley.spark(remote=address))
    if part == "usual":
        of_the_document(Path(page).read_text(encoding="utf-8"), address)
    {"usual": usual, "full": full}[part](made, folder)
    leave(made)
