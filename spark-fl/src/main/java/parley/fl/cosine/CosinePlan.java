package parley.fl.cosine;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import parley.error.InvalidDataException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.KnownAlgorithm;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.NoiseBounds;

/**
 * What the two providers agree to, made from terms and names alone. Stateless, thread-safe.
 *
 * <p>Scales, as log2: entries 40 + 60 encrypted, 40 in clear, so 140 of the product, whose noise
 * stands 2^-90 below it; refreshed to 100, where the flooding of each provider has a deviation of
 * 2^-33. It hides that noise to a statistical distance below 2^-55, and the cosine's own digits
 * beyond it.
 */
public final class CosinePlan implements KnownAlgorithm {
  /** The plan's algorithm. */
  public static final String ALGORITHM = "cosine/1";

  /** 128 bits: n = 2^14 with log QP 336. */
  static final CkksParameters PARAMETERS =
      CkksParameters.builder()
          .logRingDimension(14)
          .firstPrimeBits(60)
          .scaleBits(54)
          .limbs(5)
          .digits(5)
          .build();

  static final String VECTOR = "cosine/vector";
  static final String PRODUCT = "cosine/product";
  static final String REFRESH = "cosine/refresh";
  static final String OPEN = "cosine/open";

  static final int LIMBS = 5;
  static final int OPENED_LIMBS = 2;
  static final int FRACTION_BITS = 60;
  static final int PRODUCT_BITS = FRACTION_BITS + 2 * CosineVector.BITS;
  static final int OPENED_BITS = 100;

  /** Bits behind the point that the flooding leaves. */
  static final int FLOOD_BITS = 30;

  /** A cosine is at most 1, and a little more by rounding. */
  private static final double MOST = 2;

  @Override
  public Set<String> ids() {
    return Set.of(ALGORITHM);
  }

  @Override
  public PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    return of(context, providers, CosineTerms.of(arguments));
  }

  static PartyPlan of(CkksContext context, List<String> providers, CosineTerms terms) {
    if (providers.size() != 2) {
      throw new InvalidDataException(
          "cannot compute a cosine: expected two providers, got " + providers.size());
    }
    int blocks = EncryptedSums.blocks(terms.length(), context.parameters().ringDimension());
    PartyPlan.Builder plan =
        PartyPlan.builder(ALGORITHM, context)
            .providers(providers)
            .allowTwoProviders(true)
            .publicKey();
    terms.arguments().forEach(plan::argument);
    return plan.step(
            UploadStep.builder(VECTOR, ProtocolKind.UPLOAD)
                .output(LIMBS, FRACTION_BITS)
                .values(blocks)
                .build())
        .step(
            UploadStep.builder(PRODUCT, ProtocolKind.SUM_UPLOAD)
                .inputs(blocks, LIMBS, FRACTION_BITS)
                .output(LIMBS, PRODUCT_BITS)
                .values(1)
                .source(StepSource.of(VECTOR))
                .build())
        .step(
            SumRefreshStep.builder(REFRESH)
                .limbs(LIMBS, OPENED_LIMBS)
                .logScales(PRODUCT_BITS, OPENED_BITS)
                .maxAbs(MOST)
                .floodBits(FLOOD_BITS)
                .attempts(1)
                .source(StepSource.of(PRODUCT))
                .build())
        .step(
            OpeningStep.builder(OPEN, ProtocolKind.KEY_SWITCH)
                .input(OPENED_LIMBS, OPENED_BITS)
                .ciphertextDeviation(NoiseBounds.sumRefresh(providers.size()))
                .maxAbs(MOST)
                .rows(1)
                .source(StepSource.of(REFRESH))
                .build())
        .build();
  }
}
