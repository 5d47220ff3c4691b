package parley.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import parley.error.ParleyException;

/** Writes maps, lists, numbers and text as one line of JSON. Thread-safe. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new ParleyException("cannot write JSON: " + e.getOriginalMessage(), e);
    }
  }
}
