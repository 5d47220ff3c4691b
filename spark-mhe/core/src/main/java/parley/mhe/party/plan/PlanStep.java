package parley.mhe.party.plan;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * One kind of request that a plan allows, and its bounds. Each kind holds what it needs and checks
 * the requests that name it. Immutable, thread-safe.
 */
public sealed interface PlanStep permits KeyStep, UploadStep, MaskedStep, ProductStep, OpeningStep {
  /** Attempts of one round at most. */
  int MOST_ATTEMPTS = 4;

  /** Difference of log2 of two scales that still count as equal. */
  double SCALE_TOLERANCE = 0x1p-20;

  /** Where it may be asked. */
  StepPlaces places();

  /** What is asked. */
  ProtocolKind protocol();

  /** Whose output goes in. */
  default StepSource source() {
    return StepSource.NONE;
  }

  /** For instance {@code "train/refresh"}. */
  default String name() {
    return places().name();
  }

  /** Rounds at most, so numbers 0 to rounds - 1. */
  default int rounds() {
    return places().rounds();
  }

  /** Requests a round at most, numbered from 0. */
  default int objects() {
    return places().objects();
  }

  /** How often a round may be asked anew. */
  default int attempts() {
    return places().attempts();
  }

  /** The name up to the first {@code /}. */
  default String phase() {
    return name().substring(0, name().indexOf('/'));
  }

  /** Who learns the value. */
  default Opens opens() {
    return switch (protocol()) {
      case DECRYPTION -> Opens.TO_ALL;
      case KEY_SWITCH -> Opens.TO_QUERIER;
      default -> Opens.NOTHING;
    };
  }

  /** Openings at most, over all rounds and objects; 0 where nothing is opened. */
  default int openings() {
    return 0;
  }

  /** Rows of the querier's that one opening counts; 0 where it switches no keys. */
  default int rowsPerOpening(PartyPlan plan) {
    return 0;
  }

  /**
   * Refuses a request of a collective protocol that deviates.
   *
   * @param plan the plan that this step is in
   * @param answered what was answered before
   * @throws RefusedException that says what the plan expects
   */
  void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered);

  /** All fields behind protocol and places, in the order of the wire form. */
  List<PlanField> fields();

  /** Whether a scale is the planned one within the tolerance. */
  static boolean sameScale(double logPlanned, double scale) {
    return Math.abs(Math.log(scale) / Math.log(2) - logPlanned) <= SCALE_TOLERANCE;
  }

  /** All fields of a step behind its protocol and name. */
  static List<PlanField> allFields(PlanStep step) {
    List<PlanField> all = new ArrayList<>();
    all.add(new PlanField("rounds", step.rounds()));
    all.add(new PlanField("objects", step.objects()));
    all.add(new PlanField("attempts", step.attempts()));
    all.addAll(step.fields());
    return all;
  }

  /** Writes a step. */
  static void write(PlanStep step, WireWriter out) {
    out.add(step.protocol().name()).add(step.name());
    allFields(step).forEach(field -> field.writeTo(out));
  }

  /** Reads what {@link #write} wrote. */
  static PlanStep readFrom(WireReader in) {
    ProtocolKind protocol = ProtocolKind.valueOf(in.text("protocol"));
    StepPlaces places =
        new StepPlaces(
            in.text("step name"),
            in.integer("rounds"),
            in.integer("objects"),
            in.integer("attempts"));
    return switch (protocol) {
      case PUBLIC_KEY, RELINEARISATION, ROTATION -> KeyStep.readFrom(places, protocol, in);
      case UPLOAD, SUM_UPLOAD, SUMS -> UploadStep.readFrom(places, protocol, in);
      case REFRESH -> RefreshStep.readFrom(places, in);
      case SUM_REFRESH -> SumRefreshStep.readFrom(places, in);
      case CONVERTING_REFRESH -> ConvertingStep.readFrom(places, in);
      case MASKED_PRODUCT -> ProductStep.readFrom(places, in);
      case DECRYPTION, KEY_SWITCH -> OpeningStep.readFrom(places, protocol, in);
    };
  }

  /** A step that contradicts itself. */
  static IllegalArgumentException invalid(String name, String what, String expected, String got) {
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
}
