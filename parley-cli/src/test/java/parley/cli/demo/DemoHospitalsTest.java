package parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoHospitalsTest {
  private static final int ROWS = 455;

  /** As many positives as the demo's training rows have. */
  private static int[] labels() {
    int[] labels = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i * 172 % ROWS < 172 ? 1 : 0;
    }
    return labels;
  }

  /** Rows and positives of a hospital's line. */
  private static int[] counts(String line) {
    String[] parts = line.split("[:,]");
    return new int[] {
      Integer.parseInt(parts[1].replaceAll("\\D", "")),
      Integer.parseInt(parts[2].strip().replaceAll(" .*", ""))
    };
  }

  @Test
  void of_tenHospitals_areAsTheDemoSays() {
    List<String> lines = DemoHospitals.of(labels(), 10).lines("malignant");

    assertThat(lines).hasSize(10);
    assertThat(lines.get(0)).endsWith(", a large clinic that others refer to");
    assertThat(lines.get(9)).endsWith(", a small one");
    int[] large = counts(lines.get(0));
    int[] small = counts(lines.get(9));
    // Twice 512 row places for ten: more would be a third block, and the demo slower.
    assertThat(large[0]).isBetween(80, 96);
    assertThat(small[0]).isLessThan(15);
    assertThat(1.0 * large[1] / large[0]).isBetween(.55, .65);
    assertThat(1.0 * small[1] / small[0]).isBetween(.1, .25);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 10, 40})
  void of_anyNumber_everyRowHasOneHolderAndEachHasBothKinds(int count) {
    int[] labels = labels();
    DemoHospitals hospitals = DemoHospitals.of(labels, count);

    List<int[]> counts =
        hospitals.lines("malignant").stream().map(DemoHospitalsTest::counts).toList();
    assertThat(counts).hasSize(count).allMatch(c -> c[1] >= 1 && c[1] < c[0]);
    assertThat(counts.stream().mapToInt(c -> c[0]).sum()).isEqualTo(ROWS);
    assertThat(counts.stream().mapToInt(c -> c[1]).sum()).isEqualTo(Arrays.stream(labels).sum());
    assertThat(hospitals.providers().rows().values())
        .containsExactlyElementsOf(counts.stream().map(c -> c[0]).toList());
    assertThat(hospitals.providers().rows())
        .containsKeys(hospitals.largest(), hospitals.smallest());
  }

  @Test
  void of_sameRows_sameHospitals() {
    assertThat(DemoHospitals.of(labels(), 10).lines("x"))
        .isEqualTo(DemoHospitals.of(labels(), 10).lines("x"));
  }
}
