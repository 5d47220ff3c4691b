package parley.mhe.protocol;

/**
 * Where in a session a request stands. One place gets one request, ever. Immutable, thread-safe.
 *
 * @param step the plan's step, for instance {@code "prepare"} or {@code "train"}
 * @param attempt counts from 0; a round that has to be started over gets the next attempt
 * @param round the plan's round within the step, from 0
 * @param object index of the object within the round (weight, rotation), from 0
 */
public record Place(String step, int attempt, int round, int object) {
  /**
   * @throws IllegalArgumentException when the step is blank or a number is negative
   */
  public Place {
    if (step.isBlank()) {
      throw new IllegalArgumentException("cannot name a place: the step is blank, expected a name");
    }
    if (attempt < 0 || round < 0 || object < 0) {
      throw new IllegalArgumentException(
          "cannot name a place: a number is negative, expected attempt, round and object of at least 0, got "
              + attempt
              + ", "
              + round
              + ", "
              + object);
    }
  }

  /** The first attempt, round and object of a step. */
  public static Place of(String step) {
    return new Place(step, 0, 0, 0);
  }

  /** The first attempt of the first object of a round. */
  public static Place of(String step, int round) {
    return new Place(step, 0, round, 0);
  }

  /** This place with another object index. */
  public Place withObject(int otherObject) {
    return new Place(step, attempt, round, otherObject);
  }

  /** This place with another attempt. */
  public Place withAttempt(int otherAttempt) {
    return new Place(step, otherAttempt, round, object);
  }

  /** Appends its four fields. */
  public void writeTo(WireWriter out) {
    out.add(step).add(attempt).add(round).add(object);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws ProtocolException when a field is out of range
   */
  public static Place readFrom(WireReader in) {
    return new Place(
        readStep(in),
        in.integer("attempt", 0, Integer.MAX_VALUE),
        in.integer("round", 0, Integer.MAX_VALUE),
        in.integer("object", 0, Integer.MAX_VALUE));
  }

  private static String readStep(WireReader in) {
    String step = in.text("step");
    if (step.isBlank()) {
      throw in.refuse("the step is blank, expected a name, got blanks");
    }
    return step;
  }
}
