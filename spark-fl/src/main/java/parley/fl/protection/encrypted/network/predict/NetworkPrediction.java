package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.network.QuadraticActivation;
import parley.fl.optim.LabelScale;
import parley.fl.protection.AnswerForm;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.predict.PredictionLevels.Hidden;
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
    return PredictionSteps.names(layout).stream().mapToInt(federation::nextRound).max().orElse(0);
  }

  @Override
  public AnswerForm form() {
    return new AnswerForm(
        true, layout.outputs(), PredictionSteps.bits(session.federation().plan()));
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
      List<Ciphertext> inputs = query;
      for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
        inputs = added(all, hidden(layer, round, inputs, all));
      }
      List<Ciphertext> outputs = added(all, made.outputs(inputs));
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

  /** A hidden layer's activations, where the next layer takes them. */
  private List<Ciphertext> hidden(
      int layer, int round, List<Ciphertext> inputs, List<Ciphertext> all) {
    PredictionCircuit made = circuit();
    Hidden of = levels.hidden().get(layer);
    List<Ciphertext> margins = added(all, made.margins(layer, inputs));
    ConversionMap toSlots = layout.toSlots(layer, PredictionLevels.factor(of.toSlots()));
    List<Ciphertext> slots =
        added(all, convert(PredictionSteps.toSlots(layer), round, margins, toSlots, of.toSlots()));
    List<Ciphertext> activations = added(all, made.activations(layer, slots));
    ConversionMap onward = layout.onward(layer, PredictionLevels.factor(of.onward()));
    return convert(PredictionSteps.onward(layout, layer), round, activations, onward, of.onward());
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
