package parley.fl.protection;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.fl.optim.Standardization;
import parley.mhe.protocol.WireWriter;

/**
 * An encrypted model as bytes: what is saved, loaded and predicted with. Holds no secret: the
 * ciphertexts open only with the shares of all providers. Immutable but for the arrays, which
 * nobody may change; then safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class SealedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String OUTPUTS = "outputs";

  private final int features;
  private final boolean intercept;
  private final Standardization standardization;
  private final List<byte[]> ciphertexts;
  private final byte[] session;
  private final Map<String, String> attributes;

  /**
   * A model from its parts.
   *
   * @param features values of one of the querier's rows
   * @param intercept whether the last weight is the intercept
   * @param standardization what the querier applies to its rows, or to what a public map makes of
   *     them
   * @param ciphertexts the weights in the library's wire format, in the engine's order
   * @param session what the engine needs to continue the session, public, in its own format
   * @param attributes small public facts of the engine
   */
  public SealedModel(
      int features,
      boolean intercept,
      Standardization standardization,
      List<byte[]> ciphertexts,
      byte[] session,
      Map<String, String> attributes) {
    this.features = features;
    this.intercept = intercept;
    this.standardization = standardization;
    this.ciphertexts = List.copyOf(ciphertexts);
    this.session = session;
    this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  public int features() {
    return features;
  }

  /** The attribute of models that answer so many numbers a row; others answer one. */
  public static Map<String, String> outputs(int outputs) {
    return Map.of(OUTPUTS, Integer.toString(outputs));
  }

  /** How many numbers it answers for a row, as far as its attributes say; else 1. */
  public int outputs() {
    return Integer.parseInt(attributes.getOrDefault(OUTPUTS, "1"));
  }

  /** Names the model: SHA-256 of its session and ciphertexts, in hex. */
  public String digest() {
    MessageDigest digest = WireWriter.sha256Digest();
    digest.update(session);
    ciphertexts.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 over all of it, so that damage is found before it gives wrong margins. */
  public byte[] checksum() {
    WireWriter out = new WireWriter().add(features).add(intercept ? 1 : 0);
    for (double mean : standardization.mean()) {
      out.add(mean);
    }
    for (double scale : standardization.scale()) {
      out.add(scale);
    }
    out.add(standardization.clip());
    // None where an earlier version saved the model: it kept none.
    standardization.constantFeatures().forEach(j -> out.add("constant").add(j));
    out.add(ciphertexts.size());
    ciphertexts.forEach(out::add);
    out.add(session);
    attributes.forEach((name, value) -> out.add(name).add(value));
    return out.sha256();
  }

  public boolean intercept() {
    return intercept;
  }

  public Standardization standardization() {
    return standardization;
  }

  /** The ciphertexts' bytes: the arrays themselves, not copies. */
  public List<byte[]> ciphertexts() {
    return ciphertexts;
  }

  /** The session's bytes: the array itself, not a copy. */
  public byte[] session() {
    return session;
  }

  public Map<String, String> attributes() {
    return attributes;
  }
}
