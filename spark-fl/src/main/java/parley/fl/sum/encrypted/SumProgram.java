package parley.fl.sum.encrypted;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.sum.LocalSums;
import parley.fl.sum.LocalSumsFactory;
import parley.fl.sum.SumBounds;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.SessionKeys;

/** What runs at one provider: its integers, which are encrypted on their way out. */
final class SumProgram implements LocalProgram {
  private final String provider;
  private final List<SumWords> sums;
  private final LocalSums local;

  private SumProgram(String provider, List<SumWords> sums, LocalSums local) {
    this.provider = provider;
    this.sums = sums;
    this.local = local;
  }

  @Override
  public BigInteger[] sums(String step, byte[] arguments) {
    for (SumWords words : sums) {
      if (words.spec().step().equals(step)) {
        return words.split(SumBounds.vector(provider, words.spec(), local, arguments));
      }
    }
    throw refuse(step);
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    throw refuse(step);
  }

  private static ParleyException refuse(String step) {
    return new ParleyException("cannot compute " + step + ": the plan has no sum of that name");
  }

  @Override
  public @Nullable Cohort cohort() {
    return local.cohort();
  }

  /** However many words each number takes. */
  @Override
  public int numbers(String step, int planned) {
    return sums.stream()
        .filter(words -> words.spec().step().equals(step))
        .mapToInt(words -> words.spec().length())
        .findFirst()
        .orElse(planned);
  }

  @Override
  public byte[] privateInputHash() {
    return local.privateInputHash();
  }

  /** Makes each provider's program; what is added up is what the plan says that it accepted. */
  @DefaultSerializer(JavaSerializer.class)
  record Factory<T>(LocalSumsFactory<T> local) implements ProgramFactory<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalProgram create(
        String provider, PartyPlan plan, CkksContext context, Iterator<T> rows) {
      return new SumProgram(
          provider,
          SumWords.of(SumPlan.specs(plan.arguments()), plan.providers().size()),
          local.create(provider, plan.arguments(), rows));
    }
  }
}
