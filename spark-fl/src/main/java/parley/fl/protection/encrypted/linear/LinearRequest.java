package parley.fl.protection.encrypted.linear;

import parley.fl.data.ProviderDataset;
import parley.fl.family.LinearFamily;
import parley.fl.family.circuit.MarginCircuit;
import parley.fl.optim.Algorithm;
import parley.fl.plan.PlanRequest;
import parley.fl.protection.encrypted.session.Memory;
import parley.fl.settings.LinearSettings;

/** What a training asks of the planner. Stateless and thread-safe. */
final class LinearRequest {
  private static final int POINTS = 256;

  private LinearRequest() {}

  /** Tests ask for insecure rings of small dimension by a system property. */
  static PlanRequest of(ProviderDataset data, LinearSettings settings) {
    MarginCircuit circuit = settings.family().marginCircuit();
    PlanRequest.Builder request =
        PlanRequest.builder(data.providers().size(), data.features())
            .intercept(settings.descent().fitIntercept())
            .maxRowsPerProvider(PlanRequest.PLACES * data.largestBlocks(PlanRequest.PLACES))
            .iterations(settings.descent().maxIter())
            .activation(circuit.degree(), circuit.unit())
            .featureClip(settings.standardization().featureClip())
            .watchRounds(looks(settings))
            .activationBound(activationBound(settings.family()))
            .ownDecays(settings.descent().algorithm() == Algorithm.FIXED_HESSIAN)
            .memoryBytes(Memory.available())
            .insecure(Boolean.getBoolean("parley.insecure"));
    settings.protection().packing().ifPresent(request::packing);
    settings.protection().logRingDimension().ifPresent(request::logRingDimension);
    return request.build();
  }

  /** Of a fixed activation; those that are fitted stay between a mean's least and most. */
  private static double activationBound(LinearFamily family) {
    return family.adaptive().isPresent()
        ? PlanRequest.LEAST_ACTIVATION_BOUND
        : largest(family.activation().unitCoefficients());
  }

  /** The largest absolute value of a polynomial on [-1, 1], at {@value #POINTS} points a side. */
  private static double largest(double[] coefficients) {
    double largest = 0;
    for (int k = -POINTS; k <= POINTS; k++) {
      double u = (double) k / POINTS;
      double value = 0;
      for (int i = coefficients.length - 1; i >= 0; i--) {
        value = value * u + coefficients[i];
      }
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** How often margins are looked at; before the last iteration they are not. */
  private static int looks(LinearSettings settings) {
    return LinearPlan.looks(
        settings.family(), settings.descent().maxIter(), settings.descent().watchEvery());
  }
}
