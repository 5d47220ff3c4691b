package parley.mhe.party.plan;

import java.util.Arrays;
import java.util.List;
import parley.mhe.protocol.CollectiveDecryption;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.Smudging;
import parley.mhe.protocol.WireReader;

/**
 * An opening, to all or to the querier. Immutable, thread-safe.
 *
 * @param places where it may be asked
 * @param protocol {@link ProtocolKind#DECRYPTION} or {@link ProtocolKind#KEY_SWITCH}
 * @param limbs of what is opened
 * @param logScale log2 of its scale, to 2^-20
 * @param ciphertextDeviation bound on the standard deviation of a coefficient's noise in what is
 *     opened, from which the smudging follows
 * @param values coefficients that are opened, the first ones; 0 for all
 * @param maxAbs bound on the absolute value of what is opened, in the value's own unit
 * @param openings openings at most, over all rounds and objects
 * @param rows rows of the querier's that one key switch carries at most, 0 for every slot; the rest
 *     of the slots is 0 because the driver multiplies by a mask, which no party can see from c1
 * @param floodBits p of the {@link Flood} in a key switch's smudging, the deviation 2^-(p+3) in the
 *     value's own unit; 0 for none
 * @param source whose output is opened
 */
public record OpeningStep(
    StepPlaces places,
    ProtocolKind protocol,
    int limbs,
    double logScale,
    double ciphertextDeviation,
    int values,
    double maxAbs,
    int openings,
    int rows,
    int floodBits,
    StepSource source)
    implements PlanStep {
  /**
   * @throws IllegalArgumentException when a number contradicts the protocol
   */
  public OpeningStep {
    String name = places.name();
    StepNumbers.require(name, protocol, protocol.opens(), "an opening");
    StepNumbers.requireLimbs(name, limbs, limbs);
    StepNumbers.requireScales(name, logScale, logScale);
    StepNumbers.requireBound(name, maxAbs);
    if (!(ciphertextDeviation > 0) || Double.isInfinite(ciphertextDeviation)) {
      throw PlanStep.invalid(
          name,
          "the noise of what is opened",
          "a standard deviation above 0",
          ciphertextDeviation + "");
    }
    boolean switches = protocol == ProtocolKind.KEY_SWITCH;
    if (values < 0 || (switches && values != 0)) {
      throw PlanStep.invalid(
          name, "the number of values", "0 or more, 0 in a key switch", values + "");
    }
    if (openings < 1 || openings > places.most()) {
      throw PlanStep.invalid(
          name, "the number of openings", "1 to " + places.most(), openings + "");
    }
    if (rows < 0 || (rows > 0 && !switches)) {
      throw PlanStep.invalid(name, "rows a key switch", "0, or more in a key switch", rows + "");
    }
    if (floodBits != 0 && !switches) {
      throw PlanStep.invalid(
          name, "flooding", "none but in a sum refresh or a key switch", floodBits + "");
    }
    StepNumbers.requireFlood(name, floodBits);
    if (source.none()) {
      throw PlanStep.invalid(name, "the source", "a step whose output is opened", "none");
    }
  }

  /** Starts a step of one round. */
  public static Builder builder(String name, ProtocolKind protocol) {
    return new Builder(name, protocol);
  }

  /**
   * The noise that hides what an opening tells beside its value.
   *
   * @param plan the plan that this step is in; it says how often anything is opened
   */
  public Smudging smudging(PartyPlan plan) {
    int all = plan.parameters().ringDimension();
    Smudging rule = Smudging.of(plan.openings(), values == 0 ? all : values, ciphertextDeviation);
    return floodBits == 0 ? rule : rule.atLeast(new Flood(floodBits).deviationFromLog(logScale));
  }

  @Override
  public int rowsPerOpening(PartyPlan plan) {
    if (protocol != ProtocolKind.KEY_SWITCH) {
      return 0;
    }
    return rows > 0 ? rows : plan.parameters().slots();
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    boolean planned =
        protocol == ProtocolKind.DECRYPTION
            ? request instanceof CollectiveDecryption
            : request instanceof CollectiveKeySwitch;
    if (!planned) {
      throw StepCheck.otherProtocol(this, request.transcript().protocol());
    }
    checkCount(request, answered);
    StepCheck.require(this, "the limbs that go in", limbs, request.transcript().limbsIn());
    if (request instanceof CollectiveDecryption decryption) {
      StepCheck.require(this, "the smudging", smudging(plan), decryption.smudging());
      checkPositions(decryption.positions());
    } else if (request instanceof CollectiveKeySwitch keySwitch) {
      StepCheck.requireScale(this, "the scale", logScale, request.transcript().scaleIn());
      StepCheck.require(this, "the smudging", smudging(plan), keySwitch.smudging());
    }
    StepCheck.requireSource(this, request, plan, answered);
  }

  /** Each ciphertext counts, however many a request opens. */
  private void checkCount(CollectiveProtocol request, AnsweredRequests answered) {
    int all = answered.openings(name()) + request.openings();
    if (all > openings) {
      throw StepCheck.refuse(this, "the number of openings", openings + " at most", "" + all);
    }
    int ofRound = answered.openingsOfRound(request.transcript().where()) + request.openings();
    if (ofRound > objects()) {
      throw StepCheck.refuse(this, "the openings of a round", objects() + " at most", "" + ofRound);
    }
  }

  /** Neither more than planned nor less: the smudging of one ciphertext follows them. */
  private void checkPositions(int[] positions) {
    int[] planned = EncryptedSums.positions(values);
    if (!Arrays.equals(positions, planned)) {
      throw StepCheck.refuse(this, "what is opened", which(planned), which(positions));
    }
  }

  private static String which(int[] positions) {
    return positions.length == 0
        ? "all coefficients"
        : positions.length + " coefficients up to number " + positions[positions.length - 1];
  }

  @Override
  public List<PlanField> fields() {
    return List.of(
        new PlanField("limbs", limbs),
        new PlanField("log2 of the scale", logScale),
        new PlanField("noise of what is opened", ciphertextDeviation),
        new PlanField("values", values),
        new PlanField("bound", maxAbs),
        new PlanField("openings", openings),
        new PlanField("rows", rows),
        new PlanField("bits of flooding", floodBits),
        new PlanField("source", source.step()),
        new PlanField("computed", source.computed()));
  }

  static OpeningStep readFrom(StepPlaces places, ProtocolKind protocol, WireReader in) {
    return new OpeningStep(
        places,
        protocol,
        in.integer("limbs"),
        in.number("scale"),
        in.number("deviation"),
        in.integer("values"),
        in.number("bound"),
        in.integer("openings"),
        in.integer("rows"),
        in.integer("flooding"),
        StepNumbers.source(in));
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder extends StepBuilder<Builder> {
    private final ProtocolKind protocol;
    private int limbs;
    private double logScale;
    private double ciphertextDeviation;
    private int values;
    private double maxAbs;
    private int openings;
    private int rows;
    private int floodBits;

    private Builder(String name, ProtocolKind protocol) {
      super(name, 1);
      this.protocol = protocol;
    }

    @Override
    Builder self() {
      return this;
    }

    /** Limbs and log2 of the scale of what is opened. */
    public Builder input(int count, double log) {
      this.limbs = count;
      this.logScale = log;
      return this;
    }

    /** Bound on the standard deviation of a coefficient's noise in what is opened. */
    public Builder ciphertextDeviation(double bound) {
      this.ciphertextDeviation = bound;
      return this;
    }

    /** Coefficients that are opened; all unless set. */
    public Builder values(int count) {
      this.values = count;
      return this;
    }

    /** Bound on the absolute value of what is opened. */
    public Builder maxAbs(double bound) {
      this.maxAbs = bound;
      return this;
    }

    /** Openings at most, where they are fewer than there are places. */
    public Builder openings(int most) {
      this.openings = most;
      return this;
    }

    /** Rows of the querier's that one key switch carries at most. */
    public Builder rows(int most) {
      this.rows = most;
      return this;
    }

    /** Bits behind the point that flooding leaves of what is opened, see {@link Flood}. */
    public Builder floodBits(int bits) {
      this.floodBits = bits;
      return this;
    }

    /** The finished step. */
    public OpeningStep build() {
      StepPlaces places = places();
      return new OpeningStep(
          places,
          protocol,
          limbs,
          logScale,
          ciphertextDeviation,
          values,
          maxAbs,
          openings == 0 ? places.most() : openings,
          rows,
          floodBits,
          source);
    }
  }
}
