package parley.robust.audit.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/**
 * Counts labels and predictions by group, in one pass over the rows that adds up on the executors;
 * only the counts come back. They are equal to the bit whatever the partitions, weights included.
 *
 * <p>Labels are compared with those of {@link #setFavorable} and {@link #setUnfavorable} by one
 * rule: the same text, or both written as numbers and equal; so 1, 1.0 and "1" are one label.
 * Groups are names: those of text columns are compared letter by letter, since ward 017 is not ward
 * 17; those of one column of numbers as numbers. To look at the labels alone, name the label column
 * as the prediction column too.
 *
 * <p>Not safe for use by several threads.
 */
public final class GroupCounter {
  /** So many of the largest groups are reported. */
  public static final int MAX_GROUPS = 100;

  /** So many bins of scores are counted at most. */
  public static final int MAX_BINS = 1000;

  private String labelCol = "label";
  private String predictionCol = "prediction";
  private @Nullable String favorable;
  private @Nullable String unfavorable;
  private @Nullable Double threshold;
  private @Nullable String scoreOf;
  private List<String> sensitiveCols = List.of();
  private List<String> controlCols = List.of();
  private List<String> groups = List.of();
  private @Nullable String missingGroup;
  private @Nullable String weightCol;
  private @Nullable String scoreCol;
  private int bins;

  /** Column of true labels: two values, as strings, numbers or booleans; default {@code label}. */
  public GroupCounter setLabelCol(String value) {
    labelCol = value;
    return this;
  }

  /** Column of predicted labels or, with a threshold, of scores; default {@code prediction}. */
  public GroupCounter setPredictionCol(String value) {
    predictionCol = value;
    return this;
  }

  /** The label that is good for the person; must be set. */
  public GroupCounter setFavorable(String value) {
    favorable = value;
    return this;
  }

  /** The label that is good for the person; must be set. */
  public GroupCounter setFavorable(double value) {
    return setFavorable(Double.toString(value));
  }

  /**
   * The other label. Where it is not set, it is the one that occurs beside the favourable one, and
   * the favourable one must occur; a provider with few rows sets both.
   */
  public GroupCounter setUnfavorable(String value) {
    unfavorable = value;
    return this;
  }

  /**
   * Makes the predictions scores of the label of {@link #setScoreOf}: at this and above, that label
   * is predicted, else the other. A column of floats is compared with the nearest float.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public GroupCounter setThreshold(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "cannot count groups: expected a finite threshold, got " + value);
    }
    threshold = value;
    return this;
  }

  /**
   * The label whose scores the score column holds: the higher, the more likely that label. Must be
   * set with a threshold or bins, since it is not guessed: the same scores read as the other
   * label's turn every figure round. Where it is not the favourable label, it is the other one.
   */
  public GroupCounter setScoreOf(String value) {
    scoreOf = value;
    return this;
  }

  /** Columns whose values, or combinations of values, are the groups; one or more must be set. */
  public GroupCounter setSensitiveCols(String... values) {
    sensitiveCols = List.of(values);
    return this;
  }

  /** Columns within whose values, or combinations of values, groups are counted as well. */
  public GroupCounter setControlCols(String... values) {
    controlCols = List.of(values);
    return this;
  }

  /**
   * Counts these groups alone, all of them, and nothing of other rows. Default: the 100 largest,
   * and the sum of the others. Values of several sensitive columns are joined by ", ".
   *
   * @throws IllegalArgumentException if a group is named twice
   */
  public GroupCounter setGroups(String... values) {
    if (List.of(values).stream().distinct().count() < values.length) {
      throw new IllegalArgumentException(
          "cannot count groups: expected each group once, got " + String.join(", ", values));
    }
    groups = List.of(values);
    return this;
  }

  /**
   * Puts rows without a value in a sensitive or control column into a group of this name; default:
   * such rows are an error.
   */
  public GroupCounter setMissingGroup(String value) {
    missingGroup = value;
    return this;
  }

  /**
   * Column of weights of 0 or more, below 10^9, rounded to 18 decimals; default: each row counts 1.
   */
  public GroupCounter setWeightCol(String value) {
    weightCol = value;
    return this;
  }

  /**
   * Column of scores from 0 to 1 for the bins, of the label of {@link #setScoreOf}; default: the
   * prediction column, if it has a threshold.
   */
  public GroupCounter setScoreCol(String value) {
    scoreCol = value;
    return this;
  }

