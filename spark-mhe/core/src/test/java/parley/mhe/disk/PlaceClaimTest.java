package parley.mhe.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceClaimTest {
  @TempDir private Path folder;

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
