package parley.fl.sum.masked;

import org.apache.spark.api.java.JavaSparkContext;
import parley.error.InvalidDataException;
import parley.fl.sum.SumEngine;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.runtime.masking.MaskedFederation;

/** Sums under masks. Stateless and thread-safe. */
public final class MaskedSumEngine implements SumEngine {
  @Override
  public String protection() {
    return "masked";
  }

  /** Refuses noise, which providers do not add here. */
  @Override
  public <T> SumSession open(SumRequest<T> request) {
    if (SumNoise.of(request.terms().arguments()).isPresent()) {
      throw new InvalidDataException(
          "cannot add noise under masks: no provider adds any there, expected the protection"
              + " encrypted, got masked");
    }
    MaskingPlan plan = MaskedSumPlan.of(request.providers(), request.specs(), request.terms());
    MaskedFederation federation =
        MaskedFederation.open(
            JavaSparkContext.fromSparkContext(request.rows().context()),
            plan,
            request.rows(),
            new MaskedSumProgram.Factory<>(request.local()),
            request.options());
    return new MaskedSumSession(federation, request.specs());
  }
}
