package parley.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.table.FeatureColumns;
import parley.cli.terminal.InputException;
import parley.json.Json;
import parley.json.JsonRecords;

/**
 * Which columns a saved model was made from: a file in the model's folder, so that a table with the
 * same columns in another order is read right.
 *
 * @param kind of the model, in words
 * @param inputs the columns of the features in the model's order, with the levels of those of text
 * @param label the label's column
 * @param positive the label's value that the model calls 1; null where the label is a number
 * @param classes the label's values where each is a class, in the model's order; else empty
 * @param digest of what the folder holds beside; empty where nothing is encrypted
 */
public record ModelColumns(
    String kind,
    FeatureColumns inputs,
    String label,
    @Nullable String positive,
    List<String> classes,
    String digest) {
  /** The kind of models of earlier versions, which had no other. */
  private static final String FIRST_KIND = "logistic regression";

  private static final String CLASSES = "classes";
  private static final String FILE = "columns.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Takes a copy of the list. */
  public ModelColumns {
    classes = List.copyOf(classes);
  }

  /** Of a model that has no classes but a positive value and another. */
  public ModelColumns(
      String kind, FeatureColumns inputs, String label, @Nullable String positive, String digest) {
    this(kind, inputs, label, positive, List.of(), digest);
  }

  /** The features' names. */
  public List<String> features() {
    return inputs.names();
  }

  public void write(String folder, Configuration configuration) throws IOException {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("kind", kind);
    content.put("features", features());
    content.put("columns", inputs.columns());
    content.put("levels", inputs.levels());
    content.put("label", label);
    content.put("positive", positive);
    content.put("classes", classes);
    content.put("digest", digest);
    Path file = new Path(folder, FILE);
    FileSystem files = file.getFileSystem(configuration);
    try (OutputStream out = files.create(file, false)) {
      out.write(Json.line(content).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What sealed answers carry for whoever opens them. */
  public Map<String, String> facts(Map<String, String> own) {
    Map<String, String> facts = new LinkedHashMap<>(own);
    facts.put("label", label);
    if (positive != null) {
      facts.put("positive", positive);
    }
    if (!classes.isEmpty()) {
      facts.put(CLASSES, JsonRecords.write(classes, "the classes"));
    }
    return facts;
  }

  /**
   * The classes of sealed answers, in the model's order; none where the model has one margin.
   *
   * @param facts that {@link #facts} gave
   */
  public static List<String> classes(Map<String, String> facts) {
    String json = facts.get(CLASSES);
    return json == null
        ? List.of()
        : List.of(JsonRecords.read(json, String[].class, "the classes"));
  }

  /** Refuses a model that is not the one these columns were written with. */
  public void check(String folder, String found) {
    if (!digest.equals(found)) {
      throw new InputException(
          "cannot read model " + folder + ": it was altered, its checksum does not fit");
    }
  }

  /** Reads what {@link #write} wrote; a folder without it, or with something else, is refused. */
  public static ModelColumns read(String folder, Configuration configuration) {
    Path file = new Path(folder, FILE);
    try {
      FileSystem files = file.getFileSystem(configuration);
      if (!files.exists(new Path(folder))) {
        throw new InputException("cannot read model " + folder + ": there is no such folder");
      }
      if (!files.exists(file)) {
        throw new InputException(
            "cannot read model " + folder + ": it has no " + FILE + ", so train did not write it");
      }
      try (InputStream in = files.open(file)) {
        JsonNode content = MAPPER.readTree(in);
        JsonNode positive = content.required("positive");
        return new ModelColumns(
            content.path("kind").asText(FIRST_KIND),
            inputs(content),
            content.required("label").asText(),
            positive.isNull() ? null : positive.asText(),
            texts(content.path("classes")),
            content.required("digest").asText());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          "cannot read model " + folder + ": " + FILE + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Models of earlier versions have features alone: each is a column of numbers. */
  private static FeatureColumns inputs(JsonNode content) {
    if (!content.has("columns")) {
      return FeatureColumns.numbers(texts(content.required("features")));
    }
    Map<String, List<String>> levels = new LinkedHashMap<>();
    content
        .required("levels")
        .properties()
        .forEach(column -> levels.put(column.getKey(), texts(column.getValue())));
    return new FeatureColumns(texts(content.required("columns")), levels);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
