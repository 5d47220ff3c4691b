package parley.fl.regression;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;
import parley.fl.data.SchemaColumns;
import parley.fl.param.ParamGroup;

/** The Params of {@link HasLinkPrediction}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class LinkPredictionParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> offsetCol;
  final Param<String> linkPredictionCol;

  /** A stage's Params, which have no defaults. */
  LinkPredictionParams(Params stage) {
    offsetCol = new Param<>(stage, "offsetCol", "column that is added to the linear predictor");
    linkPredictionCol = new Param<>(stage, "linkPredictionCol", "column for the linear predictor");
  }

  @Nullable String offset(Params stage) {
    return ParamGroup.text(stage, offsetCol);
  }

  /** The schema with the columns that predictions add. */
  StructType append(Params stage, StructType schema, String predictionCol) {
    String offset = offset(stage);
    if (offset != null) {
      SchemaColumns.checkNumbers(schema, offset, "the offset");
    }
    String eta = ParamGroup.text(stage, linkPredictionCol);
    return InputColumns.withNumber(
        InputColumns.withNumber(schema, predictionCol), eta == null ? "" : eta);
  }
}
