package parley.mhe.party.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a log keeps, and what it notices. */
class AnswerLogTest {
  private static final Instant NOON = Instant.parse("2030-05-01T12:00:00Z");

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("a.log");
  }

  static LogEvent answered(int round) {
    String id = String.format("%064x", round);
    LogEvent.Answer answer =
        new LogEvent.Answer("key-switch", "model/open", 0, round, 0, id, id, "querier", 5);
    return new LogEvent(LogEvent.Kind.ANSWERED, "5e55", "91a4", null, answer, null);
  }

  private List<String> linesAfter(int count) throws IOException {
    AnswerLog log = AnswerLog.open(path, "a");
    for (int i = 0; i < count; i++) {
      log.append(answered(i));
    }
    return new ArrayList<>(Files.readAllLines(path));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(path, String.join("\n", lines) + "\n");
  }

  @Test
  void append_line_holdsTheHashOfTheOneBefore() throws Exception {
    List<String> lines = linesAfter(3);

    for (int i = 1; i < 3; i++) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(lines.get(i - 1).getBytes("UTF-8"));
      assertThat(lines.get(i)).contains("\"previous\":\"" + HexFormat.of().formatHex(hash) + "\"");
    }
    assertThat(lines.get(0)).contains("\"previous\":\"" + "0".repeat(64) + "\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isIn("rw-r-----", "rw-------");
    LogFile read = LogFile.read(path);
    assertThat(read.problem()).isEmpty();
    assertThat(read.lines()).hasSize(3).extracting(l -> l.event()).contains(answered(2));
    assertThat(read.head()).isEqualTo(AnswerLog.open(path, "a").head());
  }

  /** Spark interrupts the threads of tasks that it cancels. */
  @Test
  void append_interruptedThread_lineIsThereOnce() throws IOException {
    Thread.currentThread().interrupt();
    AnswerLog log = AnswerLog.open(path, "a");
    log.append(answered(0));
    assertThat(Thread.interrupted()).isTrue();
    log.append(answered(1));
    assertThat(LogFile.read(path).lines())
        .extracting(l -> l.event())
        .containsExactly(answered(0), answered(1));
  }

  @Test
  void append_afterReopening_goesOnWithTheChain() throws IOException {
    linesAfter(2);
    AnswerLog again = AnswerLog.open(path, "a");
    assertThat(again.answered("5e55", String.format("%064x", 1))).isTrue();
    assertThat(again.answered("5e55", String.format("%064x", 9))).isFalse();
    assertThat(again.answered("0", String.format("%064x", 1))).isFalse();
    again.append(answered(9));
    assertThat(LogFile.read(path).problem()).isEmpty();
    assertThat(LogFile.read(path).lines()).hasSize(3);
  }

  @Test
  void append_severalWriters_oneChain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      AnswerLog log = AnswerLog.open(path, "a");
      int first = 100 * w;
      writers.add(
          () -> {
            for (int i = 0; i < 10; i++) {
              log.append(answered(first + i));
            }
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(writers)) {
      done.get();
    }
    threads.shutdown();
    assertThat(LogFile.read(path).problem()).isEmpty();
    assertThat(LogFile.read(path).lines()).hasSize(40);
  }

  @Test
  void append_clockWentBack_saysSoAndGoesOn() throws IOException {
    List<Instant> times = List.of(NOON, NOON.minusSeconds(3600), NOON.plusSeconds(1));
    for (Instant time : times) {
      AnswerLog.open(path, "a", () -> time).append(answered(times.indexOf(time)));
    }
    LogFile log = LogFile.read(path);
    assertThat(log.problem()).isEmpty();
    assertThat(log.lines())
        .extracting(LogLine::clock)
        .containsExactly(null, "went back by 3600.0 s", null);
  }

  @Test
  void open_lineWithoutItsEnd_takenAwayAndTold() throws IOException {
    linesAfter(2);
    Files.writeString(path, "{\"number\":3,\"prev", StandardOpenOption.APPEND);
    assertThat(LogFile.read(path).problem()).hasValue("line 3 has no end");

    AnswerLog.open(path, "a").append(answered(7));

    LogFile log = LogFile.read(path);
    assertThat(log.problem()).isEmpty();
    assertThat(log.lines())
        .extracting(l -> l.event().kind())
        .containsExactly(
            LogEvent.Kind.ANSWERED,
            LogEvent.Kind.ANSWERED,
            LogEvent.Kind.RECOVERED,
            LogEvent.Kind.ANSWERED);
    assertThat(log.lines().get(2).event().detail()).startsWith("17 bytes");
  }

  @Test
  void open_anotherProvidersLog_refused() throws IOException {
    linesAfter(1);
    assertThatThrownBy(() -> AnswerLog.open(path, "b"))
        .isInstanceOf(LogException.class)
        .hasMessageContaining("it is another provider's, expected b, got a");
  }

  @Test
  void append_folderGone_refused() {
    assertThatThrownBy(() -> AnswerLog.open(folder.resolve("no/a.log"), "a"))
        .isInstanceOf(LogException.class)
        .hasMessageContaining("expected a file in a folder that the provider can write to");
  }

  @Test
  void append_fileCutShortOrGoneMeanwhile_refused() throws IOException {
    linesAfter(3);
    AnswerLog log = AnswerLog.open(path, "a");
    List<String> lines = Files.readAllLines(path);
    write(lines.subList(0, 2));
    assertThatThrownBy(() -> log.append(answered(4))).hasMessageContaining("it was cut off");
    Files.delete(path);
    assertThatThrownBy(() -> log.append(answered(4))).hasMessageContaining("it is gone");
  }

  interface Change {
    void on(List<String> lines);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("first line dropped", lines -> lines.remove(0)),
        change("line dropped", lines -> lines.remove(2)),
        change("two lines swapped", lines -> Collections.swap(lines, 1, 2)),
        change(
            "line edited", lines -> lines.set(2, lines.get(2).replace("\"rows\":5", "\"rows\":4"))),
        change("line doubled", lines -> lines.add(2, lines.get(2))),
        change("line added", lines -> lines.add(2, "{}")),
        change("something else added", lines -> lines.add("hello")),
        change(
            "unknown field",
            lines -> lines.set(4, lines.get(4).replace("{\"number", "{\"x\":1,\"number"))),
        change(
            "field twice",
            lines -> lines.set(4, lines.get(4).replace("{\"number", "{\"number\":5,\"number"))),
        change(
            "another log's line", lines -> lines.set(4, lines.get(4).replace("\"a\"", "\"b\""))));
  }

  private static Arguments change(String name, Change change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void open_logAltered_refused(String name, Change change) throws IOException {
    List<String> lines = linesAfter(5);
    change.on(lines);
    write(lines);

    LogFile log = LogFile.read(path);
    assertThat(log.problem()).as(name).isPresent();
    assertThatThrownBy(log::requireIntact).hasMessageContaining("it was altered or damaged");
    assertThatThrownBy(() -> AnswerLog.open(path, "a"))
        .isInstanceOf(LogException.class)
        .hasMessageContaining("it was altered or damaged: line ");
  }

  @Test
  void upTo_endCutOff_onlyTheNotedHeadTells() throws IOException {
    List<String> lines = linesAfter(5);
    String noted = LogFile.read(path).head().hash();
    assertThat(LogFile.read(path).upTo(noted)).hasValueSatisfying(l -> assertThat(l).hasSize(5));

    write(lines.subList(0, 3));

    assertThat(LogFile.read(path).problem()).isEmpty();
    assertThat(LogFile.read(path).upTo(noted)).isEmpty();
    assertThat(LogFile.read(path).upTo(LogLine.NONE)).hasValue(List.of());
  }

  @Test
  void read_noLog_refused() throws IOException {
    assertThatThrownBy(() -> LogFile.read(path)).hasMessageContaining("there is no such file");
    Files.writeString(path, "hello\n");
    assertThatThrownBy(() -> LogFile.read(path)).hasMessageContaining("it is something else");
  }
}
