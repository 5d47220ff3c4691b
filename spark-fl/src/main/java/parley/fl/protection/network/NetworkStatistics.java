package parley.fl.protection.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.family.network.NetworkFamily;
import parley.fl.image.InputMap;
import parley.fl.network.BatchShares;
import parley.fl.network.NetworkInput;
import parley.fl.network.NetworkRows;
import parley.fl.network.RowOrder;
import parley.fl.optim.LabelScale;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.agree.CollectiveScaling;
import parley.fl.protection.agree.SumArguments;
import parley.fl.settings.StandardizationSettings;
import parley.fl.sum.SecureSum;

/**
 * What the providers agree on before the first iteration, from sums that they open to all.
 * Immutable but for callers that write to the array.
 *
 * @param input what a row becomes
 * @param labels how labels come to one scale
 * @param rows of each provider
 * @param weightSum of all rows, by their own weights and their classes'
 * @param lambdaX the largest eigenvalue of the features, a column of ones among them: the mean of
 *     the providers', by the weights of their rows
 */
@DefaultSerializer(JavaSerializer.class)
public record NetworkStatistics(
    NetworkInput input, LabelScale labels, int[] rows, double weightSum, double lambdaX)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of what a map makes of a row some hardly varies: no deviation is below this share. */
  private static final double LEAST_DEVIATION = 0.1;

  /**
   * Opens what is needed.
   *
   * @param sums over rows that are mapped, and weighted by their classes: {@link #prepared}
   * @param names of the features that the map makes
   */
  public static NetworkStatistics agree(
      SecureSum sums,
      List<String> providers,
      List<String> names,
      NetworkFamily family,
      StandardizationSettings settings) {
    double clip = settings.featureClip();
    InputMap map = family.inputMap().orElse(null);
    CollectiveScaling scaling =
        settings.collective()
            ? CollectiveScaling.of(sums, clip, names, family.labelScaling(), true)
            : new CollectiveScaling(agreed(settings, names.size()), LabelScale.NONE);
    Standardization features =
        map == null || !settings.collective()
            ? scaling.features()
            : scaling.features().raised(LEAST_DEVIATION);
    double[] curvature =
        sums.open(
                AgreedSums.curvature(false, 0),
                SumArguments.scaling(new SumArguments.Scaling(features, false, false)))
            .toDoubles();
    double[] rows =
        sums.open(AgreedSums.rowCounts(providers.size()), SumArguments.providers(providers))
            .toDoubles();
    NetworkStatistics found =
        new NetworkStatistics(
            new NetworkInput(map, features),
            scaling.labels(),
            Arrays.stream(rows).mapToInt(r -> (int) Math.rint(r)).toArray(),
            curvature[1],
            curvature[2] / curvature[1]);
    requireBound(found.allRows(), settings);
    return found;
  }

  /** What needs no sums: agreed ranges, or features as they are; cut in both cases. */
  private static Standardization agreed(StandardizationSettings settings, int features) {
    if (!settings.byRanges()) {
      return Standardization.none(features, settings.featureClip());
    }
    Standardization ranges = Standardization.ranges(settings.featureRanges());
    return Standardization.of(
        ranges.mean(), ranges.scale(), ranges.constantFeatures(), settings.featureClip());
  }

  private static void requireBound(long rows, StandardizationSettings settings) {
    if (settings.byRanges() && rows > settings.rowBound().orElse(Long.MAX_VALUE)) {
      throw new InvalidDataException(
          "cannot train a network: there are more rows than was agreed, expected at most "
              + settings.rowBound().getAsLong()
              + ", got "
              + rows);
    }
  }

  /** How many rows there are. */
  public long allRows() {
    return Arrays.stream(rows).asLongStream().sum();
  }

  /**
   * Who gives how many rows of a batch.
   *
   * @throws IllegalArgumentException if a batch is to be of more rows than there are
   */
  public BatchShares shares(NetworkFamily family) {
    return new BatchShares(rows, family.terms().batch(allRows()));
  }

  /**
   * A provider's rows before anything is agreed on: mapped, weighted by their classes, and in the
   * order in which they come into batches, so that all sums over them are the same to the bit
   * however they lay before.
   *
   * @param seed of the order
   */
  public static ProviderRows prepared(NetworkFamily family, ProviderRows rows, long seed) {
    ProviderRows mapped = NetworkInput.mapped(family.inputMap().orElse(null), rows);
    return RowOrder.of(weighted(mapped, family.classWeights()), seed);
  }

  private static ProviderRows weighted(ProviderRows rows, List<Double> weights) {
    if (weights.isEmpty()) {
      return rows;
    }
    double[][] columns = new double[rows.features()][];
    Arrays.setAll(columns, rows::column);
    double[] labels = new double[rows.rows()];
    Arrays.setAll(labels, rows::label);
    double[] weighted = new double[rows.rows()];
    Arrays.setAll(weighted, r -> rows.weight(r) * weights.get((int) labels[r]));
    return new ProviderRows(rows.provider(), columns, labels, weighted);
  }

  /** A provider's rows, {@linkplain #prepared prepared}, as they are trained on. */
  public NetworkRows trained(ProviderRows prepared) {
    return NetworkRows.of(input.columns(prepared), scaled(prepared), factors(prepared));
  }

  private double[] scaled(ProviderRows prepared) {
    double[] scaled = new double[prepared.rows()];
    Arrays.setAll(scaled, r -> labels.apply(prepared.label(r)));
    return scaled;
  }

  /** Of mean 1 over all rows, so that steps do not depend on the unit of the weights. */
  private double[] factors(ProviderRows prepared) {
    double[] factors = new double[prepared.weighted() ? prepared.rows() : 0];
    Arrays.setAll(factors, r -> prepared.weight(r) * allRows() / weightSum);
    return factors;
  }
}
