package parley.fl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.optim.ProviderRows;
import parley.testing.PublicData;

/**
 * The public data sets with their split: rows with missing values are dropped, row i is a test row
 * when i mod 5 = r, training row k goes to provider k mod N.
 */
public final class ReferenceData {
  private final double[][] features;
  private final double[] labels;

  private ReferenceData(List<double[]> features, List<Double> labels) {
    this.features = features.toArray(new double[0][]);
    this.labels = labels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public static ReferenceData breastCancerWisconsin() {
    return read("breast-cancer-wisconsin.csv", 1, 10, 10, "4");
  }

  public static ReferenceData wdbc() {
    return read("wdbc.csv", 2, 32, 1, "M");
  }

  public static ReferenceData pima() {
    return read("pima-indians-diabetes.csv", 0, 8, 8, "1");
  }

  public static ReferenceData creditDefault() {
    return read("credit-default.csv", 0, 23, 23, "1");
  }

  public static ReferenceData musk() {
    return read("musk-v1.csv", 0, 166, 166, "1");
  }

  private static ReferenceData read(String file, int from, int to, int label, String positive) {
    List<double[]> features = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    List<String> lines = PublicData.lines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (List.of(cells).contains("?")) {
        continue;
      }
      double[] x = new double[to - from];
      for (int j = from; j < to; j++) {
        x[j - from] = Double.parseDouble(cells[j]);
      }
      features.add(x);
      labels.add(cells[label].equals(positive) ? 1.0 : 0.0);
    }
    assertThat(labels).contains(0.0, 1.0);
    return new ReferenceData(features, labels);
  }

  public int features() {
    return features[0].length;
  }

  public boolean isTest(int row, int remainder) {
    return row % 5 == remainder;
  }

  public int rows() {
    return labels.length;
  }

  public double[] row(int row) {
    return features[row];
  }

  public double label(int row) {
    return labels[row];
  }

  /** The numbers of the test rows or of the others. */
  public int[] select(int remainder, boolean test) {
    return IntStream.range(0, labels.length).filter(i -> isTest(i, remainder) == test).toArray();
  }

  /** The training rows dealt to providers, on the input scale. */
  public List<ProviderRows> providers(int remainder, int count) {
    int[] train = select(remainder, false);
    List<ProviderRows> providers = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      int own = p;
      int[] rows =
          IntStream.range(0, train.length)
              .filter(k -> k % count == own)
              .map(k -> train[k])
              .toArray();
      double[][] columns = new double[features()][rows.length];
      double[] y = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        y[i] = labels[rows[i]];
        for (int j = 0; j < columns.length; j++) {
          columns[j][i] = features[rows[i]][j];
        }
      }
      providers.add(new ProviderRows(String.valueOf(p), columns, y, new double[0]));
    }
    return providers;
  }
}
