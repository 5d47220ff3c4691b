package parley.cli.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.cli.input.Frames;
import parley.cli.table.Dropped;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import parley.robust.evaluation.RobustnessReport;
import parley.robust.evaluation.RobustnessStudy;

/**
 * Trains a model and studies it.
 *
 * @param split what is trained on and what is attacked
 * @param file the data's name, for titles
 * @param compared whether the report asks for the attacks that the chosen one is compared with
 */
record RobustJob(
    TrainTestSplit split,
    String file,
    RobustModelOptions model,
    AttackOptions attack,
    SmoothingOptions smoothing,
    boolean compared) {

  /** Refuses rows that nothing can be learnt from, or a class that only test rows have. */
  void check() {
    List<String> classes = split.train().classes();
    long[] counts = split.train().counts();
    for (int k = 0; k < classes.size(); k++) {
      if (counts[k] == 0) {
        throw new InputException(
            "cannot train: no training row has the label '%s', expected rows of each of %d classes"
                .formatted(classes.get(k), classes.size()));
      }
    }
  }

  /**
   * Runs it.
   *
   * @param start when the command began, in nanoseconds of {@link System#nanoTime}
   */
  RobustOutcome run(SparkSession spark, Consumer<String> listener, long start) {
    LabelledRows tested = Objects.requireNonNull(split.test());
    int cores = spark.sparkContext().defaultParallelism();
    Dataset<Row> train = Frames.test(spark, split.train()).repartition(cores).cache();
    Dataset<Row> test = attack.aimed(Frames.test(spark, tested)).repartition(cores).cache();
    try {
      Model<?> trained =
          model.train(
              train,
              Math.toIntExact(split.train().count()),
              split.train().features().size(),
              split.train().classes().size(),
              attack);
      List<String> warnings = model.warnings(trained);
      warnings.forEach(warning -> listener.accept("warning: " + warning));
      RobustnessStudy study =
          new RobustnessStudy(trained)
              .setTitle("Robustness on " + file)
              .setFeaturesCol(Frames.FEATURES)
              .setLabelCol(Frames.LABEL)
              .setListener(listener);
      attack.addTo(study, compared, model.linear(), train);
      smoothing.addTo(study, attack.seed());
      List<String> known = new ArrayList<>(warnings);
      known.addAll(split.train().warnings());
      Dropped dropped = split.train().dropped();
      boolean isToldAnyway = dropped.rows() == 0 || known.contains(dropped.words());
      RobustnessReport report =
          study.run(test).with(known, isToldAnyway ? List.of() : List.of(dropped.words() + "."));
      return new RobustOutcome(
          report, attack.title(), split.train(), tested.count(), (System.nanoTime() - start) / 1e9);
    } finally {
      train.unpersist();
      test.unpersist();
    }
  }
}
