"""Queries, studies and audits, beside NumPy and pandas on the same rows."""

from __future__ import annotations

import inspect
import re
import sys
import zipfile
from importlib import import_module

import numpy
import pandas
import pytest
from conftest import ROOT, catalog
from pyspark.ml.classification import LogisticRegression

import parley
from parley._open import OpenClass
from parley._session import jar_path
from parley.fl.stat import (
    FederatedCorrelation,
    FederatedCrosstab,
    FederatedSummarizer,
    FederatedTTest,
    ProviderQuery,
)
from parley.fl.statistic.describe import DescribeStatistic
from parley.fl.statistic.meta import MetaTerm
from parley.fl.statistic.quantile import QuantileRange
from parley.fl.statistic.survival import TimeGrid
from parley.fl.study import FederatedStudy, MetaAnalysis
from parley.fl.survival import FederatedKaplanMeier
from parley.fl.table import Category
from parley.robust.attack import ExactWorstCase, FastGradientSign
from parley.robust.audit.fairness import GroupFairness, Impossibility
from parley.robust.audit.frame import GroupBands, GroupCounter, MetricFrame
from parley.robust.audit.report import AuditReport, FairnessSections, ModelCard, ShiftSections
from parley.robust.audit.shift import ShiftStudy
from parley.robust.audit.shift.column import ReferenceStatistics
from parley.robust.evaluation import RobustnessStudy

sys.path.insert(0, str(ROOT / "python"))
import generate_classes  # noqa: E402

# Results, and what only a JVM or a provider has.
OF_JAVA = {
    "parley.fl.stat.FeatureFrame",
    "parley.fl.stat.Frames",
    "parley.fl.statistic.run.LocalStatistic",
    "parley.fl.study.StudyModel",
    "parley.robust.audit.fairness.CalibrationCurve",
    "parley.robust.audit.fairness.GeneralizedEntropy",
    "parley.robust.audit.shift.ShiftReport",
    "parley.robust.evaluation.AttackCurve",
    "parley.robust.evaluation.CertifiedCurve",
    "parley.robust.evaluation.RobustnessReport",
}
OFFERED = re.compile(
    r"parley/(fl/(stat|study)|robust/(evaluation|audit/(shift|fairness)))/\w+"
    r"|parley/fl/statistic/\w+/\w+Statistic|parley/fl/survival/Federated\w+"
)


@pytest.fixture(scope="module")
def query(rows):
    return ProviderQuery(rows, providerCol="hospital", protection="plain")


def test_public_classes_of_queries_and_studies_are_offered(spark):
    listed = catalog(spark)
    offered = {one["name"] for kind in ("stages", "classes") for one in listed[kind]}
    found = set()
    loader = spark._jvm.java.lang.Thread.currentThread().getContextClassLoader()
    with zipfile.ZipFile(jar_path()) as jar:
        for entry in jar.namelist():
            if entry.endswith(".class") and OFFERED.fullmatch(entry[:-6]):
                name = entry[:-6].replace("/", ".")
                java = loader.loadClass(name)
                if java.getModifiers() & 1 and not java.isInterface():
                    found.add(name)
    assert len(found) > 45
    assert found - offered == OF_JAVA


def test_classes_have_each_method_with_its_arguments(spark):
    for described in catalog(spark)["classes"]:
        module, name = described["name"].rsplit(".", 1)
        cls = getattr(import_module(module), name)
        assert issubclass(cls, OpenClass) and cls.__doc__
        made = {m["name"] for m in described["methods"] if m["isStatic"]}
        for method in described["methods"]:
            if method["name"] in made and not method["isStatic"]:
                continue  # a part that has the name of what makes such an object
            found = inspect.getattr_static(cls, generate_classes.safe(method["name"]))
            wanted = [generate_classes.safe(a["name"]) for a in method["arguments"]]
            if isinstance(found, property):
                assert not wanted and not method["isStatic"]
                continue
            assert isinstance(found, classmethod) == method["isStatic"]
            taken = list(inspect.signature(getattr(found, "__func__", found)).parameters)[1:]
            assert len(taken) >= len(wanted), (name, method["name"])


def test_parts_of_what_is_given_are_told_again():
    category = Category("arm", ["new", "old"])
    assert (category.column, category.levels) == ("arm", ["new", "old"])
    assert category == Category("arm", ("new", "old"))
    assert repr(category) == "Category[column=arm, levels=[new, old]]"
    grid = TimeGrid(0, 12, step=numpy.float64(0.5))
    assert (grid.from_, grid.to, grid.step) == (0.0, 12.0, 0.5)
    assert QuantileRange(0, 1).step is None
    of = DescribeStatistic(("age",), weight="dose")
    assert (of.names, of.by, of.weight) == (["age"], None, "dose")
    assert repr(DescribeStatistic(["age"], category).by) == repr(category)


def test_correlation_is_numpys(query, table):
    found = FederatedCorrelation.corr(query, ["age", "dose", "length"])
    matrix = found.iloc[0, 0].toArray()
    wanted = numpy.corrcoef(table[["age", "dose", "length"]].T)
    assert numpy.allclose(matrix, wanted, atol=1e-6)


