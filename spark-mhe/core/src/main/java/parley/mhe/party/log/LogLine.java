package parley.mhe.party.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.WireWriter;

/**
 * A line of the log. Immutable, thread-safe.
 *
 * @param number from 1
 * @param previous hash of the line before, {@link #NONE} for the first
 * @param time by the provider's clock, for people; order comes from the chain
 * @param clock how far the clock went back since the line before; null when it did not
 * @param provider whose log it is
 * @param event what happened
 */
public record LogLine(
    long number,
    String previous,
    String time,
    @Nullable String clock,
    String provider,
    LogEvent event) {
  /** What the first line holds for the hash of the line before. */
  public static final String NONE = "0".repeat(64);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** The line without its end. */
  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new LogException("cannot write the log: " + e.getOriginalMessage(), e);
    }
  }

  /** Null when the bytes are no line of a log. */
  static @Nullable LogLine fromBytes(byte[] line) {
    try {
      LogLine read = JSON.readValue(line, LogLine.class);
      return complete(read) ? read : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** JSON may lack what a record must have. */
  @SuppressWarnings("ConstantValue")
  private static boolean complete(@Nullable LogLine line) {
    if (line == null || line.previous == null || line.time == null || line.provider == null) {
      return false;
    }
    LogEvent event = line.event;
    if (event == null || event.kind() == null) {
      return false;
    }
    LogEvent.Answer answer = event.answer();
    return event.kind() != LogEvent.Kind.ANSWERED
        || (event.session() != null
            && answer != null
            && answer.request() != null
            && answer.step() != null
            && answer.protocol() != null
            && answer.opened() != null);
  }

  /** SHA-256 of a line without its end, in hex. */
  static String hash(byte[] line) {
    return HexFormat.of().formatHex(WireWriter.sha256Digest().digest(line));
  }
}
