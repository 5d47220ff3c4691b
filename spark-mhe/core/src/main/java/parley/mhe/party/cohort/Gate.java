package parley.mhe.party.cohort;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a plan asks of a query before any of its results is opened. Its first sum, {@link #STEP}, is
 * opened to all and has {@link #LENGTH} numbers: rows, providers with rows, providers that refuse;
 * nobody is named. Every later upload carries what was opened, which is the driver's word.
 * Immutable, thread-safe.
 *
 * @param leastRows rows of all providers together
 * @param leastContributors providers with rows
 */
public record Gate(long leastRows, int leastContributors) {
  /** The step of the three sums. */
  public static final String STEP = "gate/sizes";

  /** Numbers of that step. */
  public static final int LENGTH = 3;

  /** Argument of the plan. */
  public static final String LEAST_ROWS = "leastRows";

  /** Argument of the plan. */
  public static final String LEAST_CONTRIBUTORS = "leastContributors";

  /** What the three sums came to. */
  public record Counts(long rows, long contributors, long refusals) {
    /** From the opened sum. */
    public static Counts of(BigInteger[] opened) {
      return new Counts(
          opened[0].longValueExact(), opened[1].longValueExact(), opened[2].longValueExact());
    }

    /** Arguments of a later upload: what was opened, before its own. */
    public byte[] before(byte[] arguments) {
      return new WireWriter().add(rows).add(contributors).add(refusals).add(arguments).toBytes();
    }
  }

  /** Arguments of an upload behind the gate. */
  public record Passed(Counts counts, byte[] arguments) {
    /**
     * Reads {@link Counts#before}.
     *
     * @throws parley.error.ParleyException when it is something else
     */
    public static Passed fromBytes(byte[] bytes) {
      WireReader in = new WireReader(bytes, "arguments behind the gate");
      Counts counts =
          new Counts(
              in.longInteger("rows"), in.longInteger("contributors"), in.longInteger("refusals"));
      byte[] arguments = in.bytes("arguments");
      in.end();
      return new Passed(counts, arguments);
    }
  }

  /** Those of a plan; empty where its first sum is another. */
  public static Optional<Gate> of(PartyPlan plan) {
    Optional<UploadStep> first =
        plan.steps().stream()
            .filter(step -> step.protocol() == ProtocolKind.SUMS)
            .map(UploadStep.class::cast)
            .findFirst();
    boolean there = first.isPresent() && first.get().name().equals(STEP);
    return there && first.get().values() == LENGTH ? of(plan.arguments()) : Optional.empty();
  }

  /** Those of a plan's arguments; empty where they have none. */
  public static Optional<Gate> of(Map<String, String> arguments) {
    String rows = arguments.get(LEAST_ROWS);
    String contributors = arguments.get(LEAST_CONTRIBUTORS);
    return rows == null || contributors == null
        ? Optional.empty()
        : Optional.of(new Gate(Long.parseLong(rows), Integer.parseInt(contributors)));
  }

  /** A provider's part of the three sums. */
  public static BigInteger[] part(long rows) {
    return new BigInteger[] {
      BigInteger.valueOf(rows), rows > 0 ? BigInteger.ONE : BigInteger.ZERO, BigInteger.ZERO
    };
  }

  /** The part of a provider whose own rules refuse: not even its number of rows. */
  public static BigInteger[] refusal() {
    return new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE};
  }

  /**
   * Why a query ends at the gate, as "what is the case, expected X, got Y"; empty if it passes.
   *
   * @param counts what was opened
   */
  public Optional<String> refuses(Counts counts) {
    if (counts.refusals() > 0) {
      return Optional.of(
          "providers refuse it by rules of their own, expected none, got " + counts.refusals());
    }
    if (counts.rows() < leastRows) {
      return Optional.of(
          "it is about too few rows, expected at least " + leastRows + ", got " + counts.rows());
    }
    if (counts.contributors() < leastContributors) {
      return Optional.of(
          "too few providers have rows, expected at least "
              + leastContributors
              + ", got "
              + counts.contributors());
    }
    return Optional.empty();
  }
}
