package parley.fl.statistic.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

class GridTest {
  @Test
  void value_ofDecimals_isTheDecimal() {
    Grid grid = Grid.to(1, 7, .1);
    assertThat(grid.count()).isEqualTo(61);
    for (int k = 0; k < 61; k++) {
      double value = Double.parseDouble((10 + k) / 10 + "." + k % 10);
      assertThat(grid.value(k)).isEqualTo(value);
      assertThat(grid.cell(value)).isEqualTo(k + 1);
      assertThat(grid.isOff(value)).isFalse();
    }
  }

  @Test
  void cell_outsideAndBetween_isTheirOwnAndTheNearest() {
    Grid grid = Grid.to(0, 3, 1);
    double[] values = {-1e300, -0.6, -0.4, 0, 1.49, 1.51, 3.4, 3.6, 1e300};
    int[] cells = {0, 0, 1, 1, 2, 3, 4, 5, 5};
    for (int k = 0; k < values.length; k++) {
      assertThat(grid.cell(values[k])).as("%s", values[k]).isEqualTo(cells[k]);
      assertThat(grid.isOff(values[k])).isEqualTo(values[k] != 0);
    }
    assertThat(grid.cells()).isEqualTo(6);
  }

  @Test
  void to_noWholeNumberOfSteps_isRefused() {
    for (double[] bad :
        new double[][] {{0, 1, .3}, {0, 1, 0}, {0, 1, -.1}, {1, 0, .1}, {0, 1e9, 1}}) {
      assertThatThrownBy(() -> Grid.to(bad[0], bad[1], bad[2]))
          .isInstanceOf(ParleyException.class)
          .hasMessageStartingWith("cannot lay a grid: expected a whole number of steps");
    }
    assertThatThrownBy(() -> new Grid(0, 1, 0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new Grid(Double.NaN, 1, 2)).hasMessageContaining("got NaN");
  }
}
