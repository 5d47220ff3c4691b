import org.apache.spark.ml.{Estimator, Model, Pipeline, PipelineModel, PipelineStage}
import org.apache.spark.ml.classification.LogisticRegressionModel
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator
import org.apache.spark.ml.feature.VectorAssembler
import org.apache.spark.ml.tuning.{CrossValidator, ParamGridBuilder}
import org.apache.spark.sql.DataFrame
import parley.fl.classification.{FederatedLogisticRegression, FederatedLogisticRegressionModel}

/** What a user of Spark ML writes in Scala; the test reads what comes back. */
object FromScala {
  /** Bound as Spark bounds it: a raw or wildcard result of ours does not compile here. */
  private def fitted[M <: Model[M]](estimator: Estimator[M], rows: DataFrame): M =
    estimator.fit(rows)

  def run(rows: DataFrame): Array[Double] = {
    val assembler =
      new VectorAssembler().setInputCols(Array("a", "b", "c")).setOutputCol("features")
    val learner = new FederatedLogisticRegression()
      .setProtection("plain")
      .setProviderCol("provider")
      .setMaxIter(4)

    val vectors = assembler.transform(rows)
    val model: FederatedLogisticRegressionModel = fitted(learner, vectors)
    val any: Model[_] = learner.fit(vectors)
    val spark: LogisticRegressionModel = model.toSpark

    val pipeline = new Pipeline().setStages(Array[PipelineStage](assembler, learner))
    val chain: PipelineModel = pipeline.fit(rows)
    val last =
      chain.stages.collectFirst { case learnt: FederatedLogisticRegressionModel => learnt }.get

    val grid = new ParamGridBuilder().addGrid(learner.regParam, Array(0.001, 100.0)).build()
    val search = new CrossValidator()
      .setEstimator(pipeline)
      .setEvaluator(new BinaryClassificationEvaluator())
      .setEstimatorParamMaps(grid)
      .setNumFolds(2)
      .setSeed(7)
      .fit(rows)
    val best: Model[_] = search.bestModel
    val auc = new BinaryClassificationEvaluator().evaluate(best.transform(rows))

    Array(
      model.coefficients.apply(0),
      spark.coefficients(0),
      last.coefficients.apply(0),
      any.transform(vectors).where("prediction = label").count().toDouble,
      chain.transform(rows).where("prediction = label").count().toDouble,
      auc,
      last.report.iterations.toDouble)
  }
}
