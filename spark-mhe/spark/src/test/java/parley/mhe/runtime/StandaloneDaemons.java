package parley.mhe.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A standalone master and workers of the test's own, as processes with logs in a folder. */
public final class StandaloneDaemons implements AutoCloseable {
  private static final long SECONDS = 30;

  private final Path folder;
  private final String master;
  private final List<Process> all = new ArrayList<>();

  private StandaloneDaemons(Path folder, String master) {
    this.folder = folder;
    this.master = master;
  }

  /** Starts a master on a free port. */
  public static StandaloneDaemons start(Path folder) throws IOException {
    TestCluster.linkJars();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    StandaloneDaemons daemons = new StandaloneDaemons(folder, "spark://127.0.0.1:" + port);
    daemons.daemon(
        "Master",
        Map.of(),
        List.of("--host", "127.0.0.1", "--port", String.valueOf(port), "--webui-port", "0"));
    return daemons;
  }

  /** What a session names as its master. */
  public String master() {
    return master;
  }

  /**
   * Starts a worker of one core and 1 GB.
   *
   * @param name of the folder in which its executors run
   * @param environment of the worker, and so of its executors
   */
  public ProcessHandle worker(String name, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    all.addAll(List.of("-c", "1", "-m", "1024M", "--work-dir", folder.resolve(name).toString()));
    all.addAll(List.of(arguments));
    all.add(master);
    return daemon("Worker", environment, all);
  }

  private ProcessHandle daemon(String role, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(TestCluster.java("256m"));
    command.add("org.apache.spark.deploy." + role.toLowerCase(Locale.ROOT) + "." + role);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(role + all.size() + ".log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    all.add(process);
    return process.toHandle();
  }

  /** Ends them and their executors, which are their children. */
  @Override
  public void close() {
    List<ProcessHandle> ending = new ArrayList<>();
    all.forEach(
        daemon -> {
          daemon.descendants().forEach(ending::add);
          ending.add(daemon.toHandle());
        });
    ending.forEach(ProcessHandle::destroyForcibly);
    ending.forEach(process -> process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
  }
}
