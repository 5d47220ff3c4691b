package parley.fl.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LabelScale;
import parley.fl.optim.LargestEigenvalue;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.PlainTrainer;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationSums;
import parley.fl.statistic.ModelTable;

/**
 * The iteration in clear against statsmodels, intercept first there. What is left is the
 * polynomial's error; with enough iterations it is below the tolerance.
 */
class FamilyGoldenTest {
  private static final int PROVIDERS = 5;
  private static final Map<String, String> EXP = Map.of("polynomial", "degree 7 on [-2.5, 2.5]");
  private static final Map<String, String> MILLS = Map.of("polynomial", "degree 9 on [-4.0, 4.0]");

  /** A table's columns as rows of providers: the last name is the label's. */
  record Data(String file, List<String> columns) {
    private List<ProviderRows> rows() {
      ModelTable t = table();
      List<ProviderRows> all = new ArrayList<>();
      for (int p = 0; p < PROVIDERS; p++) {
        int own = p;
        int[] mine = IntStream.range(0, t.rows()).filter(i -> i % PROVIDERS == own).toArray();
        double[][] values = new double[columns.size()][];
        for (int j = 0; j < values.length; j++) {
          String name = columns.get(j);
          values[j] = IntStream.of(mine).mapToDouble(i -> t.number(name, i)).toArray();
        }
        int d = values.length - 1;
        all.add(new ProviderRows("p" + p, Arrays.copyOf(values, d), values[d], new double[0]));
      }
      return all;
    }

    private List<String> features() {
      return columns.subList(0, columns.size() - 1);
    }

    private ModelTable table() {
      ModelTable t = ModelTable.of(file);
      return switch (file) {
        case "compas-two-years.csv" ->
            t.with("age10", i -> t.number("age", i) / 10)
                .with("male", i -> t.text("sex", i).equals("Male") ? 1 : 0)
                .with("felony", i -> t.text("c_charge_degree", i).equals("F") ? 1 : 0)
                .with("black", i -> t.text("race", i).equals("African-American") ? 1 : 0);
        case "german-credit.csv" ->
            t.with("amount", i -> t.number("credit_amount", i) / 1000)
                .with("duration10", i -> t.number("duration_months", i) / 10)
                .with("age10", i -> t.number("age", i) / 10)
                .with("bad", i -> t.number("class", i) == 2 ? 1 : 0);
        default -> t;
      };
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Arguments> goldens() {
    return Stream.of(
        Arguments.of(
            "least-squares/1",
            Map.<String, String>of(),
            new Data(
                "diabetes-regression.csv",
                List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6", "target")),
            20_000,
            1e-4,
            new double[] {
              -334.5671385,
              -.03636122422,
              -22.85964809,
              5.602962092,
              1.116807993,
              -1.089996334,
              .7464504555,
              .3720047151,
              6.533831936,
              68.48312496,
              .2801169893
            }),
        Arguments.of(
            "poisson-log/1",
            EXP,
            new Data(
                "compas-two-years.csv",
                List.of("age10", "male", "felony", "black", "priors_count")),
            80,
            1e-4,
            new double[] {-.5712223495, .2139203055, .4410514598, .4313442242, .6405214513}),
        Arguments.of(
            "gamma-log/1",
            EXP,
            new Data(
                "german-credit.csv",
                List.of("duration10", "installment_rate", "age10", "bad", "amount")),
            80,
            1e-4,
            new double[] {.7031141239, .4163948308, -.2542429656, .05151095774, .08200182726}),
        Arguments.of(
            "probit-binomial/1",
            MILLS,
            new Data(
                "pima-indians-diabetes.csv",
                List.of(
                    "pregnancies",
                    "glucose",
                    "blood_pressure",
                    "skin_thickness",
                    "insulin",
                    "bmi",
                    "diabetes_pedigree",
                    "age",
                    "outcome")),
            120,
            5e-4,
            new double[] {
              -4.863753009,
              .07228452251,
              .0198836092,
              -.007925570904,
              .001237061888,
              -.0007415308893,
              .05231727591,
              .4982375508,
              .01019761193
            }));
  }

  /** Coefficients times their columns' deviations, of least squares in the label's deviations. */
  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("goldens")
  void train_inClear_isTheGolden(
      String id,
      Map<String, String> arguments,
      Data data,
      int iterations,
      double error,
      double[] golden) {
    LinearFamily family = (LinearFamily) Families.read(id, arguments);
    List<ProviderRows> raw = data.rows();
    Standardization scaling = sums(raw).standardization(10, data.features());
    LabelScale labels = labels(family, raw);
    List<ProviderRows> rows = raw.stream().map(r -> r.standardized(scaling, labels)).toList();
    double count = raw.stream().mapToInt(ProviderRows::rows).sum();
    IterationPlan plan =
        IterationPlan.builder(family.activation(), scaling.features(), count)
            .residual(family.residual())
            .regParam(0)
            .iterations(iterations)
            .lambdaMax(rows.stream().mapToDouble(r -> LargestEigenvalue.of(r, true)).sum() / count)
            .build();
    double[] trained = PlainTrainer.train(rows, plan, ConvergenceWatch.off()).weights();
    LinearWeights weights = labels.toInputScale(scaling.toInputScale(trained));
    double worst = 0;
    for (int j = 0; j < golden.length - 1; j++) {
      double apart = Math.abs(weights.coefficients()[j] - golden[j + 1]);
      worst = Math.max(worst, apart * scaling.scale()[j] / labels.factor());
    }
    assertThat(worst).isLessThan(error);
    double centre = Math.abs(margin(weights, scaling) - margin(golden, scaling));
    assertThat(centre / labels.factor()).isLessThan(error);
  }

  private static double margin(LinearWeights weights, Standardization scaling) {
    return weights.margin(scaling.mean());
  }

  private static double margin(double[] golden, Standardization scaling) {
    return margin(
        new LinearWeights(Arrays.copyOfRange(golden, 1, golden.length), golden[0]), scaling);
  }

  private static StandardizationSums sums(List<ProviderRows> rows) {
    return StandardizationSums.total(rows.stream().map(ProviderRows::sums).toList());
  }

  private static LabelScale labels(LinearFamily family, List<ProviderRows> rows) {
    StandardizationSums all = sums(rows.stream().map(ProviderRows::withLabelColumn).toList());
    int label = rows.get(0).features();
    double variance = all.squares()[label] / all.weightSum();
    return family.labelScaling().of(all.mean()[label], Math.sqrt(variance), true);
  }
}