def test_summary_is_pandas(query, table):
    found = FederatedSummarizer.summary(query, ["age", "dose"])
    assert numpy.allclose(found.mean, table[["age", "dose"]].mean(), atol=1e-9)
    assert numpy.allclose(found.variance, table[["age", "dose"]].var(), atol=1e-6)
    assert found.report()["protection"] == "plain"


def test_question_encrypted_has_value_and_report(rows, table):
    query = ProviderQuery(rows, providerCol="hospital")
    answer = query.ask(DescribeStatistic(["age"], query.levelsOf("hospital")))
    groups = {g["group"]: g["columns"][0]["mean"] for g in answer["value"]["groups"]}
    means = table.groupby("hospital")["age"].mean()
    assert all(abs(groups[h] - means[h]) < 1e-6 for h in means.index)
    assert answer["report"]["protection"] == "encrypted"
    assert answer["report"]["openings"]


def test_tables_come_as_pandas_frames(query, table):
    found = FederatedCrosstab.crosstab(
        query, query.levelsOf("hospital"), Category("label", ["0.0", "1.0"])
    )
    wanted = pandas.crosstab(table["hospital"], table["label"])
    assert found.set_index(found.columns[0]).to_numpy().tolist() == wanted.to_numpy().tolist()
    by = FederatedTTest.test(query, "age", Category("label", ["0.0", "1.0"]))
    assert isinstance(by, pandas.DataFrame) and len(by) >= 1


def test_survival_is_the_product_of_shares(spark):
    table = pandas.DataFrame(
        {
            "t": [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 5.0, 6.0],
            "died": [1, 1, 0, 1, 0, 1, 1, 0],
            "site": ["a", "b", "c", "d"] * 2,
        }
    )
    query = ProviderQuery(spark.createDataFrame(table), providerCol="site", protection="plain")
    curves = FederatedKaplanMeier.fit(query, "t", "died", grid=TimeGrid(0, 6, 1)).curves
    survival, wanted = 1.0, {}
    for time in sorted(set(table["t"])):
        died = table[(table["t"] == time) & (table["died"] == 1)]
        survival *= 1 - len(died) / (table["t"] >= time).sum()
        wanted[time] = survival
    assert dict(zip(curves["time"], curves["survival"])) == pytest.approx(wanted, abs=1e-12)


@pytest.fixture(scope="module")
def sites(spark):
    random = numpy.random.default_rng(3)
    x = random.normal(size=120).round(3)
    frame = pandas.DataFrame({"x": x, "y": 1 + 2 * x + random.normal(size=120).round(3)})
    frame["site"] = [f"s{i % 6}" for i in range(120)]
    return frame


def test_study_is_least_squares_of_all_rows_beside_that_of_sites(spark, sites):
    query = ProviderQuery(spark.createDataFrame(sites), providerCol="site", protection="plain")
    study = FederatedStudy.of(query, "linear", "y", ["x"], method="fixed")
    slope, intercept = numpy.polyfit(sites["x"], sites["y"], 1)
    together = study.estimates.query("method == 'decentralised'").set_index("term")["estimate"]
    assert together["x"] == pytest.approx(slope, abs=1e-6)
    assert together["(intercept)"] == pytest.approx(intercept, abs=1e-6)

    own = []
    for _, rows in sites.groupby("site"):
        (b, _), covariance = numpy.polyfit(rows["x"], rows["y"], 1, cov=True)
        own.append((b, covariance[0, 0]))
    b, v = numpy.array(own).T
    fixed = study.estimates.query("method == 'fixed' and term == 'x'").iloc[0]
    assert fixed["estimate"] == pytest.approx((b / v).sum() / (1 / v).sum(), abs=1e-5)
    assert study.report()["providers"] == sorted(set(sites["site"]))


def test_meta_analysis_of_estimates_weighs_by_their_variance(spark):
    frame = pandas.DataFrame({"b": [0.2, 0.5, 0.1, 0.4], "e": [0.1, 0.2, 0.3, 0.2]})
    frame["site"] = list("abcd")
    query = ProviderQuery(spark.createDataFrame(frame), providerCol="site", protection="plain")
    found = MetaAnalysis.of(query, [MetaTerm("effect", "b", "e")], "fixed").estimates
    weight = 1 / frame["e"] ** 2
    wanted = (frame["b"] * weight).sum() / weight.sum()
    assert found.iloc[0]["estimate"] == pytest.approx(wanted, abs=1e-6)


def test_robustness_of_a_linear_model_is_its_margins_less_what_an_attack_takes(rows, table):
    model = LogisticRegression(maxIter=20).fit(rows)
    study = RobustnessStudy(model, perturbationEpsilons=[0.1, 0.4])
    report = study.add("exact", ExactWorstCase()).add("FGSM", FastGradientSign()).run(rows)
    sign = 2 * table["label"] - 1
    margin = sign * (table[["age", "dose"]] @ model.coefficients.toArray() + model.intercept)
    taken = numpy.abs(model.coefficients.toArray()).sum()
    points = {p["perturbationEpsilon"]: p["accuracy"] for p in report["attacks"][0]["points"]}
    assert report["norm"] == "linf" and report["cleanAccuracy"] == (margin > 0).mean()
    assert points == {e: (margin - e * taken > 0).mean() for e in (0.1, 0.4)}
    assert [curve["attack"] for curve in report["attacks"]] == ["exact", "FGSM"]
    assert report.html().startswith("<!DOCTYPE html>")


