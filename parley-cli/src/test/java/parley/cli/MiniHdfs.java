package parley.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * A Hadoop file system with one data node in a process of its own, for which the build has Hadoop's
 * minicluster beside the class path; also its main class.
 */
final class MiniHdfs implements AutoCloseable {
  private static final String ADDRESS = "hdfs://";

  private final Process process;
  private final String uri;

  private MiniHdfs(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  static MiniHdfs start(Path minicluster, Path folder) throws IOException {
    List<String> words = CliProcess.java(MiniHdfs.class, folder.toString());
    int path = words.indexOf("-cp") + 1;
    words.set(path, words.get(path) + ":" + minicluster);
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectError(folder.resolve("hdfs.log").toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(ADDRESS)) {
        return new MiniHdfs(process, line);
      }
    }
    throw new IOException("cannot start HDFS: " + DocumentSamples.read(folder.resolve("hdfs.log")));
  }

  String path(String name) {
    return uri + "/" + name;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Serves until its standard input ends; the argument is its folder. */
  public static void main(String[] arguments) throws Exception {
    Configuration settings = new Configuration();
    settings.set("hdfs.minidfs.basedir", arguments[0]);
    Class<?> builder = Class.forName("org.apache.hadoop.hdfs.MiniDFSCluster$Builder");
    Object cluster =
        builder
            .getMethod("build")
            .invoke(builder.getConstructor(Configuration.class).newInstance(settings));
    System.out.println(cluster.getClass().getMethod("getURI").invoke(cluster));
    System.in.read();
    System.exit(0);
  }
}
