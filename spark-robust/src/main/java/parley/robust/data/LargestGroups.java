package parley.robust.data;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The largest of any number of groups, and the sum of the others, in memory for the largest alone.
 * Of groups of the same size the one whose key comes first is kept, so nothing depends on the order
 * in which they come. Each group comes once, as it does out of a {@code groupBy}. For one thread at
 * a time.
 *
 * @param <K> names of groups
 * @param <V> what is known of a group
 */
@DefaultSerializer(JavaSerializer.class)
public final class LargestGroups<
        K extends Comparable<K> & Serializable, V extends LargestGroups.Addable<V>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What can be added up.
   *
   * @param <V> the same type
   */
  public interface Addable<V> extends Serializable {
    /** The sum; does not change this. */
    V plus(V other);
  }

  /**
   * A group.
   *
   * @param key its name
   * @param rows its size
   * @param value what is known of it
   * @param <K> names of groups
   * @param <V> what is known of a group
   */
  @DefaultSerializer(JavaSerializer.class)
  public record Group<K extends Serializable, V extends Serializable>(K key, long rows, V value)
      implements Serializable {}

  private final int limit;
  private final ArrayList<Group<K, V>> groups = new ArrayList<>();
  private V others;
  private long leftOut;

  /**
   * No groups.
   *
   * @param limit how many are kept
   * @param none what is known of no rows
   */
  public LargestGroups(int limit, V none) {
    this.limit = limit;
    others = none;
  }

  /** Notes a group. */
  public void add(K key, long rows, V value) {
    groups.add(new Group<>(key, rows, value));
    if (groups.size() / 2 >= limit) {
      cut();
    }
  }

  /** Adds another's groups to these; returns these. */
  public LargestGroups<K, V> merge(LargestGroups<K, V> other) {
    groups.addAll(other.groups);
    others = others.plus(other.others);
    leftOut += other.leftOut;
    cut();
    return this;
  }

  private void cut() {
    groups.sort(
        Comparator.comparingLong((Group<K, V> group) -> -group.rows()).thenComparing(Group::key));
    while (groups.size() > limit) {
      others = others.plus(groups.remove(groups.size() - 1).value());
      leftOut++;
    }
  }

  /** The largest, the largest first. */
  public List<Group<K, V>> largest() {
    cut();
    return List.copyOf(groups);
  }

  /** The sum of all that were left out. */
  public V others() {
    cut();
    return others;
  }

  /** How many were left out. */
  public long leftOut() {
    cut();
    return leftOut;
  }
}
