package parley.robust.model;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.linalg.Vector;

/**
 * Any classifier of Spark's, which is asked row by row. Immutable as long as the model's Params are
 * left alone; then safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
final class BlackBoxView implements ModelView {
  private static final long serialVersionUID = 1L;

  private final ClassificationModel<Vector, ?> model;

  BlackBoxView(ClassificationModel<Vector, ?> model) {
    this.model = model;
  }

  @Override
  public int numFeatures() {
    return model.numFeatures();
  }

  @Override
  public int numClasses() {
    return model.numClasses();
  }

  @Override
  public Scorer scorer() {
    return new BlackBoxScorer(model);
  }

  @Override
  public String describe() {
    return model.getClass().getSimpleName();
  }
}
