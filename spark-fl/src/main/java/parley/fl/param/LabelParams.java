package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;

/** The Params of {@link HasLabels}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class LabelParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> labelCol;
  final Param<String> weightCol;

  /** A stage's Params, with their defaults. */
  public LabelParams(Params stage) {
    labelCol = new Param<>(stage, "labelCol", "column of labels, 0 or 1");
    weightCol =
        new Param<>(
            stage, "weightCol", "column of row weights; every row counts 1 if it is not set");
    stage.setDefault(labelCol, Defaults.LABEL_COL);
  }
}
