package parley.mhe.party.plan;

import java.util.List;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.Refresh;
import parley.mhe.protocol.WireReader;

/**
 * Refresh of whole ciphertexts, one a request. Immutable, thread-safe.
 *
 * @param places where it may be asked
 * @param limbsIn limbs of what goes in
 * @param limbsOut limbs of what comes out
 * @param logScale log2 of the scale, which stays, to 2^-20
 * @param maskBits bits of the masks
 * @param maxAbs bound on the absolute value of what goes in
 * @param galoisElement g of the automorphism X -> X^g on the way, 1 for none
 * @param source whose output goes in
 */
public record RefreshStep(
    StepPlaces places,
    int limbsIn,
    int limbsOut,
    double logScale,
    int maskBits,
    double maxAbs,
    int galoisElement,
    StepSource source)
    implements MaskedStep {
  /**
   * @throws IllegalArgumentException when a number is out of range
   */
  public RefreshStep {
    String name = places.name();
    StepNumbers.requireLimbs(name, limbsIn, limbsOut);
    StepNumbers.requireScales(name, logScale, logScale);
    StepNumbers.requireMasks(name, maskBits, maxAbs);
    if (galoisElement < 1 || galoisElement % 2 == 0) {
      throw PlanStep.invalid(name, "the automorphism", "an odd number", galoisElement + "");
    }
  }

  /** Starts a step of one round. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public ProtocolKind protocol() {
    return ProtocolKind.REFRESH;
  }

  @Override
  public double logScaleIn() {
    return logScale;
  }

  @Override
  public double logScaleOut() {
    return logScale;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    if (!(request instanceof Refresh refresh)) {
      throw StepCheck.otherProtocol(this, request.transcript().protocol());
    }
    StepCheck.require(this, "the limbs that go in", limbsIn, request.transcript().limbsIn());
    StepCheck.require(this, "the limbs that come out", limbsOut, request.transcript().limbsOut());
    StepCheck.requireScale(this, "the scale", logScale, request.transcript().scaleIn());
    StepCheck.require(this, "the masks", maskRule(), refresh.maskRule());
    StepCheck.require(this, "the automorphism", galoisElement, refresh.galoisElement());
    StepCheck.requireSource(this, request, plan, answered);
  }

  @Override
  public List<PlanField> fields() {
    return List.of(
        new PlanField("limbs that go in", limbsIn),
        new PlanField("limbs that come out", limbsOut),
        new PlanField("log2 of the scale", logScale),
        new PlanField("mask bits", maskBits),
        new PlanField("bound", maxAbs),
        new PlanField("automorphism", galoisElement),
        new PlanField("source", source.step()),
        new PlanField("computed", source.computed()));
  }

  static RefreshStep readFrom(StepPlaces places, WireReader in) {
    return new RefreshStep(
        places,
        in.integer("limbs in"),
        in.integer("limbs out"),
        in.number("scale"),
        in.integer("mask bits"),
        in.number("bound"),
        in.integer("automorphism"),
        StepNumbers.source(in));
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder extends StepBuilder.Masked<Builder> {
    private double logScale;
    private int galoisElement = 1;

    private Builder(String name) {
      super(name);
    }

    @Override
    Builder self() {
      return this;
    }

    /** log2 of the scale. */
    public Builder logScale(double log) {
      this.logScale = log;
      return this;
    }

    /** g of X -> X^g; 1 unless set. */
    public Builder galoisElement(int element) {
      this.galoisElement = element;
      return this;
    }

    /** The finished step. */
    public RefreshStep build() {
      return new RefreshStep(
          places(),
          limbsIn,
          limbsOut,
          logScale,
          maskBitsAt(logScale),
          maxAbs,
          galoisElement,
          source);
    }
  }
}
