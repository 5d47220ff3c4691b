package parley.robust.audit.shift;

import java.io.Serializable;

/**
 * A value of the reference, and how many rows of both samples are below it and up to it.
 *
 * @param value occurs in the reference
 */
record Knot(double value, long below, long upTo, long dataBelow, long dataUpTo)
    implements Serializable {}
