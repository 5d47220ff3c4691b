package parley.fl.classification;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The Params of {@link HasFamily}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class FamilyParams implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String MULTINOMIAL = "multinomial";
  private static final List<String> WORDS = List.of("auto", "binomial", MULTINOMIAL);

  final Param<String> family;

  /** A stage's Params, with their defaults. */
  FamilyParams(Params stage) {
    family =
        new Param<>(
            stage,
            "family",
            "auto and binomial: labels 0 and 1; multinomial: labels 0, 1, 2, .., sealed or by"
                + " rounds of exact sums");
    stage.setDefault(family, "auto");
  }

  /**
   * Whether there are more than two classes.
   *
   * @throws IllegalArgumentException with another word
   */
  boolean multinomial(Params stage) {
    String word = stage.getOrDefault(family);
    if (!WORDS.contains(word.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "cannot choose the family: expected auto, binomial or multinomial, got " + word);
    }
    return word.equalsIgnoreCase(MULTINOMIAL);
  }
}
