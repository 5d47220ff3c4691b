package parley.mhe.party.plan;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshCarry;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Refresh of sums over the slots. Immutable, thread-safe.
 *
 * @param places where it may be asked
 * @param inputs ciphertexts that go in
 * @param outputs ciphertexts that come out
 * @param stride distance of the coefficients that are kept; 0 for the constant one alone
 * @param limbsIn limbs of what goes in
 * @param limbsOut limbs of what comes out
 * @param logScaleIn log2 of the inputs' scale, to 2^-20
 * @param logScaleOut log2 of the outputs' scale, to 2^-20
 * @param maskBits bits of the masks
 * @param maxAbs bound on the absolute value of each input, in the value's own unit
 * @param factorBound bound on what a sum is multiplied with, in values, not in scaled integers
 * @param carries step whose earlier request may be carried on; empty for none
 * @param floodBits p of the {@link Flood} in what comes out, the deviation 2^-(p+3) in the value's
 *     own unit; -p where coefficients are numbers by themselves, 0 for none
 * @param source whose output goes in
 */
public record SumRefreshStep(
    StepPlaces places,
    int inputs,
    int outputs,
    int stride,
    int limbsIn,
    int limbsOut,
    double logScaleIn,
    double logScaleOut,
    int maskBits,
    double maxAbs,
    double factorBound,
    String carries,
    int floodBits,
    StepSource source)
    implements MaskedStep {
  /**
   * @throws IllegalArgumentException when a number is out of range
   */
  public SumRefreshStep {
    String name = places.name();
    if (inputs < 1 || outputs < 1) {
      throw PlanStep.invalid(name, "inputs and outputs", "at least 1", inputs + " and " + outputs);
    }
    StepNumbers.requireStride(name, stride);
    StepNumbers.requireLimbs(name, limbsIn, limbsOut);
    StepNumbers.requireScales(name, logScaleIn, logScaleOut);
    StepNumbers.requireMasks(name, maskBits, maxAbs);
    if (!(factorBound > 0) || Double.isInfinite(factorBound)) {
      throw PlanStep.invalid(name, "the factors' bound", "a positive number", factorBound + "");
    }
    StepNumbers.requireFlood(name, Math.abs(floodBits));
  }

  /** Starts a step of one round, one input and one output, with factors up to 1. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public ProtocolKind protocol() {
    return ProtocolKind.SUM_REFRESH;
  }

  /** The stride in a ring of that dimension. */
  public int strideIn(int ringDimension) {
    return StepNumbers.stride(stride, ringDimension);
  }

  /** What is done before an opening, or null. */
  public @Nullable Flood flood() {
    return floodBits == 0 ? null : Flood.ofCode(floodBits);
  }

  /** What a later carry of this request must repeat. */
  public static byte[] masks(SumRefresh refresh) {
    return masks(refresh, refresh.maskRule().bits());
  }

  private static byte[] masks(SumRefresh refresh, int bits) {
    return new WireWriter().add(refresh.inputCount()).add(refresh.stride()).add(bits).toBytes();
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    if (!(request instanceof SumRefresh refresh)) {
      throw StepCheck.otherProtocol(this, request.transcript().protocol());
    }
    StepCheck.require(this, "the limbs that go in", limbsIn, refresh.limbsIn());
    StepCheck.requireScale(this, "the scale that goes in", logScaleIn, refresh.scaleIn());
    StepCheck.require(this, "the masks", maskRule(), refresh.maskRule());
    StepCheck.require(this, "the flooding", words(flood()), words(refresh.flood()));
    StepCheck.require(this, "the number of inputs", inputs, refresh.inputCount());
    StepCheck.require(this, "the number of outputs", outputs, refresh.outputs().size());
    int planned = strideIn(plan.parameters().ringDimension());
    StepCheck.require(this, "the stride", planned, refresh.stride());
    for (SumRefreshOutput output : refresh.outputs()) {
      StepCheck.require(this, "the limbs of an output", limbsOut, output.limbs());
      StepCheck.requireScale(this, "the scale of an output", logScaleOut, output.scale());
      output.terms().forEach(this::checkFactor);
    }
    checkCarry(refresh, answered);
    StepCheck.requireSource(this, request, plan, answered);
  }

  private void checkFactor(SumRefreshTerm term) {
    double ofValues = Math.abs(term.factor().toDouble()) * Math.pow(2, logScaleIn - logScaleOut);
    if (!(ofValues <= factorBound * (1 + SCALE_TOLERANCE))) {
      throw StepCheck.refuse(this, "a factor", "at most " + factorBound, ofValues + "");
    }
  }

  private void checkCarry(SumRefresh refresh, AnsweredRequests answered) {
    SumRefreshCarry carry = refresh.carry();
    if (carry == null) {
      return;
    }
    if (carries.isEmpty()) {
      throw StepCheck.refuse(this, "the carried request", "none", "one");
    }
    AnsweredRequests.Masked earlier = answered.withId(carry.requestId());
    if (earlier == null
        || !earlier.step().equals(carries)
        || !Arrays.equals(earlier.masks(), masks(refresh, carry.maskBits()))) {
      throw StepCheck.refuse(
          this,
          "the carried request",
          "one of "
              + carries
              + " that was answered, with as many inputs, this stride and these masks",
          earlier == null ? "an unknown one" : "another one of " + earlier.step());
    }
  }

  private static String words(@Nullable Flood flood) {
    return flood == null
        ? "none"
        : flood.bits() + " bits" + (flood.slots() ? "" : " of a coefficient");
  }

  @Override
  public List<PlanField> fields() {
    return List.of(
        new PlanField("inputs", inputs),
        new PlanField("outputs", outputs),
        new PlanField("stride", stride),
        new PlanField("limbs that go in", limbsIn),
        new PlanField("limbs that come out", limbsOut),
        new PlanField("log2 of the scale that goes in", logScaleIn),
        new PlanField("log2 of the scale that comes out", logScaleOut),
        new PlanField("mask bits", maskBits),
        new PlanField("bound", maxAbs),
        new PlanField("bound on the factors", factorBound),
        new PlanField("carried step", carries),
        new PlanField("bits of flooding", floodBits),
        new PlanField("source", source.step()),
        new PlanField("computed", source.computed()));
  }

  static SumRefreshStep readFrom(StepPlaces places, WireReader in) {
    return new SumRefreshStep(
        places,
        in.integer("inputs"),
        in.integer("outputs"),
        in.integer("stride"),
        in.integer("limbs in"),
        in.integer("limbs out"),
        in.number("scale in"),
        in.number("scale out"),
        in.integer("mask bits"),
        in.number("bound"),
        in.number("factors' bound"),
        in.text("carried step"),
        in.integer("flooding"),
        StepNumbers.source(in));
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder extends StepBuilder.Masked<Builder> {
    private int inputs = 1;
    private int outputs = 1;
    private int stride;
    private double logScaleIn;
    private double logScaleOut;
    private double factorBound = 1;
    private String carries = "";
    private int floodBits;

    private Builder(String name) {
      super(name);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Ciphertexts that go in and that come out. */
    public Builder counts(int in, int out) {
      this.inputs = in;
      this.outputs = out;
      return this;
    }

    /** Distance of the coefficients that are kept; unless set, the constant one alone. */
    public Builder stride(int distance) {
      this.stride = distance;
      return this;
    }

    /** log2 of the scales of what goes in and of what comes out. */
    public Builder logScales(double in, double out) {
      this.logScaleIn = in;
      this.logScaleOut = out;
      return this;
    }

    /** Bound on what a sum is multiplied with. */
    public Builder factorBound(double bound) {
      this.factorBound = bound;
      return this;
    }

    /** Step whose earlier request may be carried on. */
    public Builder carries(String step) {
      this.carries = step;
      return this;
    }

    /** Bits behind the point that flooding leaves of what is opened, see {@link Flood}. */
    public Builder floodBits(int bits) {
      this.floodBits = bits;
      return this;
    }

    /** Any flooding, of slots or of coefficients. */
    public Builder flood(Flood before) {
      return floodBits(before.code());
    }

    /** The finished step. */
    public SumRefreshStep build() {
      return new SumRefreshStep(
          places(),
          inputs,
          outputs,
          stride,
          limbsIn,
          limbsOut,
          logScaleIn,
          logScaleOut,
          maskBitsAt(logScaleIn),
          maxAbs,
          factorBound,
          carries,
          floodBits,
          source);
    }
  }
}
