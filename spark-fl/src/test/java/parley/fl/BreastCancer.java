package parley.fl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The breast cancer data of the examples: 569 rows of 30 features, malignant is 1. */
public final class BreastCancer {
  private BreastCancer() {}

  /** All rows; row k names provider k mod count. */
  public static Dataset<Row> frame(SparkSession spark, int providers) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines()) {
      String[] cells = line.split(",", -1);
      double[] x = new double[cells.length - 1];
      for (int j = 0; j < x.length; j++) {
        x[j] = Double.parseDouble(cells[j]);
      }
      double label = cells[x.length].equals("malignant") ? 1 : 0;
      rows.add(RowFactory.create("p" + rows.size() % providers, Vectors.dense(x), label));
    }
    return spark.createDataFrame(rows, SparkForTests.SCHEMA);
  }

  private static List<String> lines() {
    Path folder = Path.of("").toAbsolutePath();
    Path file = folder.resolve("examples/data/breast-cancer.csv");
    while (!Files.exists(file) && folder.getParent() != null) {
      folder = folder.getParent();
      file = folder.resolve("examples/data/breast-cancer.csv");
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
