package parley.cli.model;

import java.util.List;
import java.util.Locale;

/**
 * One prediction. Immutable, so safe for several threads.
 *
 * @param row the row's place in its table, from 0
 * @param probability of the positive value
 * @param prediction 0 or 1
 */
public record Answer(long row, double probability, double prediction) {
  /** A line a row under a header; the last without a line end. */
  public static String text(List<Answer> answers) {
    StringBuilder text = new StringBuilder("row,probability,prediction");
    for (Answer a : answers) {
      text.append(
          String.format(Locale.ROOT, "%n%d,%.6f,%.0f", a.row(), a.probability(), a.prediction()));
    }
    return text.toString();
  }
}
