package parley.mhe.party.plan;

/**
 * Collects what all kinds of steps have: one round and one object unless set. Not thread-safe.
 *
 * @param <B> the builder of the kind
 */
abstract class StepBuilder<B extends StepBuilder<B>> {
  private final String name;
  private final int usualAttempts;
  private int rounds = 1;
  private int objects = 1;
  private int attempts;
  StepSource source = StepSource.NONE;

  StepBuilder(String name, int usualAttempts) {
    this.name = name;
    this.usualAttempts = usualAttempts;
  }

  abstract B self();

  final StepPlaces places() {
    return new StepPlaces(name, rounds, objects, attempts == 0 ? usualAttempts : attempts);
  }

  /** Rounds at most. */
  public B rounds(int most) {
    this.rounds = most;
    return self();
  }

  /** Requests a round at most. */
  public B objects(int most) {
    this.objects = most;
    return self();
  }

  /**
   * How often a round may be asked anew; unless set, once where something is opened or uploaded,
   * else {@value PlanStep#MOST_ATTEMPTS} times. Openings count each time.
   */
  public B attempts(int most) {
    this.attempts = most;
    return self();
  }

  /** Whose output goes in; nothing unless set. */
  public B source(StepSource from) {
    this.source = from;
    return self();
  }
}
