package parley.mhe.party.plan;

import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.MaskRule;
import parley.mhe.protocol.Smudging;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * One kind of request that a plan allows, and its bounds. Immutable, thread-safe.
 *
 * <p>The part of the name before the first {@code /} is the step's phase: phases follow each other,
 * the steps of a phase repeat round by round in the plan's order.
 *
 * @param name for instance {@code "train/refresh"}
 * @param protocol what is asked
 * @param rounds rounds at most, so numbers 0 to rounds - 1
 * @param objects requests a round at most, numbered from 0
 * @param limbsIn limbs of the ciphertexts that go in; 0 where none does
 * @param limbsOut limbs of what comes out; 0 where it is opened or is a key
 * @param logScaleIn log2 of their scale, to 2^-20
 * @param logScaleOut log2 of the scale that comes out, to 2^-20
 * @param maskBits bits of a refresh's masks, else 0
 * @param ciphertextDeviation bound on the standard deviation of a coefficient's noise in what is
 *     opened, from which the smudging follows; else 0
 * @param values numbers that an encrypted sum or an opening carries, ciphertexts that a provider
 *     uploads for a sum refresh; 0 when that is not fixed, and for an opening of all coefficients
 * @param opens who learns the value
 * @param maxAbs bound on the absolute value of what goes in, in the value's own unit
 * @param openings openings at most, over all rounds and objects; 0 where nothing is opened
 * @param rows rows of the querier's that one key switch carries at most, 0 for every slot; the rest
 *     of the slots is 0 because the driver multiplies by a mask, which no party can see from c1
 * @param attempts how often a round may be asked anew, with other common strings and masks, after a
 *     driver lost its answers: 1 to {@value #MOST_ATTEMPTS}
 * @param floodBits p of the {@link Flood} in what a sum refresh gives or in a key switch's
 *     smudging, the deviation 2^-(p+3) in the value's own unit; 0 for none
 */
public record PlanStep(
    String name,
    ProtocolKind protocol,
    int rounds,
    int objects,
    int limbsIn,
    int limbsOut,
    double logScaleIn,
    double logScaleOut,
    int maskBits,
    double ciphertextDeviation,
    int values,
    Opens opens,
    double maxAbs,
    int openings,
    int rows,
    int attempts,
    int floodBits) {
  /** Attempts of one round at most. */
  public static final int MOST_ATTEMPTS = 4;

  /** Difference of log2 of two scales that still count as equal. */
  static final double SCALE_TOLERANCE = 0x1p-20;

  /**
   * @throws IllegalArgumentException when a bound contradicts the protocol
   */
  public PlanStep {
    if (!name.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      throw invalid(name, "the name", "phase/step in lower case", name);
    }
    if (rounds < 1 || objects < 1 || (long) rounds * objects > 1 << 20) {
      throw invalid(name, "rounds x objects", "1 to 2^20", rounds + " x " + objects);
    }
    if (limbsIn < 0 || limbsOut < 0 || maskBits < 0 || values < 0) {
      throw invalid(
          name,
          "limbs, mask bits or values",
          "0 or more",
          limbsIn + ", " + limbsOut + ", " + maskBits + ", " + values);
    }
    if (!Double.isFinite(logScaleIn) || !Double.isFinite(logScaleOut)) {
      throw invalid(name, "a scale", "finite numbers", logScaleIn + ", " + logScaleOut);
    }
    if (!(maxAbs >= 0) || Double.isInfinite(maxAbs)) {
      throw invalid(
          name, "the bound on the value", "a finite number of at least 0", String.valueOf(maxAbs));
    }
    boolean masked = protocol == ProtocolKind.REFRESH || protocol == ProtocolKind.SUM_REFRESH;
    if (masked != maskBits > 0) {
      throw invalid(name, "mask bits", masked ? "more than 0" : "0", String.valueOf(maskBits));
    }
    if (masked && maxAbs == 0) {
      throw invalid(name, "the bound on what is masked", "more than 0", "0");
    }
    if (protocol.opens() != ciphertextDeviation > 0 || Double.isInfinite(ciphertextDeviation)) {
      throw invalid(
          name,
          "the noise of what is opened",
          protocol.opens() ? "a standard deviation above 0" : "0",
          String.valueOf(ciphertextDeviation));
    }
    if ((protocol == ProtocolKind.SUMS || protocol == ProtocolKind.SUM_UPLOAD) && values == 0) {
      throw invalid(name, "the number of values", "at least 1", "0");
    }
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw invalid(name, "attempts", "1 to " + MOST_ATTEMPTS, String.valueOf(attempts));
    }
    int most = protocol.opens() ? rounds * objects * attempts : 0;
    if (openings > most || openings < Math.min(most, 1)) {
      throw invalid(name, "the number of openings", "1 to " + most, String.valueOf(openings));
    }
    if (rows < 0 || (rows > 0 && protocol != ProtocolKind.KEY_SWITCH)) {
      throw invalid(name, "rows a key switch", "0, or more in a key switch", String.valueOf(rows));
    }
    if (floodBits != 0) {
      requireFlood(name, protocol, floodBits);
    }
    Opens expected =
        switch (protocol) {
          case DECRYPTION -> Opens.TO_ALL;
          case KEY_SWITCH -> Opens.TO_QUERIER;
          default -> Opens.NOTHING;
        };
    if (opens != expected) {
      throw invalid(name, "who learns the value of " + protocol, expected.name(), opens.name());
    }
  }

  private static void requireFlood(String name, ProtocolKind protocol, int bits) {
    if (protocol != ProtocolKind.SUM_REFRESH && protocol != ProtocolKind.KEY_SWITCH) {
      throw invalid(name, "flooding", "none but in a sum refresh or a key switch", "" + bits);
    }
    if (bits < Flood.LEAST_BITS || bits > Flood.MOST_BITS) {
      throw invalid(
          name, "flooding", Flood.LEAST_BITS + " to " + Flood.MOST_BITS + " bits", "" + bits);
    }
  }

  private static IllegalArgumentException invalid(
      String name, String what, String expected, String got) {
    return new IllegalArgumentException(
        "cannot plan the step "
            + name
            + ": "
            + what
            + " does not fit, expected "
            + expected
            + ", got "
            + got);
  }

  /** Starts a step of one round and one object; who learns the value follows from the protocol. */
  public static Builder builder(String name, ProtocolKind protocol) {
    return new Builder(name, protocol);
  }

  /** The name up to the first {@code /}. */
  public String phase() {
    return name.substring(0, name.indexOf('/'));
  }

  /**
   * The masks of a refresh: wide enough for coefficients up to maxAbs times the scale.
   *
   * @throws parley.mhe.protocol.ProtocolException when the mask bits leave less than 80 bits of
   *     security
   */
  public MaskRule maskRule() {
    int bound = boundBits(maxAbs, logScaleIn);
    return new MaskRule(maskBits - bound, bound);
  }

  /**
   * The noise that hides what an opening tells beside its value.
   *
   * @param plan the plan that this step is in; it says how often anything is opened
   */
  public Smudging smudging(PartyPlan plan) {
    int all = plan.parameters().ringDimension();
    Smudging rule = Smudging.of(plan.openings(), values == 0 ? all : values, ciphertextDeviation);
    return floodBits == 0 ? rule : rule.atLeast(new Flood(floodBits).deviationFromLog(logScaleIn));
  }

  /** What a sum refresh has to do before an opening, or null. */
  public @Nullable Flood flood() {
    return protocol == ProtocolKind.SUM_REFRESH && floodBits != 0 ? new Flood(floodBits) : null;
  }

  /**
   * Rows that one opening to the querier counts: those stated, else all slots; 0 in other steps.
   */
  public int rowsPerOpening(PartyPlan plan) {
    if (protocol != ProtocolKind.KEY_SWITCH) {
      return 0;
    }
    return rows > 0 ? rows : plan.parameters().slots();
  }

  private static int boundBits(double maxAbs, double logScale) {
    return Math.max(0, (int) Math.ceil(Math.log(maxAbs) / Math.log(2) + logScale));
  }

  /** Whether a scale is the planned one within the tolerance. */
  public static boolean sameScale(double logPlanned, double scale) {
    return Math.abs(Math.log(scale) / Math.log(2) - logPlanned) <= SCALE_TOLERANCE;
  }

  /**
   * Writes it.
   *
   * @param flooding whether this version of plans knows of flooding
   */
  void writeTo(WireWriter out, boolean flooding) {
    out.add(name)
        .add(protocol.name())
        .add(rounds)
        .add(objects)
        .add(limbsIn)
        .add(limbsOut)
        .add(logScaleIn)
        .add(logScaleOut)
        .add(maskBits)
        .add(ciphertextDeviation)
        .add(values)
        .add(opens.name())
        .add(maxAbs)
        .add(openings)
        .add(rows)
        .add(attempts);
    if (flooding) {
      out.add(floodBits);
    }
  }

  static PlanStep readFrom(WireReader in, boolean flooding) {
    return new PlanStep(
        in.text("step name"),
        ProtocolKind.valueOf(in.text("protocol")),
        in.integer("rounds"),
        in.integer("objects"),
        in.integer("limbs in"),
        in.integer("limbs out"),
        in.number("scale in"),
        in.number("scale out"),
        in.integer("mask bits"),
        in.number("deviation"),
        in.integer("values"),
        Opens.valueOf(in.text("opens")),
        in.number("bound"),
        in.integer("openings"),
        in.integer("rows"),
        in.integer("attempts"),
        flooding ? in.integer("flooding") : 0);
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final ProtocolKind protocol;
    private int rounds = 1;
    private int objects = 1;
    private int limbsIn;
    private int limbsOut;
    private double logScaleIn;
    private double logScaleOut;
    private int maskBits;
    private double ciphertextDeviation;
    private int values;
    private double maxAbs;
    private int openings;
    private int rows;
    private int attempts;
    private int floodBits;

    private Builder(String name, ProtocolKind protocol) {
      this.name = name;
      this.protocol = protocol;
    }

    /** Rounds at most. */
    public Builder rounds(int most) {
      this.rounds = most;
      return this;
    }

    /** Requests a round at most. */
    public Builder objects(int most) {
      this.objects = most;
      return this;
    }

    /** Limbs of what goes in and of what comes out. */
    public Builder limbs(int in, int out) {
      this.limbsIn = in;
      this.limbsOut = out;
      return this;
    }

    /** log2 of the scales of what goes in and of what comes out. */
    public Builder logScales(double in, double out) {
      this.logScaleIn = in;
      this.logScaleOut = out;
      return this;
    }

    /** Bits of a refresh's masks; unless set, 128 more than the bound and the scale need. */
    public Builder maskBits(int bits) {
      this.maskBits = bits;
      return this;
    }

    /** Bound on the standard deviation of a coefficient's noise in what is opened. */
    public Builder ciphertextDeviation(double bound) {
      this.ciphertextDeviation = bound;
      return this;
    }

    /** Numbers in an encrypted sum or an opening, ciphertexts in an upload for a sum refresh. */
    public Builder values(int count) {
      this.values = count;
      return this;
    }

    /** Bound on the absolute value of what goes in. */
    public Builder maxAbs(double bound) {
      this.maxAbs = bound;
      return this;
    }

    /** Openings at most, where they are fewer than rounds x objects. */
    public Builder openings(int most) {
      this.openings = most;
      return this;
    }

    /** Rows of the querier's that one key switch carries at most. */
    public Builder rows(int most) {
      this.rows = most;
      return this;
    }

    /**
     * How often a round may be asked anew; unless set, once where something is opened or uploaded,
     * else {@value PlanStep#MOST_ATTEMPTS} times. Openings count each time.
     */
    public Builder attempts(int most) {
      this.attempts = most;
      return this;
    }

    /** Bits behind the point that flooding leaves of what is opened, see {@link Flood}. */
    public Builder floodBits(int bits) {
      this.floodBits = bits;
      return this;
    }

    /** The finished step. */
    public PlanStep build() {
      Opens opens =
          switch (protocol) {
            case DECRYPTION -> Opens.TO_ALL;
            case KEY_SWITCH -> Opens.TO_QUERIER;
            default -> Opens.NOTHING;
          };
      boolean masked = protocol == ProtocolKind.REFRESH || protocol == ProtocolKind.SUM_REFRESH;
      int bits =
          masked && maskBits == 0
              ? MaskRule.DEFAULT_LAMBDA + boundBits(maxAbs, logScaleIn)
              : maskBits;
      int usual = protocol.opens() || protocol.uploads() ? 1 : MOST_ATTEMPTS;
      int allowed = attempts == 0 ? usual : attempts;
      return new PlanStep(
          name,
          protocol,
          rounds,
          objects,
          limbsIn,
          limbsOut,
          logScaleIn,
          logScaleOut,
          bits,
          ciphertextDeviation,
          values,
          opens,
          maxAbs,
          openings == 0 && protocol.opens() ? rounds * objects * allowed : openings,
          rows,
          allowed,
          floodBits);
    }
  }
}
