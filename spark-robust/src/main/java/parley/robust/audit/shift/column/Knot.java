package parley.robust.audit.shift.column;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * A value of the reference, and how many rows of both samples are below it and up to it.
 *
 * @param value occurs in the reference
 */
@DefaultSerializer(JavaSerializer.class)
record Knot(double value, long below, long upTo, long dataBelow, long dataUpTo)
    implements Serializable {}
