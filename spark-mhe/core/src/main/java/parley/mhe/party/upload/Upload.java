package parley.mhe.party.upload;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What providers computed on their rows for one request, added up: ciphertexts, and the set of
 * providers in them. A provider may leave a value out where its rows add nothing to it. Immutable
 * and thread-safe; owns its ciphertexts.
 */
public final class Upload implements AutoCloseable {
  private static final String MAGIC = "parley/upload/1";

  private final CkksContext context;
  private final byte[] requestId;
  private final TreeSet<String> parties;
  private final List<@Nullable Ciphertext> values;

  private Upload(
      CkksContext context,
      byte[] requestId,
      TreeSet<String> parties,
      List<@Nullable Ciphertext> values) {
    this.context = context;
    this.requestId = requestId.clone();
    this.parties = parties;
    this.values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** One provider's values; takes over the ciphertexts. */
  public static Upload of(
      CkksContext context, byte[] requestId, String party, List<@Nullable Ciphertext> values) {
    return new Upload(context, requestId, new TreeSet<>(List.of(party)), values);
  }

  /**
   * The sum of some, a new one; the order does not matter.
   *
   * @throws ParleyException when they answer different requests, differ in shape or scale, or have
   *     a provider in common
   */
  public static Upload combineAll(List<Upload> uploads) {
    Upload first = uploads.get(0);
    TreeSet<String> parties = new TreeSet<>();
    for (Upload upload : uploads) {
      if (!MessageDigest.isEqual(first.requestId, upload.requestId)) {
        throw refuse("they answer different requests", hex(first.requestId), hex(upload.requestId));
      }
      if (first.values.size() != upload.values.size()) {
        throw refuse(
            "their sizes differ",
            first.values.size() + " values",
            upload.values.size() + " values");
      }
      for (String party : upload.parties) {
        if (!parties.add(party)) {
          throw refuse("a provider is counted twice", "each once", party + " again");
        }
      }
    }
    List<@Nullable Ciphertext> sums = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      for (int i = 0; i < first.values.size(); i++) {
        Ciphertext sum = sum(uploads, i);
        sums.add(sum == null ? null : scope.keep(sum));
      }
    }
    return new Upload(first.context, first.requestId, parties, sums);
  }

  private static @Nullable Ciphertext sum(List<Upload> uploads, int index) {
    Evaluator evaluator = new Evaluator(uploads.get(0).context);
    Ciphertext sum = null;
    for (Upload upload : uploads) {
      Ciphertext value = upload.values.get(index);
      if (value == null) {
        continue;
      }
      Ciphertext next = sum == null ? value.share() : evaluator.add(sum, value);
      if (sum != null) {
        sum.close();
      }
      sum = next;
    }
    return sum;
  }

  /**
   * Refuses a sum that does not hold every provider once, or answers another request.
   *
   * @return the ciphertexts; they stay this object's
   */
  public List<Ciphertext> complete(byte[] expectedId, List<String> providers) {
    if (!MessageDigest.isEqual(expectedId, requestId)) {
      throw refuse("they answer another request", hex(expectedId), hex(requestId));
    }
    if (!parties.equals(new TreeSet<>(providers))) {
      throw refuse("providers are missing", providers.toString(), parties.toString());
    }
    List<Ciphertext> all = new ArrayList<>();
    for (Ciphertext value : values) {
      if (value == null) {
        throw refuse("a value comes from no provider", "at least one", "none");
      }
      all.add(value);
    }
    return all;
  }

  /** The providers in it, sorted. */
  public List<String> parties() {
    return List.copyOf(parties);
  }

  /** Bytes of the polynomials, which are nearly all of the wire form. */
  public long size() {
    long words = 0;
    for (Ciphertext value : values) {
      words += value == null ? 0 : (long) value.size() * value.limbs();
    }
    return words * context.parameters().ringDimension() * Long.BYTES;
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out =
        new WireWriter().add(MAGIC).add(requestId).add(context.fingerprint()).add(parties.size());
    parties.forEach(out::add);
    out.add(values.size());
    values.forEach(value -> out.add(value == null ? new byte[0] : value.toBytes()));
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes} and checks every field.
   *
   * @throws ParleyException when it is cut off, altered or of other parameters
   */
  public static Upload fromBytes(CkksContext context, byte[] bytes) {
    WireReader in = new WireReader(bytes, "upload");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + ", got other bytes");
    }
    byte[] requestId = in.bytes("request id", 32);
    byte[] fingerprint = in.bytes("fingerprint", 32);
    if (!MessageDigest.isEqual(fingerprint, context.fingerprint())) {
      throw in.refuse(
          "other parameters, expected " + hex(context.fingerprint()) + ", got " + hex(fingerprint));
    }
    TreeSet<String> parties = new TreeSet<>();
    for (int i = in.integer("providers", 1, 1 << 16); i > 0; i--) {
      if (!parties.add(in.text("provider"))) {
        throw in.refuse("a provider is in it twice, expected each once, got one again");
      }
    }
    List<@Nullable Ciphertext> values = new ArrayList<>();
    try {
      for (int i = in.integer("values", 0, 1 << 16); i > 0; i--) {
        byte[] value = in.bytes("value");
        values.add(value.length == 0 ? null : Ciphertext.fromBytes(context, value));
      }
      in.end();
    } catch (RuntimeException e) {
      close(values);
      throw e;
    }
    return new Upload(context, requestId, parties, values);
  }

  private static ParleyException refuse(String what, String expected, String got) {
    return new ParleyException(
        "cannot add up uploads: " + what + ", expected " + expected + ", got " + got);
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  @Override
  public void close() {
    close(values);
  }

  private static void close(List<@Nullable Ciphertext> values) {
    for (Ciphertext value : values) {
      if (value != null) {
        value.close();
      }
    }
  }
}
