package parley.mhe.party.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseSourceTest {
  @TempDir private Path folder;

  private static String text(PassphraseSource source) {
    return new String(Passphrases.read(source));
  }

  @Test
  void read_fileWithOneLine_isTheLineWithoutItsEnd() throws IOException {
    for (String end : new String[] {"", "\n", "\r\n"}) {
      Path file = Files.writeString(folder.resolve("p"), "ключ к 鍵  " + end);
      assertThat(text(PassphraseSource.parse("file:" + file, "a test"))).isEqualTo("ключ к 鍵  ");
    }
  }

  @Test
  void read_environment_isTheValue() {
    assertThat(text(PassphraseSource.environment("PATH"))).isEqualTo(System.getenv("PATH"));
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("", "it is empty"),
        Arguments.of("\n", "it is empty"),
        Arguments.of("one\ntwo\n", "it has several lines"),
        Arguments.of("x".repeat(5000), "it is longer than 4096 bytes"),
        Arguments.of("\u00ff", "it is not text in UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void read_fileWithoutOneLine_saysWhatItIs(String content, String message) throws IOException {
    Path file = Files.write(folder.resolve("p"), content.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Passphrases.read(PassphraseSource.file(file)))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("cannot read the passphrase from file:" + file + ": " + message);
  }

  @Test
  void read_nothingThere_saysWhere() {
    assertThatThrownBy(() -> text(PassphraseSource.file(folder.resolve("none"))))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> text(PassphraseSource.file(folder)))
        .hasMessageContaining("it cannot be read");
    assertThatThrownBy(() -> text(PassphraseSource.environment("PARLEY_TEST_NOT_SET")))
        .hasMessageContaining("env:PARLEY_TEST_NOT_SET: the variable is not set");
  }

  @Test
  void read_promptWithoutTerminal_refused() {
    assertThatThrownBy(() -> text(PassphraseSource.prompt("the key stores")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("cannot ask for the passphrase of the key stores")
        .hasMessageContaining("no terminal");
  }

  @Test
  void readNew_tooShort_refusedWithoutShowingIt() throws IOException {
    Path file = Files.writeString(folder.resolve("p"), "hunter2");

    assertThatThrownBy(() -> Passphrases.readNew(PassphraseSource.file(file)))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("expected at least 8 characters, got 7")
        .message()
        .doesNotContain("hunter2");
    assertThat(text(PassphraseSource.file(file))).isEqualTo("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2hunter2", "", "file:", "env:", "env:A=B", "Prompt", "pass:hunter2hunter2"})
  void parse_somethingElse_refusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> PassphraseSource.parse(text, "the key stores"))
        .isInstanceOf(KeyException.class)
        .message()
        .doesNotContain("hunter2", "A=B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "prompt", "env:NAME", "file:/etc/parley/p"})
  void toString_parsed_isWhatWasWritten(String text) throws Exception {
    PassphraseSource source = PassphraseSource.parse(text, "the key stores");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(source);
    }

    assertThat(source).hasToString(text);
    assertThat(source.isPresent()).isEqualTo(!text.equals("none"));
    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(source);
  }
}
