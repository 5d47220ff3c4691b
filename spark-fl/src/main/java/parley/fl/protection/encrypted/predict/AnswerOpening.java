package parley.fl.protection.encrypted.predict;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import parley.error.ParleyException;
import parley.fl.optim.LinearWeights;
import parley.fl.protection.OpenedAnswers;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedAnswers.Part;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;

/** Opens sealed answers where the querier's key is. Stateless and thread-safe. */
final class AnswerOpening {
  private AnswerOpening() {}

  /**
   * Opens them.
   *
   * @throws KeyException when they are for another key
   * @throws ParleyException when a ciphertext is not one of their parameters
   */
  static OpenedAnswers open(SealedAnswers answers, QuerierKey key) {
    if (!answers.origin().querier().equals(key.fingerprint())) {
      throw another(answers.origin().querier(), key.fingerprint());
    }
    CkksParameters parameters = CkksParameters.fromBytes(answers.parameters());
    if (parameters.insecure() && !Boolean.getBoolean("parley.insecure")) {
      throw new ParleyException(
          "cannot open the answers: their parameters are not secure, expected at least 128 bits,"
              + " got "
              + parameters);
    }
    try (CkksContext context = CkksContext.open(parameters);
        KeyPair pair = key.open(context)) {
      String own = HexFormat.of().formatHex(pair.publicKey().fingerprint());
      if (!answers.origin().key().equals(own)) {
        throw another(answers.origin().key(), own);
      }
      double[] values = new double[answers.count()];
      int at = 0;
      for (Part part : answers.parts()) {
        try (Ciphertext ciphertext = Ciphertext.fromBytes(context, part.ciphertext())) {
          double[] slots = pair.decrypt(ciphertext);
          requireRoom(part, slots.length);
          for (int i = 0; i < part.count(); i++) {
            values[at + i] = OpenedSlots.round(slots[i * part.stride()]) * answers.halfWidth();
          }
        }
        at += part.count();
      }
      return opened(answers, values);
    }
  }

  private static OpenedAnswers opened(SealedAnswers answers, double[] values) {
    double offset = answers.offset();
    return switch (answers.kind()) {
      case MARGINS -> new OpenedAnswers(Arrays.stream(values).map(z -> z + offset).toArray(), null);
      case WEIGHTS -> {
        LinearWeights weights =
            Objects.requireNonNull(answers.weights()).standardization().toInputScale(values);
        yield new OpenedAnswers(
            new double[0], new LinearWeights(weights.coefficients(), weights.intercept() + offset));
      }
    };
  }

  private static void requireRoom(Part part, int slots) {
    if ((long) (part.count() - 1) * part.stride() >= slots) {
      throw new ParleyException(
          "cannot open the answers: they contradict themselves, expected values within "
              + slots
              + " slots, got "
              + part.count()
              + " in steps of "
              + part.stride());
    }
  }

  private static KeyException another(String expected, String got) {
    return new KeyException(
        "cannot open the answers: they are for another querier's key, expected "
            + expected
            + ", got "
            + got);
  }
}
