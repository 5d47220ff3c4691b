package parley.mhe.party.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import parley.mhe.party.Party;
import parley.mhe.party.secret.PassphraseSource;

/**
 * Opens a store in a process of its own and answers the requests in a folder, in the order of their
 * names: a line an answer, with its hash or what went wrong. Then it waits for the end of its
 * input.
 */
final class StoreInAnotherJvm {
  private StoreInAnotherJvm() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    PassphraseSource passphrase = PassphraseSource.parse(args[1], "a test");
    try (Party party = Party.resume(KeyStore.of(root, "a", passphrase));
        Stream<Path> files = Files.list(Path.of(args[2]))) {
      System.out.println("open");
      for (Path file : files.sorted().toList()) {
        try {
          byte[] answer = party.answer(Files.readAllBytes(file));
          System.out.println(hash(answer));
          int round = Integer.parseInt(file.getFileName().toString());
          party.acknowledge("train/refresh", 0, round - 3);
        } catch (RuntimeException e) {
          System.out.println(e.getMessage());
        }
      }
      System.out.println("done " + party.ledgerSize());
      while (System.in.read() >= 0) {
        // Holds the store until it is told, or killed.
      }
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }

  static String hash(byte[] answer) {
    return HexFormat.of()
        .formatHex(parley.mhe.protocol.WireWriter.sha256Digest().digest(answer), 0, 8);
  }

  /**
   * Starts it.
   *
   * @param limit what the shell does before, such as {@code ulimit -f 4}
   */
  static Process start(String limit, Path root, String passphrase, Path requests)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", limit + "; exec \"$@\"", "bash"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-XX:-UsePerfData", "-Dparley.insecure=true", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(StoreInAnotherJvm.class.getName());
    command.addAll(List.of(root.toString(), passphrase, requests.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PARLEY_TEST_PASSPHRASE", "correct horse battery");
    return builder.start();
  }

  /** Its lines so far, up to one that begins with a word, or all. */
  static List<String> lines(Process process, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    var in =
        new java.io.BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      if (!last.isEmpty() && line.startsWith(last)) {
        break;
      }
    }
    return lines;
  }
}
