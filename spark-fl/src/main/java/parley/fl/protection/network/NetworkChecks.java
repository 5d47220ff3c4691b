package parley.fl.protection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import parley.error.InvalidDataException;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkShape;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.settings.StandardizationSettings;

/**
 * Refuses rows that a network cannot be trained on. Stateless, so safe for use by several threads.
 */
public final class NetworkChecks {
  private NetworkChecks() {}

  /** The names of what the family's map makes of a row; without one those of the features. */
  public static List<String> names(ProviderDataset data, NetworkFamily family) {
    return family.inputMap().map(map -> map.names()).orElse(data.featureNames());
  }

  /**
   * Refuses rows that do not fit the family: one provider's, by what it says itself, or all, where
   * there is a class that no row has.
   *
   * @param settings how features come to one scale
   * @return how many bits that told: a class each
   * @throws InvalidDataException names a provider, not a value
   */
  public static int check(
      ProviderDataset data, NetworkFamily family, StandardizationSettings settings) {
    NetworkShape shape = family.terms().shape();
    List<String> names = names(data, family);
    int providers = data.providers().size();
    LabelScaling labels = family.labelScaling();
    if (shape.features() != names.size()) {
      throw new InvalidDataException(
          "cannot train a network: the rows have "
              + names.size()
              + " features, expected "
              + shape.features()
              + " as the first of the layers "
              + shape.text());
    }
    if (settings.byRanges()) {
      data.checkRanges(settings.featureRanges());
    }
    boolean collective = settings.collective();
    data.check(
        r -> {
          Optional<String> label = label(r, shape);
          if (label.isPresent()) {
            return label;
          }
          try {
            ProviderRows prepared = NetworkStatistics.prepared(family, r, family.terms().seed());
            return collective
                ? OpenedSums.lost(prepared, labels, names, providers)
                : Optional.empty();
          } catch (InvalidDataException e) {
            return Optional.of(String.valueOf(e.getMessage()));
          }
        });
    if (shape.head() != NetworkHead.CLASSES) {
      return 0;
    }
    requireAll(data.rows(), shape.outputs());
    return shape.outputs();
  }

  private static Optional<String> label(ProviderRows rows, NetworkShape shape) {
    for (int r = 0; shape.head() == NetworkHead.CLASSES && r < rows.rows(); r++) {
      if (rows.label(r) >= shape.outputs()) {
        return Optional.of(
            "cannot use the rows of provider "
                + rows.provider()
                + ": in its row "
                + r
                + " the label is a class beyond the last, expected 0 to "
                + (shape.outputs() - 1)
                + " as there are "
                + shape.outputs()
                + " outputs");
      }
    }
    return Optional.empty();
  }

  private static void requireAll(JavaRDD<ProviderRows> rows, int classes) {
    boolean[] found = new boolean[classes];
    for (boolean[] some : rows.map(r -> classes(r, classes)).collect()) {
      for (int k = 0; k < classes; k++) {
        found[k] |= some[k];
      }
    }
    List<Integer> missing = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      if (!found[k]) {
        missing.add(k);
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidDataException(
          "cannot train a network: no provider has a row of the classes "
              + missing
              + ", expected some of each of "
              + classes
              + "; leave out the outputs, or number the classes without a gap");
    }
  }

  private static boolean[] classes(ProviderRows rows, int classes) {
    boolean[] found = new boolean[classes];
    for (int r = 0; r < rows.rows(); r++) {
      found[(int) rows.label(r)] = true;
    }
    return found;
  }
}
