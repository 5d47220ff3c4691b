package parley.mhe.runtime.placement;

import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/** One group of providers a partition, at the group's home. */
public final class ProviderGroupsRdd extends RDD<ProviderGroup> {
  private static final long serialVersionUID = 1L;

  private final List<ProviderGroup> groups;

  /** A group as a partition. */
  private record Split(int index, ProviderGroup group) implements Partition {}

  private ProviderGroupsRdd(SparkContext spark, List<ProviderGroup> groups) {
    super(spark, noDependencies(), ClassTag$.MODULE$.apply(ProviderGroup.class));
    this.groups = List.copyOf(groups);
  }

  private static Seq<Dependency<?>> noDependencies() {
    return CollectionConverters.asScala(List.<Dependency<?>>of()).toSeq();
  }

  public static JavaRDD<ProviderGroup> of(SparkContext spark, List<ProviderGroup> groups) {
    return new JavaRDD<>(
        new ProviderGroupsRdd(spark, groups), ClassTag$.MODULE$.apply(ProviderGroup.class));
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] splits = new Partition[groups.size()];
    for (int i = 0; i < splits.length; i++) {
      splits[i] = new Split(i, groups.get(i));
    }
    return splits;
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    ProviderGroup.Home home = ((Split) split).group().home();
    List<String> locations = home == null ? List.of() : List.of(home.location());
    return CollectionConverters.asScala(locations).toSeq();
  }

  @Override
  public Iterator<ProviderGroup> compute(Partition split, TaskContext task) {
    ProviderGroup group = ((Split) split).group();
    group.requireHere();
    return CollectionConverters.asScala(List.of(group).iterator());
  }
}
