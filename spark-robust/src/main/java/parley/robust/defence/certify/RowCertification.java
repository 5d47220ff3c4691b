package parley.robust.defence.certify;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import parley.ml.column.RowKeys;
import parley.ml.column.RowReader;
import parley.robust.model.ModelView;

/** Certifies the rows of a partition, one after the other as they are asked for. */
@DefaultSerializer(JavaSerializer.class)
public final class RowCertification implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelView> view;
  private final int featuresIndex;
  private final int idIndex;
  private final Sampling sampling;
  private final Certifier certifier;

  public RowCertification(
      Broadcast<ModelView> view,
      int featuresIndex,
      int idIndex,
      Sampling sampling,
      Certifier certifier) {
    this.view = view;
    this.featuresIndex = featuresIndex;
    this.idIndex = idIndex;
    this.sampling = sampling;
    this.certifier = certifier;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    ModelView model = view.value();
    RowReader reader = new RowReader(model.numFeatures(), model.numClasses(), idIndex);
    VoteCounter counter = new VoteCounter(model, sampling);
    double[] features = new double[model.numFeatures()];
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        reader.features(row, featuresIndex, features, 0);
        long key = RowKeys.of(sampling.seed(), row.get(idIndex));
        Votes votes = counter.votes(features, RandomSource.XO_SHI_RO_256_PP.create(key));
        return appended(row, votes, certifier.certify(votes));
      }
    };
  }

  private static Row appended(Row row, Votes votes, Certificate certificate) {
    int width = row.length();
    Object[] values = new Object[width + 4];
    for (int k = 0; k < width; k++) {
      values[k] = row.get(k);
    }
    values[width] = (double) certificate.prediction();
    values[width + 1] = certificate.isAbstained();
    values[width + 2] = certificate.radius();
    values[width + 3] = LongStream.of(votes.estimation()).boxed().toArray(Long[]::new);
    return RowFactory.create(values);
  }
}
