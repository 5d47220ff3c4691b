package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import parley.testing.PublicData;

/** Start weights that anyone can write down again, and public rows to train on from them. */
public final class GoldenNetworks {
  private GoldenNetworks() {}

  /**
   * Weight (j, k) is gain sqrt(3 / inputs) (2 t / 10007 - 1), t = 7919 (j outputs + k + 1) mod
   * 10007.
   */
  public static NetworkWeights start(NetworkShape shape, double gain) {
    double[] values = new double[shape.weights()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      int m = shape.outputs(layer);
      for (int j = 0; j < shape.inputs(layer); j++) {
        for (int k = 0; k < m; k++) {
          long t = 7919L * (j * m + k + 1) % 10007;
          values[shape.index(layer, j, k)] =
              gain * Math.sqrt(3.0 / shape.inputs(layer)) * (2.0 * t / 10007 - 1);
        }
      }
    }
    return NetworkWeights.of(shape, values);
  }

  /** Rows by column. */
  public record Table(double[][] columns, double[] labels) {
    double[] row(int r) {
      return IntStream.range(0, columns.length).mapToDouble(j -> columns[j][r]).toArray();
    }

    /** Every fifth row from the first on, or all others. */
    Table fifth(boolean test) {
      int[] rows = IntStream.range(0, labels.length).filter(r -> r % 5 == 0 == test).toArray();
      double[][] some = new double[columns.length][rows.length];
      for (int j = 0; j < columns.length; j++) {
        for (int r = 0; r < rows.length; r++) {
          some[j][r] = columns[j][rows[r]];
        }
      }
      return new Table(some, IntStream.of(rows).mapToDouble(r -> labels[r]).toArray());
    }

    /** Features changed, a column's own function each. */
    Table map(List<DoubleUnaryOperator> functions) {
      double[][] changed = new double[columns.length][];
      for (int j = 0; j < columns.length; j++) {
        changed[j] = DoubleStream.of(columns[j]).map(functions.get(j)).toArray();
      }
      return new Table(changed, labels);
    }
  }

  static Table iris() {
    return read("iris.csv", List.of("setosa", "versicolor", "virginica"));
  }

  static Table digits() {
    return read("digits.csv", IntStream.range(0, 10).mapToObj(String::valueOf).toList());
  }

  private static Table read(String file, List<String> classes) {
    List<String> lines = new ArrayList<>(PublicData.lines(file));
    lines.remove(0);
    int features = lines.get(0).split(",", -1).length - 1;
    double[][] columns = new double[features][lines.size()];
    double[] labels = new double[lines.size()];
    for (int r = 0; r < labels.length; r++) {
      String[] cells = lines.get(r).split(",", -1);
      for (int j = 0; j < features; j++) {
        columns[j][r] = Double.parseDouble(cells[j]);
      }
      labels[r] = classes.indexOf(cells[features]);
      assertThat(labels[r]).as(cells[features]).isNotNegative();
    }
    return new Table(columns, labels);
  }
}
