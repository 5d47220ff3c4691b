package parley.mhe.runtime.provider;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.protocol.WireReader;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.session.SessionKeys;

/**
 * What a Spark task does in a round: delivers the message to the parties of its group, which live
 * in its process, and adds their answers up. Serialised with Spark's closures; holds names and
 * bytes.
 */
@DefaultSerializer(JavaSerializer.class)
public final class RoundTask implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where the message comes from. */
  public interface Source extends Serializable {
    RoundMessage get();
  }

  private final String federation;
  private final long sequence;
  private final @Nullable Source message;

  /** Without a source, the message was handed over in the process. */
  public RoundTask(String federation, long sequence, @Nullable Source message) {
    this.federation = federation;
    this.sequence = sequence;
    this.message = message;
  }

  public String federation() {
    return federation;
  }

  /** The sum of a group's answers, of which one at a time is kept beside it. */
  public PartialSum sum(List<String> group) throws InterruptedException {
    Endpoints here = Endpoints.of(federation);
    PartialSum sum = null;
    try {
      for (String provider : group) {
        ProviderEndpoint endpoint = here.get(provider);
        Delivery delivery = delivery(here);
        here.mark(provider, Endpoints.State.AT_WORK);
        PartialSum next = answer(endpoint, delivery, here.keys());
        PartialSum before = sum;
        // Both are the sum's from here on.
        sum = null;
        sum = before == null ? next : PartialSum.sum(List.of(before, next));
        here.mark(provider, Endpoints.State.ANSWERED);
      }
    } catch (RuntimeException | InterruptedException e) {
      if (sum != null) {
        sum.close();
      }
      throw e;
    }
    if (sum == null) {
      throw new IllegalArgumentException("cannot answer for a group: there is no provider in it");
    }
    return sum;
  }

  private static PartialSum answer(
      ProviderEndpoint endpoint, Delivery delivery, @Nullable SessionKeys keys)
      throws InterruptedException {
    try {
      return endpoint.answer(delivery, keys);
    } catch (ParleyException e) {
      throw new ParleyException(endpoint.party().provider() + ": " + e.getMessage(), e);
    }
  }

  /** A small answer of one provider. */
  public byte[] answer(String provider) {
    Endpoints here = Endpoints.of(federation);
    Delivery delivery = delivery(here);
    return switch (delivery.kind()) {
      case BEGIN -> begin(here.get(provider), delivery.body());
      case KEYS -> here.get(provider).accept(delivery);
      case NEXT_ROUND -> nextRound(here.get(provider), delivery.body());
      case STATUS -> here.get(provider).party().status().toBytes();
      case COMMIT -> here.get(provider).commitment();
      default ->
          throw new ParleyException(
              "cannot gather answers: expected a small message, got " + delivery.kind());
    };
  }

  private static byte[] nextRound(ProviderEndpoint endpoint, byte[] body) {
    String step = new WireReader(body, "question").text("step");
    return ByteBuffer.allocate(Integer.BYTES).putInt(endpoint.party().nextRound(step)).array();
  }

  private static byte[] begin(ProviderEndpoint endpoint, byte[] body) {
    WireReader in = new WireReader(body, "begin message");
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (int i = in.integer("providers", 1, 1 << 16); i > 0; i--) {
      nonces.put(in.text("provider"), in.bytes("nonce", 32));
    }
    byte[] querierKey = in.bytes("querier's key");
    in.end();
    return endpoint.begin(nonces, querierKey);
  }

  private Delivery delivery(Endpoints here) {
    return here.delivery(
        sequence,
        () -> {
          if (message == null) {
            throw new ParleyException(
                "cannot read message "
                    + sequence
                    + ": it was handed over in another process, expected the driver's, got this"
                    + " one");
          }
          return message.get();
        });
  }
}
