package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.random.Seed;

class ShamirSharesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final List<Integer> FIVE = List.of(1, 2, 3, 4, 5);
  private static final Seed SECRET =
      Seed.of(HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

  private static SortedMap<Integer, byte[]> known() {
    return ShamirShares.evaluate(
        new BigInteger[] {
          new BigInteger("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 16),
          new BigInteger("11".repeat(32), 16),
          new BigInteger("22".repeat(32), 16)
        },
        FIVE);
  }

  @Test
  void evaluate_knownPolynomial_givesTheKnownShares() {
    assertThat(known().values().stream().map(HEX::formatHex))
        .containsExactly(
            "333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152",
            "aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9",
            "666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838541",
            "666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f8081828385fd",
            "aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7cafd");
  }

  @Test
  void combine_anyThreeOfFive_giveTheSecretAndTwoDoNot() {
    SortedMap<Integer, byte[]> shares = ShamirShares.split(SECRET, Seed.of(new byte[32]), 3, FIVE);
    for (int skip = 0; skip < 32; skip++) {
      TreeMap<Integer, byte[]> some = new TreeMap<>(shares);
      for (int point : FIVE) {
        if ((skip >> (point - 1) & 1) == 1) {
          some.remove(point);
        }
      }
      if (some.size() >= 3) {
        assertThat(ShamirShares.combine(3, some)).isEqualTo(SECRET);
      } else {
        assertThatThrownBy(() -> ShamirShares.combine(3, some))
            .isInstanceOf(ProtocolException.class)
            .hasMessageContaining("too few shares, expected 3, got " + some.size());
        if (some.size() == 2) {
          assertThat(ShamirShares.combine(2, some)).isNotEqualTo(SECRET);
        }
      }
    }
  }

  /** Any two shares fit every secret: t - 1 tell nothing. */
  @Test
  void split_twoOfThree_fitEverySecret() {
    SortedMap<Integer, byte[]> shares = known();
    BigInteger one = new BigInteger(1, shares.get(1));
    BigInteger two = new BigInteger(1, shares.get(2));
    // f(0), f(1), f(2) determine f: with any f(0) there is a polynomial of degree 2.
    for (BigInteger secret : List.of(BigInteger.ZERO, BigInteger.TEN)) {
      BigInteger p = ShamirShares.PRIME;
      BigInteger half = BigInteger.TWO.modInverse(p);
      BigInteger c2 = two.subtract(one.shiftLeft(1)).add(secret).multiply(half).mod(p);
      BigInteger c1 = one.subtract(secret).subtract(c2).mod(p);
      SortedMap<Integer, byte[]> made =
          ShamirShares.evaluate(new BigInteger[] {secret, c1, c2}, FIVE);
      assertThat(made.get(1)).isEqualTo(shares.get(1));
      assertThat(made.get(2)).isEqualTo(shares.get(2));
    }
  }

  @Test
  void combine_badShares_areRefused() {
    TreeMap<Integer, byte[]> shares = new TreeMap<>(known());
    shares.put(2, HEX.parseHex("ff".repeat(32)));
    assertThatThrownBy(() -> ShamirShares.combine(3, shares)).hasMessageContaining("share at 2");
    shares.put(2, new byte[31]);
    assertThatThrownBy(() -> ShamirShares.combine(3, shares)).hasMessageContaining("got 31 bytes");
    TreeMap<Integer, byte[]> zero = new TreeMap<>(known());
    zero.put(0, new byte[32]);
    assertThatThrownBy(() -> ShamirShares.combine(3, zero)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> ShamirShares.split(SECRET, SECRET, 1, FIVE))
        .hasMessageContaining("threshold of at least 2, got 1");
    assertThatThrownBy(() -> ShamirShares.split(SECRET, SECRET, 2, List.of(1, 1)))
        .hasMessageContaining("two shares at one point");
  }
}
