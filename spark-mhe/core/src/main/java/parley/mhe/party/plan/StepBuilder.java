package parley.mhe.party.plan;

import parley.mhe.protocol.MaskRule;

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

  /**
   * Collects what both kinds of refreshes have. Not thread-safe.
   *
   * @param <B> the builder of the kind
   */
  abstract static class Masked<B extends Masked<B>> extends StepBuilder<B> {
    int limbsIn;
    int limbsOut;
    double maxAbs;
    private int maskBits;

    Masked(String name) {
      super(name, PlanStep.MOST_ATTEMPTS);
    }

    /** Limbs of what goes in and of what comes out. */
    public B limbs(int in, int out) {
      this.limbsIn = in;
      this.limbsOut = out;
      return self();
    }

    /** Bits of the masks; unless set, 128 more than the bound and the scale need. */
    public B maskBits(int bits) {
      this.maskBits = bits;
      return self();
    }

    /** Bound on the absolute value of each input. */
    public B maxAbs(double bound) {
      this.maxAbs = bound;
      return self();
    }

    final int maskBitsAt(double logScale) {
      return maskBits != 0
          ? maskBits
          : MaskRule.DEFAULT_LAMBDA + StepNumbers.boundBits(maxAbs, logScale);
    }
  }
}
