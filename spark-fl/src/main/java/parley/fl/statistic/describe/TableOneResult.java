package parley.fl.statistic.describe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns in all groups beside each other. Immutable, thread-safe.
 *
 * <p>A standardised difference of two groups is (m1 - m2) / sqrt((v1 + v2) / 2), of a level's share
 * p with v = p (1 - p) (Austin, Using the Standardized Difference to Compare the Prevalence of a
 * Binary Variable Between Two Groups, 2009, <a
 * href="https://doi.org/10.1080/03610910902859574">doi.org/10.1080/03610910902859574</a>). Of more
 * than two groups it is the largest one of any two, without a sign. {@code (other)} is no group
 * there.
 *
 * @param by what groups the rows
 * @param groups their names, {@code (other)} last where it has rows
 * @param rows of each group
 * @param rowsWithoutGroup which are nowhere in the table
 * @param numbers one a numeric column
 * @param levels one a category
 */
public record TableOneResult(
    String by,
    List<String> groups,
    List<Long> rows,
    long rowsWithoutGroup,
    List<Numbers> numbers,
    List<Levels> levels) {
  /**
   * A numeric column.
   *
   * @param all of all groups together
   * @param groups of each
   * @param standardizedDifference null where {@code reason} says why
   */
  public record Numbers(
      String column,
      Cell all,
      List<Cell> groups,
      @Nullable Double standardizedDifference,
      @Nullable String reason) {
    /** Copies the list. */
    public Numbers {
      groups = List.copyOf(groups);
    }
  }

  /**
   * A numeric column in a group.
   *
   * @param n values that are not missing
   * @param missing rows without one
   * @param mean null without values
   * @param standardDeviation null without two values, or where they are too small to tell
   */
  public record Cell(
      long n, long missing, @Nullable Double mean, @Nullable Double standardDeviation) {}

  /**
   * A category.
   *
   * @param missing rows without a value, of all groups
   * @param missingByGroup of each
   * @param levels in the category's order, {@code (other)} last where it has rows
   */
  public record Levels(String column, long missing, List<Long> missingByGroup, List<Level> levels) {
    /** Copies the lists. */
    public Levels {
      missingByGroup = List.copyOf(missingByGroup);
      levels = List.copyOf(levels);
    }
  }

  /**
   * A category's level.
   *
   * @param all of all groups together
   * @param groups of each
   * @param standardizedDifference of the shares; null where {@code reason} says why
   */
  public record Level(
      String level,
      Share all,
      List<Share> groups,
      @Nullable Double standardizedDifference,
      @Nullable String reason) {
    /** Copies the list. */
    public Level {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Rows of a level.
   *
   * @param count how many
   * @param share of the rows that have a value; null if none has
   */
  public record Share(long count, @Nullable Double share) {}

  /** Copies the lists. */
  public TableOneResult {
    groups = List.copyOf(groups);
    rows = List.copyOf(rows);
    numbers = List.copyOf(numbers);
    levels = List.copyOf(levels);
  }
}
