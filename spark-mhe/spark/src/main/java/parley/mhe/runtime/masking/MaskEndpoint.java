package parley.mhe.runtime.masking;

import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import parley.error.ParleyException;
import parley.mhe.masking.MaskedInput;
import parley.mhe.party.MaskingParty;
import parley.mhe.protocol.Place;

/**
 * A provider in this process: its party, and the program that makes its integers. Outside of
 * Spark's lineage, so that a task that runs again finds the party that answered before.
 */
final class MaskEndpoint {
  private static final Map<String, Map<String, MaskEndpoint>> FEDERATIONS =
      new ConcurrentHashMap<>();

  private final MaskingParty party;
  private final MaskProgram program;

  MaskEndpoint(MaskingParty party, MaskProgram program) {
    this.party = party;
    this.program = program;
  }

  /** Registers a provider unless it is there. */
  static MaskEndpoint install(
      String federation, String provider, java.util.function.Supplier<MaskEndpoint> maker) {
    return FEDERATIONS
        .computeIfAbsent(federation, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(provider, name -> maker.get());
  }

  static MaskEndpoint get(String federation, String provider) {
    MaskEndpoint endpoint = FEDERATIONS.getOrDefault(federation, Map.of()).get(provider);
    if (endpoint == null) {
      throw new ParleyException(
          "cannot answer for "
              + provider
              + ": it does not live in this process, expected it installed, got none");
    }
    return endpoint;
  }

  /** Ends those of a federation. */
  static void remove(String federation) {
    Map<String, MaskEndpoint> removed = FEDERATIONS.remove(federation);
    if (removed != null) {
      removed.values().forEach(endpoint -> endpoint.party.close());
    }
  }

  MaskingParty party() {
    return party;
  }

  /** Its integers under its masks. */
  MaskedInput input(Place where, SortedSet<String> asked, byte[] arguments) {
    return party.input(
        where, asked, program.integers(party.plan().step(where.step()), where.round(), arguments));
  }
}
