package parley.cli.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.cli.input.Frames;
import parley.fl.classification.ClassScores;

/**
 * One prediction of several classes. Immutable, so safe for several threads.
 *
 * @param row the row's place in its table, from 0
 * @param prediction the class, as the label's column has it
 * @param probabilities of the classes, in the model's order
 */
record ClassAnswer(long row, String prediction, List<Double> probabilities) {
  /** Takes a copy of the list. */
  ClassAnswer {
    probabilities = List.copyOf(probabilities);
  }

  /** The answers of a model, in the rows' order. */
  static List<ClassAnswer> of(Dataset<Row> predicted, List<String> classes) {
    List<ClassAnswer> answers = new ArrayList<>();
    for (Row row : predicted.select(Frames.NUMBER, "probability", "prediction").collectAsList()) {
      List<Double> probabilities = new ArrayList<>();
      for (double probability : row.<Vector>getAs(1).toArray()) {
        probabilities.add(probability);
      }
      answers.add(
          new ClassAnswer(row.getLong(0), classes.get((int) row.getDouble(2)), probabilities));
    }
    return answers;
  }

  /** The answer of a row's scores. */
  static ClassAnswer of(
      long row, double[] scores, ClassScores kind, double threshold, List<String> classes) {
    return new ClassAnswer(
        row,
        classes.get(kind.predicted(scores, threshold)),
        Arrays.stream(kind.probabilities(scores)).boxed().toList());
  }

  /** A line a row under a header; the last without a line end. */
  static String text(List<ClassAnswer> answers, List<String> classes) {
    StringBuilder text = new StringBuilder("row,probability,prediction");
    for (ClassAnswer a : answers) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%d,%.6f,%s",
              a.row(),
              a.probabilities().get(classes.indexOf(a.prediction())),
              a.prediction()));
    }
    return text.toString();
  }
}
