package parley.cli.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.protection.SealedAnswers;

/** A folder of sealed answers: a file a kind. Stateless and thread-safe. */
public final class AnswersFolder {
  private static final String SUFFIX = ".answers";

  private AnswersFolder() {}

  /** Fills a new folder. */
  public static void write(String folder, List<SealedAnswers> answers, Configuration configuration)
      throws IOException {
    FileSystem files = new Path(folder).getFileSystem(configuration);
    for (SealedAnswers one : answers) {
      try (OutputStream out = files.create(new Path(folder, name(one.kind())), false)) {
        out.write(one.toBytes());
      }
    }
  }

  /**
   * Reads a folder.
   *
   * @throws InputException when there are none, or one is damaged
   */
  public static Map<SealedAnswers.Kind, SealedAnswers> read(java.nio.file.Path folder) {
    Map<SealedAnswers.Kind, SealedAnswers> found = new EnumMap<>(SealedAnswers.Kind.class);
    for (SealedAnswers.Kind kind : SealedAnswers.Kind.values()) {
      java.nio.file.Path file = folder.resolve(name(kind));
      if (Files.exists(file)) {
        found.put(kind, read(file, kind));
      }
    }
    if (found.isEmpty()) {
      throw new InputException(
          "cannot open answers: there are none in "
              + folder
              + ", expected what --answers-out wrote, "
              + name(SealedAnswers.Kind.MARGINS)
              + " or "
              + name(SealedAnswers.Kind.WEIGHTS));
    }
    return found;
  }

  private static SealedAnswers read(java.nio.file.Path file, SealedAnswers.Kind kind) {
    try {
      SealedAnswers answers = SealedAnswers.fromBytes(Files.readAllBytes(file));
      if (answers.kind() != kind) {
        throw new InputException(
            "cannot open answers: " + file + " holds " + word(answers.kind()) + ", not its name's");
      }
      return answers;
    } catch (InputException e) {
      throw e;
    } catch (IOException | ParleyException e) {
      throw new InputException("cannot open answers " + file + ": " + e.getMessage(), e);
    }
  }

  private static String name(SealedAnswers.Kind kind) {
    return word(kind) + SUFFIX;
  }

  private static String word(SealedAnswers.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
