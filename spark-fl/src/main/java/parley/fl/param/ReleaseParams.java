package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.family.Family;
import parley.fl.optim.StandardizationMode;
import parley.fl.protection.Engines;
import parley.fl.report.FitListener;
import parley.fl.settings.CheckpointSettings;
import parley.fl.settings.DescentSettings;
import parley.fl.settings.StandardizationSettings;
import parley.fl.settings.TrainingSettings;

/** The Params of {@link HasRelease}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class ReleaseParams implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ROUNDS = "rounds";
  private static final String QUERIER = "querier";
  private static final String SEALED = "sealed";

  final Param<String> release;

  /** A stage's Params, with their defaults. */
  public ReleaseParams(Params stage) {
    this(stage, Defaults.RELEASE);
  }

  private ReleaseParams(Params stage, String usual) {
    release =
        new Param<>(
            stage,
            "release",
            "rounds: exact, from sums that the querier reads; querier: providers see no coefficient"
                + " while they are fitted; or sealed: nobody sees the coefficients");
    stage.setDefault(release, usual);
  }

  /** Those of a stage that seals its model unless it is told otherwise. */
  public static ReleaseParams sealing(Params stage) {
    return new ReleaseParams(stage, SEALED);
  }

  /**
   * Whether coefficients stay sealed.
   *
   * @throws IllegalArgumentException if the word is none of the Param's, or what belongs to sealed
   *     trainings alone is set
   */
  public boolean sealed(Params stage, ProtectionParams protection) {
    String word = stage.getOrDefault(release);
    if (!List.of(ROUNDS, QUERIER, SEALED).contains(word)) {
      throw new IllegalArgumentException(
          "cannot release the model: expected rounds, querier or sealed, got " + word);
    }
    if (!word.equals(SEALED)) {
      for (Param<?> one :
          List.of(
              protection.plan,
              protection.packing,
              protection.logRingDimension,
              protection.revealWeights,
              protection.rowsPerOpening)) {
        if (stage.isSet(one)) {
          throw new IllegalArgumentException(
              "cannot fit by sums: "
                  + one.name()
                  + " is told to sealed trainings alone, expected release sealed, got "
                  + word);
        }
      }
    }
    return word.equals(SEALED);
  }

  /** Whether exact sums are opened round by round. */
  public boolean rounds(Params stage) {
    return stage.getOrDefault(release).equals(ROUNDS);
  }

  /** Whether the querier alone holds the coefficients while they are fitted. */
  public boolean querier(Params stage) {
    return stage.getOrDefault(release).equals(QUERIER);
  }

  /**
   * What the Params of such a stage say of a sealed training.
   *
   * @param descent what the model's own Params say
   * @param listener hears of the training
   * @throws IllegalArgumentException if Params contradict each other, or there is to be no
   *     intercept
   */
  public <S extends HasProtection<?> & HasProviders<?> & HasKeys<?> & HasRounds<?>>
      TrainingSettings settings(
          S stage, Family family, DescentSettings descent, FitListener listener) {
    if (!descent.fitIntercept()) {
      throw new IllegalArgumentException(
          "cannot seal the model: features are kept less their means, which the intercept takes,"
              + " expected fitIntercept true, got false");
    }
    ProtectionParams protection = stage.protectionParams();
    TrainingSettings settings =
        new TrainingSettings(
            family,
            protection.settings(
                stage, protection.readPlan(stage), stage.providerParams().allowTwo(stage)),
            descent,
            new StandardizationSettings(
                StandardizationMode.COLLECTIVE,
                new double[0][],
                OptionalLong.empty(),
                Defaults.FEATURE_CLIP),
            stage.keyParams().settings(stage, stage.roundParams()),
            CheckpointSettings.NONE,
            listener);
    if (settings.protection().revealWeights() && settings.site().querierPublicKey().isPresent()) {
      throw new IllegalArgumentException(
          "cannot reveal the weights: the querier is apart and nobody here may read them, expected"
              + " querierKey, got querierPublicKey");
    }
    Engines.trainer(settings.protection().kind()).check(settings);
    return settings;
  }
}
