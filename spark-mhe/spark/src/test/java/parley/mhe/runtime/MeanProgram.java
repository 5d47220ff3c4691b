package parley.mhe.runtime;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.SessionKeys;

/**
 * Multiplies its rows, one a slot, with the encrypted input; with none, sends the rows themselves.
 */
public final class MeanProgram implements LocalProgram {
  private static final int LIMBS_OUT = 4;

  private final CkksContext context;
  private final double[] rows;

  private MeanProgram(CkksContext context, double[] rows) {
    this.context = context;
    this.rows = rows;
  }

  public static ProgramFactory<Double> factory() {
    return (provider, plan, context, values) -> new MeanProgram(context, array(values));
  }

  private static double[] array(Iterator<Double> values) {
    List<Double> all = new ArrayList<>();
    values.forEachRemaining(all::add);
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    double scale = Math.scalb(1.0, context.parameters().scaleBits());
    Encoder encoder = new Encoder(context);
    try (Scope scope = Scope.open()) {
      if (inputs.isEmpty()) {
        Plaintext plain = encoder.encode(rows, scale, LIMBS_OUT);
        Polynomial zero = Polynomial.zero(context, LIMBS_OUT);
        return List.of(scope.keep(Ciphertext.of(plain.polynomial(), zero, scale)));
      }
      Evaluator evaluator = new Evaluator(context);
      List<Ciphertext> products = new ArrayList<>();
      for (Ciphertext input : inputs) {
        Plaintext plain = encoder.encode(rows, scale, input.limbs());
        Ciphertext product = evaluator.rescale(evaluator.multiplyPlain(input, plain));
        products.add(scope.keep(evaluator.drop(product, LIMBS_OUT)));
      }
      return products;
    }
  }

  @Override
  public BigInteger[] sums(String step, byte[] args) {
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    return new BigInteger[] {
      BigInteger.valueOf(rows.length), BigInteger.valueOf(Math.round(sum * 1000))
    };
  }

  @Override
  public byte[] privateInputHash() {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * rows.length);
    bytes.asDoubleBuffer().put(rows);
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
