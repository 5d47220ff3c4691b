package parley.mhe.runtime;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import parley.mhe.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartyPlan;
import parley.mhe.party.PartyService;
import scala.Tuple2;

/**
 * Makes a provider inside the task that holds its rows, and registers it in that process.
 * Serialised with Spark's closures; holds no secret.
 */
final class Installer<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String federation;
  private final byte[] plan;
  private final ProgramFactory<T> programs;
  private final PartyHome home;

  Installer(String federation, byte[] plan, ProgramFactory<T> programs, PartyHome home) {
    this.federation = federation;
    this.plan = plan;
    this.programs = programs;
    this.home = home;
  }

  /** A factory for sessions that go on without rows. */
  static ProgramFactory<String> withoutRows() {
    return (provider, plan, context, rows) -> {
      throw new ParleyException(
          "cannot make a program for " + provider + ": the session goes on without rows");
    };
  }

  /** Installs the provider of a partition and returns its name and nonce. */
  Iterator<Tuple2<String, byte[]>> install(int partition, Iterator<T> rows) {
    PartyPlan accepted = PartyPlan.fromBytes(plan);
    String provider = accepted.providers().get(partition);
    ProviderEndpoint endpoint =
        Endpoints.of(federation).install(provider, () -> make(provider, accepted, rows));
    return List.of(new Tuple2<>(provider, endpoint.party().nonce())).iterator();
  }

  private ProviderEndpoint make(String provider, PartyPlan accepted, Iterator<T> rows) {
    PartyService party = home.join(accepted, provider);
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

  /** Installs a provider from its key store and returns its name and nonce. */
  Tuple2<String, byte[]> resume(String provider) {
    PartyPlan accepted = PartyPlan.fromBytes(plan);
    ProviderEndpoint endpoint =
        Endpoints.of(federation).install(provider, () -> reopen(provider, accepted));
    return new Tuple2<>(provider, endpoint.party().nonce());
  }

  private ProviderEndpoint reopen(String provider, PartyPlan accepted) {
    PartyService party = home.resume(accepted, provider);
    return new ProviderEndpoint(party, null, CkksContext.open(accepted.parameters()));
  }
}
