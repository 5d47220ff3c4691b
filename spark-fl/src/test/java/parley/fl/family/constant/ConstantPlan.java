package parley.fl.family.constant;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.SumSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.NoiseBounds;

/** Counts rows, adds up labels in one round, and opens the sum or answers with it. */
final class ConstantPlan {
  static final CkksParameters PARAMETERS = CkksParameters.INSECURE_TEST_4096;
  static final SumSpec ROWS =
      SumSpec.of("prepare/rows", "row count, for the mean", 1, BigInteger.ONE.shiftLeft(40))
          .withAudience(Opens.TO_ALL);
  static final String LABELS = "train/labels";
  static final String REVEAL = "model/reveal";
  static final String PREDICT = "predict/constant";
  static final int LIMBS = 4;
  static final double SCALE = 0x1p90;
  static final int ROWS_PER_OPENING = 16;
  private static final double MOST = 1024;
  private static final String REVEALS = "reveal";

  private ConstantPlan() {}

  static PartyPlan of(
      CkksContext context, List<String> providers, boolean allowTwoProviders, boolean reveal) {
    long openings = builder(context, providers, allowTwoProviders, reveal, 1).build().openings();
    return builder(context, providers, allowTwoProviders, reveal, openings).build();
  }

  static boolean reveals(Map<String, String> arguments) {
    return Boolean.parseBoolean(arguments.get(REVEALS));
  }

  private static PartyPlan.Builder builder(
      CkksContext context,
      List<String> providers,
      boolean allowTwoProviders,
      boolean reveal,
      long openings) {
    int n = context.parameters().ringDimension();
    int parties = providers.size();
    PartyPlan.Builder plan = PartyPlan.builder(ConstantFamily.ID, context);
    plan.providers(providers).allowTwoProviders(allowTwoProviders);
    plan.argument(REVEALS, Boolean.toString(reveal)).publicKey();
    SumSteps.add(plan, ROWS, n, parties, context.limbs(), openings);
    double noise = NoiseBounds.freshSum(n, parties);
    plan.step(
        UploadStep.builder(LABELS, ProtocolKind.UPLOAD)
            .output(LIMBS, 90)
            .values(1)
            .attempts(PlanStep.MOST_ATTEMPTS)
            .build());
    OpeningStep.Builder opening =
        OpeningStep.builder(reveal ? REVEAL : PREDICT, ProtocolKind.KEY_SWITCH).maxAbs(MOST);
    return plan.step(
        reveal
            ? opening
                .input(LIMBS, 90)
                .ciphertextDeviation(noise)
                .source(StepSource.of(LABELS))
                .rows(1)
                .attempts(PlanStep.MOST_ATTEMPTS)
                .build()
            : opening
                .input(LIMBS - 1, 90)
                .ciphertextDeviation(8 * noise)
                .source(StepSource.computedFrom(LABELS))
                .rounds(2)
                .objects(2)
                .rows(ROWS_PER_OPENING)
                .build());
  }
}
