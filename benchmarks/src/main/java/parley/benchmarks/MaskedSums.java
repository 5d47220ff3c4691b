package parley.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import parley.json.Json;
import parley.mhe.masking.Advertisement;
import parley.mhe.masking.FixedPoint;
import parley.mhe.masking.KeyExchange;
import parley.mhe.masking.MaskCohort;
import parley.mhe.masking.MaskSession;
import parley.mhe.masking.MaskedInput;
import parley.mhe.masking.MaskedSum;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.MaskingStep;
import parley.mhe.masking.ShareBundle;
import parley.mhe.masking.UnmaskAnswer;
import parley.mhe.party.MaskingParty;
import parley.mhe.protocol.Place;

/**
 * One round of masked sums as {@code benchmarks/flower/masked-sums} measures it: all providers with
 * all, one after the other in one thread. Prints one line of JSON: the providers' seconds, the
 * server's, bytes of a vector, and the largest error of the sum.
 */
public final class MaskedSums {
  private static final String STEP = "sum";
  private static final double CLIP = 8;
  private static final int WARM_UP = 3;

  private MaskedSums() {}

  private record Measured(double clients, double server, long bytes, double error) {}

  /**
   * Measures the round after some that warm up.
   *
   * @param arguments providers, threshold, length, how many drop out before their vector
   */
  public static void main(String[] arguments) {
    int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    for (int run = 0; run < WARM_UP; run++) {
      round(sizes[0], sizes[1], sizes[2], sizes[3]);
    }
    Measured measured = round(sizes[0], sizes[1], sizes[2], sizes[3]);
    Map<String, Object> line = new TreeMap<>();
    line.put("clients", measured.clients());
    line.put("server", measured.server());
    line.put("bytes", measured.bytes());
    line.put("error", measured.error());
    System.out.println(Json.line(line));
  }

  private static Measured round(int count, int threshold, int length, int dropped) {
    List<String> names = IntStream.range(0, count).mapToObj("p%05d"::formatted).toList();
    FixedPoint units = FixedPoint.finest(Integer.SIZE, count, CLIP, 0);
    MaskingPlan plan =
        new MaskingPlan(
            names,
            KeyExchange.HYBRID,
            count - threshold,
            count - 1,
            threshold,
            threshold,
            1,
            false,
            List.of(new MaskingStep(STEP, "vectors", 1, Integer.SIZE, length)),
            new TreeMap<>());
    Map<String, double[]> vectors = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(7);
    names.forEach(name -> vectors.put(name, random.doubles(length, -1, 1).toArray()));
    Place where = Place.of(STEP);
    long start = System.nanoTime();
    Map<String, MaskingParty> parties = new TreeMap<>();
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (String name : names) {
      MaskingParty party = MaskingParty.join(plan, name, List.of());
      parties.put(name, party);
      nonces.put(name, party.nonce());
    }
    parties.values().forEach(party -> party.begin(nonces));
    List<Advertisement> keys =
        parties.values().stream().map(party -> party.advertise(where)).toList();
    List<ShareBundle> sent = new ArrayList<>();
    parties.values().forEach(party -> sent.addAll(party.share(where, keys)));
    List<MaskedInput> inputs = new ArrayList<>();
    TreeSet<String> included = new TreeSet<>(names.subList(dropped, count));
    for (String name : names) {
      MaskingParty party = Objects.requireNonNull(parties.get(name));
      party.receive(where, sent.stream().filter(one -> one.to().equals(name)).toList());
      if (included.contains(name)) {
        long[] integers = units.quantise(name, Objects.requireNonNull(vectors.get(name)));
        inputs.add(party.input(where, names, MaskedVector.of(Integer.SIZE, integers)));
      }
    }
    List<UnmaskAnswer> answers = new ArrayList<>();
    for (String name : included) {
      answers.add(Objects.requireNonNull(parties.get(name)).unmask(where, included, Map.of()));
    }
    long half = System.nanoTime();
    MaskSession session = MaskSession.open(plan, nonces);
    MaskedSum request = MaskedSum.of(MaskCohort.of(session, where, keys), where, names);
    long bytes = inputs.get(0).sum().toBytes().length;
    MaskedInput sum = request.aggregateShares(inputs);
    double[] opened = units.restore(request.finalise(sum, sent, answers));
    long end = System.nanoTime();
    double error = 0;
    for (int k = 0; k < length; k++) {
      double clear = 0;
      for (String name : included) {
        clear += Objects.requireNonNull(vectors.get(name))[k];
      }
      error = Math.max(error, Math.abs(opened[k] - clear));
    }
    parties.values().forEach(MaskingParty::close);
    return new Measured((half - start) * 1e-9, (end - half) * 1e-9, bytes, error);
  }
}
