package parley.mhe.runtime;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.party.Party;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.PartySecrets;

/**
 * What a closure that a malicious driver ships can find by reflection: whatever is reachable from
 * the static fields of Parley's classes and from the threads.
 */
final class HeapWalk {
  private static final List<Class<?>> WANTED =
      List.of(Party.class, PartySecrets.class, SecretKeyShare.class, KeyStore.class);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> left = new ArrayDeque<>();
  private final Set<String> found = new TreeSet<>();

  /** Java makes them anew each time it is asked, and there are a million objects. */
  private final Map<Class<?>, List<Field>> fieldsOfObjects = new HashMap<>();

  private HeapWalk() {}

  /** Names of classes that hold secrets, SHA-256 of arrays of 32 bytes, and how much was seen. */
  static List<String> run() throws IOException {
    HeapWalk walk = new HeapWalk();
    for (String name : parleyClasses()) {
      walk.statics(name);
    }
    Thread.getAllStackTraces().keySet().forEach(walk::visit);
    while (!walk.left.isEmpty()) {
      walk.open(walk.left.remove());
    }
    walk.found.add("objects " + walk.seen.size());
    return new ArrayList<>(walk.found);
  }

  static String fingerprint(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> parleyClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          files.forEach(file -> add(names, path.relativize(file).toString()));
        }
      } else if (path.getFileName()
          .toString()
          .matches("(parley-common|parley-ml|mhe-core|spark-mhe|spark-fl).*\\.jar")) {
        try (JarFile jar = new JarFile(path.toFile())) {
          jar.stream().forEach(file -> add(names, file.getName()));
        }
      }
    }
    return names;
  }

  private static void add(List<String> names, String file) {
    if (file.startsWith("parley/") && file.endsWith(".class")) {
      names.add(file.substring(0, file.length() - 6).replace('/', '.'));
    }
  }

  private void statics(String name) {
    try {
      read(references(Class.forName(name, false, HeapWalk.class.getClassLoader()), true), null);
    } catch (ReflectiveOperationException | LinkageError e) {
      // Not loadable here, so nothing of it is in this heap.
    }
  }

  private void visit(Object value) {
    if (value != null && seen.add(value)) {
      left.add(value);
    }
  }

  private void open(Object value) {
    Class<?> type = value.getClass();
    if (WANTED.contains(type)) {
      found.add(type.getName());
    }
    if (value instanceof byte[] bytes) {
      if (bytes.length == 32) {
        found.add(fingerprint(bytes));
      }
    } else if (type.isArray()) {
      if (!type.getComponentType().isPrimitive()) {
        for (int i = 0; i < Array.getLength(value); i++) {
          visit(Array.get(value, i));
        }
      }
    } else {
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        read(fieldsOfObjects.computeIfAbsent(at, seen -> references(seen, false)), value);
      }
    }
  }

  /** The fields that hold objects and can be read: those of the class or those of its objects. */
  private static List<Field> references(Class<?> type, boolean ofClass) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) == ofClass)
        .filter(field -> !field.getType().isPrimitive() && field.trySetAccessible())
        .toList();
  }

  private void read(List<Field> fields, Object of) {
    for (Field field : fields) {
      try {
        visit(field.get(of));
      } catch (IllegalAccessException | LinkageError e) {
        // The next one.
      }
    }
  }
}
