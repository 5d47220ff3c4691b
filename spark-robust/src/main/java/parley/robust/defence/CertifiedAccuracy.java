package parley.robust.defence;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.error.ParleyException;
import parley.ml.column.Columns;

/**
 * A point of a certified-accuracy curve. Immutable, so safe for use by several threads.
 *
 * @param radius a distance
 * @param accuracy share of the rows whose prediction is right and whose radius is above the
 *     distance; abstentions count as wrong
 */
public record CertifiedAccuracy(double radius, double accuracy) {

  /**
   * The curve of a certified DataFrame, in one pass. Rows are counted, so the result is equal to
   * the bit whatever the partitions.
   *
   * @param labelCol numbers
   * @param predictionCol numbers, -1 where the classifier abstained
   * @param radiusCol numbers
   * @param radii distances, each 0 or more; at 0 abstentions alone are left out
   * @return a point a distance, in their order
   * @throws IllegalArgumentException if a distance is negative, or a column is missing
   * @throws ParleyException if there are no rows
   */
  public static List<CertifiedAccuracy> of(
      Dataset<?> certified,
      String labelCol,
      String predictionCol,
      String radiusCol,
      double... radii) {
    List<Column> counts = new ArrayList<>();
    Column right =
        Columns.column(labelCol)
            .cast("double")
            .equalTo(Columns.column(predictionCol).cast("double"));
    for (double radius : radii) {
      if (!(radius >= 0)) {
        throw new IllegalArgumentException(
            "cannot draw the curve: expected distances of 0 or more, got " + radius);
      }
      counts.add(count(when(right.and(Columns.column(radiusCol).gt(radius)), lit(1))));
    }
    Row row = certified.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    long rows = row.getLong(0);
    if (rows == 0) {
      throw new ParleyException("cannot draw the curve: there are no rows, expected one or more");
    }
    List<CertifiedAccuracy> curve = new ArrayList<>();
    for (int i = 0; i < radii.length; i++) {
      curve.add(new CertifiedAccuracy(radii[i], (double) row.getLong(i + 1) / rows));
    }
    return curve;
  }
}
