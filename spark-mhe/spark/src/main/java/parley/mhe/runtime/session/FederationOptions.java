package parley.mhe.runtime.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.party.querier.QuerierCredential;

/** How a federation runs. Immutable, thread-safe; made by a builder. */
public final class FederationOptions {
  private final Duration timeout;
  private final PartySource home;
  private final RoundListener listener;
  private final boolean sharedMemory;
  private final OptionalLong rpcBytes;
  private final @Nullable QuerierCredential credential;

  private FederationOptions(Builder from) {
    this.timeout = from.timeout;
    this.home = from.home;
    this.listener = from.listener;
    this.sharedMemory = from.sharedMemory;
    this.rpcBytes = from.rpcBytes;
    this.credential = from.credential;
  }

  /** 120 seconds a round, parties in memory, no listener. */
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

  /** Where the providers' parties live and are kept. */
  public PartySource home() {
    return home;
  }

  /** Who hears of the rounds. */
  public RoundListener listener() {
    return listener;
  }

  /** Whether messages are handed over without copying where driver and providers are one JVM. */
  public boolean sharedMemory() {
    return sharedMemory;
  }

  /** Largest message that goes through the plugin's RPC; empty for what Spark was started with. */
  public OptionalLong rpcBytes() {
    return rpcBytes;
  }

  /** Who the querier is; empty for a key that nobody signed. */
  public Optional<QuerierCredential> credential() {
    return Optional.ofNullable(credential);
  }

  /** The same, with the parties of a known session. */
  public FederationOptions ofSession(SortedMap<String, byte[]> nonces) {
    return toBuilder().home(home.ofSession(nonces)).build();
  }

  /** The same, for a querier that providers know. */
  public FederationOptions ofQuerier(QuerierCredential querier) {
    return toBuilder().credential(querier).build();
  }

  private Builder toBuilder() {
    Builder same = new Builder();
    same.timeout = timeout;
    same.home = home;
    same.listener = listener;
    same.sharedMemory = sharedMemory;
    same.rpcBytes = rpcBytes;
    same.credential = credential;
    return same;
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private Duration timeout = Duration.ofSeconds(120);
    private PartySource home = PartyHome.inMemory();
    private RoundListener listener = round -> {};
    private boolean sharedMemory = true;
    private OptionalLong rpcBytes = OptionalLong.empty();
    private @Nullable QuerierCredential credential;

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

    /** Where the providers' parties live and are kept; in memory by default. */
    public Builder home(PartySource value) {
      this.home = value;
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

    /**
     * On a cluster, messages up to this size go through the plugin's RPC and larger ones through
     * Spark jobs; 0 for jobs only. By default {@code spark.parley.rpc.maxBytes}.
     */
    public Builder rpcBytes(long value) {
      if (value < 0) {
        throw new IllegalArgumentException(
            "cannot set the size of RPC messages: expected 0 or more, got " + value);
      }
      this.rpcBytes = OptionalLong.of(value);
      return this;
    }

    /** Who the querier is, for providers whose policy names those who may be. */
    public Builder credential(QuerierCredential value) {
      this.credential = value;
      return this;
    }

    /** The finished options. */
    public FederationOptions build() {
      return new FederationOptions(this);
    }
  }
}
