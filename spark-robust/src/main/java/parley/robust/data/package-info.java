/**
 * What attacks, defences and audits read from DataFrames, and how they refuse it.
 *
 * <p><b>Id</b>: a whole number or a string that names a row for good. <b>Row key</b>: 64 bits
 * hashed from a seed and an id, from which all random numbers of the row come: so a result does not
 * change with the number of partitions or the order of rows.
 *
 * <pre>{@code
 * Columns.vectors(schema, "features");
 * Columns.ids(schema, "id");
 * long key = RowKeys.of(seed, row.get(idColumn));
 * UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(key);
 * }</pre>
 */
@NullMarked
package parley.robust.data;

import org.jspecify.annotations.NullMarked;
