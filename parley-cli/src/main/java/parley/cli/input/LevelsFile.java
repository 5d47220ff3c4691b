package parley.cli.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.cli.terminal.InputException;

/** The levels of columns of text that providers agreed on: {@code {"COLUMN": ["a", "b"]}}. */
public final class LevelsFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private LevelsFile() {}

  public static Map<String, List<String>> read(Path file) {
    try {
      return levels(MAPPER.readTree(Files.readString(file)), file);
    } catch (NoSuchFileException e) {
      throw new InputException("cannot read " + file + ": there is no such file", e);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "cannot read %s: it is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InputException(
          "cannot read " + file + ": expected a readable file, got " + e.getMessage(), e);
    }
  }

  private static Map<String, List<String>> levels(JsonNode content, Path file) {
    Map<String, List<String>> levels = new LinkedHashMap<>();
    boolean good = content.isObject();
    for (Map.Entry<String, JsonNode> column : content.properties()) {
      List<String> values = new ArrayList<>();
      good &= column.getValue().isArray();
      for (JsonNode value : column.getValue()) {
        good &= value.isTextual();
        values.add(value.asText().strip());
      }
      levels.put(column.getKey(), values);
    }
    if (!good) {
      throw new InputException(
          "cannot read %s: expected {\"COLUMN\": [\"level\", \"level\"]}, each level in quotes"
              .formatted(file));
    }
    return levels;
  }
}
