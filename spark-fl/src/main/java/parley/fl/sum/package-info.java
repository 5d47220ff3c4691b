/**
 * Vectors in, their sum out to one audience: exact sums of what the providers found on their own
 * rows.
 *
 * <p><b>Spec</b>: what is added up, in which unit, how large, for whom; part of the plan that every
 * provider accepts. <b>Unit</b>: numbers are whole multiples of it, and their sum is exact.
 * <b>Carrier</b>: what adds up, {@code plain} or {@code encrypted}, found by its name.
 *
 * <pre>{@code
 * SumSpec spec = SumSpec.of("cells/sum", "cells of a table", 40, BigInteger.valueOf(1 << 20));
 * SumRequest<Row> request = SumRequest.of(rows, providers, CellsOf::new, List.of(spec));
 * try (SumSession session = SumEngines.open("encrypted", request)) {
 *   BigInteger[] cells = session.open(spec, new byte[0]).integers();
 *   System.err.println(session.report().toText());
 * }
 * }</pre>
 *
 * <p><b>Counts</b>: whole numbers such as the cells of a confusion matrix by group.
 *
 * <pre>{@code
 * JavaRDD<long[]> counts = rows.mapPartitions(part -> List.of(cells(part)).iterator());
 * long[] sum = EncryptedCounts.sum(counts, List.of("north", "south", "west"));
 * }</pre>
 */
@NullMarked
package parley.fl.sum;

import org.jspecify.annotations.NullMarked;
