package parley.mhe.party.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the log tells, apart from its place in the chain. Immutable, thread-safe.
 *
 * @param kind what happened
 * @param session hex of the session id; null before there is one
 * @param plan hex of the plan's hash
 * @param terms under which a session began; else null
 * @param answer what was asked and answered; null unless it is about a request
 * @param detail in words: why a request was refused; else null
 * @param keys SHA-256 of the session's public keys in hex, where they were accepted; else null
 */
public record LogEvent(
    Kind kind,
    @Nullable String session,
    @Nullable String plan,
    @Nullable Terms terms,
    @Nullable Answer answer,
    @Nullable String detail,
    @Nullable String keys) {
  /** An event that is not about the session's keys. */
  public LogEvent(
      Kind kind,
      @Nullable String session,
      @Nullable String plan,
      @Nullable Terms terms,
      @Nullable Answer answer,
      @Nullable String detail) {
    this(kind, session, plan, terms, answer, detail, null);
  }

  /** The session's public keys were accepted. */
  public static LogEvent keys(String session, String plan, String hash) {
    return new LogEvent(Kind.KEYS, session, plan, null, null, null, hash);
  }

  /** What happened. */
  public enum Kind {
    /** A session began. */
    @JsonProperty("began")
    BEGAN,
    /** A session went on in a new process. */
    @JsonProperty("resumed")
    RESUMED,
    /** The session's public keys were accepted: all uploads are encrypted to these. */
    @JsonProperty("keys")
    KEYS,
    /** A request was answered; a repeat with the same bytes is not written again. */
    @JsonProperty("answered")
    ANSWERED,
    /** A plan, a querier or a request was refused. */
    @JsonProperty("refused")
    REFUSED,
    /** The rest of a line that never was finished was taken away; its answer did not leave. */
    @JsonProperty("recovered")
    RECOVERED
  }

  /**
   * Under what a session began.
   *
   * @param querier fingerprint of the querier, in hex
   * @param policy SHA-256 of the policy file, in hex
   * @param rows row budget over the key's life
   * @param jars SHA-256 of the deployed jars, in hex
   */
  public record Terms(String querier, String policy, long rows, List<String> jars) {
    /** Takes a copy of the list. */
    public Terms {
      jars = List.copyOf(jars);
    }
  }

  /**
   * One request.
   *
   * @param protocol the protocol's name
   * @param step the plan's step
   * @param attempt from 0
   * @param round from 0
   * @param object from 0
   * @param request hex of the request's id, which is the hash of its content
   * @param answer SHA-256 of the bytes that left, in hex; null where the log's writer does not see
   *     them (uploads), or nothing left
   * @param opened "no one", "querier" or "all": who can read the result
   * @param rows rows that it counts against the budget
   */
  public record Answer(
      String protocol,
      String step,
      int attempt,
      int round,
      int object,
      String request,
      @Nullable String answer,
      String opened,
      long rows) {}

  /** Whether it says that this request was answered. */
  boolean answers(String session, String request) {
    return kind == Kind.ANSWERED
        && answer != null
        && session.equals(this.session)
        && request.equals(answer.request());
  }
}
