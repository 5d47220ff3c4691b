package parley.mhe.party.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.DiscreteGaussian;

/** Reads one policy file, strictly: what it does not know it refuses. Not thread-safe. */
final class PolicyFile {
  private static final int VERSION = 2;
  private static final List<String> FIELDS =
      List.of(
          "version",
          "queriers",
          "rows",
          "numbers",
          "rowsEver",
          "sessions",
          "mayOpen",
          "algorithms",
          "plans",
          "leastProviders",
          "leastMaskBits",
          "leastRows",
          "leastContributors",
          "rowsPerNumber",
          "leastDifference",
          "largestShare",
          "rowId",
          "leastNoise",
          "jars",
          "log");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int STICKY = 01000;
  private static final long MOST_ROWS = 1L << 40;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;

  PolicyFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  ProviderPolicy read(String provider) {
    byte[] bytes = bytes();
    JsonNode root = root(bytes);
    root.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw wrong(name, "one of " + FIELDS, "an unknown field");
              }
            });
    long version = integer(root, "version", 1, Integer.MAX_VALUE, -1);
    requireVersion(version);
    Set<String> queriers = hex(root, "queriers");
    if (queriers.isEmpty()) {
      throw wrong("queriers", "at least one fingerprint", "none");
    }
    return new ProviderPolicy(
        file,
        HexFormat.of().formatHex(WireWriter.sha256Digest().digest(bytes)),
        queriers,
        integer(root, "rows", 0, Long.MAX_VALUE, -1),
        integer(root, "numbers", 0, Long.MAX_VALUE, Long.MAX_VALUE),
        integer(root, "rowsEver", 0, Long.MAX_VALUE, Long.MAX_VALUE),
        integer(root, "sessions", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        openings(root),
        root.has("algorithms") ? texts(root, "algorithms", "of names", t -> t) : Set.of(),
        root.has("plans") ? hex(root, "plans") : Set.of(),
        (int) integer(root, "leastProviders", 2, 1 << 16, 3),
        (int) integer(root, "leastMaskBits", 80, 4096, 128),
        limits(root),
        root.has("jars") ? hex(root, "jars") : Set.of(),
        log(root, provider));
  }

  /** Of the version before, names of steps decided, which are the driver's to choose. */
  private void requireVersion(long version) {
    if (version == VERSION) {
      return;
    }
    String way =
        version < VERSION
            ? ", in which names of a plan's steps decided what is opened: set it to "
                + VERSION
                + ", let 'mayOpen' name words of "
                + words()
                + " and no steps, and limit what is opened to all by 'numbers' ('parley policy"
                + " init' writes such a file)"
            : "";
    throw wrong("version", Integer.toString(VERSION), version + way);
  }

  private byte[] bytes() {
    try {
      requireOwnersOnly(file);
      Path folder = file.getParent();
      if (folder != null && !sticky(folder)) {
        requireOwnersOnly(folder);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new PolicyException(
          "cannot read the policy " + file + ": there is no such file, expected the provider's", e);
    } catch (IOException e) {
      throw new PolicyException("cannot read the policy " + file + ": " + e, e);
    }
  }

  /** Whoever can write it could allow anything. */
  private void requireOwnersOnly(Path path) throws IOException {
    Collection<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new PolicyException(
          "cannot trust the policy "
              + file
              + ": others can write "
              + path
              + ", expected its owner alone, got mode "
              + java.nio.file.attribute.PosixFilePermissions.toString(Set.copyOf(permissions)));
    }
  }

  /** Such a folder, /tmp for one, lets nobody replace another's files. */
  private static boolean sticky(Path folder) throws IOException {
    return ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
  }

  private JsonNode root(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (!root.isObject()) {
        throw new PolicyException(
            "cannot read the policy " + file + ": expected a JSON object, got " + kind(root));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new PolicyException(
          "cannot read the policy "
              + file
              + ": it is malformed, expected a JSON object, got at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new PolicyException("cannot read the policy " + file + ": " + e, e);
    }
  }

  /** A whole number; a negative default stands for "must be there". */
  private long integer(JsonNode root, String name, long least, long most, long otherwise) {
    JsonNode value = root.path(name);
    if (value.isMissingNode() && otherwise >= 0) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number of at least " + least, kind(value));
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw wrong(name, "a whole number from " + least + " to " + most, Long.toString(number));
    }
    return number;
  }

  private DisclosureLimits limits(JsonNode root) {
    return new DisclosureLimits(
        integer(root, "leastRows", 1, MOST_ROWS, 0),
        (int) integer(root, "leastContributors", 1, 1 << 16, 0),
        integer(root, "rowsPerNumber", 1, MOST_ROWS, 0),
        (int) integer(root, "leastDifference", 2, Integer.MAX_VALUE, 0),
        share(root),
        root.has("rowId") ? text(root, "rowId", "a column's name") : "",
        noise(root));
  }

  private double share(JsonNode root) {
    JsonNode value = root.path("largestShare");
    if (value.isMissingNode()) {
      return 1;
    }
    double share = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(share > 0 && share <= 1)) {
      throw wrong("largestShare", "a number above 0 and at most 1", kind(value));
    }
    return share;
  }

  private double noise(JsonNode root) {
    JsonNode value = root.path("leastNoise");
    if (value.isMissingNode()) {
      return 0;
    }
    double noise = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(noise > 0 && noise <= DiscreteGaussian.MOST.doubleValue())) {
      throw wrong("leastNoise", "a number above 0 and at most 2^20", kind(value));
    }
    return noise;
  }

  private Set<String> hex(JsonNode root, String name) {
    return texts(
        root,
        name,
        "of fingerprints, each 64 hexadecimal digits in lower case",
        text -> HEX.matcher(text).matches() ? text : "");
  }

  private Set<OpeningKind> openings(JsonNode root) {
    Set<OpeningKind> kinds = EnumSet.noneOf(OpeningKind.class);
    texts(root, "mayOpen", "of " + words(), w -> OpeningKind.ofWord(w).isPresent() ? w : "")
        .forEach(word -> kinds.add(OpeningKind.ofWord(word).orElseThrow()));
    return kinds;
  }

  private static List<String> words() {
    return java.util.Arrays.stream(OpeningKind.values()).map(OpeningKind::word).toList();
  }

  /** A list of texts, each of which the reading must turn into a text that is not empty. */
  private Set<String> texts(
      JsonNode root, String name, String expected, UnaryOperator<String> reading) {
    JsonNode list = root.path(name);
    if (!list.isArray()) {
      throw wrong(name, "a list " + expected, kind(list));
    }
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode item : list) {
      String text = item.isTextual() ? reading.apply(item.textValue()) : "";
      if (text.isBlank()) {
        throw wrong(name, "a list " + expected, "in it " + kind(item));
      }
      texts.add(text);
    }
    return texts;
  }

  private Path log(JsonNode root, String provider) {
    String name = root.has("log") ? text(root, "log", "a file's name") : provider + ".log";
    return file.resolveSibling(name).normalize();
  }

  private String text(JsonNode root, String field, String expected) {
    JsonNode value = root.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(field, expected, kind(value));
    }
    return value.textValue();
  }

  private static String kind(JsonNode value) {
    return value instanceof MissingNode ? "nothing" : value.toString();
  }

  private PolicyException wrong(String field, String expected, String got) {
    return new PolicyException(
        "cannot read the policy "
            + file
            + ": the field '"
            + field
            + "', expected "
            + expected
            + ", got "
            + got);
  }
}