  /**
   * Counts scores too, in so many bins of equal width from 0 to 1; default 0, which counts none.
   *
   * @throws IllegalArgumentException if the number is not 0 to 1000
   */
  public GroupCounter setBins(int value) {
    if (value < 0 || value > MAX_BINS) {
      throw new IllegalArgumentException(
          "cannot count scores: expected 0 to " + MAX_BINS + " bins, got " + value);
    }
    bins = value;
    return this;
  }

  /** The groups of {@link #setGroups}. */
  List<String> groups() {
    return groups;
  }

  boolean hasControls() {
    return !controlCols.isEmpty();
  }

  /**
   * Counts.
   *
   * @throws IllegalArgumentException if a column or a value is not set, is not there, or has a type
   *     that does not fit
   * @throws InvalidDataException if there are no rows; a label, a prediction, a weight or a group
   *     is missing; labels or predictions have other than two values, or the favourable one does
   *     not occur; or a score is outside 0 to 1. The message names the column and the number of
   *     rows, or the values.
   */
  public GroupCounts count(Dataset<?> rows) {
    return countWithin(rows, controlCols);
  }

  /** The same with other control columns. */
  GroupCounts countWithin(Dataset<?> rows, List<String> within) {
    return plan(within, rows.schema()).count(rows.toDF());
  }

  /**
   * For evaluators of ranks, such as the area under the ROC curve: {@code label}, 1 where it is
   * favourable and else 0, and {@code score}, the higher the more favourable. Lazy; rows of other
   * groups than those of {@link #setGroups} are left out.
   *
   * @throws IllegalArgumentException if there is no threshold, so that predictions are no scores,
   *     or as {@link #count} does
   */
  public Dataset<Row> ranks(Dataset<?> rows) {
    if (threshold == null) {
      throw new IllegalArgumentException(
          "cannot rank rows: predictions are labels, expected scores and a threshold");
    }
    return new CountingQuery(plan(List.of(), rows.schema()), rows.schema()).ranks(rows.toDF());
  }

  /**
   * What is to be counted within some control columns.
   *
   * @param schema of the rows
   */
  CountingPlan plan(List<String> within, StructType schema) {
    if (favorable == null) {
      throw new IllegalArgumentException(
          "cannot count groups: the favourable label is not set, expected one by setFavorable");
    }
    if (sensitiveCols.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot count groups: no sensitive column is set, expected one or more by"
              + " setSensitiveCols");
    }
    String scores = scoreCol != null ? scoreCol : threshold == null ? null : predictionCol;
    if (bins > 0 && scores == null) {
      throw new IllegalArgumentException(
          "cannot count scores: there is no column of them, expected one by setScoreCol, or a"
              + " threshold");
    }
    boolean scoredOther = scores != null && isOfOther(scores);
    String other = unfavorable == null && scoredOther ? scoreOf : unfavorable;
    return new CountingPlan(
        labelCol,
        predictionCol,
        AuditValue.of(favorable),
        other == null ? null : AuditValue.of(other),
        threshold,
        scoredOther,
        new ArrayList<>(sensitiveCols),
        new ArrayList<>(within),
        named(schema),
        missingGroup,
        weightCol,
        bins > 0 ? scores : null,
        bins);
  }

  /** Only where the groups are numbers do other forms of a number name the same group. */
  private List<AuditValue> named(StructType schema) {
    boolean numbers =
        sensitiveCols.size() == 1
            && Arrays.asList(schema.fieldNames()).contains(sensitiveCols.get(0))
            && schema.apply(sensitiveCols.get(0)).dataType() instanceof NumericType;
    return groups.stream().map(g -> numbers ? AuditValue.of(g) : AuditValue.ofText(g)).toList();
  }

  /** Whether scores are those of the unfavourable label. */
  private boolean isOfOther(String scores) {
    String value = scoreOf;
    if (value == null) {
      throw new IllegalArgumentException(
          "cannot use the scores of column %s: it is not said of which label they are, expected the favourable %s or the other by setScoreOf"
              .formatted(scores, favorable));
    }
    if (AuditValue.of(String.valueOf(favorable)).isSame(value)) {
      return false;
    }
    if (unfavorable != null && !AuditValue.of(unfavorable).isSame(value)) {
      throw new IllegalArgumentException(
          "cannot use the scores of column %s: expected those of %s or %s, got those of %s"
              .formatted(scores, favorable, unfavorable, value));
    }
    return true;
  }
}
