package parley.mhe.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a federation runs. Immutable, thread-safe; made by a builder. */
public final class FederationOptions {
  private final Duration timeout;
  private final @Nullable Path keyStore;
  private final RoundListener listener;
  private final boolean sharedMemory;

  private FederationOptions(Builder from) {
    this.timeout = from.timeout;
    this.keyStore = from.keyStore;
    this.listener = from.listener;
    this.sharedMemory = from.sharedMemory;
  }

  /** 120 seconds a round, no key store, no listener. */
  public static FederationOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Time that a round may take. */
  public Duration timeout() {
    return timeout;
  }

  /** Directory with one key store a provider; empty when the parties live in memory only. */
  public Optional<Path> keyStore() {
    return Optional.ofNullable(keyStore);
  }

  /** Who hears of the rounds. */
  public RoundListener listener() {
    return listener;
  }

  /** Whether messages are handed over without copying where driver and providers are one JVM. */
  public boolean sharedMemory() {
    return sharedMemory;
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private Duration timeout = Duration.ofSeconds(120);
    private @Nullable Path keyStore;
    private RoundListener listener = round -> {};
    private boolean sharedMemory = true;

    private Builder() {}

    /** Time that a round may take; more than zero. */
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(
            "cannot set the time-out: expected more than 0, got " + value);
      }
      this.timeout = value;
      return this;
    }

    /** Keeps every provider's share and ledger below this directory. */
    public Builder keyStore(Path directory) {
      this.keyStore = directory;
      return this;
    }

    /** Hears of each round. */
    public Builder listener(RoundListener value) {
      this.listener = value;
      return this;
    }

    /**
     * Whether messages are handed over without copying where driver and providers are one JVM (the
     * simulation mode); on by default, without effect elsewhere.
     */
    public Builder sharedMemory(boolean value) {
      this.sharedMemory = value;
      return this;
    }

    /** The finished options. */
    public FederationOptions build() {
      return new FederationOptions(this);
    }
  }
}
