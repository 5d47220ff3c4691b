package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourGraphTest {
  /** Made with scipy.stats.hypergeom. */
  @ParameterizedTest
  @CsvSource({
    "10, .33, .1, 6, 4, 5",
    "20, .2, .1, 8, 5, 6",
    "50, .05, .05, 6, 3, 4",
    "100, .05, .05, 12, 6, 7",
    "100, .33, .33, 68, 34, 35",
    "200, .1, .3, 54, 21, 21",
    "1000, .05, .05, 30, 17, 18",
    "1000, .1, .1, 48, 27, 28",
    "1000, .33, .33, 286, 150, 151",
    "10000, .05, .05, 34, 20, 20",
    "10000, .2, .1, 80, 51, 51"
  })
  void of_manyProviders_givesTheKnownDegreeAndThresholds(
      int n, double g, double d, int degree, int least, int most) {
    assertThat(GraphParameters.of(n, g, d)).isEqualTo(new GraphParameters(degree, least, most));
  }

  @Test
  void of_halfOfThemColluding_isRefused() {
    assertThatThrownBy(() -> GraphParameters.of(1000, .5, .1)).hasMessageContaining("all with all");
    assertThatThrownBy(() -> GraphParameters.of(1000, Double.NaN, .1))
        .hasMessageContaining("got NaN");
    assertThatThrownBy(() -> GraphParameters.of(1000, .1, 1)).hasMessageContaining("got 1.0");
    assertThatThrownBy(() -> GraphParameters.of(3, .34, .4)).hasMessageContaining("no ring of 3");
    assertThatThrownBy(() -> NeighbourGraph.of(new byte[32], 10, 3)).hasMessageContaining("got 3");
  }

  @Test
  void of_ring_isRegularSymmetricConnectedAndOfItsHash() {
    NeighbourGraph graph = NeighbourGraph.of(new byte[32], 101, 12);
    TreeSet<Integer> reached = new TreeSet<>();
    ArrayDeque<Integer> next = new ArrayDeque<>();
    next.add(0);
    while (!next.isEmpty()) {
      int u = next.remove();
      if (reached.add(u)) {
        next.addAll(graph.of(u));
      }
      assertThat(graph.of(u)).hasSize(12).doesNotContain(u);
      graph.of(u).forEach(v -> assertThat(graph.of(v)).contains(u));
    }
    assertThat(reached).hasSize(101);
    assertThat(NeighbourGraph.of(new byte[32], 101, 12).of(7)).isEqualTo(graph.of(7));
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(NeighbourGraph.of(other, 101, 12).of(7)).isNotEqualTo(graph.of(7));
  }

  @Test
  void of_degreeOfAllOthers_isComplete() {
    NeighbourGraph graph = NeighbourGraph.of(new byte[32], 5, 4);
    for (int u = 0; u < 5; u++) {
      assertThat(graph.of(u)).hasSize(4).doesNotContain(u);
    }
  }
}
