package parley.fl.protection.encrypted.network;

import parley.fl.data.ProviderDataset;
import parley.fl.plan.NetworkTrainingPlan;
import parley.fl.plan.PlanRequest;
import parley.mhe.layout.Sizes;

/**
 * How many rows a training has places for. Public, since it lays out the batches. Immutable.
 *
 * @param providers how many
 * @param each places for the rows of each, a multiple of {@link PlanRequest#PLACES}
 */
record RowPlaces(int providers, int each) {
  /** Of the rows that there are. */
  static RowPlaces of(ProviderDataset data) {
    return new RowPlaces(
        data.providers().size(), PlanRequest.PLACES * data.largestBlocks(PlanRequest.PLACES));
  }

  /** Of so many rows at the provider with most. */
  static RowPlaces of(int providers, int rowsEach) {
    int blocks = Sizes.over(rowsEach, PlanRequest.PLACES);
    return new RowPlaces(providers, Math.multiplyExact(PlanRequest.PLACES, blocks));
  }

  /** Of the rows that a plan was made for. */
  static RowPlaces of(NetworkTrainingPlan plan) {
    return new RowPlaces(plan.providers(), plan.rowsPerProvider());
  }

  /** Places of all providers. */
  long all() {
    return (long) providers * each;
  }
}
