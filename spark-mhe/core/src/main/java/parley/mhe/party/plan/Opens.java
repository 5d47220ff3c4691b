package parley.mhe.party.plan;

/** Who learns a value from a step. */
public enum Opens {
  /** No one: what leaves the step is still encrypted under the collective key. */
  NOTHING("no one"),
  /** The querier alone. */
  TO_QUERIER("querier"),
  /** Every provider, the driver and the querier. */
  TO_ALL("all");

  private final String words;

  Opens(String words) {
    this.words = words;
  }

  /** Who, in the words of reports and logs. */
  public String words() {
    return words;
  }
}
