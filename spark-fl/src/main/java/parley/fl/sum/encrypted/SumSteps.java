package parley.fl.sum.encrypted;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.sum.SumSpec;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.NoiseBounds;
import parley.mhe.protocol.Smudging;

/**
 * The two steps of a plan that a sum takes: every provider encrypts its integers, n a ciphertext at
 * a scale of 2^f; all open the sum. f is the least at which 8 standard deviations of all providers'
 * smudging are below half a unit, so that rounding gives the very sum. Stateless, thread-safe.
 */
public final class SumSteps {
  private SumSteps() {}

  /** Openings, one a ciphertext, that these sums take of a plan in a ring of dimension n. */
  public static long openings(List<SumSpec> specs, int ringDimension) {
    return specs.stream().mapToLong(spec -> openings(spec, ringDimension)).sum();
  }

  private static long openings(SumSpec spec, int ringDimension) {
    return (long) spec.openings() * EncryptedSums.blocks(spec.length(), ringDimension);
  }

  /**
   * f, log2 of the scale.
   *
   * @param openings of the whole plan, which the smudging grows with
   */
  public static int fractionBits(SumSpec spec, int ringDimension, int providers, long openings) {
    return EncryptedSums.exactFractionBits(
        smudging(spec, ringDimension, providers, openings), providers);
  }

  /** Standard deviations of all providers' smudging that half a unit is: at least 8. */
  public static double margin(SumSpec spec, int ringDimension, int providers, long openings) {
    double sigma =
        smudging(spec, ringDimension, providers, openings).deviation() * Math.sqrt(providers);
    int fraction = fractionBits(spec, ringDimension, providers, openings);
    return Math.scalb(1.0, fraction - 1) / sigma;
  }

  private static Smudging smudging(SumSpec spec, int ringDimension, int providers, long openings) {
    boolean all = spec.opens() == Opens.TO_ALL;
    int coefficients = all ? Math.min(ringDimension, spec.length()) : ringDimension;
    return Smudging.of(openings, coefficients, NoiseBounds.freshSum(ringDimension, providers));
  }

  /**
   * Adds both steps.
   *
   * @param limbs of the ciphertexts
   * @param openings of the whole plan
   */
  public static void add(
      PartyPlan.Builder plan,
      SumSpec spec,
      int ringDimension,
      int providers,
      int limbs,
      long openings) {
    int fraction = fractionBits(spec, ringDimension, providers, openings);
    boolean all = spec.opens() == Opens.TO_ALL;
    int blocks = EncryptedSums.blocks(spec.length(), ringDimension);
    int values = Math.min(spec.length(), ringDimension);
    plan.step(
        UploadStep.builder(spec.step(), ProtocolKind.SUMS)
            .rounds(spec.openings())
            .output(limbs, fraction)
            .values(spec.length())
            .maxAbs(atLeast(spec.bound()))
            .build());
    OpeningStep.Builder opening =
        OpeningStep.builder(
                spec.openStep(), all ? ProtocolKind.DECRYPTION : ProtocolKind.KEY_SWITCH)
            .rounds(spec.openings())
            .objects(blocks)
            .input(limbs, fraction)
            .source(StepSource.of(spec.step()))
            .ciphertextDeviation(NoiseBounds.freshSum(ringDimension, providers))
            .maxAbs(atLeast(spec.largestSum(providers)));
    // To the querier go all coefficients of a ciphertext, of which these carry numbers.
    plan.step((all ? opening.values(values) : opening.rows(values)).build());
  }

  /** The double at or above. */
  private static double atLeast(BigInteger bound) {
    double near = bound.doubleValue();
    return new BigDecimal(near).toBigInteger().compareTo(bound) < 0 ? Math.nextUp(near) : near;
  }

  /**
   * The fewest limbs of a context that carry these sums.
   *
   * @throws ParleyException when not even all do
   */
  static int limbs(CkksContext context, List<SumSpec> specs, int providers) {
    int n = context.parameters().ringDimension();
    long openings = openings(specs, n);
    int most = 1;
    for (SumSpec spec : specs) {
      int fraction = fractionBits(spec, n, providers, openings);
      BigInteger needed = spec.largestSum(providers).add(BigInteger.ONE).shiftLeft(fraction + 1);
      int limbs = 1;
      while (limbs < context.limbs() && context.modulus(limbs).compareTo(needed) <= 0) {
        limbs++;
      }
      if (context.modulus(limbs).compareTo(needed) <= 0) {
        throw new ParleyException(
            "cannot add up "
                + spec.words()
                + ": the integers have no room in the querier's parameters, expected sums below 2^"
                + (context.modulus(limbs).bitLength() - 2 - fraction)
                + " units, got up to 2^"
                + spec.largestSum(providers).bitLength());
      }
      most = Math.max(most, limbs);
    }
    return most;
  }
}
