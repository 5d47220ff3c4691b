package parley.fl.table;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Each partition is that of one of two RDDs, as is chosen where it is computed; the other one's
 * partition is not begun.
 */
final class ChosenRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  /** Whether a partition is the first RDD's. */
  @FunctionalInterface
  interface Choice extends Serializable {
    boolean first(int partition);
  }

  private final RDD<T> first;
  private final RDD<T> second;
  private final Choice choice;

  /** The same partition of both. */
  private record Split(int index, Partition first, Partition second) implements Partition {}

  private ChosenRdd(RDD<T> first, RDD<T> second, ClassTag<T> type, Choice choice) {
    super(first.context(), dependencies(first, second), type);
    this.first = first;
    this.second = second;
    this.choice = choice;
  }

  private static Seq<Dependency<?>> dependencies(RDD<?> first, RDD<?> second) {
    return CollectionConverters.asScala(
            List.<Dependency<?>>of(
                new OneToOneDependency<>(first), new OneToOneDependency<>(second)))
        .toSeq();
  }

  /** Of RDDs with as many partitions. */
  static <T> JavaRDD<T> of(JavaRDD<T> first, JavaRDD<T> second, Choice choice) {
    return new JavaRDD<>(
        new ChosenRdd<>(first.rdd(), second.rdd(), first.classTag(), choice), first.classTag());
  }

  /** Whether something is computed before any partition is, so that choosing spares nothing. */
  static boolean shuffles(RDD<?> rows) {
    return CollectionConverters.asJava(rows.dependencies()).stream()
        .anyMatch(each -> each instanceof ShuffleDependency || shuffles(each.rdd()));
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] ofFirst = first.partitions();
    Partition[] ofSecond = second.partitions();
    Partition[] splits = new Partition[ofFirst.length];
    for (int i = 0; i < splits.length; i++) {
      splits[i] = new Split(i, ofFirst[i], ofSecond[i]);
    }
    return splits;
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return first.preferredLocations(((Split) split).first());
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext task) {
    Split both = (Split) split;
    return choice.first(both.index())
        ? first.iterator(both.first(), task)
        : second.iterator(both.second(), task);
  }
}
