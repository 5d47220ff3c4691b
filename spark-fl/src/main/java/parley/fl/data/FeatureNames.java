package parley.fl.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import parley.error.InvalidDataException;

/** The names of the features, from the column's metadata or by number. */
public final class FeatureNames {
  private static final int NONE = -1;

  private FeatureNames() {}

  /** One a feature, in order: by its attribute, else COLUMN[j]. */
  public static List<String> of(Dataset<?> frame, String column) {
    AttributeGroup group = AttributeGroup.fromStructField(frame.schema().apply(column));
    if (group.attributes().isDefined()) {
      List<String> names = new ArrayList<>();
      for (Attribute attribute : group.attributes().get()) {
        int index = names.size();
        names.add(
            attribute.name().isDefined() ? attribute.name().get() : column + "[" + index + "]");
      }
      return List.copyOf(names);
    }
    int size = group.size() >= 0 ? group.size() : firstRowSize(frame, column);
    List<String> names = new ArrayList<>(size);
    for (int j = 0; j < size; j++) {
      names.add(column + "[" + j + "]");
    }
    return List.copyOf(names);
  }

  /** Only the size comes to the driver. */
  private static int firstRowSize(Dataset<?> frame, String column) {
    List<Integer> first =
        frame
            .select(ProviderRdd.quoted(column))
            .toDF()
            .javaRDD()
            .map(row -> row.isNullAt(0) ? NONE : row.<Vector>getAs(0).size())
            .take(1);
    if (first.isEmpty()) {
      throw new InvalidDataException("cannot train: the data set has no rows, expected some");
    }
    if (first.get(0) == NONE) {
      throw new InvalidDataException(
          "cannot train: the features of the first row are missing, expected a vector");
    }
    return first.get(0);
  }
}
