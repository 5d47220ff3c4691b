package parley.mhe.party.secret;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a process finds a passphrase: in a file, in an environment variable, or by asking at its
 * terminal. It says where, so it may be a Param, travel with a closure or stand in a log; the
 * passphrase itself never does. It is written as OpenSSL writes it: {@code file:PATH}, {@code
 * env:NAME}, {@code prompt} or {@code none}. Immutable, thread-safe.
 */
public final class PassphraseSource implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String EXPECTED = "expected file:PATH, env:NAME, prompt or none";
  private static final PassphraseSource NONE = new PassphraseSource(Kind.NONE, "");

  enum Kind {
    NONE,
    FILE,
    ENVIRONMENT,
    PROMPT
  }

  private final Kind kind;
  private final String name;

  private PassphraseSource(Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  /** No passphrase: whoever reads what is written has the keys. */
  public static PassphraseSource none() {
    return NONE;
  }

  /** The only line of a file, in UTF-8. */
  public static PassphraseSource file(Path file) {
    return new PassphraseSource(Kind.FILE, file.toAbsolutePath().normalize().toString());
  }

  /** The value of an environment variable of the process that opens the key. */
  public static PassphraseSource environment(String variable) {
    if (variable.isBlank() || variable.contains("=")) {
      throw new KeyException(
          "cannot find a passphrase: the name of the environment variable is wrong, expected"
              + " env:NAME, got no name");
    }
    return new PassphraseSource(Kind.ENVIRONMENT, variable);
  }

  /**
   * Asks at the terminal of the process that opens the key, once in the life of that process.
   *
   * @param purpose what the passphrase is for, as the question says it
   */
  public static PassphraseSource prompt(String purpose) {
    return new PassphraseSource(Kind.PROMPT, purpose);
  }

  /**
   * Reads {@code file:PATH}, {@code env:NAME}, {@code prompt} or {@code none}. Relative paths are
   * below the working directory of this process.
   *
   * @param purpose what the passphrase is for, as a question at the terminal says it
   * @throws KeyException when it is none of these; the text is not repeated, since it may be a
   *     passphrase
   */
  public static PassphraseSource parse(String text, String purpose) {
    if (text.equals("none")) {
      return none();
    } else if (text.equals("prompt")) {
      return prompt(purpose);
    } else if (text.startsWith("file:") && text.length() > 5) {
      return file(Path.of(text.substring(5)));
    } else if (text.startsWith("env:")) {
      return environment(text.substring(4));
    }
    throw new KeyException(
        "cannot find the passphrase of "
            + purpose
            + ": it is not said where it is, "
            + EXPECTED
            + ", got something else (not repeated here: it may be a passphrase)");
  }

  /** Whether there is a passphrase at all. */
  public boolean isPresent() {
    return kind != Kind.NONE;
  }

  Kind kind() {
    return kind;
  }

  /** Path, variable or purpose. */
  String name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PassphraseSource that && kind == that.kind && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, name);
  }

  /** As it is written, for instance {@code env:NAME}. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case FILE -> "file:" + name;
      case ENVIRONMENT -> "env:" + name;
      case PROMPT -> "prompt";
    };
  }
}
