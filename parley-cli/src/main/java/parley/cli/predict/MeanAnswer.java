package parley.cli.predict;

import java.util.List;
import parley.cli.query.Words;

/**
 * One prediction of a regression. Immutable, so safe for several threads.
 *
 * @param row the row's place in its table, from 0
 * @param prediction the mean
 */
record MeanAnswer(long row, double prediction) {
  /** A line a row under a header; the last without a line end. */
  static String text(List<MeanAnswer> answers) {
    StringBuilder text = new StringBuilder("row,prediction");
    for (MeanAnswer a : answers) {
      text.append("%n%d,%s".formatted(a.row(), Words.number(a.prediction())));
    }
    return text.toString();
  }
}
