package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is counted; see the setters of {@link GroupCounter}.
 *
 * @param scoresOfOther whether scores are those of the unfavourable label
 */
@DefaultSerializer(JavaSerializer.class)
record CountingPlan(
    String labelCol,
    String predictionCol,
    AuditValue favorable,
    @Nullable AuditValue unfavorable,
    @Nullable Double threshold,
    boolean scoresOfOther,
    List<String> sensitiveCols,
    List<String> controlCols,
    List<AuditValue> groups,
    @Nullable String missingGroup,
    @Nullable String weightCol,
    @Nullable String scoreCol,
    int bins)
    implements Serializable {

  /** Runs one job; a second one where the data is refused because of its values, to name them. */
  GroupCounts count(Dataset<Row> rows) {
    CountingQuery query = new CountingQuery(this, rows.schema());
    CountTally tally = query.run(rows);
    new CountChecks(this, query.problems(), rows).check(tally);
    return tally.toCounts();
  }
}
