package parley.ml.persist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a pipeline or a search that Spark has begun to save when a model in it is refused:
 * Spark asks a stage only after it has written what comes before it, and leaves that behind. Nobody
 * can load a folder that lacks a stage. Stateless.
 */
public final class UnfinishedSave {
  private static final String METADATA = "metadata";
  private static final String STAGES = "stages";
  private static final String BEST = "bestModel";
  private static final Set<String> PIPELINES =
      Set.of(Pipeline.class.getName(), PipelineModel.class.getName());
  private static final Set<String> SEARCHES =
      Set.of(CrossValidatorModel.class.getName(), TrainValidationSplitModel.class.getName());

  private UnfinishedSave() {}

  /**
   * Removes all of what a refused part was to be a part of, however deep it is in it; nothing where
   * it was to be saved alone, or where the folder holds anything that this save did not write.
   *
   * @param part where the part was to be saved
   * @param uid of the part
   */
  public static void remove(String part, String uid, SparkSession spark) {
    try {
      Path given = new Path(part);
      FileSystem files = given.getFileSystem(spark.sessionState().newHadoopConf());
      Path inner = files.makeQualified(given);
      String name = uid;
      Path whole = null;
      for (Path outer = around(inner, name, files, spark);
          outer != null;
          outer = around(inner, name, files, spark)) {
        name = metadata(outer, spark).uid();
        inner = outer;
        whole = outer;
      }
      if (whole != null) {
        files.delete(whole, true);
      }
    } catch (IOException e) {
      System.getLogger(UnfinishedSave.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove what was saved around " + part, e);
    }
  }

  /** The folder that the part completes; null where there is none, or it is not this save's. */
  private static @Nullable Path around(Path part, String uid, FileSystem files, SparkSession spark)
      throws IOException {
    Path parent = part.getParent();
    if (parent == null) {
      return null;
    }
    Path pipeline = parent.getName().equals(STAGES) ? parent.getParent() : null;
    if (pipeline != null && files.exists(new Path(pipeline, METADATA))) {
      DefaultParamsReader.Metadata metadata = metadata(pipeline, spark);
      return PIPELINES.contains(metadata.className())
              && isStage(part.getName(), uid, metadata)
              && names(pipeline, files).allMatch(Set.of(METADATA, STAGES)::contains)
              && names(parent, files).allMatch(stage -> stage.compareTo(part.getName()) <= 0)
          ? pipeline
          : null;
    }
    return part.getName().equals(BEST)
            && files.exists(new Path(parent, METADATA))
            && SEARCHES.contains(metadata(parent, spark).className())
            && names(parent, files).allMatch(UnfinishedSave::isOfASearch)
        ? parent
        : null;
  }

  /** Whether a pipeline has a stage for a folder, whose name is its number and its uid. */
  private static boolean isStage(String name, String uid, DefaultParamsReader.Metadata pipeline)
      throws IOException {
    JsonNode stages =
        new ObjectMapper().readTree(pipeline.metadataJson()).at("/paramMap/stageUids");
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).asText().equals(uid) && name.matches("0*" + i + "_\\Q" + uid + "\\E")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfASearch(String name) {
    return Set.of(METADATA, "estimator", "evaluator", BEST).contains(name)
        || name.startsWith("epm_");
  }

  private static Stream<String> names(Path folder, FileSystem files) throws IOException {
    FileStatus[] inside = files.exists(folder) ? files.listStatus(folder) : new FileStatus[0];
    return Arrays.stream(inside).map(file -> file.getPath().getName());
  }

  private static DefaultParamsReader.Metadata metadata(Path folder, SparkSession spark) {
    return MlPersistence.loadMetadata(folder.toString(), spark);
  }
}
