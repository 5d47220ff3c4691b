package parley.mhe.party;

/** Who learns a value from a step. */
public enum Opens {
  /** No one: what leaves the step is still encrypted under the collective key. */
  NOTHING,
  /** The querier alone. */
  TO_QUERIER,
  /** Every provider, the driver and the querier. */
  TO_ALL
}
