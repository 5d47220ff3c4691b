package parley.cli.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.table.LabelledRows;
import parley.cli.table.Names;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import parley.cli.terminal.IntervalConverter;
import parley.cli.terminal.NumberInterval;
import parley.robust.attack.ExactWorstCase;
import parley.robust.attack.FastGradientSign;
import parley.robust.attack.ProjectedGradientDescent;
import parley.robust.attack.UniversalPerturbation;
import parley.robust.evaluation.RobustnessStudy;
import parley.robust.threat.HasThreat;
import picocli.CommandLine.Option;

/** How a model is attacked. */
@SuppressWarnings("NullAway.Init")
final class AttackOptions {
  private static final String OVER_EPSILON = "eps/";
  private static final String CROSS_ENTROPY = "cross-entropy";
  private static final String MARGIN = "margin";
  private static final String RATIO = "dlr";
  private static final String TARGET = "target";

  /** Attacks, by the names that reports have. */
  enum Attack {
    FGSM,
    PGD,
    UNIVERSAL,
    EXACT;

    String title() {
      return this == FGSM || this == PGD ? name() : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Distances. */
  enum Distance {
    LINF,
    L2,
    L1
  }

  @Option(
      names = "--attack",
      required = true,
      paramLabel = "A",
      description =
          "fgsm, pgd, universal (one perturbation for all rows, learnt from the training rows) or"
              + " exact (the worst case; for logistic)")
  private Attack attack;

  @Option(
      names = "--norm",
      paramLabel = "linf|l2|l1",
      defaultValue = "linf",
      description = "how perturbations are measured (default: linf)")
  private Distance norm;

  @Option(
      names = "--epsilon",
      required = true,
      split = ",",
      paramLabel = "E",
      description = "largest perturbations to try, in the norm, on the scale of --scale")
  private List<Double> epsilons = new ArrayList<>();

  @Option(
      names = "--attack-step",
      paramLabel = "S|eps/K",
      defaultValue = "eps/4",
      description = "for pgd and universal: length of a step, or epsilon over K (default: eps/4)")
  private String step;

  @Option(
      names = "--attack-iterations",
      paramLabel = "N",
      description = "for pgd and universal: steps (default: 40)")
  private @Nullable Integer iterations;

  @Option(
      names = "--restarts",
      paramLabel = "R",
      description =
          "for pgd: runs from random places, of which the best counts (default: one run, from the"
              + " row itself)")
  private @Nullable Integer restarts;

  @Option(
      names = "--attack-loss",
      paramLabel = "cross-entropy|margin|dlr",
      description =
          "for pgd: what is climbed; margin, the best other score less the label's, and dlr, that"
              + " over the first score less the third, find more with three classes or more"
              + " (default: cross-entropy)")
  private @Nullable String loss;

  @Option(
      names = "--target",
      paramLabel = "LABEL",
      description =
          "for pgd: perturb rows until they are taken for LABEL (default: any wrong label)")
  private @Nullable String target;

  @Option(
      names = "--clip",
      paramLabel = "LO,HI",
      converter = IntervalConverter.class,
      description = "bounds of every feature, attacked or not (default: none)")
  private @Nullable NumberInterval clip;

  @Option(
      names = "--attackable",
      paramLabel = "A,B",
      description = "features that may be changed; all others stay as they are (default: all may)")
  private List<String> attackable = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "what random starts, noise and the order in training follow from (default: 0)")
  private @Nullable Long seed;

  private int[] places = {};
  private int targetClass = -1;

  @Nullable Long seed() {
    return seed;
  }

  String norm() {
    return norm.name().toLowerCase(Locale.ROOT);
  }

  /** The attack by its name in the report. */
  String title() {
    return attack == Attack.PGD ? projectedTitle() : attack.title();
  }

  private String projectedTitle() {
    return Attack.PGD.title() + (target == null ? "" : " to " + target);
  }

  double[] epsilons() {
    return epsilons.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Checks what needs no rows. */
  void check(RobustModelOptions model) {
    if (attack == Attack.EXACT && !model.linear()) {
      throw new InputException(
          "cannot compute the exact worst case: it is known for linear models alone, expected"
              + " --model logistic");
    }
    epsilons.forEach(epsilon -> positive("--epsilon", epsilon));
    positive("--attack-step", stepNumber());
    if (iterations != null) {
      positive("--attack-iterations", iterations);
    }
    if (loss != null && !List.of(CROSS_ENTROPY, MARGIN, RATIO).contains(loss)) {
      throw new InputException(
          "cannot use --attack-loss: expected cross-entropy, margin or dlr, got '%s'"
              .formatted(loss));
    }
    if (restarts != null) {
      positive("--restarts", restarts);
    }
    if (target != null && attack != Attack.PGD) {
      throw new InputException(
          "cannot use --target: expected --attack pgd, got "
              + attack.name().toLowerCase(Locale.ROOT));
    }
  }

  static void positive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new InputException(
          "cannot use %s: expected a number above 0, got %s".formatted(option, value));
    }
  }

