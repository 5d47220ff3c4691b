package parley.mhe.runtime.masking;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.party.MaskingParty;
import parley.mhe.party.policy.PolicyPlaces;
import parley.mhe.runtime.message.Outcome;
import scala.Tuple2;

/**
 * Makes a provider inside the task that holds its rows. Serialised with Spark's closures; holds no
 * secret.
 *
 * @param policy where the driver names a further policy; null for none
 */
@DefaultSerializer(JavaSerializer.class)
record MaskInstaller<T>(
    String federation, byte[] plan, MaskProgramFactory<T> programs, @Nullable String policy)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Installs the provider of a partition and returns its name and nonce. */
  Iterator<Outcome<Tuple2<String, byte[]>>> install(int partition, Iterator<T> rows)
      throws Exception {
    MaskingPlan accepted = MaskingPlan.fromBytes(plan);
    String provider = accepted.providers().get(partition);
    return List.of(
            Outcome.of(
                () -> {
                  MaskEndpoint endpoint =
                      MaskEndpoint.install(
                          federation, provider, () -> make(provider, accepted, rows));
                  return new Tuple2<>(provider, endpoint.party().nonce());
                }))
        .iterator();
  }

  private MaskEndpoint make(String provider, MaskingPlan accepted, Iterator<T> rows) {
    MaskProgram program = programs.create(provider, accepted, rows);
    Path place = policy == null ? null : Path.of(policy);
    return new MaskEndpoint(
        MaskingParty.join(
            accepted, provider, PolicyPlaces.ofThisProcess().policies(provider, place)),
        program);
  }
}
