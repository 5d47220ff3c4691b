package parley.mhe.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A vault in a JVM of its own; also the main class of that JVM. */
public final class VaultProcess implements AutoCloseable {
  private final Process process;

  private VaultProcess(Process process) {
    this.process = process;
  }

  /** Starts one and waits until it listens. */
  public static VaultProcess start(Path sockets, Path keys, String... providers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-Dparley.insecure=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(VaultProcess.class.getName(), sockets.toString(), keys.toString()));
    command.addAll(List.of(providers));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      if (!"ready".equals(out.readLine())) {
        throw new IllegalStateException("the vault did not start");
      }
      return new VaultProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    List<String> providers = Arrays.asList(args).subList(2, args.length);
    try (VaultServer vault =
        VaultServer.start(VaultConfig.of(providers, Path.of(args[0]), Path.of(args[1])))) {
      System.out.println("ready");
      vault.join();
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("kill ended with " + code);
    }
  }

  /** Kills it as a crash would. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