  /** The step, or what epsilon is divided by. */
  private double stepNumber() {
    String number = step.startsWith(OVER_EPSILON) ? step.substring(OVER_EPSILON.length()) : step;
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new InputException(
          "cannot use --attack-step: expected a number or eps/K, got '" + step + "'", e);
    }
  }

  /** Refuses unknown features, and rows outside {@code --clip}, before anything is trained. */
  void checkBounds(TrainTestSplit split, String file) {
    List<String> features = split.train().features();
    List<String> chosen = Names.of(attackable);
    for (String name : chosen) {
      if (!features.contains(name)) {
        throw new InputException(
            "cannot find feature '%s' of --attackable: expected some of %s"
                .formatted(name, Names.list(features)));
      }
    }
    places = chosen.stream().distinct().mapToInt(features::indexOf).sorted().toArray();
    if (target != null) {
      targetClass = split.train().classes().indexOf(target);
      if (targetClass < 0) {
        throw new InputException(
            "cannot find label '%s' of --target: expected one of %s"
                .formatted(target, Names.list(split.train().classes())));
      }
    }
    LabelledRows test = split.test();
    if (clip == null || test == null) {
      return;
    }
    double low = clip.low();
    double high = clip.high();
    for (LabelledRows rows : List.of(split.train(), test)) {
      for (LabelledRows.Row row : rows.rows().filter(r -> outside(r, low, high) >= 0).take(1)) {
        int j = outside(row, low, high);
        throw new InputException(
            "cannot attack within --clip: row %d of %s has %s in column '%s', expected %s to %s"
                .formatted(row.number(), file, row.x()[j], rows.features().get(j), low, high));
      }
    }
  }

  /** The place of the first feature that is outside; -1 if none is. */
  private static int outside(LabelledRows.Row row, double low, double high) {
    for (int j = 0; j < row.x().length; j++) {
      if (row.x()[j] < low || row.x()[j] > high) {
        return j;
      }
    }
    return -1;
  }

  /** The rows with what they are to be taken for, if that was given. */
  Dataset<Row> aimed(Dataset<Row> rows) {
    return target == null ? rows : rows.withColumn(TARGET, functions.lit((double) targetClass));
  }

  /** Hands norm and bounds to a stage. */
  void applyThreat(HasThreat<?> stage) {
    stage.setNorm(norm());
    if (clip != null) {
      stage.setClip(clip.low(), clip.high());
    }
    if (places.length > 0) {
      stage.setAttackableFeatures(places);
    }
  }

  /**
   * Adds the attack to a study, and for a report those that it is compared with.
   *
   * @param train what a universal perturbation is learnt from
   */
  void addTo(RobustnessStudy study, boolean compared, boolean linear, Dataset<Row> train) {
    study.setPerturbationEpsilons(epsilons());
    if (step.startsWith(OVER_EPSILON)) {
      study.setStepDivisor(stepNumber());
    }
    if (compared || attack == Attack.FGSM) {
      FastGradientSign fast = new FastGradientSign();
      applyThreat(fast);
      study.add(Attack.FGSM.title(), fast);
    }
    if (compared || attack == Attack.PGD) {
      study.add(projectedTitle(), projected());
    }
    if (attack == Attack.UNIVERSAL) {
      study.add(Attack.UNIVERSAL.title(), universal(), train);
    }
    if (attack == Attack.EXACT || (compared && linear)) {
      ExactWorstCase exact = new ExactWorstCase();
      applyThreat(exact);
      study.add(Attack.EXACT.title(), exact);
    }
  }

  private ProjectedGradientDescent projected() {
    ProjectedGradientDescent stage =
        new ProjectedGradientDescent().setIdCol(Frames.NUMBER).setRandomStart(restarts != null);
    applyThreat(stage);
    if (seed != null) {
      stage.setSeed(seed);
    }
    if (loss != null && !loss.equals(CROSS_ENTROPY)) {
      stage.setLoss(loss);
    }
    if (target != null) {
      stage.setTargetCol(TARGET);
    }
    if (restarts != null) {
      stage.setRestarts(restarts);
    }
    if (iterations != null) {
      stage.setAttackIterations(iterations);
    }
    if (!step.startsWith(OVER_EPSILON)) {
      stage.setAttackStep(stepNumber());
    }
    return stage;
  }

  private UniversalPerturbation universal() {
    UniversalPerturbation stage = new UniversalPerturbation();
    applyThreat(stage);
    if (iterations != null) {
      stage.setAttackIterations(iterations);
    }
    if (!step.startsWith(OVER_EPSILON)) {
      stage.setAttackStep(stepNumber());
    }
    return stage;
  }
}
