package parley.fl.sum;

import java.util.HashSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.mhe.runtime.session.FederationOptions;

/**
 * What is to be added up, over whose rows.
 *
 * @param <T> a row
 * @param rows partition i holds those of provider i
 * @param providers names, sorted; at least three
 * @param local what each provider computes
 * @param terms what else is in the plan
 * @param specs the sums that all agree on; steps of different names
 * @param querier who reads the sums that are opened to the querier
 * @param options where the parties live, time-outs, who hears of the rounds
 */
public record SumRequest<T>(
    JavaRDD<T> rows,
    List<String> providers,
    LocalSumsFactory<T> local,
    SumTerms terms,
    List<SumSpec> specs,
    SumQuerier querier,
    FederationOptions options) {
  /**
   * @throws ParleyException when there is nothing to add up, or two steps of one name
   */
  public SumRequest {
    providers = List.copyOf(providers);
    specs = List.copyOf(specs);
    HashSet<String> steps = new HashSet<>();
    if (specs.isEmpty() || !specs.stream().map(SumSpec::step).allMatch(steps::add)) {
      throw new ParleyException(
          "cannot add up: expected one or more sums, each with a step of its own, got "
              + specs.stream().map(SumSpec::step).toList());
    }
    if (providers.size() < 3) {
      throw new InvalidDataException(
          "cannot add up: each of fewer providers learns the others' part of every sum, expected at"
              + " least 3 providers, got "
              + providers.size());
    }
    if (rows.getNumPartitions() != providers.size()) {
      throw new ParleyException(
          "cannot add up: expected a partition for each of "
              + providers.size()
              + " providers, got "
              + rows.getNumPartitions());
    }
  }

  /** With a querier's key that is made here, and the federation's defaults. */
  public static <T> SumRequest<T> of(
      JavaRDD<T> rows, List<String> providers, LocalSumsFactory<T> local, List<SumSpec> specs) {
    return new SumRequest<>(
        rows,
        providers,
        local,
        SumTerms.NONE,
        specs,
        SumQuerier.fresh(),
        FederationOptions.defaults());
  }
}
