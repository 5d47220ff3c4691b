package parley.fl.statistic.run;

import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.mhe.party.cohort.Gate;

/** Sums behind a gate: each request tells the providers what it opened. */
record GatedSums(SecureSum sums, Gate.Counts counts) implements SecureSum {
  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    return sums.open(spec, counts.before(arguments));
  }
}
