package parley.fl.family.constant;

import java.util.Arrays;
import java.util.List;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;

/** The mean in the slots of the rows that are asked for, added to the question's zeros. */
record ConstantPrediction(OpenSession session, SealedModel model) implements EncryptedPrediction {
  @Override
  public String step() {
    return ConstantPlan.PREDICT;
  }

  @Override
  public int nextRound() {
    return session.federation().nextRound(ConstantPlan.PREDICT);
  }

  @Override
  public int stride() {
    return 1;
  }

  @Override
  public double unit() {
    return 1;
  }

  @Override
  public Ciphertext answer(List<Ciphertext> query, int rows, int round) {
    CkksContext context = session.context();
    Evaluator evaluator = new Evaluator(context);
    double[] asked = new double[rows];
    Arrays.fill(asked, 1);
    try (Scope scope = Scope.open()) {
      Ciphertext mean = Ciphertext.fromBytes(context, model.ciphertexts().get(0));
      double scale = context.primes()[mean.limbs() - 1];
      Ciphertext means =
          evaluator.rescale(
              evaluator.multiplyPlain(
                  mean, new Encoder(context).encode(asked, scale, mean.limbs())));
      return scope.keep(evaluator.add(means, query.get(0)));
    }
  }

  @Override
  public void close() {}
}
