package parley.cli.network;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataNotes;
import parley.cli.input.Frames;
import parley.cli.input.ModelColumns;
import parley.cli.model.FitFacts;
import parley.cli.table.TrainTestSplit;
import parley.fl.report.FitReport;
import parley.fl.report.NetworkFigures;
import parley.fl.sealed.HasSealedWeights;
import parley.json.Json;

/**
 * A trained network and what it is worth. Immutable, so safe for several threads.
 *
 * @param model what was trained
 * @param report what the training did
 * @param written that, and what a sealed model's predictions for the test rows did: for files
 * @param split rows learnt from and measured on
 * @param score what it is worth on them; null without any
 * @param predictSeconds wall clock of the predictions
 * @param totalSeconds wall clock of the whole command
 */
public record NetworkOutcome(
    HasSealedWeights<?> model,
    FitReport report,
    FitReport written,
    TrainTestSplit split,
    @Nullable Score score,
    double predictSeconds,
    double totalSeconds) {

  /**
   * Exact figures on test rows.
   *
   * @param auc of two classes; null of more, or where one of the two has no test row
   * @param confusion rows by their class, then by the predicted one
   */
  public record Score(double accuracy, @Nullable Double auc, long[][] confusion) {
    /**
     * The figures of answers to rows with labels, of more than two classes.
     *
     * @param answers with the columns label and prediction
     */
    public static Score of(Dataset<Row> answers, int classes) {
      long[][] confusion = new long[classes][classes];
      long rows = 0;
      long right = 0;
      for (Row row : answers.groupBy(Frames.LABEL, "prediction").count().collectAsList()) {
        int own = (int) row.getDouble(0);
        int found = (int) row.getDouble(1);
        confusion[own][found] = row.getLong(2);
        rows += row.getLong(2);
        right += own == found ? row.getLong(2) : 0;
      }
      return new Score((double) right / rows, null, confusion);
    }

    @Override
    public String toString() {
      return auc == null
          ? String.format(Locale.ROOT, "accuracy %.4f", accuracy)
          : String.format(Locale.ROOT, "accuracy %.4f, AUC %.4f", accuracy, auc);
    }
  }

  /** What the model is worth, on how many rows; null without test rows. */
  public @Nullable String words() {
    return score == null ? null : score + " on " + testRows() + " test rows";
  }

  public void save(String folder, ModelColumns columns, SparkSession spark) throws IOException {
    model.write().session(spark).save(folder);
    columns.write(folder, spark.sparkContext().hadoopConfiguration());
  }

  private int trainRows() {
    return Math.toIntExact(split.train().count());
  }

  private int testRows() {
    return split.test() == null ? 0 : Math.toIntExact(split.test().count());
  }

  /** One line, with the names that scripts rely on. */
  public String toJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("accuracy", score == null ? null : score.accuracy());
    all.put("auc", score == null ? null : score.auc());
    all.put("confusion", score == null ? null : score.confusion());
    all.put("classes", split.train().classes());
    all.put("trainRows", trainRows());
    all.put("testRows", testRows());
    all.putAll(DataNotes.json(split));
    all.putAll(FitFacts.of(report, written));
    NetworkFigures figures = report.network();
    all.put("layers", figures == null ? List.of() : figures.layers());
    all.put("largestActivation", figures == null ? null : figures.largestActivation());
    all.put("lossByIteration", figures == null ? null : figures.lossByIteration());
    all.put("looks", figures == null ? List.of() : figures.looks());
    all.put("halvings", figures == null ? 0 : figures.halvings());
    Map<String, Object> seconds = FitFacts.seconds(report);
    seconds.put("predict", predictSeconds);
    seconds.put("total", totalSeconds);
    all.put("seconds", seconds);
    all.put("warnings", written.warnings());
    return Json.line(all);
  }

  /** The result for people; the last line without a line end. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d training rows at %d providers, %d features, %d classes, %d test rows%n"
            .formatted(
                trainRows(),
                report.providers().size(),
                report.features(),
                split.train().classes().size(),
                testRows()));
    if (score != null) {
      text.append(score).append(System.lineSeparator());
      text.append(confusion(score.confusion()));
    }
    text.append(written.toText());
    return text.append(
            String.format(
                Locale.ROOT,
                "%nPredictions took %.1f s, all of it %.1f s.",
                predictSeconds,
                totalSeconds))
        .toString();
  }

  /** A line a class of how its test rows were predicted; a table of many would not be read. */
  private String confusion(long[][] counts) {
    StringBuilder text = new StringBuilder();
    List<String> classes = split.train().classes();
    for (int own = 0; own < counts.length; own++) {
      long rows = 0;
      int other = -1;
      for (int k = 0; k < counts.length; k++) {
        rows += counts[own][k];
        if (k != own && counts[own][k] > 0 && (other < 0 || counts[own][k] > counts[own][other])) {
          other = k;
        }
      }
      text.append(
          "  %s: %d of %d right%s%n"
              .formatted(
                  classes.get(own),
                  counts[own][own],
                  rows,
                  other < 0
                      ? ""
                      : ", %d taken for %s".formatted(counts[own][other], classes.get(other))));
    }
    return text.toString();
  }
}
