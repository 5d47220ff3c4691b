package parley.fl.protection.encrypted.linear.step;

import java.util.ArrayList;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.activation.Recent;
import parley.fl.activation.Schedule;
import parley.fl.activation.Schedule.Look;
import parley.fl.activation.ScheduleTerms;
import parley.fl.family.LinearFamily;
import parley.fl.family.circuit.LookCircuit;
import parley.fl.family.circuit.MarginCircuit;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a step of an iteration is told: the training's numbers, which iteration it is, and what was
 * opened of the margins so far. The polynomial is not told: each party makes it of these numbers.
 * Immutable.
 *
 * @param training the training's numbers
 * @param iteration from 0
 * @param looks all looks so far; none where the polynomial is fixed
 */
public record StepArguments(TrainingArguments training, int iteration, List<Look> looks) {
  private static final int MOST = 1 << 20;
  private static final int REMEMBERED = 64;

  private record Told(ScheduleTerms fit, int iterations, List<Look> looks) {}

  private record Asked(MarginCircuit circuit, Told told, int iteration) {}

  /** Schedules that are only read. */
  private static final Recent<Told, Schedule> SCHEDULES =
      new Recent<>(REMEMBERED, told -> told.fit().schedule(told.iterations(), told.looks()));

  private static final Recent<Asked, PolynomialCircuit> CIRCUITS =
      new Recent<>(REMEMBERED, StepArguments::fitted);

  /** Copies the list. */
  public StepArguments {
    looks = List.copyOf(looks);
  }

  /** The polynomial of this iteration. */
  public PolynomialCircuit circuit() {
    ScheduleTerms fit = training.fit();
    return fit == null
        ? training.circuit().fixed()
        : CIRCUITS.of(
            new Asked(training.circuit(), new Told(fit, training.iterations(), looks), iteration));
  }

  /** The polynomial of an iteration, of the margins divided by what the model is divided by. */
  private static PolynomialCircuit fitted(Asked asked) {
    Schedule schedule = SCHEDULES.of(asked.told());
    int iteration = asked.iteration();
    return asked.circuit().fitted(schedule.step(iteration).activation(), schedule.unit(iteration));
  }

  /** The powers that a look before this iteration opens. */
  public LookCircuit look() {
    ScheduleTerms fit = training.fit();
    return new LookCircuit(
        fit == null
            ? 0
            : SCHEDULES.of(new Told(fit, training.iterations(), looks)).powerFactor(iteration));
  }

  /**
   * Refuses another iteration than the round's, and looks that differ from those told before, since
   * the polynomials follow from them.
   *
   * @param step the step's name
   * @param round its round in the plan
   * @param known looks told before
   * @return all looks known now
   */
  public List<Look> requireFits(String step, int round, List<Look> known) {
    int expected = step.startsWith("model/") ? training.iterations() - 1 : round;
    int common = Math.min(known.size(), looks.size());
    if (iteration != expected
        || !looks.subList(0, common).equals(known.subList(0, common))
        || looks.stream().anyMatch(look -> look.iteration() > expected)) {
      throw new ParleyException(
          "cannot take the step "
              + step
              + ": what is told of the margins does not fit, expected iteration "
              + expected
              + " after the looks "
              + known
              + ", got iteration "
              + iteration
              + " after "
              + looks);
    }
    return looks.size() > known.size() ? looks : known;
  }

  public byte[] toBytes() {
    WireWriter out = new WireWriter();
    training.writeTo(out);
    out.add(iteration).add(looks.size());
    looks.forEach(look -> out.add(look.iteration()).add(look.margin()).add(look.spread()));
    return out.toBytes();
  }

  public static StepArguments fromBytes(byte[] bytes, LinearFamily family) {
    WireReader in = new WireReader(bytes, "training arguments");
    TrainingArguments training = TrainingArguments.readFrom(in, family);
    int iteration = in.integer("iteration", 0, MOST);
    List<Look> looks = new ArrayList<>();
    for (int k = in.integer("looks", 0, MOST); k > 0; k--) {
      looks.add(new Look(in.integer("look"), in.integer("margin"), in.integer("spread")));
    }
    in.end();
    return new StepArguments(training, iteration, looks);
  }
}
