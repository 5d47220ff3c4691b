package parley.fl.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.json.JsonRecords;

/** Sealed weights as JSON. */
class SealedWeightsTest {
  private static final SealedModel MODEL =
      new SealedModel(
          2,
          true,
          Standardization.of(new double[] {1, .1}, new double[] {2, 1e-9}, List.of(1), 10),
          List.of(new byte[] {1, -2, 3}, new byte[] {4}),
          new byte[] {5, 6},
          Map.of("halfWidth", "2.5", "offset", "-1.25"));

  private static String json() {
    return JsonRecords.write(SealedWeights.of(MODEL), "the model");
  }

  private static SealedModel read(String json) {
    return JsonRecords.read(json, SealedWeights.class, "the model").model();
  }

  @Test
  void model_ofItsJson_isTheSame() {
    SealedModel read = read(json());
    assertThat(read.checksum()).isEqualTo(MODEL.checksum());
    assertThat(read.digest()).isEqualTo(MODEL.digest());
    assertThat(read.ciphertexts()).containsExactlyElementsOf(MODEL.ciphertexts());
    assertThat(read.attributes()).isEqualTo(MODEL.attributes());
    assertThat(read.standardization().constantFeatures()).containsExactly(1);
  }

  /** A scale or an offset that was altered would give wrong margins. */
  @Test
  void model_altered_isRefused() {
    assertThatThrownBy(() -> read(json().replace("-1.25", "-1.26")))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot load the model: it was altered, expected its checksum, got another");
    for (String altered :
        List.of(
            json().replace("\"features\":2", "\"features\":3"),
            json().replace("\"constant\":[1]", "\"constant\":[0]"))) {
      assertThatThrownBy(() -> read(altered)).hasMessageContaining("it was altered");
    }
    assertThatThrownBy(() -> read(json().replace("\"mean\":[1.0,", "\"mean\":[")))
        .hasMessageContaining("it contradicts itself, expected 1 scales, as many as means, got 2");
  }
}
