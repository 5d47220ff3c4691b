/**
 * Delimited text as RFC 4180 has it: files and resources, packed or not, decoded strictly, record
 * by record with their lines, and one grammar of numbers.
 */
@NullMarked
package parley.cli.table.text;

import org.jspecify.annotations.NullMarked;
