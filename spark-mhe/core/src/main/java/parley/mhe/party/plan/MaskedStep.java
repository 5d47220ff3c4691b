package parley.mhe.party.plan;

import parley.mhe.protocol.MaskRule;

/** A refresh, whose masks hide what it reads. Immutable, thread-safe. */
public sealed interface MaskedStep extends PlanStep
    permits RefreshStep, SumRefreshStep, ConvertingStep {
  /** Limbs of what goes in. */
  int limbsIn();

  /** Limbs of what comes out. */
  int limbsOut();

  /** log2 of the scale that goes in, to 2^-20. */
  double logScaleIn();

  /** log2 of the scale that comes out, to 2^-20. */
  double logScaleOut();

  /** Bits of the masks. */
  int maskBits();

  /** Bound on the absolute value of each input, in the value's own unit. */
  double maxAbs();

  /** Ciphertexts that one request gives. */
  int outputs();

  /** Bits of the largest coefficient that is masked: maxAbs times the scale. */
  default int boundBits() {
    return StepNumbers.boundBits(maxAbs(), logScaleIn());
  }

  /**
   * The masks: wide enough for coefficients up to maxAbs times the scale.
   *
   * @throws parley.mhe.protocol.ProtocolException when the mask bits leave less than 80 bits of
   *     security
   */
  default MaskRule maskRule() {
    return new MaskRule(maskBits() - boundBits(), boundBits());
  }
}
