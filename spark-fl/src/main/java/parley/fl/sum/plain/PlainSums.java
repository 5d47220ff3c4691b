package parley.fl.sum.plain;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import parley.fl.sum.LocalSumsFactory;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumBounds;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;

/**
 * Sums in clear, a Spark job each: the driver sees every provider's vector.
 *
 * @param <T> a row
 */
public final class PlainSums<T> implements SecureSum {
  private final JavaRDD<T> rows;
  private final List<String> providers;
  private final LocalSumsFactory<T> local;
  private final SumTerms terms;

  /**
   * @param rows partition i holds those of provider i
   * @param providers their names, as many as there are partitions
   * @param terms what the providers would accept
   */
  public PlainSums(
      JavaRDD<T> rows, List<String> providers, LocalSumsFactory<T> local, SumTerms terms) {
    this.rows = rows;
    this.providers = List.copyOf(providers);
    this.local = local;
    this.terms = terms;
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    BigInteger[] sum = new BigInteger[spec.length()];
    Arrays.fill(sum, BigInteger.ZERO);
    for (BigInteger[] part :
        rows.mapPartitionsWithIndex(
                new Part<>(providers, local, new TreeMap<>(terms.arguments()), spec, arguments),
                false)
            .collect()) {
      Arrays.setAll(sum, k -> sum[k].add(part[k]));
    }
    return new OpenedSum(spec, sum);
  }

  /** One provider's vector, in its own partition. */
  @DefaultSerializer(JavaSerializer.class)
  private record Part<T>(
      List<String> providers,
      LocalSumsFactory<T> local,
      TreeMap<String, String> terms,
      SumSpec spec,
      byte[] arguments)
      implements Function2<Integer, Iterator<T>, Iterator<BigInteger[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<BigInteger[]> call(Integer index, Iterator<T> rows) {
      String provider = providers.get(index);
      BigInteger[] vector =
          SumBounds.vector(provider, spec, local.create(provider, terms, rows), arguments);
      return List.<BigInteger[]>of(vector).iterator();
    }
  }
}
