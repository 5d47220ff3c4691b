package parley.fl.sum.masked;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Iterator;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.sum.LocalSums;
import parley.fl.sum.LocalSumsFactory;
import parley.fl.sum.SumBounds;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.MaskingStep;
import parley.mhe.runtime.masking.MaskProgram;
import parley.mhe.runtime.masking.MaskProgramFactory;

/** One provider's vectors as words. For one thread at a time. */
final class MaskedSumProgram implements MaskProgram {
  private final String provider;
  private final List<MaskedDigits> sums;
  private final LocalSums local;

  private MaskedSumProgram(String provider, List<MaskedDigits> sums, LocalSums local) {
    this.provider = provider;
    this.sums = sums;
    this.local = local;
  }

  @Override
  public MaskedVector integers(MaskingStep step, int round, byte[] arguments) {
    for (MaskedDigits digits : sums) {
      if (digits.spec().step().equals(step.name())) {
        return digits.split(SumBounds.vector(provider, digits.spec(), local, arguments));
      }
    }
    throw new ParleyException(
        "cannot compute " + step.name() + ": the plan has no sum of that name");
  }

  /** Makes each provider's program; what is added up is what the plan says. */
  @DefaultSerializer(JavaSerializer.class)
  record Factory<T>(LocalSumsFactory<T> local) implements MaskProgramFactory<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public MaskProgram create(String provider, MaskingPlan plan, Iterator<T> rows) {
      MaskedSumPlan.requireOwn(plan);
      int providers = plan.providers().size();
      return new MaskedSumProgram(
          provider,
          MaskedSumPlan.specs(plan).stream().map(spec -> MaskedDigits.of(spec, providers)).toList(),
          local.create(provider, MaskedSumPlan.terms(plan).arguments(), rows));
    }
  }
}
