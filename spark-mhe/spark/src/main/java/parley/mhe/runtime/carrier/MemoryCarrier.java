package parley.mhe.runtime.carrier;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import parley.error.ParleyException;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.runtime.placement.ProviderGroupsRdd;
import parley.mhe.runtime.provider.Endpoints;
import parley.mhe.runtime.provider.RoundTask;

/**
 * Rounds where driver and providers are one process: messages and sums are handed over as they are.
 * Used by one thread at a time.
 */
final class MemoryCarrier implements RoundCarrier {
  private final JavaSparkContext spark;
  private final String federation;
  private final JobCarrier jobs;

  /** What is gathered comes back as a job's result. */
  MemoryCarrier(JavaSparkContext spark, String federation, JobCarrier jobs) {
    this.jobs = jobs;
    this.spark = spark;
    this.federation = federation;
  }

  /** Hands a message over; the task that comes next finds it. */
  private RoundTask post(Delivery delivery) {
    Endpoints here = Endpoints.of(federation);
    here.post(delivery);
    if (delivery.kind() == RoundMessage.Kind.KEYS) {
      here.shareKeys();
    }
    return new RoundTask(federation, delivery.sequence(), null);
  }

  @Override
  public Map<String, byte[]> gather(
      SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    return jobs.gather(round, post(delivery), groups);
  }

  @Override
  public PartialSum sum(SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    RoundTask task = post(delivery);
    Endpoints here = Endpoints.of(federation);
    try {
      JavaRDD<Integer> done =
          ProviderGroupsRdd.of(spark.sc(), groups)
              .map(
                  group -> {
                    PartialSum sum = task.sum(group.providers());
                    Endpoints.of(task.federation()).leave(group.index(), sum);
                    return group.index();
                  });
      int count = round.run(done::collect).size();
      List<PartialSum> sums = here.take();
      if (sums.size() != count) {
        sums.forEach(PartialSum::close);
        throw new ParleyException(
            "cannot finish "
                + round.title()
                + ": sums were lost, expected "
                + count
                + ", got "
                + sums.size());
      }
      return PartialSum.sum(sums);
    } finally {
      here.finish();
    }
  }
}
