package parley.mhe.vault;

import java.time.Duration;

/**
 * How long the two sides wait. All of it is far below a round's time-out, so that a lost vault is
 * named before the round ends.
 *
 * @param beat how often a vault at work says so
 * @param silence without a beat the other side is taken for lost
 * @param patience how long a client waits for a vault that was there to come back
 */
record VaultTimeouts(Duration beat, Duration silence, Duration patience) {
  static final VaultTimeouts DEFAULT =
      new VaultTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(30));
}
