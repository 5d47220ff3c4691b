package parley.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import parley.error.InvalidDataException;
import parley.error.ParleyException;

/**
 * Records and maps as one line of JSON: their components, and nothing that is computed from them.
 * Stateless, so safe for use by several threads.
 */
public final class JsonRecords {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonRecords() {}

  /**
   * One line.
   *
   * @param what for errors, such as "the report"
   */
  public static String write(Object value, String what) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot write " + what + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a record, whose own checks are part of it.
   *
   * @throws InvalidDataException if the text is something else
   */
  public static <T> T read(String json, Class<T> type, String what) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new InvalidDataException("cannot read " + what + ": it is null");
      }
      return value;
    } catch (JsonProcessingException e) {
      Throwable cause = e instanceof ValueInstantiationException ? e.getCause() : null;
      String reason = e.getOriginalMessage();
      if (cause != null) {
        reason = cause.getMessage() == null ? "a field is missing" : cause.getMessage();
      }
      InvalidDataException refused =
          new InvalidDataException("cannot read " + what + ": " + reason);
      refused.initCause(e);
      throw refused;
    }
  }
}
