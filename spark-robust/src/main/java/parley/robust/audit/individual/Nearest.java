package parley.robust.audit.individual;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.robust.data.ExactSums;

/**
 * The nearest rows found so far for each row of a block, nearer ones first, and of equally near
 * ones the lower id first: an order of all rows, so what is found does not depend on the order in
 * which they are offered. For one thread at a time.
 */
@DefaultSerializer(JavaSerializer.class)
final class Nearest implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] own;
  private final int wanted;
  private final int[] found;
  private final double[] distances;
  private final double[] scores;
  private final Comparable<?>[] ids;

  Nearest(ScoredBlock block, int wanted) {
    this.own = block.scores();
    this.wanted = wanted;
    found = new int[own.length];
    distances = new double[own.length * wanted];
    scores = new double[own.length * wanted];
    ids = new Comparable<?>[own.length * wanted];
  }

  /** Offers the rows of another block to those of this one; a row is not its own neighbour. */
  void offer(ScoredBlock block, ScoredBlock other) {
    boolean same = block.number() == other.number();
    for (int i = 0; i < own.length; i++) {
      for (int j = 0; j < other.count(); j++) {
        if (!same || i != j) {
          offer(i, block.squaredDistance(i, other, j), other.scores()[j], other.ids()[j]);
        }
      }
    }
  }

  private void offer(int row, double distance, double score, Comparable<?> id) {
    int from = row * wanted;
    int place = from + found[row];
    while (place > from && isBefore(distance, id, place - 1)) {
      place--;
    }
    int last = from + wanted - 1;
    if (place > last) {
      return;
    }
    int moved = Math.min(from + found[row], last) - place;
    System.arraycopy(distances, place, distances, place + 1, moved);
    System.arraycopy(scores, place, scores, place + 1, moved);
    System.arraycopy(ids, place, ids, place + 1, moved);
    distances[place] = distance;
    scores[place] = score;
    ids[place] = id;
    found[row] = Math.min(found[row] + 1, wanted);
  }

  private boolean isBefore(double distance, Comparable<?> id, int place) {
    return distance < distances[place]
        || (distance == distances[place] && ScoredBlock.compareIds(id, ids[place]) < 0);
  }

  /** Adds what was found for the same rows elsewhere; returns this. */
  Nearest merge(Nearest other) {
    for (int i = 0; i < own.length; i++) {
      for (int k = i * wanted; k < i * wanted + other.found[i]; k++) {
        offer(i, other.distances[k], other.scores[k], other.ids[k]);
      }
    }
    return this;
  }

  /** Over the rows: the sum of |own score - mean score of the neighbours|. */
  ExactSums differences(boolean includeSelf) {
    ExactSums sum = new ExactSums(1);
    double[] difference = new double[1];
    for (int i = 0; i < own.length; i++) {
      double total = includeSelf ? own[i] : 0;
      for (int k = 0; k < wanted; k++) {
        total += scores[i * wanted + k];
      }
      difference[0] = Math.abs(own[i] - total / (includeSelf ? wanted + 1 : wanted));
      sum.add(difference, 0);
    }
    return sum;
  }
}
