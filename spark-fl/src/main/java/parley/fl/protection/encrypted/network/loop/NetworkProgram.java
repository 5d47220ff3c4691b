package parley.fl.protection.encrypted.network.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.BatchShares;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkInput;
import parley.fl.network.NetworkRows;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.network.step.RowFactors;
import parley.fl.protection.encrypted.network.step.SplitSums;
import parley.fl.protection.encrypted.products.BatchPart;
import parley.fl.protection.network.NetworkStatistics;
import parley.fl.sum.SumSpec;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.SessionKeys;

/**
 * What runs at one provider of an encrypted network's training: its part of the opened sums, its
 * steps on what is encrypted, and its labels and weights inside a share. Rows are standardised and
 * put into their order when the first step brings the session's numbers. Not thread-safe: one call
 * at a time.
 */
public final class NetworkProgram implements LocalProgram {
  private final CkksContext context;
  private final NetworkLayout layout;
  private final NetworkFamily family;
  private final double featureClip;
  private final RowFactors factors;
  private final int index;
  private final ProviderRows rows;
  private final SumSpec moments;
  private final OpenedSums sums;
  private byte @Nullable [] rowsHash;
  private byte[] toldBytes = new byte[0];
  private @Nullable Prepared prepared;

  /** What follows from what was told. */
  private record Prepared(
      BatchTold told, BatchShares shares, int place, NetworkRows rows, NetworkKernel kernel) {}

  /**
   * The program of one provider.
   *
   * @param featureClip largest absolute value of a standardised feature, which the plan's masks are
   *     made for
   * @param factors how much rows may count
   * @param index the provider's place among the sorted providers
   * @param rows as they are given
   */
  public NetworkProgram(
      CkksContext context,
      NetworkLayout layout,
      NetworkFamily family,
      double featureClip,
      RowFactors factors,
      int index,
      ProviderRows rows) {
    this.context = context;
    this.layout = layout;
    this.family = family;
    this.featureClip = featureClip;
    this.factors = factors;
    this.index = index;
    this.rows = NetworkStatistics.prepared(family, rows, family.terms().seed());
    this.moments = AgreedSums.moments(this.rows.features(), family.labelScaling());
    this.sums = new OpenedSums(this.rows, true, family.labelScaling());
    if (this.rows.weighted() && !factors.any()) {
      throw new ParleyException(
          "cannot take the rows of "
              + rows.provider()
              + ": they have weights, expected none in a plan where all rows count the same");
    }
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    Prepared now = prepare(args);
    BatchPart part = part(now, round);
    return switch (step) {
      case NetworkSteps.FORWARD -> now.kernel().forward(inputs, part, now.told().batch());
      case NetworkSteps.GRADIENT -> now.kernel().gradient(inputs, part);
      default ->
          throw new ParleyException(
              "cannot take the step " + step + ": this program has none of that name");
    };
  }

  private BatchPart part(Prepared now, int round) {
    return new BatchPart(now.shares().first(index, round), now.shares().rows(index), now.place());
  }

  private Prepared prepare(byte[] args) {
    Prepared known = prepared;
    if (known != null && Arrays.equals(args, toldBytes)) {
      return known;
    }
    if (known != null) {
      // Labels follow from it: one request must not be asked with two of them.
      throw new ParleyException(
          "cannot take a step with the rows of "
              + rows.provider()
              + ": the driver tells another batch than before, expected the same in all"
              + " iterations");
    }
    BatchTold told = BatchTold.fromBytes(args);
    requireFits(told);
    NetworkStatistics agreed =
        new NetworkStatistics(
            new NetworkInput(family.inputMap().orElse(null), told.standardization()),
            told.labels(),
            told.rows(),
            Arrays.stream(told.rows()).sum(),
            0);
    NetworkRows ordered = agreed.trained(rows);
    Prepared made =
        new Prepared(
            told,
            told.shares(),
            told.place(index),
            ordered,
            new NetworkKernel(context, layout, ordered, index == 0));
    toldBytes = args.clone();
    prepared = made;
    return made;
  }

  private void requireFits(BatchTold told) {
    if (told.rows().length <= index || told.rows()[index] != rows.rows()) {
      throw new ParleyException(
          "cannot take the rows of "
              + rows.provider()
              + ": the driver counts others, expected "
              + rows.rows()
              + ", got "
              + (told.rows().length <= index ? "none" : told.rows()[index] + ""));
    }
    if (told.standardization().clip() != featureClip) {
      throw new ParleyException(
          "cannot take the driver's standardisation: it cuts features elsewhere than the plan,"
              + " expected "
              + featureClip
              + ", got "
              + told.standardization().clip());
    }
    if (told.batch() > layout.rows()) {
      throw new ParleyException(
          "cannot take a batch: the plan has too few places, expected at most "
              + layout.rows()
              + " rows, got "
              + told.batch());
    }
  }

  @Override
  public List<long[]> privateInput(CkksContext of, String step, int round) {
    Prepared now = prepared;
    if (now == null || !step.equals(NetworkSteps.OUTPUTS)) {
      throw new ParleyException(
          "cannot add labels to "
              + step
              + ": expected "
              + NetworkSteps.OUTPUTS
              + " after "
              + NetworkSteps.FORWARD);
    }
    boolean classes = family.terms().shape().head() == NetworkHead.CLASSES;
    BatchPart part = part(now, round);
    List<long[]> own =
        new ArrayList<>(
            now.kernel()
                .labels(
                    part,
                    (row, output) -> {
                      double label = now.rows().label(row);
                      return classes ? (label == output ? 1 : 0) : label;
                    }));
    if (factors.any()) {
      own.add(
          now.kernel().factors(part, row -> factors.of(rows.provider(), now.rows().factor(row))));
    }
    return own;
  }

  @Override
  public BigInteger[] sums(String step, byte[] args) {
    BigInteger[] own = sums.sums(step, args);
    return step.equals(moments.step()) ? SplitSums.parts(moments, own) : own;
  }

  @Override
  public int numbers(String step, int planned) {
    return step.equals(moments.step()) ? moments.length() : planned;
  }

  @Override
  public byte[] privateInputHash() {
    byte[] known = rowsHash;
    if (known == null) {
      known = sums.privateInputHash();
      rowsHash = known;
    }
    return known.clone();
  }
}