def test_shift_finds_the_column_that_moved(spark, table):
    data = table.assign(age=table["age"] + 1)
    study = ShiftStudy(idCol="id", features=["age", "dose", "hospital"], permutations=99)
    reference, moved = spark.createDataFrame(table), spark.createDataFrame(data)
    report = study.run(reference, moved)
    assert report["shiftedFeatures"] == ["age"]
    both = numpy.sort(numpy.concatenate([table["age"], data["age"]]))
    shares = [numpy.searchsorted(numpy.sort(d["age"]), both, "right") / 60 for d in (table, data)]
    ks = numpy.abs(shares[0] - shares[1]).max()
    age = next(f for f in report["features"] if f["name"] == "age")
    assert age["statistic"]["value"] == pytest.approx(ks, abs=1e-12)

    kept = ReferenceStatistics.fromJson(study.describe(reference).toJson())
    assert study.run(kept, moved)["shiftedFeatures"] == ["age"]
    audit = AuditReport.of("Shift", sections=ShiftSections.of(report))
    assert audit.title == "Shift" and audit._repr_html_().startswith("<iframe srcdoc=")


def test_metrics_of_groups_are_pandas(rows, table):
    counter = GroupCounter(labelCol="label", predictionCol="age", sensitiveCols=["hospital"])
    counter.setFavorable(1).setThreshold(0.0).setScoreOf("1")
    counts = counter.count(rows)
    frame = MetricFrame(counts)
    chosen = (table["age"] >= 0).groupby(table["hospital"]).mean()
    rates = {h: m["value"] for h, m in frame.byGroup("selectionRate").items()}
    assert rates == pytest.approx(dict(chosen))
    assert frame.byGroup("selectionRate", "h1")["value"] == pytest.approx(chosen["h1"])
    gap = frame.difference("selectionRate")["value"]
    assert gap == pytest.approx(chosen.max() - chosen.min())

    fairness = GroupFairness(counts, privileged="h0")
    others = (table["age"] >= 0)[table["hospital"] != "h0"].mean()
    found = fairness.get("statisticalParityDifference")["value"]
    assert found == pytest.approx(others - chosen["h0"])
    assert Impossibility.of(counts).explanation
    card = ModelCard("Tests", "made up", "2026", ["h0"], [])
    audit = AuditReport.of("Groups", card, FairnessSections.of(counts, "h0", confidence=0.95))
    assert "Groups" in audit.toText() and audit.card.data == "made up"


def test_rows_that_follow_from_rows_stay_sparks(rows, table):
    banded = GroupBands.of(rows, "age", [0.0])
    assert banded.count() == len(table)
    assert banded.select("age").distinct().count() <= 2


BAD = {
    "a word for a number": (
        lambda **_: TimeGrid(0, "long", 1),
        "cannot call TimeGrid: to is long, expected a number",
    ),
    "a number for a list": (
        lambda **_: ShiftStudy(features="age"),
        "cannot call ShiftStudy.setFeatures: names is age, expected a list",
    ),
    "an unknown way": (
        lambda query, **_: FederatedStudy.of(query, "cubic", "y", ["x"], method="fixed"),
        "cannot call FederatedStudy.of: model is cubic, expected one of linear, logistic",
    ),
    "a fraction for a count": (
        lambda **_: ShiftStudy(bins=2.5),
        "cannot call ShiftStudy.setBins: value is 2.5, expected a whole number",
    ),
    "a pandas frame for rows": (
        lambda **_: ProviderQuery(pandas.DataFrame({"a": [1]})),
        "cannot call parley.fl.stat.ProviderQuery: it is given a pandas",
    ),
    "a number left out between others": (
        lambda counts=None, **_: TimeGrid(0, None, 1),
        "cannot call TimeGrid: to is missing",
    ),
    "a stage for a query": (
        lambda **_: FederatedCorrelation.corr(FastGradientSign(), ["a", "b"]),
        "cannot call FederatedCorrelation.corr: query is a FastGradientSign, expected a ProviderQuery",
    ),
    "epsilons that are none": (
        lambda rows, **_: RobustnessStudy(
            LogisticRegression(maxIter=1).fit(rows), perturbationEpsilons=[-1]
        ),
        "cannot attack: expected positive epsilons, got -1.0",
    ),
    "a column that is missing": (
        lambda query, **_: FederatedCorrelation.corr(query, ["age", "size"]),
        "cannot find column size",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_one_sentence(name, rows, query):
    act, message = BAD[name]
    with pytest.raises(parley.ParleyError) as refused:
        act(rows=rows, query=query)
    assert message in str(refused.value)
    assert "\tat " not in str(refused.value)
