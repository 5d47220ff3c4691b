package parley.mhe.runtime.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import parley.error.ParleyException;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.runtime.provider.Endpoints;
import parley.mhe.runtime.provider.RoundTask;

/**
 * Rounds where driver and providers are one process: messages and sums are handed over as they are,
 * and a group of providers has a thread. Used by one thread at a time.
 */
final class MemoryCarrier implements RoundCarrier {
  private final String federation;

  MemoryCarrier(String federation) {
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
    RoundTask task = post(delivery);
    Map<String, byte[]> gathered = new ConcurrentSkipListMap<>();
    List<Callable<Void>> calls = new ArrayList<>();
    for (ProviderGroup group : groups) {
      calls.add(
          () -> {
            group.providers().forEach(name -> gathered.put(name, task.answer(name)));
            return null;
          });
    }
    round.runInThreads(calls);
    return gathered;
  }

  @Override
  public PartialSum sum(SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    RoundTask task = post(delivery);
    Endpoints here = Endpoints.of(federation);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (ProviderGroup group : groups) {
        calls.add(
            () -> {
              here.leave(group.index(), sum(task, group));
              return null;
            });
      }
      round.runInThreads(calls);
      List<PartialSum> sums = here.take();
      if (sums.size() != groups.size()) {
        sums.forEach(PartialSum::close);
        throw new ParleyException(
            "cannot finish "
                + round.title()
                + ": sums were lost, expected "
                + groups.size()
                + ", got "
                + sums.size());
      }
      return PartialSum.sum(sums);
    } finally {
      here.finish();
    }
  }

  /** Once more where something else than a refusal went wrong, as Spark does with a lost task. */
  private static PartialSum sum(RoundTask task, ProviderGroup group) throws InterruptedException {
    try {
      return task.sum(group.providers());
    } catch (ParleyException e) {
      throw e;
    } catch (RuntimeException e) {
      return task.sum(group.providers());
    }
  }
}
