package parley.fl.protection.encrypted.predict;

import java.util.HexFormat;
import java.util.Objects;
import parley.error.ParleyException;
import parley.fl.optim.LinearWeights;
import parley.fl.protection.OpenedAnswers;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedAnswers.Part;
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
          double[] numbers =
              AnswerNumbers.read(pair, ciphertext, answers.form(), part.count(), part.stride());
          for (int i = 0; i < numbers.length; i++) {
            values[at + i] = numbers[i] * answers.halfWidth();
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
      case MARGINS -> new OpenedAnswers(rows(values, offset, answers.form().perRow()), null);
      case WEIGHTS -> {
        LinearWeights weights =
            Objects.requireNonNull(answers.weights()).standardization().toInputScale(values);
        yield new OpenedAnswers(
            new double[0][],
            new LinearWeights(weights.coefficients(), weights.intercept() + offset));
      }
    };
  }

  private static double[][] rows(double[] values, double offset, int perRow) {
    double[][] rows = new double[values.length / perRow][perRow];
    for (int i = 0; i < values.length; i++) {
      rows[i / perRow][i % perRow] = values[i] + offset;
    }
    return rows;
  }

  private static KeyException another(String expected, String got) {
    return new KeyException(
        "cannot open the answers: they are for another querier's key, expected "
            + expected
            + ", got "
            + got);
  }
}
