package parley.mhe.runtime.session;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.ProtocolKind;

/**
 * What one round did and cost. Immutable, thread-safe.
 *
 * @param step name of the plan's step
 * @param protocol what was asked
 * @param round number of the round in its step, from 0
 * @param rounds rounds that the plan allows at most
 * @param seconds wall clock from sending the request to having the providers' sum
 * @param bytesUp bytes that the provider which sent most has sent
 * @param bytesDown bytes that every provider received
 * @param limbsBefore limbs of what went in; 0 when nothing did
 * @param limbsAfter limbs of what came out; 0 when it was opened
 * @param opened who learned the value
 * @param attempt from 0; a round that had to be started over has the next one
 * @param object number of the request in its round, from 0
 * @param request hex of the request's id, which each provider computed from its content
 * @param rows rows that it counts against the providers' budgets
 */
@DefaultSerializer(JavaSerializer.class)
public record RoundRecord(
    String step,
    ProtocolKind protocol,
    int round,
    int rounds,
    double seconds,
    long bytesUp,
    long bytesDown,
    int limbsBefore,
    int limbsAfter,
    Opens opened,
    int attempt,
    int object,
    String request,
    long rows)
    implements Serializable {}
