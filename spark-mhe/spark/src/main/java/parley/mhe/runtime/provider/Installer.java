package parley.mhe.runtime.provider;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.PartyService;
import parley.mhe.party.PartySource;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.message.Outcome;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.vault.VaultHome;
import scala.Tuple2;

/**
 * Makes a provider inside the task that holds its rows, and registers it in that process.
 * Serialised with Spark's closures; holds no secret.
 */
@DefaultSerializer(JavaSerializer.class)
public final class Installer<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String federation;
  private final byte[] plan;
  private final ProgramFactory<T> programs;
  private final PartySource home;
  private final boolean resume;

  public Installer(
      String federation,
      byte[] plan,
      ProgramFactory<T> programs,
      PartySource home,
      boolean resume) {
    this.federation = federation;
    this.plan = plan;
    this.programs = programs;
    this.home = home;
    this.resume = resume;
  }

  /** For a session that goes on without rows. */
  public static Installer<String> withoutRows(String federation, byte[] plan, PartySource home) {
    ProgramFactory<String> none =
        (provider, accepted, context, rows) -> {
          throw new ParleyException(
              "cannot make a program for " + provider + ": the session goes on without rows");
        };
    return new Installer<>(federation, plan, none, home, true);
  }

  /** Installs the provider of a partition and returns its name and nonce. */
  public Iterator<Outcome<Tuple2<String, byte[]>>> install(int partition, Iterator<T> rows)
      throws Exception {
    PartyPlan accepted = PartyPlan.fromBytes(plan);
    String provider = accepted.providers().get(partition);
    return List.of(
            Outcome.of(
                () ->
                    installed(
                        Endpoints.of(federation)
                            .install(provider, () -> make(provider, accepted, rows)))))
        .iterator();
  }

  private static Tuple2<String, byte[]> installed(ProviderEndpoint endpoint) {
    return new Tuple2<>(endpoint.party().provider(), endpoint.party().nonce());
  }

  private ProviderEndpoint make(String provider, PartyPlan accepted, Iterator<T> rows) {
    PartySource here = VaultHome.preferredTo(home);
    PartyService party = resume ? here.resume(accepted, provider) : here.join(accepted, provider);
    CkksContext context = CkksContext.open(accepted.parameters());
    try {
      LocalProgram program = programs.create(provider, accepted, context, rows);
      return new ProviderEndpoint(party, program, context);
    } catch (RuntimeException e) {
      context.close();
      party.close();
      throw e;
    }
  }

  /** Installs a group of providers from their stores and returns their names and nonces. */
  public Iterator<Outcome<Tuple2<String, byte[]>>> resume(ProviderGroup group) throws Exception {
    List<Outcome<Tuple2<String, byte[]>>> all = new ArrayList<>();
    for (String provider : group.providers()) {
      all.add(resume(provider));
    }
    return all.iterator();
  }

  /** Installs a provider from its store and returns its name and nonce. */
  public Outcome<Tuple2<String, byte[]>> resume(String provider) throws Exception {
    PartyPlan accepted = PartyPlan.fromBytes(plan);
    return Outcome.of(
        () ->
            installed(
                Endpoints.of(federation)
                    .install(
                        provider,
                        () ->
                            new ProviderEndpoint(
                                VaultHome.preferredTo(home).resume(accepted, provider),
                                null,
                                CkksContext.open(accepted.parameters())))));
  }
}
