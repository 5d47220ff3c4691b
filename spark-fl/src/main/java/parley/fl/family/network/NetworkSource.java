package parley.fl.family.network;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;
import parley.fl.image.InputMap;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.network.StepSchedule;

/** Makes networks from plans. Stateless. */
public final class NetworkSource implements FamilySource {
  @Override
  public String id() {
    return NetworkFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    NetworkHead head =
        read(
            arguments,
            NetworkFamily.HEAD,
            "classes or value",
            text -> NetworkHead.valueOf(text.toUpperCase(Locale.ROOT)));
    NetworkShape shape = NetworkShape.read(text(arguments, NetworkFamily.LAYERS), head);
    if (!shape.isLogistic()
        && !text(arguments, NetworkFamily.ACTIVATION).equals(NetworkFamily.QUADRATIC)) {
      throw wrong(arguments, NetworkFamily.ACTIVATION, NetworkFamily.QUADRATIC);
    }
    NetworkTerms.Builder terms =
        NetworkTerms.builder(shape)
            .seed(read(arguments, NetworkFamily.SEED, "a number", Long::valueOf))
            .gain(read(arguments, NetworkFamily.GAIN, "a number", Double::valueOf))
            .momentum(read(arguments, NetworkFamily.MOMENTUM, "a number", Double::valueOf))
            .schedule(StepSchedule.of(text(arguments, NetworkFamily.SCHEDULE)))
            .iterations(read(arguments, NetworkFamily.ITERATIONS, "a number", Integer::valueOf))
            .batchRows(read(arguments, NetworkFamily.BATCH, "a number", Integer::valueOf))
            .watch(read(arguments, NetworkFamily.WATCH, "true or false", NetworkSource::truth))
            .steps(
                list(arguments, NetworkFamily.STEPS, NetworkFamily.BY_RULE).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
    if (shape.isLogistic()) {
      terms.sigmoid(
          read(
              arguments,
              NetworkFamily.ACTIVATION,
              "a sigmoid's polynomial",
              SigmoidPolynomial::parse));
    }
    if (!text(arguments, NetworkFamily.START).equals(NetworkFamily.OF_SEED)) {
      terms.warmStart(
          read(
              arguments,
              NetworkFamily.START,
              "seed or weights in Base64",
              text -> NetworkWeights.of(shape, doubles(text))));
    }
    NetworkFamily family = NetworkFamily.of(terms.build());
    String map = text(arguments, NetworkFamily.INPUT_MAP);
    if (!map.equals(NetworkFamily.NONE)) {
      family = family.withInputMap(InputMap.ofText(map));
    }
    return family.withClassWeights(
        list(arguments, NetworkFamily.CLASS_WEIGHTS, NetworkFamily.NONE));
  }

  private static String text(Map<String, String> arguments, String name) {
    String text = arguments.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "the argument " + name + " is missing, expected that of a network");
    }
    return text;
  }

  private static <T> T read(
      Map<String, String> arguments, String name, String expected, Function<String, T> reader) {
    String text = text(arguments, name);
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(arguments, name, expected);
    }
  }

  private static IllegalArgumentException wrong(
      Map<String, String> arguments, String name, String expected) {
    return new IllegalArgumentException(
        "the argument "
            + name
            + " is wrong, expected "
            + expected
            + ", got "
            + text(arguments, name));
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private static List<Double> list(Map<String, String> arguments, String name, String ofNone) {
    return text(arguments, name).equals(ofNone)
        ? List.of()
        : read(
            arguments,
            name,
            ofNone + " or numbers with commas between them",
            text -> Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList());
  }

  private static double[] doubles(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
    return values;
  }
}
