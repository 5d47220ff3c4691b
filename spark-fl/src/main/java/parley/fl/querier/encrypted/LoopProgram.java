package parley.fl.querier.encrypted;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.querier.HiddenGlm;
import parley.fl.querier.MarginRows;
import parley.fl.querier.ToldScales;
import parley.fl.statistic.run.DisclosureRules;
import parley.fl.statistic.run.LocalStatistic;
import parley.fl.sum.LocalSums;
import parley.fl.sum.SumBounds;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.SessionKeys;

/** What runs at one provider of a fit. For one thread at a time. */
final class LoopProgram implements LocalProgram {
  private final String provider;
  private final CkksContext context;
  private final LoopLayout layout;
  private final HiddenGlm fit;
  private final List<SumSpec> specs;
  private final LocalSums exact;
  private final TableRows rows;
  private @Nullable ToldScales told;
  private @Nullable LoopKernel kernel;

  private LoopProgram(String provider, PartyPlan plan, CkksContext context, TableRows rows) {
    this.provider = provider;
    this.context = context;
    this.layout =
        LoopLayout.of(
            plan.parameters(), plan.providers().size(), LoopPlan.rowBlocks(plan.arguments()));
    this.fit = LoopPlan.fit(plan.arguments());
    this.specs = DisclosureRules.of(plan.arguments()).before(fit.sums());
    this.exact = LocalStatistic.of(fit, plan.arguments(), rows);
    this.rows = rows;
    if (rows.rows() > (long) layout.rowBlocks() * LoopLayout.BLOCK) {
      throw new ParleyException(
          "cannot take the rows of "
              + provider
              + ": more than the plan has places for, expected at most "
              + (long) layout.rowBlocks() * LoopLayout.BLOCK
              + ", got "
              + rows.rows());
    }
  }

  @Override
  public BigInteger[] sums(String step, byte[] arguments) {
    for (SumSpec spec : specs) {
      if (spec.step().equals(step)) {
        return SumBounds.vector(provider, spec, exact, arguments);
      }
    }
    throw new ParleyException("cannot compute " + step + ": the plan has no sum of that name");
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    LoopPlan.Opened opened = LoopPlan.Opened.ofUpload(step);
    if (inputs.size() != fit.terms()) {
      throw new RefusedException(
          "cannot take the step "
              + step
              + ": expected a ciphertext for each of "
              + fit.terms()
              + " coefficients, got "
              + inputs.size());
    }
    LoopKernel own = kernel(ToldScales.fromBytes(fit.columns().numbers(), args));
    return new ArrayList<>(
        opened == LoopPlan.Opened.GRADIENT
            ? own.gradient(keys.relinearisationKey(), inputs)
            : own.last(keys.relinearisationKey(), inputs));
  }

  /** Scales that change between rounds would weigh rows anew. */
  private LoopKernel kernel(ToldScales now) {
    if (told != null && !Arrays.equals(told.toBytes(), now.toBytes())) {
      throw new RefusedException(
          "cannot take another round: the columns' scales are others, expected those of the first"
              + " round, got others");
    }
    told = now;
    LoopKernel own = kernel;
    if (own == null) {
      own = new LoopKernel(context, layout, fit, new MarginRows(fit, now, rows));
      kernel = own;
    }
    return own;
  }

  @Override
  public @Nullable Cohort cohort() {
    return exact.cohort();
  }

  /**
   * With the Gram count all numbers that are opened of the same rows later: gradients are no sums
   * that a party counts by itself.
   */
  @Override
  public int numbers(String step, int planned) {
    return step.equals(fit.gram().step())
        ? Math.toIntExact(planned + fit.hiddenNumbers())
        : planned;
  }

  @Override
  public byte[] privateInputHash() {
    return exact.privateInputHash();
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
      kernel = null;
    }
  }

  /** Makes each provider's program of the plan that it accepted. */
  @DefaultSerializer(JavaSerializer.class)
  record Factory() implements ProgramFactory<TableRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalProgram create(
        String provider, PartyPlan plan, CkksContext context, Iterator<TableRows> rows) {
      return new LoopProgram(provider, plan, context, rows.next());
    }
  }
}
