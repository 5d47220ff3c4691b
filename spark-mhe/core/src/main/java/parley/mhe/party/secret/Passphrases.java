package parley.mhe.party.secret;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads passphrases where a {@link PassphraseSource} says. What was typed is kept until the process
 * ends, so that ten stores ask once. Thread-safe; the caller overwrites what it gets.
 */
final class Passphrases {
  /** Fewer characters are refused where a key is first protected by them. */
  static final int LEAST_CHARACTERS = 8;

  private static final int MOST_BYTES = 4096;
  private static final Map<String, char[]> TYPED = new ConcurrentHashMap<>();

  private Passphrases() {}

  /**
   * The passphrase, for a key that is there.
   *
   * @throws KeyException when there is none
   */
  static char[] read(PassphraseSource source) {
    return read(source, false);
  }

  /**
   * The passphrase, for a key that is being made: typed twice, and not too short.
   *
   * @throws KeyException when there is none
   */
  static char[] readNew(PassphraseSource source) {
    char[] passphrase = read(source, true);
    if (passphrase.length < LEAST_CHARACTERS) {
      int length = passphrase.length;
      Arrays.fill(passphrase, '\0');
      throw new KeyException(
          "cannot use the passphrase from "
              + source
              + ": it is too short, expected at least "
              + LEAST_CHARACTERS
              + " characters, got "
              + length);
    }
    return passphrase;
  }

  private static char[] read(PassphraseSource source, boolean twice) {
    return switch (source.kind()) {
      case NONE -> throw new IllegalArgumentException("cannot read a passphrase: there is none");
      case FILE -> file(source);
      case ENVIRONMENT -> environment(source);
      case PROMPT -> TYPED.computeIfAbsent(source.name(), purpose -> ask(purpose, twice)).clone();
    };
  }

  private static char[] environment(PassphraseSource source) {
    String value = System.getenv(source.name());
    if (value == null || value.isEmpty()) {
      throw missing(
          source, value == null ? "the variable is not set in this process" : "it is empty", null);
    }
    return value.toCharArray();
  }

  private static char[] file(PassphraseSource source) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(source.name()))) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw missing(source, "there is no such file", e);
    } catch (IOException e) {
      throw missing(source, "it cannot be read (" + e.getMessage() + ")", e);
    }
    CharBuffer text = null;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      char[] line = line(text);
      String wrong = wrong(bytes.length, line);
      if (wrong != null) {
        Arrays.fill(line, '\0');
        throw missing(source, wrong, null);
      }
      return line;
    } catch (CharacterCodingException e) {
      throw missing(source, "it is not text in UTF-8", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      if (text != null) {
        Arrays.fill(text.array(), '\0');
      }
    }
  }

  /** The text without the end of its line. */
  private static char[] line(CharBuffer text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    char[] line = new char[end];
    text.duplicate().get(line);
    return line;
  }

  private static @Nullable String wrong(int bytes, char[] line) {
    if (bytes > MOST_BYTES) {
      return "it is longer than " + MOST_BYTES + " bytes";
    } else if (line.length == 0) {
      return "it is empty";
    }
    // Which line is meant would be a guess.
    return CharBuffer.wrap(line).chars().anyMatch(c -> c == '\n') ? "it has several lines" : null;
  }

  /** Asks again next time, after what was typed did not fit. */
  static void forget(PassphraseSource source) {
    if (source.kind() == PassphraseSource.Kind.PROMPT) {
      char[] typed = TYPED.remove(source.name());
      if (typed != null) {
        Arrays.fill(typed, '\0');
      }
    }
  }

  private static char[] ask(String purpose, boolean twice) {
    Console console = System.console();
    if (console == null) {
      throw new KeyException(
          "cannot ask for the passphrase of "
              + purpose
              + ": this process has no terminal, expected file:PATH or env:NAME, got prompt");
    }
    char[] typed = typed(console, "Passphrase of " + purpose + ": ");
    if (twice) {
      char[] again = typed(console, "The same again: ");
      boolean same = Arrays.equals(typed, again);
      Arrays.fill(again, '\0');
      if (!same) {
        Arrays.fill(typed, '\0');
        throw new KeyException(
            "cannot use the passphrase of "
                + purpose
                + ": it was typed in two ways, expected the same twice, got two");
      }
    }
    return typed;
  }

  private static char[] typed(Console console, String question) {
    char[] typed = console.readPassword("%s", question);
    if (typed == null || typed.length == 0) {
      throw new KeyException("cannot use the passphrase: none was typed, expected one, got none");
    }
    return typed;
  }

  private static KeyException missing(
      PassphraseSource source, String reason, @Nullable Throwable cause) {
    return new KeyException(
        "cannot read the passphrase from "
            + source
            + ": "
            + reason
            + ", expected one line with the passphrase",
        cause);
  }
}
