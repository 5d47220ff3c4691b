package parley.mhe.runtime.carrier;

import org.apache.spark.api.java.JavaSparkContext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.runtime.message.Delivery;

/** Chooses what carries a round: the one place where carriers are named. Used by one thread. */
final class RoundCarriers {
  private final RoundCarrier small;
  private final RoundCarrier large;
  private final long most;

  private RoundCarriers(RoundCarrier small, RoundCarrier large, long most) {
    this.small = small;
    this.large = large;
    this.most = most;
  }

  /**
   * Where driver and providers are one process: by memory, or as jobs where that is to be tried.
   */
  static RoundCarriers local(
      JavaSparkContext spark, String federation, CkksContext context, boolean sharedMemory) {
    RoundCarrier all =
        sharedMemory
            ? new MemoryCarrier(federation)
            : new JobCarrier(spark, federation, context, null);
    return new RoundCarriers(all, all, Long.MAX_VALUE);
  }

  /**
   * On a cluster: letters where message and answer are small, else jobs.
   *
   * @param most bytes of a small one
   */
  static RoundCarriers cluster(RpcCarrier letters, JobCarrier jobs, long most) {
    return new RoundCarriers(letters, jobs, most);
  }

  /**
   * The carrier of a message.
   *
   * @param answerBytes what all answers together may take; 0 where they are known to be small
   */
  RoundCarrier of(Delivery delivery, long answerBytes) {
    return small == large || Math.max(delivery.body().length, answerBytes) <= most ? small : large;
  }

  /** The carrier of what goes to some of the providers, whatever its size. */
  RoundCarrier large() {
    return large;
  }
}
