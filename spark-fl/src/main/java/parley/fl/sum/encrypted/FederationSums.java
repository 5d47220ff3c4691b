package parley.fl.sum.encrypted;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.Opens;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.runtime.Federation;

/**
 * Sums within a session, whose plan has the steps of {@link SumSteps}, in that session's ring and
 * under its keys.
 */
public final class FederationSums implements SecureSum {
  private final Federation federation;
  private final @Nullable KeyPair querier;
  private final Map<String, Integer> rounds = new HashMap<>();

  /**
   * @param federation stays the caller's
   * @param querier reads what is opened to the querier; null where all sums are opened to all
   */
  public FederationSums(Federation federation, @Nullable KeyPair querier) {
    this.federation = federation;
    this.querier = querier;
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    int round = rounds.merge(spec.step(), 1, Integer::sum) - 1;
    if (spec.opens() == Opens.TO_ALL) {
      return new OpenedSum(
          spec, federation.openSums(spec.step(), spec.openStep(), round, arguments));
    }
    if (querier == null) {
      throw new IllegalArgumentException(
          "cannot open " + spec.words() + ": expected the querier's key, got none");
    }
    try (Scope scope = Scope.open()) {
      List<Ciphertext> opened =
          federation.openSumsToQuerier(spec.step(), spec.openStep(), round, arguments);
      BigInteger[] integers = EncryptedSums.open(querier, opened, spec.length());
      return new OpenedSum(spec, integers);
    }
  }
}
