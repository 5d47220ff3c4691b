package parley.fl.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.party.plan.Opens;

class SumSpecTest {
  private static final SumSpec SPEC =
      SumSpec.of("counts/sum", "cells; by group", 40, BigInteger.ONE.shiftLeft(80));

  @Test
  void parse_ofItsText_isTheSame() {
    SumSpec other = SPEC.withUnit(30).withAudience(Opens.TO_ALL).withOpenings(7);
    assertThat(SumSpec.parse(SPEC.toText())).isEqualTo(SPEC);
    assertThat(SumSpec.parse(other.toText())).isEqualTo(other);
    assertThat(SumSpec.parse(SPEC.withUnit(-3).toText())).isEqualTo(SPEC.withUnit(-3));
    assertThat(other.toText())
        .isEqualTo(
            "counts/sum;40 numbers;bound 1208925819614629174706176;unit 2^-30;TO_ALL;7 openings;"
                + "cells; by group");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "counts/sum;40 numbers;bound -5;unit 2^0;TO_ALL;1 openings;cells",
        "counts/sum;40 numbers;bound 5;unit 2^0;NOTHING;1 openings;cells",
        "counts/sum;0 numbers;bound 5;unit 2^0;TO_ALL;1 openings;cells",
        "counts/sum;40 numbers;bound 5;unit 2^0;TO_ALL;1 openings;"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> SumSpec.parse(text)).isInstanceOf(ParleyException.class);
  }

  static List<Arguments> badSpecs() {
    return List.of(
        bad(() -> SumSpec.of("a/b", "x", 0, BigInteger.ONE), "at least one number", "got 0"),
        bad(() -> SumSpec.of("a/b", "x", (1 << 24) + 1, BigInteger.ONE), "at most 2^24", "77217"),
        bad(() -> SumSpec.of("a/b", "x", 1, BigInteger.ZERO), "a bound from 1 unit", "got 0"),
        bad(() -> SumSpec.of("a/b", "x", 1, BigInteger.ONE.shiftLeft(512)), "to 2^512", "got 1"),
        bad(() -> SPEC.withUnit(513), "a unit from", "got 2^-513"),
        bad(() -> SPEC.withOpenings(0), "1 to 4096 openings", "got 0"),
        bad(() -> SPEC.withAudience(Opens.NOTHING), "the querier or all", "got no one"));
  }

  private static Arguments bad(Supplier<SumSpec> spec, String expected, String got) {
    return Arguments.of(spec, expected, got);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badSpecs")
  void spec_thatNoPlanHolds_isRefused(Supplier<SumSpec> spec, String expected, String got) {
    assertThatThrownBy(spec::get)
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot add up ")
        .hasMessageContaining(expected)
        .hasMessageContaining(got);
  }
}
