package parley.mhe.party;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.plan.MaskedStep;
import parley.mhe.protocol.CommonString;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.WireWriter;

/**
 * The outputs of the refreshes that a party answered, by their second polynomials: these are common
 * strings, which the party expands from the ids in its ledger, so that it recognises an output
 * without having seen it. Kept in memory alone. Not thread-safe.
 */
final class RefreshedOutputs {
  private final CkksContext context;

  /** Requests whose outputs were expanded: id, and limbs of the outputs. */
  private final Set<String> expanded = new HashSet<>();

  /** Step and hash of each. */
  private final Set<String> known = new HashSet<>();

  RefreshedOutputs(CkksContext context) {
    this.context = context;
  }

  /**
   * Whether a polynomial is that of an output of this step.
   *
   * @param round the round that is looked at first
   */
  boolean gave(Ledger ledger, MaskedStep source, int round, Polynomial second) {
    if (second.extended() || second.limbs() != source.limbsOut()) {
      return false;
    }
    String wanted = key(source, second);
    IntStream others = IntStream.range(0, source.rounds()).filter(other -> other != round);
    IntStream first = round < source.rounds() ? IntStream.of(round) : IntStream.empty();
    return IntStream.concat(first, others)
        .anyMatch(
            candidate -> {
              expand(ledger, source, candidate);
              return known.contains(wanted);
            });
  }

  private void expand(Ledger ledger, MaskedStep source, int round) {
    for (int attempt = 0; attempt < source.attempts(); attempt++) {
      for (int object = 0; object < source.objects(); object++) {
        Place where = new Place(source.name(), attempt, round, object);
        Ledger.Entry entry = ledger.at(source.protocol().words(), where);
        if (entry != null && expanded.add(hex(entry.id()))) {
          expand(source, entry.id());
        }
      }
    }
  }

  private void expand(MaskedStep source, byte[] id) {
    for (int output = 0; output < source.outputs(); output++) {
      try (Polynomial common =
          CommonString.expand(context, id, output, 0, source.limbsOut(), false)) {
        known.add(key(source, common));
      }
    }
  }

  private static String key(MaskedStep source, Polynomial second) {
    return source.name() + " " + hex(WireWriter.sha256Digest().digest(second.toBytes()));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
