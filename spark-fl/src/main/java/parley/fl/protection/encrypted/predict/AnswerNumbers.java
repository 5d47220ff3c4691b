package parley.fl.protection.encrypted.predict;

import java.math.BigInteger;
import parley.error.ParleyException;
import parley.fl.protection.AnswerForm;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;

/** Answers of one ciphertext, read with the querier's key. Stateless and thread-safe. */
final class AnswerNumbers {
  private AnswerNumbers() {}

  /**
   * The numbers, rounded to what is not noise.
   *
   * @param stride places from one to the next
   * @throws ParleyException when they do not fit
   */
  static double[] read(KeyPair keys, Ciphertext switched, AnswerForm form, int count, int stride) {
    double[] places = form.inCoefficients() ? coefficients(keys, switched) : keys.decrypt(switched);
    if ((long) (count - 1) * stride >= places.length) {
      throw new ParleyException(
          "cannot open the answers: they contradict themselves, expected values within "
              + places.length
              + (form.inCoefficients() ? " coefficients" : " slots")
              + ", got "
              + count
              + " in steps of "
              + stride);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = OpenedSlots.round(places[i * stride], form.bits());
    }
    return values;
  }

  private static double[] coefficients(KeyPair keys, Ciphertext switched) {
    try (Polynomial phase = keys.phase(switched)) {
      BigInteger[] integers = phase.coefficients();
      double[] values = new double[integers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = integers[i].doubleValue() / switched.scale();
      }
      return values;
    }
  }
}
