package parley.mhe.party.plan;

import java.util.Locale;

/** What a step of a plan asks of the providers. */
public enum ProtocolKind {
  /** Values computed on the provider's own rows, re-randomised under the collective key. */
  UPLOAD,
  /** The same, cut down to what a sum refresh reads. */
  SUM_UPLOAD,
  /**
   * Integers computed on the provider's own rows, encrypted as coefficients, to be opened as sums.
   */
  SUMS,
  /** Share of the collective public key. */
  PUBLIC_KEY,
  /** Share of the relinearisation key; both of its two requests. */
  RELINEARISATION,
  /** Share of a rotation or automorphism key. */
  ROTATION,
  /** Opening to all. */
  DECRYPTION,
  /** Opening to the querier. */
  KEY_SWITCH,
  /** Refresh of whole ciphertexts. */
  REFRESH,
  /** Refresh of sums over the slots. */
  SUM_REFRESH,
  /** Refresh that moves values between coefficients and slots. */
  CONVERTING_REFRESH,
  /** Product of what a converting refresh has masked with ciphertexts. */
  MASKED_PRODUCT;

  /** The name in words, as in {@code "sum-refresh"}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its shares carry a value that is opened, and so count against the plan's budget. */
  public boolean opens() {
    return this == DECRYPTION || this == KEY_SWITCH;
  }

  /** Whether ciphertexts get levels back by it. */
  public boolean refreshes() {
    return this == REFRESH || this == SUM_REFRESH || this == CONVERTING_REFRESH;
  }

  /** Whether it carries values computed on the provider's rows. */
  public boolean uploads() {
    return this == UPLOAD || this == SUM_UPLOAD || this == SUMS;
  }
}
