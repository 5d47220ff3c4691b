package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;

/**
 * Puts a sensitive column of numbers, such as ages, into bands: {@code below 25}, {@code 25 to 45},
 * {@code 45 and above}. A value at an edge belongs to the band above it. Stateless, so safe for use
 * by several threads.
 */
public final class GroupBands {
  /** More bands than these are no groups any more. */
  public static final int MAX_EDGES = 50;

  private GroupBands() {}

  /**
   * The rows with the names of bands in place of a column's numbers; what is missing stays missing,
   * and NaN in a column of doubles or floats is. Reads the rows once, to see that they are numbers.
   *
   * @param column numbers, or text that is written as numbers
   * @param edges one or more, finite and rising
   * @throws IllegalArgumentException if the edges are not so, or there is no such column
   * @throws InvalidDataException if a value is no finite number in decimal digits, with how many
   */
  public static Dataset<Row> of(Dataset<Row> rows, String column, double... edges) {
    boolean rising = edges.length > 0 && edges.length <= MAX_EDGES && Double.isFinite(edges[0]);
    for (int k = 1; k < edges.length; k++) {
      rising &= edges[k] > edges[k - 1] && Double.isFinite(edges[k]);
    }
    if (!rising) {
      throw new IllegalArgumentException(
          "cannot put column %s into bands: expected 1 to %d finite edges that rise, got %s"
              .formatted(column, MAX_EDGES, Arrays.toString(edges)));
    }
    Columns.values(rows.schema(), column);
    Column value = Columns.column(column);
    DataType type = rows.schema().apply(column).dataType();
    Column number = AuditValue.number(value, type);
    Column isNoNumber =
        value.isNotNull().and(number.isNull().or(abs(number).equalTo(Double.POSITIVE_INFINITY)));
    Row found = rows.agg(count(when(isNoNumber, 1)), count(lit(1))).first();
    if (found.getLong(0) > 0) {
      throw new InvalidDataException(
          "cannot put column %s into bands: it is no number in %d of %d rows, expected numbers"
              .formatted(column, found.getLong(0), found.getLong(1)));
    }
    Column band = lit(name(edges[edges.length - 1]) + " and above");
    for (int k = edges.length - 1; k > 0; k--) {
      band =
          when(number.lt(edges[k]), name(edges[k - 1]) + " to " + name(edges[k])).otherwise(band);
    }
    band = when(number.lt(edges[0]), "below " + name(edges[0])).otherwise(band);
    return rows.withColumn(column, when(number.isNotNull().and(not(number.isNaN())), band));
  }

  private static String name(double edge) {
    return new BigDecimal(Double.toString(edge)).stripTrailingZeros().toPlainString();
  }
}
