package parley.mhe.party;

import java.io.IOException;
import java.nio.file.Path;
import parley.mhe.ckks.Scope;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.SumRefresh;

/**
 * Parties with key stores that answer some rounds and, told to, are closed, in a JVM of their own:
 * arguments are the stores' folder and whether to close.
 */
public final class ClosedParties {
  private static final int ROUNDS = 3;

  private ClosedParties() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    TestParties parties =
        TestParties.with(
            TestParties.NAMES.stream()
                .map(name -> KeyStore.of(root, name, PassphraseSource.none()))
                .toList());
    answer(parties);
    if (Boolean.parseBoolean(args[1])) {
      parties.close();
      for (int i = 0; i < 5; i++) {
        System.gc();
      }
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Stays as it is until it was searched.
    }
    parties.close();
  }

  private static void answer(TestParties parties) {
    for (int round = 0; round < ROUNDS; round++) {
      try (Scope scope = Scope.open();
          SumRefresh refresh = parties.refresh(round, parties.ciphertext(4, 0x1p45))) {
        parties.services.forEach(party -> party.answer(refresh));
      }
    }
    try (Scope scope = Scope.open();
        CollectiveKeySwitch keySwitch = parties.keySwitch(0, parties.ciphertext(3, 0x1p90))) {
      parties.services.forEach(party -> party.answer(keySwitch));
    }
  }
}
