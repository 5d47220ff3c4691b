package parley.fl.sum;

import java.util.List;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.protocol.NoiseBounds;

/** What the providers of a sum of counts agree to: one upload, one opening to the querier. */
final class CountsPlan {
  static final String UPLOAD = "counts/upload";
  static final String OPEN = "counts/open";

  /**
   * log2 of the counts' scale: smudged by 40 bits the sum of 160 providers' counts is wrong by
   * 2^-13 (standard deviation in a slot), and their sum, below 2^48, fits into three limbs.
   */
  private static final int LOG_SCALE = 80;

  /** 60 + 45 + 45 bits: more than log2 of the scale, the largest sum and the sign. */
  private static final int LIMBS = 3;

  private CountsPlan() {}

  static PartyPlan of(CkksContext context, List<String> providers, int length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "cannot add up counts: expected at least one, got " + length);
    }
    int slots = context.parameters().slots();
    int blocks = (length + slots - 1) / slots;
    int parties = providers.size();
    double deviation =
        NoiseBounds.sum(
            NoiseBounds.freshEncryption(context.parameters().ringDimension(), parties), parties);
    return PartyPlan.builder("counts", context)
        .argument("length", String.valueOf(length))
        .providers(providers)
        .publicKey()
        .step(
            PlanStep.builder(UPLOAD, ProtocolKind.UPLOAD)
                .limbs(0, LIMBS)
                .logScales(0, LOG_SCALE)
                .values(blocks)
                .build())
        .step(
            PlanStep.builder(OPEN, ProtocolKind.KEY_SWITCH)
                .objects(blocks)
                .limbs(LIMBS, LIMBS)
                .logScales(LOG_SCALE, LOG_SCALE)
                .ciphertextDeviation(deviation)
                .maxAbs((double) EncryptedCounts.LARGEST * parties)
                .build())
        .build();
  }

  static double scale() {
    return Math.scalb(1.0, LOG_SCALE);
  }

  static int limbs() {
    return LIMBS;
  }
}
