package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.fl.network.QuadraticActivation;
import parley.fl.optim.LabelScale;
import parley.fl.protection.AnswerForm;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.report.FitReport;
import parley.fl.report.NetworkFigures;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.layout.ConversionMap;
import parley.mhe.runtime.ConvertCall;
import parley.mhe.runtime.Federation;

/** The outputs of a sealed network for encrypted rows. For one thread. */
public final class NetworkPrediction implements EncryptedPrediction {
  private final OpenSession session;
  private final SealedModel model;
  private final PredictionLayout layout;
  private final PredictionLevels levels;
  private final QuadraticActivation activation;
  private final LabelScale labels;
  private @Nullable PredictionCircuit circuit;

  /** A prediction of a session's model; nothing is computed yet. */
  public NetworkPrediction(
      OpenSession session,
      SealedModel model,
      PredictionLayout layout,
      QuadraticActivation activation) {
    this.session = session;
    this.model = model;
    this.layout = layout;
    this.activation = activation;
    int parties = session.federation().plan().providers().size();
    this.levels = PredictionLevels.of(session.context(), layout, parties);
    this.labels = LabelScale.of(model.attributes());
  }

  @Override
  public String step() {
    return PredictionSteps.ANSWERS;
  }

  /** A round of which any step was answered is used up. */
  @Override
  public int nextRound() {
    Federation federation = session.federation();
    return Stream.of(
            PredictionSteps.TO_SLOTS,
            PredictionSteps.AGAIN,
            PredictionSteps.OUTPUTS,
            PredictionSteps.ANSWERS)
        .mapToInt(federation::nextRound)
        .max()
        .orElse(0);
  }

  @Override
  public AnswerForm form() {
    return new AnswerForm(
        true, layout.network().last().outputs(), PredictionSteps.bits(session.federation().plan()));
  }

  @Override
  public int stride() {
    return 1;
  }

  @Override
  public double unit() {
    return labels.factor();
  }

  @Override
  public double offset() {
    return labels.offset();
  }

  @Override
  public void describe(FitReport.Builder report) {
    NetworkLayout network = layout.network();
    report.weights(network.weights()).network(NetworkFigures.of(network.sizes()));
  }

  @Override
  public Ciphertext answer(List<Ciphertext> query, int rows, int round) {
    PredictionCircuit made = circuit();
    List<Ciphertext> all = new ArrayList<>();
    try {
      List<Ciphertext> margins = added(all, made.margins(query));
      List<Ciphertext> slots =
          added(
              all,
              convert(
                  PredictionSteps.TO_SLOTS,
                  round,
                  margins,
                  layout.toSlots(PredictionLevels.factor(levels.toSlots())),
                  levels.toSlots()));
      List<Ciphertext> activations = added(all, made.activations(slots));
      List<Ciphertext> again =
          added(
              all,
              convert(
                  PredictionSteps.AGAIN,
                  round,
                  activations,
                  layout.again(PredictionLevels.factor(levels.again())),
                  levels.again()));
      List<Ciphertext> outputs = added(all, made.outputs(again));
      return convert(
              PredictionSteps.OUTPUTS,
              round,
              outputs,
              layout.answers(PredictionLevels.factor(levels.answers())),
              levels.answers())
          .get(0);
    } finally {
      NetworkCircuit.closeAll(all);
    }
  }

  private static List<Ciphertext> added(List<Ciphertext> all, List<Ciphertext> made) {
    all.addAll(made);
    return made;
  }

  private List<Ciphertext> convert(
      String step, int round, List<Ciphertext> inputs, ConversionMap map, Refreshed refreshed) {
    return session
        .federation()
        .convert(step, round, inputs, new ConvertCall(map, refreshed.scaleOut()))
        .outputs();
  }

  private PredictionCircuit circuit() {
    PredictionCircuit known = circuit;
    if (known != null) {
      return known;
    }
    List<Ciphertext> sealed =
        model.ciphertexts().stream().map(b -> Ciphertext.fromBytes(session.context(), b)).toList();
    try {
      PredictionCircuit made =
          new PredictionCircuit(
              session.context(),
              layout,
              levels,
              activation,
              session.federation().relinearisationKey(),
              session.federation().rotationKeys(),
              sealed);
      circuit = made;
      return made;
    } finally {
      NetworkCircuit.closeAll(sealed);
    }
  }

  @Override
  public void close() {
    if (circuit != null) {
      circuit.close();
      circuit = null;
    }
  }
}
