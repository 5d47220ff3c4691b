package parley.mhe.party.plan;

import java.util.List;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.WireReader;

/**
 * Values computed on each provider's own rows, re-randomised or encrypted under the collective key.
 * Immutable, thread-safe.
 *
 * @param places where it may be asked
 * @param protocol {@link ProtocolKind#UPLOAD}, {@link ProtocolKind#SUM_UPLOAD} or {@link
 *     ProtocolKind#SUMS}
 * @param inputs encrypted inputs at most
 * @param limbsIn limbs of an input; 0 where there is none
 * @param limbsOut limbs of what is uploaded
 * @param logScaleIn log2 of the inputs' scale, to 2^-20
 * @param logScaleOut log2 of the upload's scale, to 2^-20
 * @param values ciphertexts, for {@link ProtocolKind#SUMS} integers; 0 when that is not fixed
 * @param stride coefficients that the sum refresh keeps, for {@link ProtocolKind#SUM_UPLOAD}; 0 for
 *     the constant one alone
 * @param maxAbs bound on the absolute value of each provider's integers; else 0
 * @param source whose output the inputs are
 */
public record UploadStep(
    StepPlaces places,
    ProtocolKind protocol,
    int inputs,
    int limbsIn,
    int limbsOut,
    double logScaleIn,
    double logScaleOut,
    int values,
    int stride,
    double maxAbs,
    StepSource source)
    implements PlanStep {
  /**
   * @throws IllegalArgumentException when a number contradicts the protocol
   */
  public UploadStep {
    String name = places.name();
    StepNumbers.require(name, protocol, protocol.uploads(), "an upload");
    StepNumbers.requireLimbs(name, limbsIn, limbsOut);
    StepNumbers.requireScales(name, logScaleIn, logScaleOut);
    StepNumbers.requireBound(name, maxAbs);
    if (inputs < 0 || inputs > 0 != limbsIn > 0) {
      throw PlanStep.invalid(
          name, "the number of inputs", "0, or with limbs more", inputs + " of " + limbsIn);
    }
    if (values < 0 || (protocol != ProtocolKind.UPLOAD && values == 0)) {
      throw PlanStep.invalid(name, "the number of values", "at least 1", values + "");
    }
    StepNumbers.requireStride(name, stride);
    if (protocol != ProtocolKind.SUM_UPLOAD && stride != 0) {
      throw PlanStep.invalid(name, "the stride", "none but of a sum upload", stride + "");
    }
    if ((protocol == ProtocolKind.SUMS) != maxAbs > 0) {
      throw PlanStep.invalid(
          name, "the bound on integers", "one where they are summed", maxAbs + "");
    }
  }

  /** Starts a step of one round. */
  public static Builder builder(String name, ProtocolKind protocol) {
    return new Builder(name, protocol);
  }

  /** The stride in a ring of that dimension. */
  public int strideIn(int ringDimension) {
    return StepNumbers.stride(stride, ringDimension);
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    throw StepCheck.otherProtocol(this, request.transcript().protocol());
  }

  /** Refuses inputs that deviate in number. */
  public void checkInputs(int count) {
    if (count > inputs) {
      throw StepCheck.refuse(this, "the number of inputs", inputs + " at most", count + "");
    }
  }

  /** Refuses an input that deviates. */
  public void checkInput(int limbs, double scale) {
    StepCheck.require(this, "the limbs of an input", limbsIn, limbs);
    StepCheck.requireScale(this, "the scale of an input", logScaleIn, scale);
  }

  /** Refuses an upload whose shape deviates. */
  public void checkShape(
      ProtocolKind kind, int count, int limbs, double scale, int keptStride, PartyPlan plan) {
    if (kind != protocol) {
      throw StepCheck.otherProtocol(this, kind.words());
    }
    StepCheck.require(this, "the limbs of the upload", limbsOut, limbs);
    StepCheck.requireScale(this, "the scale of the upload", logScaleOut, scale);
    if (values > 0) {
      StepCheck.require(this, "the number of values", values, count);
    }
    int planned = kind == ProtocolKind.SUM_UPLOAD ? strideIn(plan.parameters().ringDimension()) : 0;
    StepCheck.require(this, "the stride", planned, keptStride);
  }

  @Override
  public List<PlanField> fields() {
    return List.of(
        new PlanField("inputs", inputs),
        new PlanField("limbs that go in", limbsIn),
        new PlanField("limbs that come out", limbsOut),
        new PlanField("log2 of the scale that goes in", logScaleIn),
        new PlanField("log2 of the scale that comes out", logScaleOut),
        new PlanField("values", values),
        new PlanField("stride", stride),
        new PlanField("bound", maxAbs),
        new PlanField("source", source.step()),
        new PlanField("computed", source.computed()));
  }

  static UploadStep readFrom(StepPlaces places, ProtocolKind protocol, WireReader in) {
    return new UploadStep(
        places,
        protocol,
        in.integer("inputs"),
        in.integer("limbs in"),
        in.integer("limbs out"),
        in.number("scale in"),
        in.number("scale out"),
        in.integer("values"),
        in.integer("stride"),
        in.number("bound"),
        StepNumbers.source(in));
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder extends StepBuilder<Builder> {
    private final ProtocolKind protocol;
    private int inputs;
    private int limbsIn;
    private int limbsOut;
    private double logScaleIn;
    private double logScaleOut;
    private int values;
    private int stride;
    private double maxAbs;

    private Builder(String name, ProtocolKind protocol) {
      super(name, 1);
      this.protocol = protocol;
    }

    @Override
    Builder self() {
      return this;
    }

    /** Encrypted inputs at most, their limbs and log2 of their scale. */
    public Builder inputs(int most, int limbs, double logScale) {
      this.inputs = most;
      this.limbsIn = limbs;
      this.logScaleIn = logScale;
      return this;
    }

    /** Limbs and log2 of the scale of what is uploaded. */
    public Builder output(int limbs, double logScale) {
      this.limbsOut = limbs;
      this.logScaleOut = logScale;
      return this;
    }

    /** Ciphertexts, or integers. */
    public Builder values(int count) {
      this.values = count;
      return this;
    }

    /** Distance of the coefficients that the sum refresh keeps. */
    public Builder stride(int distance) {
      this.stride = distance;
      return this;
    }

    /** Bound on the absolute value of each provider's integers. */
    public Builder maxAbs(double bound) {
      this.maxAbs = bound;
      return this;
    }

    /** The finished step. */
    public UploadStep build() {
      return new UploadStep(
          places(),
          protocol,
          inputs,
          limbsIn,
          limbsOut,
          logScaleIn,
          logScaleOut,
          values,
          stride,
          maxAbs,
          source);
    }
  }
}
