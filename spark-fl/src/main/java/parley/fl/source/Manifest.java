package parley.fl.source;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/**
 * Which provider has which file. Immutable by convention: nobody changes the map after
 * construction.
 *
 * @param paths each provider's path on its own machine, by the provider's name
 * @param format {@code csv} or {@code parquet}; null: by each path's ending
 * @param folder what a relative path starts from where one process is all providers; null: nothing
 */
@DefaultSerializer(JavaSerializer.class)
record Manifest(TreeMap<String, String> paths, @Nullable String format, @Nullable String folder)
    implements Serializable {
  private static final String PROVIDERS = "providers";
  private static final String FORMAT = "format";
  private static final String PLACEHOLDER = "{provider}";
  private static final String SHAPE =
      "expected {\"providers\": {\"NAME\": \"PATH\", \"NAME\": \"PATH\"}}, and \"format\" where"
          + " endings do not tell";
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  Manifest {
    paths = new TreeMap<>(paths);
    if (paths.isEmpty()) {
      throw new InvalidDataException("cannot read providers' files: no provider, expected some");
    }
    paths.forEach(Manifest::check);
    kind(paths, format);
  }

  /**
   * Reads a file such as {@code {"providers": {"hospital-a": "rows.csv"}}}.
   *
   * @throws InvalidDataException if it cannot be read, has other keys, a provider twice or a path
   *     that leaves its folder
   */
  static Manifest read(Path file) {
    JsonNode content;
    try {
      content = MAPPER.readTree(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw cannot(file, "there is no such file", e);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage();
      throw reason.startsWith("Duplicate field")
          ? cannot(file, "a name is there twice, expected each once: " + reason, e)
          : cannot(file, "it is not JSON: " + reason, e);
    } catch (IOException e) {
      throw cannot(file, "expected a readable file, got " + e.getMessage(), e);
    }
    Set<String> known = Set.of(PROVIDERS, FORMAT);
    for (Map.Entry<String, JsonNode> key : content.properties()) {
      if (!known.contains(key.getKey())) {
        throw cannot(file, "it has '" + key.getKey() + "', " + SHAPE, null);
      }
    }
    JsonNode format = content.path(FORMAT);
    boolean good =
        content.path(PROVIDERS).isObject() && (format.isMissingNode() || format.isTextual());
    TreeMap<String, String> paths = new TreeMap<>();
    for (Map.Entry<String, JsonNode> provider : content.path(PROVIDERS).properties()) {
      good &= provider.getValue().isTextual();
      paths.put(provider.getKey(), provider.getValue().asText());
    }
    if (!good || paths.isEmpty()) {
      throw cannot(file, SHAPE, null);
    }
    return new Manifest(
        paths,
        format.isMissingNode() ? null : format.asText(),
        String.valueOf(file.toAbsolutePath().getParent()));
  }

  /**
   * The same path for all, in which {@code {provider}} stands for a provider's name.
   *
   * @param names the providers, with commas between them
   */
  static Manifest of(String path, String names, @Nullable String format) {
    TreeMap<String, String> paths = new TreeMap<>();
    List<String> given = Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    for (String name : given) {
      if (paths.put(name, path.replace(PLACEHOLDER, name)) != null) {
        throw new InvalidDataException(
            "cannot read providers' files: expected each provider once, got " + given);
      }
    }
    return new Manifest(paths, format, Path.of("").toAbsolutePath().toString());
  }

  private static InvalidDataException cannot(Path file, String what, @Nullable Throwable cause) {
    InvalidDataException error =
        new InvalidDataException("cannot read manifest " + file + ": " + what);
    if (cause != null) {
      error.initCause(cause);
    }
    return error;
  }

  private static void check(String provider, String path) {
    if (!provider.matches("[^/\\\\\\p{Cntrl}]*[^/\\\\\\p{Cntrl}\\s.][^/\\\\\\p{Cntrl}]*")) {
      throw new InvalidDataException(
          "cannot read providers' files: expected a provider's name without slashes, got '"
              + provider
              + "'");
    }
    try {
      Path normal = Path.of(path).normalize();
      if (path.isBlank() || normal.startsWith("..") || normal.toString().isEmpty()) {
        throw new InvalidDataException(
            "cannot read the file of "
                + provider
                + ": its path leaves the provider's folder, expected one inside, got '"
                + path
                + "'");
      }
    } catch (InvalidPathException e) {
      throw new InvalidDataException(
          "cannot read the file of " + provider + ": expected a path, got " + e.getMessage());
    }
  }

  /** Their names, sorted. */
  List<String> providers() {
    return new ArrayList<>(paths.keySet());
  }

  FileKind kind() {
    return kind(paths, format);
  }

  private static FileKind kind(Map<String, String> paths, @Nullable String format) {
    if (format != null) {
      return FileKind.named(format);
    }
    List<FileKind> kinds = paths.values().stream().map(FileKind::byEnding).distinct().toList();
    if (kinds.size() > 1) {
      throw new InvalidDataException(
          "cannot read providers' files: expected csv or parquet, got both in " + paths.values());
    }
    return kinds.get(0);
  }

  String path(String provider) {
    String path = paths.get(provider);
    if (path == null) {
      throw new IllegalStateException("cannot find the file of " + provider + ": it has none");
    }
    return path;
  }
}
