package parley.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import parley.testing.PublicData;

/** The public data sets; row i is a test row when i mod 5 = 0. */
public final class ReferenceData {
  private final double[][] features;
  private final double[] labels;

  private ReferenceData(List<double[]> features, List<Double> labels) {
    this.features = features.toArray(new double[0][]);
    this.labels = labels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** 30 features as they are; 1 for malignant. */
  public static ReferenceData wdbc() {
    return read("wdbc.csv", 2, 32, 1, cell -> cell.equals("M") ? 1 : 0);
  }

  /** Eight features as they are; 1 for diabetes. */
  public static ReferenceData pima() {
    return read("pima-indians-diabetes.csv", 0, 8, 8, Double::parseDouble);
  }

  /** 64 pixels from 0 to 16, and ten digits. */
  public static ReferenceData digits() {
    return read("digits.csv", 0, 64, 64, Double::parseDouble);
  }

  private static ReferenceData read(
      String file, int from, int to, int label, ToDoubleFunction<String> labels) {
    List<double[]> rows = new ArrayList<>();
    List<Double> classes = new ArrayList<>();
    List<String> lines = PublicData.lines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double[] x = new double[to - from];
      for (int j = from; j < to; j++) {
        x[j - from] = Double.parseDouble(cells[j]);
      }
      rows.add(x);
      classes.add(labels.applyAsDouble(cells[label]));
    }
    return new ReferenceData(rows, classes);
  }

  /** The same with features divided by a number. */
  public ReferenceData dividedBy(double divisor) {
    List<double[]> rows = new ArrayList<>();
    for (double[] x : features) {
      double[] scaled = x.clone();
      for (int j = 0; j < scaled.length; j++) {
        scaled[j] /= divisor;
      }
      rows.add(scaled);
    }
    return with(rows);
  }

  /** The same with each feature from 0 to 1 over the given rows; constant ones become 0. */
  public ReferenceData minMaxScaled(int[] over) {
    int width = features[0].length;
    List<double[]> rows = new ArrayList<>();
    for (double[] x : features) {
      rows.add(x.clone());
    }
    for (int j = 0; j < width; j++) {
      int column = j;
      double lo = IntStream.of(over).mapToDouble(i -> features[i][column]).min().orElseThrow();
      double hi = IntStream.of(over).mapToDouble(i -> features[i][column]).max().orElseThrow();
      for (double[] row : rows) {
        row[j] = hi > lo ? (row[j] - lo) / (hi - lo) : 0;
      }
    }
    return with(rows);
  }

  private ReferenceData with(List<double[]> rows) {
    return new ReferenceData(rows, IntStream.of(all()).mapToObj(i -> labels[i]).toList());
  }

  public int features() {
    return features[0].length;
  }

  public double[] row(int row) {
    return features[row];
  }

  public double label(int row) {
    return labels[row];
  }

  public int[] all() {
    return IntStream.range(0, labels.length).toArray();
  }

  /** The numbers of the test rows or of the others. */
  public int[] select(boolean test) {
    return IntStream.of(all()).filter(i -> (i % 5 == 0) == test).toArray();
  }
}
