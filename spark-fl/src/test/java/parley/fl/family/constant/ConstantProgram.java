package parley.fl.family.constant;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.ProviderRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.SessionKeys;

/** A provider's rows, and its labels' part of the mean. */
record ConstantProgram(CkksContext context, ProviderRows rows) implements LocalProgram {
  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    double count = new WireReader(args, "row count").number("rows");
    try (Scope scope = Scope.open()) {
      Plaintext part =
          new Encoder(context)
              .encodeConstant(rows.labelSum() / count, ConstantPlan.SCALE, ConstantPlan.LIMBS);
      Polynomial zero = Polynomial.zero(context, ConstantPlan.LIMBS);
      return List.of(scope.keep(Ciphertext.of(part.polynomial(), zero, ConstantPlan.SCALE)));
    }
  }

  @Override
  public BigInteger[] sums(String step, byte[] args) {
    return new BigInteger[] {BigInteger.valueOf(rows.rows())};
  }

  @Override
  public byte[] privateInputHash() {
    WireWriter out = new WireWriter().add(rows.provider());
    for (int row = 0; row < rows.rows(); row++) {
      out.add(rows.label(row));
    }
    return out.sha256();
  }
}
