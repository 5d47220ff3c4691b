package parley.mhe.party.plan;

import java.util.List;
import parley.error.ParleyException;
import parley.mhe.layout.ConversionMap;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.MaskedProduct;
import parley.mhe.protocol.ProductShape;
import parley.mhe.protocol.WireReader;

/**
 * Product of what a converting refresh has masked with ciphertexts. Immutable, thread-safe.
 *
 * @param places where it may be asked
 * @param masked the converting step whose masks are used again
 * @param way from the masked integers to coefficients, by {@link ConversionMap#canonical}
 * @param stride exponents between a neuron and the next
 * @param transposed whether the rows are summed over
 * @param neurons of the masked matrix
 * @param limbs limbs of the factors and of what comes out
 * @param logScaleFactors log2 of the factors' scale, to 2^-20
 * @param logScaleOut log2 of the outputs' scale, to 2^-20
 * @param source what the factors are computed from; none where the driver encrypts them itself
 */
public record ProductStep(
    StepPlaces places,
    String masked,
    String way,
    int stride,
    boolean transposed,
    int neurons,
    int limbs,
    double logScaleFactors,
    double logScaleOut,
    StepSource source)
    implements PlanStep {
  /**
   * @throws IllegalArgumentException when a number is out of range, or the matrices do not fit
   */
  public ProductStep {
    String name = places.name();
    StepNumbers.requireLimbs(name, limbs, limbs);
    StepNumbers.requireScales(name, logScaleFactors, logScaleOut);
    if (!source.computed() && !source.none()) {
      throw PlanStep.invalid(
          name, "the source", "a step that is computed with, or none", source.step());
    }
    try {
      shape(way, stride, transposed, neurons);
    } catch (ParleyException e) {
      throw new IllegalArgumentException("cannot plan the step " + name + ": " + e.getMessage(), e);
    }
  }

  private static ProductShape shape(String way, int stride, boolean transposed, int neurons) {
    return new ProductShape(ConversionMap.read(way), stride, transposed, neurons);
  }

  /** Starts a step of one round. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Which product it is. */
  public ProductShape shape() {
    return shape(way, stride, transposed, neurons);
  }

  /**
   * Refuses masks that leave the way too few bits after the point.
   *
   * @throws ParleyException that says what there is
   */
  void requireRoom(int maskBits, int parties) {
    ConversionMap way = ConversionMap.read(this.way);
    if (way.from() == ConversionMap.Side.SLOTS) {
      way.fractionBits(maskBits, parties);
    }
  }

  @Override
  public ProtocolKind protocol() {
    return ProtocolKind.MASKED_PRODUCT;
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    if (!(request instanceof MaskedProduct product)) {
      throw StepCheck.otherProtocol(this, request.transcript().protocol());
    }
    StepCheck.require(this, "the limbs", limbs, request.transcript().limbsIn());
    StepCheck.requireScale(
        this, "the factors' scale", logScaleFactors, request.transcript().scaleIn());
    StepCheck.requireScale(this, "the scale that comes out", logScaleOut, product.scaleOut());
    StepCheck.require(this, "the product", shape(), product.matrices());
    AnsweredRequests.Masked earlier = answered.withId(product.masked().requestId());
    if (earlier == null
        || !earlier.step().equals(masked)
        || !ConvertingStep.hasMasks(earlier.masks(), product.masked())) {
      throw StepCheck.refuse(
          this,
          "the masked request",
          "one of " + masked + " that was answered, with these masks",
          earlier == null ? "an unknown one" : "another one of " + earlier.step());
    }
  }

  @Override
  public List<PlanField> fields() {
    return List.of(
        new PlanField("masked step", masked),
        new PlanField("way", way),
        new PlanField("stride", stride),
        new PlanField("transposed", transposed),
        new PlanField("neurons", neurons),
        new PlanField("limbs", limbs),
        new PlanField("log2 of the factors' scale", logScaleFactors),
        new PlanField("log2 of the scale that comes out", logScaleOut),
        new PlanField("source", source.step()),
        new PlanField("computed", source.computed()));
  }

  static ProductStep readFrom(StepPlaces places, WireReader in) {
    return new ProductStep(
        places,
        in.text("masked step"),
        in.text("way"),
        in.integer("stride"),
        in.integer("transposed", 0, 1) == 1,
        in.integer("neurons"),
        in.integer("limbs"),
        in.number("factors' scale"),
        in.number("scale out"),
        StepNumbers.source(in));
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder extends StepBuilder<Builder> {
    private String masked = "";
    private String way = "";
    private int stride;
    private boolean transposed;
    private int neurons;
    private int limbs;
    private double logScaleFactors;
    private double logScaleOut;

    private Builder(String name) {
      super(name, PlanStep.MOST_ATTEMPTS);
    }

    @Override
    Builder self() {
      return this;
    }

    /** The converting step whose masks are used again. */
    public Builder masked(String step) {
      this.masked = step;
      return this;
    }

    /** Which product. */
    public Builder shape(ProductShape shape) {
      this.way = shape.way().canonical();
      this.stride = shape.stride();
      this.transposed = shape.transposed();
      this.neurons = shape.neurons();
      return this;
    }

    /** Limbs of the factors, and log2 of their scale and of that of the outputs. */
    public Builder numbers(int limbsOfAll, double factors, double out) {
      this.limbs = limbsOfAll;
      this.logScaleFactors = factors;
      this.logScaleOut = out;
      return this;
    }

    /** The finished step. */
    public ProductStep build() {
      return new ProductStep(
          places(),
          masked,
          way,
          stride,
          transposed,
          neurons,
          limbs,
          logScaleFactors,
          logScaleOut,
          source);
    }
  }
}
