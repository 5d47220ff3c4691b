package parley.fl.sum.encrypted;

import java.math.BigInteger;
import java.util.List;
import parley.fl.plan.MachineCosts;
import parley.fl.sum.SumSpec;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.Opens;
import parley.mhe.protocol.EncryptedSums;

/**
 * What a sum alone would take under encryption. Immutable and thread-safe.
 *
 * @param spec what is added up
 * @param providers how many
 * @param parameters the ring
 * @param scaleBits log2 of the integers' scale
 * @param ciphertexts that a provider's vector fills
 * @param exactness standard deviations of all providers' smudging that half a unit is
 * @param bytesPerProvider that a provider sends: its part of the key, its ciphertexts, its shares
 * @param secondsPerProvider that a provider computes, on one core
 */
public record SumForecast(
    SumSpec spec,
    int providers,
    CkksParameters parameters,
    int scaleBits,
    int ciphertexts,
    double exactness,
    long bytesPerProvider,
    double secondsPerProvider) {
  /** Samples of 20 to 70 bits cost about so many of the small ones. */
  private static final double WIDE_SAMPLE = 3;

  /**
   * The forecast.
   *
   * @param spec opened once for each of its openings
   * @param machine seconds of elementary steps
   * @throws parley.error.ParleyException when no parameters at 128 bits carry the sum
   */
  public static SumForecast of(SumSpec spec, int providers, MachineCosts machine) {
    List<SumSpec> all = SumWords.carried(SumWords.of(List.of(spec), providers));
    SumSpec carried = all.get(0);
    CkksParameters parameters = SumParameters.choose(all, providers);
    int n = parameters.ringDimension();
    long openings = SumSteps.openings(all, n);
    int blocks = EncryptedSums.blocks(carried.length(), n);
    return new SumForecast(
        spec,
        providers,
        parameters,
        SumSteps.fractionBits(carried, n, providers, openings),
        blocks,
        SumSteps.margin(carried, n, providers, openings),
        bytes(carried, parameters, blocks),
        seconds(carried, parameters, blocks, machine));
  }

  /** Largest absolute value of the sum, in units. */
  public BigInteger largestSum() {
    return spec.largestSum(providers);
  }

  private static long bytes(SumSpec spec, CkksParameters parameters, int blocks) {
    long limb = (long) Long.BYTES * parameters.limbs();
    long polynomial = limb * parameters.ringDimension();
    long opened =
        spec.opens() == Opens.TO_ALL
            ? limb * Math.min(spec.length(), parameters.ringDimension())
            : 2 * polynomial;
    return polynomial + spec.openings() * blocks * (2 * polynomial + opened);
  }

  /** Transforms, products and samples of the key, of an encryption and of a share. */
  private static double seconds(
      SumSpec spec, CkksParameters parameters, int blocks, MachineCosts machine) {
    int n = parameters.ringDimension();
    int limbs = parameters.limbs();
    double transform =
        (machine.wideTransform() + (limbs - 1) * machine.transform())
            * n
            * parameters.logRingDimension();
    double product = machine.product() * n * limbs;
    double sample = machine.gaussian() * n;
    double common = machine.uniform() * n * limbs;
    double key = common + 2 * transform + product + 2 * sample;
    double encryption = 4 * transform + 2 * product + 3 * sample;
    boolean all = spec.opens() == Opens.TO_ALL;
    double share =
        (all ? 1 : 4) * transform
            + (all ? 1 : 3) * product
            + (WIDE_SAMPLE + (all ? 0 : 2)) * sample;
    return key + (double) spec.openings() * blocks * (encryption + share);
  }
}
