package parley.fl.statistic.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which cells of a table with margins are hidden, and what else must be. For one thread.
 *
 * <p>Row i and column j are nodes i and height + j, the last of each stands for the margins; a cell
 * is an edge. With the margins' signs turned, each row and column adds up to 0, so what is hidden
 * can change along a circle of hidden cells, one up, the next down. Towards its column a cell goes
 * up and a margin down, towards its row the other way. Down needs a count of 2: who knows that no
 * empty cell is ever hidden could exclude 0. A hidden count follows from the rest exactly if it is
 * on no circle.
 */
final class HiddenCells {
  private final long[][] cells;
  private final int height;
  private final int nodes;

  /** By node, those that one may go to over a hidden cell. */
  private final BitSet[] ways;

  private final boolean[][] hidden;
  private final boolean[][] safe;

  /** With margins as last row and column; nothing is hidden. */
  HiddenCells(long[][] cells) {
    this.cells = cells;
    this.height = cells.length;
    int width = cells[0].length;
    this.nodes = height + width;
    this.ways = new BitSet[nodes];
    Arrays.setAll(ways, k -> new BitSet(nodes));
    this.hidden = new boolean[height][width];
    this.safe = new boolean[height][width];
  }

  /** Hides a cell that is not empty. */
  void hide(int row, int column) {
    hidden[row][column] = true;
    if (canGo(row, height + column)) {
      ways[row].set(height + column);
    }
    if (canGo(height + column, row)) {
      ways[height + column].set(row);
    }
  }

  boolean isHidden(int row, int column) {
    return hidden[row][column];
  }

  /** Hides cells until none follows from the rest; returns how many. */
  int protect() {
    int more = 0;
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < nodes - height; j++) {
        if (hidden[i][j] && !safe[i][j] && !onHiddenCircle(i, height + j)) {
          more += hideCircle(i, height + j);
        }
      }
    }
    return more;
  }

  private boolean canGo(int from, int to) {
    int row = Math.min(from, to);
    int column = Math.max(from, to) - height;
    boolean margin = (row == height - 1) != (column == nodes - height - 1);
    boolean up = (from < height) != margin;
    return cells[row][column] >= (up ? 1 : 2);
  }

  private boolean onHiddenCircle(int row, int column) {
    return ways[row].get(column) && closes(column, row)
        || ways[column].get(row) && closes(row, column);
  }

  /** Whether hidden cells lead from one to the other, not over the cell that joins both. */
  private boolean closes(int from, int to) {
    int[] via = new int[nodes];
    BitSet seen = new BitSet(nodes);
    seen.set(from);
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty()) {
      int u = queue.remove();
      BitSet next = (BitSet) ways[u].clone();
      next.andNot(seen);
      if (u == from) {
        next.clear(to);
      }
      for (int v = next.nextSetBit(0); v >= 0; v = next.nextSetBit(v + 1)) {
        via[v] = u;
        if (v == to) {
          List<Integer> path = path(via, from, to);
          for (int k = 0; k < path.size(); k++) {
            markSafe(path.get(k), path.get((k + 1) % path.size()));
          }
          return true;
        }
        seen.set(v);
        queue.add(v);
      }
    }
    return false;
  }

  private static List<Integer> path(int[] via, int from, int to) {
    List<Integer> path = new ArrayList<>(List.of(to));
    for (int v = to; v != from; v = via[v]) {
      path.add(via[v]);
    }
    return path;
  }

  private void markSafe(int u, int v) {
    safe[Math.min(u, v)][Math.max(u, v) - height] = true;
  }

  /** Hides the cheaper circle of the two ways over a cell; returns how many cells it took. */
  private int hideCircle(int row, int column) {
    double[] cost = new double[2];
    List<Integer> up = cheapest(column, row, cost, 0);
    List<Integer> down = cheapest(row, column, cost, 1);
    List<Integer> path = cost[0] <= cost[1] ? up : down;
    int more = 0;
    for (int k = 0; k < path.size(); k++) {
      int u = path.get(k);
      int v = path.get((k + 1) % path.size());
      int i = Math.min(u, v);
      int j = Math.max(u, v) - height;
      if (!hidden[i][j]) {
        hide(i, j);
        more++;
      }
      markSafe(u, v);
    }
    return more;
  }

  /**
   * The cheapest way back to where a cell was left from; without end if the cell cannot be left.
   */
  private List<Integer> cheapest(int from, int to, double[] costs, int at) {
    double[] cost = new double[nodes];
    int[] via = new int[nodes];
    boolean[] done = new boolean[nodes];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    cost[from] = canGo(to, from) ? 0 : Double.POSITIVE_INFINITY;
    int u = from;
    while (u != to && cost[u] < Double.POSITIVE_INFINITY) {
      done[u] = true;
      for (int v = u < height ? height : 0; v < (u < height ? nodes : height); v++) {
        if (!done[v] && !(u == from && v == to) && canGo(u, v)) {
          double reached = cost[u] + price(u, v);
          if (reached < cost[v]) {
            cost[v] = reached;
            via[v] = u;
          }
        }
      }
      u = nearest(cost, done);
    }
    costs[at] = cost[to];
    return cost[to] < Double.POSITIVE_INFINITY ? path(via, from, to) : List.of();
  }

  private static int nearest(double[] cost, boolean[] done) {
    int best = -1;
    for (int k = 0; k < cost.length; k++) {
      if (!done[k] && (best < 0 || cost[k] < cost[best])) {
        best = k;
      }
    }
    return best;
  }

  /** Nothing for what is hidden, the count for a cell, more than all cells for a margin. */
  private double price(int u, int v) {
    int row = Math.min(u, v);
    int column = Math.max(u, v) - height;
    if (hidden[row][column]) {
      return 0;
    }
    double all = cells[height - 1][nodes - height - 1];
    boolean margin = row == height - 1 || column == nodes - height - 1;
    return margin ? all * nodes + cells[row][column] : cells[row][column];
  }
}
