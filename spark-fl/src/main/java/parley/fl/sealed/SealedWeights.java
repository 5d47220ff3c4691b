package parley.fl.sealed;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;

/**
 * A sealed model as JSON holds it.
 *
 * @param features values of one of the querier's rows
 * @param intercept whether the last weight is one
 * @param mean what is subtracted from features
 * @param scale what they are divided by
 * @param constant the numbers of features that do not vary; null where an earlier version kept none
 * @param clip largest absolute value after
 * @param ciphertexts the weights
 * @param session to go on with
 * @param attributes small public facts
 * @param checksum of all that, by which damage is found
 */
public record SealedWeights(
    int features,
    boolean intercept,
    double[] mean,
    double[] scale,
    @Nullable List<Integer> constant,
    double clip,
    List<byte[]> ciphertexts,
    byte[] session,
    Map<String, String> attributes,
    byte[] checksum) {

  /** A model's parts. */
  public static SealedWeights of(SealedModel model) {
    Standardization scaling = model.standardization();
    return new SealedWeights(
        model.features(),
        model.intercept(),
        scaling.mean(),
        scaling.scale(),
        scaling.constantFeatures(),
        scaling.clip(),
        model.ciphertexts(),
        model.session(),
        new TreeMap<>(model.attributes()),
        model.checksum());
  }

  /**
   * The model again.
   *
   * @throws ParleyException if it contradicts itself or was altered
   */
  public SealedModel model() {
    if (mean.length != scale.length) {
      throw new ParleyException(
          "cannot load the model: it contradicts itself, expected "
              + mean.length
              + " scales, as many as means, got "
              + scale.length);
    }
    SealedModel model =
        new SealedModel(
            features,
            intercept,
            Standardization.of(mean, scale, constant == null ? List.of() : constant, clip),
            List.copyOf(ciphertexts),
            session,
            attributes);
    if (!MessageDigest.isEqual(model.checksum(), checksum)) {
      throw new ParleyException(
          "cannot load the model: it was altered, expected its checksum, got another");
    }
    return model;
  }
}
