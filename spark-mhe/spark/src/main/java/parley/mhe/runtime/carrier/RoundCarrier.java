package parley.mhe.runtime.carrier;

import java.util.List;
import java.util.Map;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.placement.ProviderGroup;

/**
 * One way for a round to go out and come back: the same message gives the same answers whichever
 * carries it. {@link RoundCarriers} chooses. Used by one thread at a time.
 */
interface RoundCarrier {
  /** The sum of all answers; the caller owns it. */
  PartialSum sum(SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups);

  /** Every provider's answer. */
  Map<String, byte[]> gather(SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups);
}
