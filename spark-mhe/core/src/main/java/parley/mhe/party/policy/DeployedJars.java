package parley.mhe.party.policy;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import parley.mhe.protocol.WireWriter;

/**
 * The jars, or folders of classes, that this process has Parley's classes from. Their fingerprints
 * guard against mistakes, not against a driver that means harm: it ships code of its own.
 * Stateless, thread-safe.
 */
public final class DeployedJars {
  private static final String PACKAGE = "parley";

  private DeployedJars() {}

  /**
   * One of them.
   *
   * @param name the file's name
   * @param sha256 SHA-256 of the file in hex; of a folder, of all its files' names and contents
   */
  public record Jar(String name, String sha256) {}

  /** Read once: a process does not change its classes. */
  private static final class Holder {
    static final List<Jar> JARS = Collections.unmodifiableList(read());
  }

  /**
   * All of them, sorted by their place.
   *
   * @throws PolicyException when one cannot be read
   */
  public static List<Jar> all() {
    return Holder.JARS;
  }

  /**
   * A fingerprint of the classes of each package below {@code parley}: the same wherever they are
   * packed, in one jar or in many.
   *
   * @throws PolicyException when they cannot be read
   */
  public static SortedMap<String, String> packages() {
    return new TreeMap<>(Packages.FINGERPRINTS);
  }

  /** Read once, and only where it is asked for. */
  private static final class Packages {
    static final SortedMap<String, String> FINGERPRINTS = readPackages();
  }

  private static List<Jar> read() {
    try {
      List<Jar> jars = new ArrayList<>();
      for (Path place : new TreeSet<>(places())) {
        jars.add(new Jar(String.valueOf(place.getFileName()), fingerprint(place)));
      }
      return jars;
    } catch (IOException | URISyntaxException | RuntimeException e) {
      throw new PolicyException("cannot find the jars of this process: " + e, e);
    }
  }

  /** In the order of the class path. */
  private static List<Path> places() throws IOException, URISyntaxException {
    List<Path> places = new ArrayList<>();
    for (URL url : Collections.list(DeployedJars.class.getClassLoader().getResources(PACKAGE))) {
      URLConnection connection = url.openConnection();
      places.add(
          connection instanceof JarURLConnection jar
              ? Path.of(jar.getJarFileURL().toURI())
              : Path.of(url.toURI()).resolveSibling(""));
    }
    return places;
  }

  private static SortedMap<String, String> readPackages() {
    try {
      Map<String, Long> classes = new HashMap<>();
      for (Path place : places()) {
        ClassChecksums.of(place, PACKAGE + "/").forEach(classes::putIfAbsent);
      }
      SortedMap<String, WireWriter> lists = new TreeMap<>();
      new TreeMap<>(classes)
          .forEach(
              (name, checksum) ->
                  lists
                      .computeIfAbsent(packageOf(name), first -> new WireWriter())
                      .add(name)
                      .add(checksum));
      SortedMap<String, String> fingerprints = new TreeMap<>();
      lists.forEach(
          (name, list) -> fingerprints.put(name, HexFormat.of().formatHex(list.sha256())));
      return fingerprints;
    } catch (IOException | URISyntaxException | RuntimeException e) {
      throw new PolicyException("cannot read the classes of this process: " + e, e);
    }
  }

  /** {@code parley.mhe} of {@code parley/mhe/party/Party.class}. */
  private static String packageOf(String name) {
    String[] folders = name.split("/", -1);
    return folders.length < 3 ? folders[0] : folders[0] + "." + folders[1];
  }

  static String fingerprint(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return HexFormat.of().formatHex(hash(place));
    }
    WireWriter list = new WireWriter();
    try (Stream<Path> walk = Files.walk(place)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        list.add(place.relativize(file).toString()).add(hash(file));
      }
    }
    return HexFormat.of().formatHex(list.sha256());
  }

  private static byte[] hash(Path file) throws IOException {
    MessageDigest digest = WireWriter.sha256Digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return digest.digest();
  }
}
