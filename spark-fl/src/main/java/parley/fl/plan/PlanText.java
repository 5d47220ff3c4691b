package parley.fl.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import parley.mhe.protocol.WireWriter;

/** What plan files have in common: JSON with a kind, a version and a checksum. Stateless. */
final class PlanText {
  private static final String KIND = "kind";
  private static final String VERSION = "version";
  private static final String DIGEST = "sha256";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private PlanText() {}

  /** The first fields of a file. */
  static ObjectNode begin(String kind, int version) {
    return JSON.createObjectNode().put(KIND, kind).put(VERSION, version);
  }

  /** SHA-256 of all fields. */
  static byte[] digest(ObjectNode fields) {
    WireWriter out = new WireWriter();
    add(out, fields);
    return out.sha256();
  }

  private static void add(WireWriter out, ObjectNode fields) {
    fields
        .fields()
        .forEachRemaining(
            field -> {
              out.add(field.getKey());
              if (field.getValue() instanceof ObjectNode inner) {
                out.add(inner.size());
                add(out, inner);
              } else {
                out.add(field.getValue().asText());
              }
            });
  }

  /** The file's content. */
  static String write(ObjectNode fields) {
    ObjectNode out = fields.deepCopy();
    out.put(DIGEST, HexFormat.of().formatHex(digest(fields)));
    return out.toPrettyString() + "\n";
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw refuse(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw refuse(file.toString(), "it is no text file: " + e.getMessage());
    }
  }

  /** What a file says it is. */
  static String kind(String name, String text) {
    return parse(name, text).path(KIND).asText();
  }

  /**
   * A file's fields but for the checksum.
   *
   * @param other the kind of plans for other trainings
   * @param ofOther what to say of one
   * @throws PlanException if it is another kind, of another version, or altered
   */
  static ObjectNode fields(
      String name, String text, String kind, int version, String other, String ofOther) {
    JsonNode in = parse(name, text);
    String found = in.path(KIND).asText();
    if (found.equals(other)) {
      throw refuse(name, ofOther);
    }
    if (!found.equals(kind)) {
      throw refuse(name, "it is not a plan of parley plan --out");
    }
    if (in.path(VERSION).asInt(-1) != version) {
      throw refuse(
          name,
          "it is of another version of Parley, expected version "
              + version
              + ", got "
              + in.path(VERSION).asText()
              + "; make it again with this one");
    }
    ObjectNode fields = in.deepCopy();
    String stated = fields.path(DIGEST).asText();
    fields.remove(DIGEST);
    if (!stated.equals(HexFormat.of().formatHex(digest(fields)))) {
      throw refuse(name, "it was altered, its checksum does not fit");
    }
    return fields;
  }

  /** Refuses a file whose fields this version would write otherwise: nothing was read wrong. */
  static void requireSame(String name, ObjectNode written, ObjectNode read) {
    if (!written.toString().equals(read.toString())) {
      throw refuse(
          name,
          "this version lays the numbers out otherwise, expected "
              + written
              + ", got "
              + read
              + "; make it again with this version");
    }
  }

  static void requireSecure(String name, boolean insecure) {
    if (insecure && !Boolean.getBoolean("parley.insecure")) {
      throw refuse(name, "its parameters are not secure, expected at least 128 bits");
    }
  }

  private static JsonNode parse(String name, String text) {
    try {
      JsonNode in = JSON.readTree(text);
      if (in.isObject()) {
        return in;
      }
    } catch (JsonProcessingException e) {
      throw refuse(name, "it is not JSON: " + e.getOriginalMessage());
    }
    throw refuse(name, "it is not a plan of parley plan --out");
  }

  static int number(JsonNode in, String field) {
    JsonNode value = in.required(field);
    if (!value.isInt()) {
      throw new IllegalArgumentException(field + ", expected a whole number, got " + value);
    }
    return value.intValue();
  }

  static PlanException refuse(String name, String reason) {
    return new PlanException("cannot read plan " + name + ": " + reason);
  }

  static void require(String what, Object planned, Object got) {
    if (!Objects.equals(planned, got)) {
      throw differs(what, planned, got);
    }
  }

  static PlanException differs(String what, Object planned, Object got) {
    return new PlanException(
        "cannot follow the plan: it does not fit the training in "
            + what
            + ", expected "
            + planned
            + ", got "
            + got);
  }
}
