package parley.mhe.runtime.placement;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * An RDD whose partition i is computed at the home of provider i, or not at all. Spark takes
 * locations as a preference only, so that each task looks where it is before it reads a row.
 */
public final class PinnedRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private final List<String> providers;
  private final Homes homes;

  private PinnedRdd(RDD<T> rows, ClassTag<T> type, List<String> providers, Homes homes) {
    super(rows, type);
    this.providers = List.copyOf(providers);
    this.homes = homes;
  }

  public static <T> JavaRDD<T> of(JavaRDD<T> rows, List<String> providers, Homes homes) {
    return new JavaRDD<>(
        new PinnedRdd<>(rows.rdd(), rows.classTag(), providers, homes), rows.classTag());
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(elementClassTag()).partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return CollectionConverters.asScala(List.of(home(split).location())).toSeq();
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext task) {
    home(split).requireHere(providers.get(split.index()));
    RDD<T> rows = firstParent(elementClassTag());
    return rows.iterator(split, task);
  }

  private ProviderGroup.Home home(Partition split) {
    return homes.of(providers.get(split.index()));
  }
}
