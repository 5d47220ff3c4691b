package parley.cli.train;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.error.ParleyException;
import parley.fl.plan.MachineCosts;
import parley.fl.report.ReportWords;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.SumForecast;
import parley.json.Json;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.Opens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley plan sum}: what an exact encrypted sum of vectors would take. */
@Command(
    name = "sum",
    description = "Choose parameters for an exact encrypted sum of vectors, and predict its cost.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class PlanSumCommand implements Callable<Integer> {
  private static final Pattern POWER = Pattern.compile("2\\^(-?\\d{1,3})");

  /** The largest vector alone would fill a driver's memory with more. */
  private static final int MOST_PROVIDERS = 1 << 12;

  @Spec private CommandSpec spec;

  @Option(names = "--providers", paramLabel = "N", required = true, description = "how many")
  private int providers;

  @Option(
      names = "--length",
      paramLabel = "K",
      required = true,
      description = "numbers in each provider's vector")
  private int length;

  @Option(
      names = "--bound",
      paramLabel = "B",
      required = true,
      description = "largest absolute value of a provider's number, such as 1000 or 2^40")
  private String bound;

  @Option(
      names = "--unit",
      paramLabel = "U",
      defaultValue = "1",
      description =
          "that numbers are whole multiples of: a power of two, such as 2^-30 (default: 1)")
  private String unit;

  @Option(
      names = "--audience",
      paramLabel = "WHO",
      defaultValue = "querier",
      description = "who reads the sum: querier or all (default: querier)")
  private String audience;

  @Option(
      names = "--openings",
      paramLabel = "M",
      defaultValue = "1",
      description = "how often it is opened (default: once)")
  private int openings;

  @Mixin private Output output;

  @Override
  public Integer call() {
    SumForecast forecast = forecast();
    try (CkksContext context = CkksContext.open(forecast.parameters())) {
      Console.of(spec).result(output.json() ? json(forecast, context) : text(forecast, context));
    }
    return ExitCode.DONE;
  }

  private SumForecast forecast() {
    if (providers < 3 || providers > MOST_PROVIDERS) {
      throw new InputException(
          "cannot plan a sum: expected 3 to " + MOST_PROVIDERS + " providers, got " + providers);
    }
    int unitBits = unitBits();
    BigDecimal units = number("--bound", bound).multiply(power(-unitBits));
    BigInteger most = units.setScale(0, RoundingMode.CEILING).toBigInteger();
    try {
      SumSpec sum =
          SumSpec.of("sum/vector", "vectors", length, most)
              .withUnit(-unitBits)
              .withAudience(audience())
              .withOpenings(openings);
      return SumForecast.of(sum, providers, MachineCosts.measured());
    } catch (ParleyException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  private Opens audience() {
    return switch (audience.toLowerCase(Locale.ROOT)) {
      case "querier" -> Opens.TO_QUERIER;
      case "all" -> Opens.TO_ALL;
      default ->
          throw new InputException(
              "cannot plan a sum: expected --audience querier or all, got " + audience);
    };
  }

  /** log2 of the unit. */
  private int unitBits() {
    Matcher m = POWER.matcher(unit);
    if (unit.equals("1")) {
      return 0;
    } else if (m.matches()) {
      return Integer.parseInt(m.group(1));
    }
    throw new InputException(
        "cannot plan a sum: expected a power of two for --unit, such as 2^-30, got " + unit);
  }

  private static BigDecimal number(String option, String text) {
    Matcher m = POWER.matcher(text);
    if (m.matches()) {
      return power(Integer.parseInt(m.group(1)));
    }
    try {
      BigDecimal value = new BigDecimal(text);
      if (value.signum() > 0 && Math.abs((long) value.precision() - value.scale()) <= 300) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal.
    }
    throw new InputException(
        "cannot plan a sum: expected a number above 0 for "
            + option
            + ", such as 1000 or 2^40, got "
            + text);
  }

  private static BigDecimal power(int bits) {
    BigDecimal whole = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(bits)));
    return bits < 0 ? BigDecimal.ONE.divide(whole) : whole;
  }

  private static String text(SumForecast f, CkksContext context) {
    return String.format(
        Locale.ROOT,
        "ring dimension %d, %d limbs, log QP %.0f, %d-bit security: the least that carries the"
            + " sums%n"
            + "%d numbers of each of %d providers in %d ciphertext%s, sums up to 2^%d units%n"
            + "scale 2^%d: half a unit is %.1f deviations of all providers' smudging, so the sums"
            + " are exact%n"
            + "opened: %d numbers to %s, %d time%s%n"
            + "predicted: a provider sends %s and computes %.3f s",
        context.parameters().ringDimension(),
        context.limbs(),
        context.logQP(),
        context.securityBits(),
        f.spec().length(),
        f.providers(),
        f.ciphertexts(),
        f.ciphertexts() == 1 ? "" : "s",
        f.largestSum().subtract(BigInteger.ONE).bitLength(),
        f.scaleBits(),
        f.exactness(),
        f.spec().length(),
        f.spec().opens() == Opens.TO_ALL ? "all" : "the querier",
        f.spec().openings(),
        f.spec().openings() == 1 ? "" : "s",
        ReportWords.bytes(f.bytesPerProvider()),
        f.secondsPerProvider());
  }

  private static String json(SumForecast f, CkksContext context) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ringDimension", context.parameters().ringDimension());
    all.put("logQP", context.logQP());
    all.put("securityBits", context.securityBits());
    all.put("limbs", context.limbs());
    all.put("scaleBits", f.scaleBits());
    all.put("ciphertexts", f.ciphertexts());
    all.put("exactnessDeviations", f.exactness());
    all.put("audience", f.spec().opens().words());
    all.put("openings", f.spec().openings());
    Map<String, Object> predicted = new LinkedHashMap<>();
    predicted.put("bytesPerProvider", f.bytesPerProvider());
    predicted.put("secondsPerProvider", f.secondsPerProvider());
    all.put("predicted", predicted);
    return Json.line(all);
  }
}
