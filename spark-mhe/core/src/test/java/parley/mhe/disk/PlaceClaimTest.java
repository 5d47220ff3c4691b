package parley.mhe.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceClaimTest {
  @TempDir private Path folder;
  @TempDir private Path other;

  @Test
  void take_twice_secondRefusedUntilTheFirstIsClosed() throws IOException {
    Path place = folder.resolve("model");
    try (PlaceClaim first = PlaceClaim.take(place)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> PlaceClaim.take(folder.resolve("./model")))
          .isInstanceOf(PlaceTakenException.class)
          .hasMessageContaining("another run is at work there")
          .hasMessageContaining("got this process");
    }
    PlaceClaim.take(place).close();
    assertThat(folder).isEmptyDirectory();
  }

  /**
   * On Linux a process that closes any channel of a file loses its locks on it: whoever is refused
   * here must not have opened it, under whatever name of the folder.
   */
  @Test
  void take_refusedInThisProcess_stillHeldAgainstOthers() throws Exception {
    Path link = Files.createSymbolicLink(other.resolve("link"), folder);
    try (PlaceClaim first = PlaceClaim.take(folder.resolve("model"))) {
      assertThat(first).isNotNull();
      for (Path same : List.of(folder.resolve("model"), link.resolve("model"))) {
        assertThatThrownBy(() -> PlaceClaim.take(same)).isInstanceOf(PlaceTakenException.class);
      }

      assertThat(Another.take(folder.resolve("model")))
          .isEqualTo(
              "cannot write to "
                  + folder.resolve("model")
                  + ": another run is at work there, expected one at a time, got process "
                  + ProcessHandle.current().pid()
                  + " there already; handles left: 0");
    }
    assertThat(Another.take(folder.resolve("model"))).isEqualTo("taken");
  }

  /** Takes a place in a process of its own. */
  static final class Another {
    private Another() {}

    static String take(Path place) throws Exception {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Another.class.getName(),
                  place.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said.strip();
    }

    public static void main(String[] args) throws IOException {
      try (PlaceClaim claim = PlaceClaim.take(Path.of(args[0]))) {
        System.out.println(claim == null ? "" : "taken");
      } catch (PlaceTakenException e) {
        System.out.println(e.getMessage() + "; handles left: " + handles(".model.claim"));
      }
    }

    private static long handles(String name) throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return open.filter(fd -> target(fd).endsWith(name)).count();
      }
    }

    private static String target(Path fd) {
      try {
        return Files.readSymbolicLink(fd).toString();
      } catch (IOException e) { // the folder's own, closed by now
        return "";
      }
    }
  }

  /** Who opened the file before it was given back gets its lock, and must not take it for it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_fileThatOthersHaveOpened_saysThatItEnded(boolean interrupted) throws IOException {
    PlaceClaim claim = PlaceClaim.take(folder.resolve("model"));
    try (InputStream opened = Files.newInputStream(folder.resolve(".model.claim"))) {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      claim.close();
      assertThat(Thread.interrupted()).isEqualTo(interrupted);

      assertThat(new String(opened.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("ended");
    }
  }

  @Test
  void take_fileThatEnded_isNotTaken() throws IOException {
    Files.writeString(folder.resolve(".model.claim"), "ended");

    assertThatThrownBy(() -> PlaceClaim.take(folder.resolve("model")))
        .isInstanceOf(PlaceTakenException.class)
        .hasMessageContaining("others that come and go");
  }

  @Test
  void take_interruptedThread_takesItAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    try (PlaceClaim claim = PlaceClaim.take(folder.resolve("model"))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(claim).isNotNull();
    }
  }

  @Test
  void take_fileOfADeadProcess_holdsNobodyUp() throws IOException {
    Files.writeString(folder.resolve(".model.claim"), "1");

    PlaceClaim.take(folder.resolve("model")).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void close_twice_leavesTheNextHolderAlone() throws IOException {
    PlaceClaim first = PlaceClaim.take(folder.resolve("model"));
    first.close();
    try (PlaceClaim second = PlaceClaim.take(folder.resolve("model"))) {
      assertThat(second).isNotNull();
      first.close();
      assertThat(folder.resolve(".model.claim")).exists();
      assertThatThrownBy(() -> PlaceClaim.take(folder.resolve("model")))
          .isInstanceOf(PlaceTakenException.class);
    }
  }

  @Test
  void take_ofFolderThatIsMissing_saysSo() {
    assertThatThrownBy(() -> PlaceClaim.take(folder.resolve("no/model")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void take_manyThreads_oneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    Callable<Integer> visit =
        () -> {
          for (int i = 0; i < 200; i++) {
            try (PlaceClaim claim = PlaceClaim.take(folder.resolve("model"))) {
              assertThat(claim).isNotNull();
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              taken.incrementAndGet();
              inside.decrementAndGet();
            } catch (PlaceTakenException e) {
              assertThat(e).hasMessageContaining("this process");
            }
          }
          return 0;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Integer> done :
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> visit).toList())) {
        assertThat(done.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(taken.get()).isPositive();
    assertThat(folder).isEmptyDirectory();
  }
}
