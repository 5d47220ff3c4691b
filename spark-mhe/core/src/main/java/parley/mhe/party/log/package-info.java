/**
 * What a provider answered, for its auditor: a file of JSON lines, each of which holds the hash of
 * the line before.
 *
 * <p><b>Chain</b>: a line that is changed, dropped, moved or added no longer fits the next one.
 * <b>Head</b>: the hash of the last line; whoever noted it elsewhere can tell later whether the end
 * of the file was cut off. Order comes from the chain; times are for people.
 *
 * <pre>{@code
 * AnswerLog log = AnswerLog.open(Path.of("hospital-a.log"), "hospital-a");
 * log.append(event);                                // on disk when it returns
 * LogFile file = LogFile.read(Path.of("hospital-a.log"));
 * file.requireIntact();
 * String head = file.head().hash();
 * }</pre>
 *
 * <p>Nothing secret is in it. Nothing here knows of parties or plans.
 */
@NullMarked
package parley.mhe.party.log;

import org.jspecify.annotations.NullMarked;
