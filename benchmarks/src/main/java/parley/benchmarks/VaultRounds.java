package parley.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyHome;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.Seed;
import parley.mhe.vault.VaultConfig;
import parley.mhe.vault.VaultHome;
import parley.mhe.vault.VaultServer;

/**
 * What a provider's part of a round costs with its party in a vault, a process of its own, against
 * a party in the same process; both keep a key store. Prints a line a message: medians in
 * milliseconds at n = 2^15 with 11 limbs, and the bytes of request and answer. Arguments: rounds,
 * ciphertexts of the model.
 */
public final class VaultRounds {
  private static final String VAULT = "vault";
  private static final int WARM_UP = 3;

  private final Map<String, List<Double>> here = new LinkedHashMap<>();
  private final Map<String, List<Double>> there = new LinkedHashMap<>();
  private final Map<String, Long> bytes = new LinkedHashMap<>();

  private VaultRounds() {}

  /** Runs the comparison; with {@value #VAULT}, SOCKETS and KEYS it is the vault. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals(VAULT)) {
      serve(Path.of(args[1]), Path.of(args[2]));
      return;
    }
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
    int weights = args.length > 1 ? Integer.parseInt(args[1]) : 33;
    Path folder = Files.createTempDirectory("vault-rounds");
    Process vault = start(folder);
    try {
      new VaultRounds().compare(folder, rounds, weights);
    } finally {
      vault.destroy();
    }
  }

  private static void serve(Path sockets, Path keys) throws InterruptedException {
    try (VaultServer vault =
        VaultServer.start(VaultConfig.of(VaultRound.PROVIDERS, sockets, keys))) {
      System.out.println("ready");
      vault.join();
    }
  }

  private static Process start(Path folder) throws IOException {
    Process vault =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                VaultRounds.class.getName(),
                VAULT,
                folder.resolve("run").toString(),
                folder.resolve("vault-keys").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    new BufferedReader(new InputStreamReader(vault.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
    return vault;
  }

  private void compare(Path folder, int rounds, int weights) {
    int all = rounds + WARM_UP;
    try (CkksContext context = CkksContext.open(CkksParameters.SECURE_15);
        KeyPair querier = KeyPair.generate(context, Seed.fresh());
        VaultRound own =
            VaultRound.join(
                context,
                querier,
                all,
                weights,
                PartyHome.keyStore(folder.resolve("keys"), PassphraseSource.none()));
        VaultRound vault =
            VaultRound.join(context, querier, all, weights, VaultHome.in(folder.resolve("run")))) {
      for (int round = 0; round < all; round++) {
        // Alternating, so that a loaded machine slows both alike.
        take(own.run(round), round, here);
        take(vault.run(round), round, there);
      }
    }
    System.out.printf(Locale.ROOT, "%-34s %10s %10s %12s%n", "message", "here", "vault", "bytes");
    here.forEach(
        (message, times) ->
            System.out.printf(
                Locale.ROOT,
                "%-34s %10.2f %10.2f %,12d%n",
                message,
                median(times),
                median(there.getOrDefault(message, List.of())),
                bytes.getOrDefault(message, 0L)));
  }

  private void take(List<VaultRound.Timing> timings, int round, Map<String, List<Double>> into) {
    for (VaultRound.Timing timing : timings) {
      bytes.put(timing.message(), timing.bytes());
      List<Double> times = into.computeIfAbsent(timing.message(), name -> new ArrayList<>());
      if (round >= WARM_UP) {
        times.add(timing.millis());
      }
    }
  }

  private static double median(List<Double> times) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
