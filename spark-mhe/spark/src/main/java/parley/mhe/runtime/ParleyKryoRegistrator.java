package parley.mhe.runtime;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Registers the messages of the runtime with Kryo: {@code spark.kryo.registrator} names this class.
 * All of them hold bytes only and are Java-serialisable as well. Stateless.
 */
public final class ParleyKryoRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    // Records and final classes without a zero-argument constructor: Java's form is theirs.
    kryo.register(RoundMessage.class, new JavaSerializer());
    kryo.register(Outcome.class, new JavaSerializer());
    kryo.register(RoundMessage.Acknowledgement.class, new JavaSerializer());
    kryo.register(PartialSum.Wire.class, new JavaSerializer());
    kryo.register(RoundRecord.class, new JavaSerializer());
  }
}
