package parley.mhe.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A layout as places that are linear in pieces: row r = each * block + i lies rowStep further from
 * row to row and blockStep from block to block; neurons likewise; the first of both at its own
 * place. Immutable, thread-safe.
 */
record Matrices(int first, Line rows, Line neurons) {

  /** Places of indices 0 .. count - 1: {@code (i % each) * step + (i / each) * jump}. */
  record Line(int count, int each, int step, int jump) {
    int place(int index) {
      return index % each * step + index / each * jump;
    }
  }

  static Matrices of(CoefficientLayout c) {
    return new Matrices(
        c.firstExponent(),
        new Line(c.rows(), c.rowsPerBlock(), 1, c.ringDimension()),
        new Line(c.neurons(), c.neurons(), c.stride(), 0));
  }

  static Matrices of(SlotLayout s) {
    int kappa = s.neuronsPerCiphertext();
    return new Matrices(
        0, new Line(s.rows(), s.rows(), kappa, 0), new Line(s.neurons(), kappa, 1, s.slots()));
  }

  /** From each row and neuron that both have to the same. */
  static List<Moves> moves(Matrices from, Matrices to) {
    List<Moves> both = new ArrayList<>();
    Moves first = new Moves(from.first, to.first, List.of());
    for (Moves rows : pieces(from.rows, to.rows)) {
      for (Moves neurons : pieces(from.neurons, to.neurons)) {
        both.add(first.times(rows).times(neurons));
      }
    }
    return both;
  }

  /** Whole groups of the finer line, then what is left; the coarser has one group or equal ones. */
  private static List<Moves> pieces(Line from, Line to) {
    int count = Math.min(from.count, to.count);
    int each = Math.min(Math.min(from.each, to.each), count);
    int whole = count / each;
    List<Moves> pieces = new ArrayList<>();
    for (int begin : new TreeSet<>(List.of(0, whole * each))) {
      int in = begin == 0 ? each : count - begin;
      int groups = begin == 0 ? whole : 1;
      if (in == 0) {
        continue;
      }
      List<Axis> axes = new ArrayList<>();
      if (groups > 1) {
        axes.add(new Axis(groups, from.place(each), to.place(each)));
      }
      if (in > 1) {
        axes.add(new Axis(in, from.step, to.step));
      }
      pieces.add(new Moves(from.place(begin), to.place(begin), axes));
    }
    return pieces;
  }
}
