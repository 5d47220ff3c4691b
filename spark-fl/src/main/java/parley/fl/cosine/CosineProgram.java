package parley.fl.cosine;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.table.TableRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.SessionKeys;

/** What runs at one of the two providers; the endpoint re-randomises all that it returns. */
final class CosineProgram implements LocalProgram {
  private final CkksContext context;
  private final long[] unit;
  private final boolean first;
  private final byte[] hash;

  private CosineProgram(CkksContext context, long[] unit, boolean first, byte[] hash) {
    this.context = context;
    this.unit = unit;
    this.first = first;
    this.hash = hash;
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    return switch (step) {
      case CosinePlan.VECTOR -> vector();
      case CosinePlan.PRODUCT -> product(inputs);
      default ->
          throw new ParleyException(
              "cannot compute " + step + ": the plan of a cosine has no such step");
    };
  }

  private int blocks() {
    return EncryptedSums.blocks(unit.length, context.parameters().ringDimension());
  }

  /** The first's entries as coefficients; the other has nothing to add. */
  private List<@Nullable Ciphertext> vector() {
    List<@Nullable Ciphertext> blocks = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      Polynomial zero = Polynomial.zero(context, CosinePlan.LIMBS);
      for (int b = 0; b < blocks(); b++) {
        blocks.add(
            first
                ? scope.keep(
                    Ciphertext.of(
                        polynomial(b, false), zero, Math.scalb(1.0, CosinePlan.FRACTION_BITS)))
                : null);
      }
    }
    return blocks;
  }

  /**
   * The sum over the blocks of the ciphertext times the second's entries in reverse, v_0 at X^0 and
   * -v_k at X^(n - k); of the first 0.
   */
  private List<@Nullable Ciphertext> product(List<Ciphertext> inputs) {
    if (inputs.size() != blocks()) {
      throw new ParleyException(
          "cannot multiply vectors: expected " + blocks() + " blocks, got " + inputs.size());
    }
    try (Scope scope = Scope.open()) {
      Polynomial c0 = Polynomial.zero(context, CosinePlan.LIMBS);
      Polynomial c1 = c0;
      for (int b = 0; !first && b < blocks(); b++) {
        Polynomial own = polynomial(b, true);
        c0 = own.multiplyAdd(inputs.get(b).c0(), c0);
        c1 = own.multiplyAdd(inputs.get(b).c1(), c1);
      }
      return List.of(scope.keep(Ciphertext.of(c0, c1, Math.scalb(1.0, CosinePlan.PRODUCT_BITS))));
    }
  }

  private Polynomial polynomial(int block, boolean reversed) {
    int n = context.parameters().ringDimension();
    int from = block * n;
    int count = Math.min(n, unit.length - from);
    int[] positions = new int[count];
    BigInteger[] values = new BigInteger[count];
    for (int k = 0; k < count; k++) {
      positions[k] = reversed && k > 0 ? n - k : k;
      BigInteger value = BigInteger.valueOf(unit[from + k]);
      values[k] =
          reversed ? (k > 0 ? value.negate() : value) : value.shiftLeft(CosinePlan.FRACTION_BITS);
    }
    return Polynomial.ofCoefficients(context, CosinePlan.LIMBS, positions, values);
  }

  @Override
  public byte[] privateInputHash() {
    return hash.clone();
  }

  /** Makes each provider's program by what it accepted. */
  @DefaultSerializer(JavaSerializer.class)
  record Factory() implements ProgramFactory<TableRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalProgram create(
        String provider, PartyPlan plan, CkksContext context, Iterator<TableRows> rows) {
      TableRows own = rows.next();
      return new CosineProgram(
          context,
          CosineVector.of(CosineTerms.of(plan.arguments()), own),
          provider.equals(plan.providers().get(0)),
          own.sha256());
    }
  }
}
