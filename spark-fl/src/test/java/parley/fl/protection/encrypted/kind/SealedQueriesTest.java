package parley.fl.protection.encrypted.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.fl.protection.SealedRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/** Rows sealed elsewhere are taken as they lie, and refused when anything to be seen is other. */
class SealedQueriesTest {
  private static final SealedQueries.Form FORM =
      new SealedQueries.Form(4, 2, 3, 0x1p40, "questions'");

  private static CkksContext context;
  private static KeyPair keys;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    keys = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    keys.close();
    context.close();
  }

  private static byte[] sealed(int limbs, double scale) {
    try (Ciphertext zero = keys.publicKey().encryptZero(limbs, scale, Seed.fresh())) {
      return zero.toBytes();
    }
  }

  /** Six rows in two blocks, the second one made of what is given. */
  private static SealedRows rows(int rowsPerBlock, List<byte[]> second) {
    List<byte[]> first = List.of(sealed(3, 0x1p40), sealed(3, 0x1p40));
    List<Long> places = LongStream.range(10, 16).boxed().toList();
    return new SealedRows("model", rowsPerBlock, places, List.of(first, second));
  }

  @Test
  void block_ciphertextsOfTheForm_areThoseThatWereSealed() {
    List<byte[]> second = List.of(sealed(3, 0x1p40), sealed(3, 0x1p40));
    SealedQueries queries = new SealedQueries(context, FORM, rows(4, second));

    assertThat(queries.rows()).isEqualTo(6);
    assertThat(queries.rowsPerBlock()).isEqualTo(4);
    try (Scope scope = Scope.open()) {
      List<Ciphertext> block = queries.block(1);

      assertThat(block.stream().map(Ciphertext::toBytes)).containsExactlyElementsOf(second);
    }
  }

  @Test
  void new_otherRowsPerBlock_throws() {
    List<byte[]> second = List.of(sealed(3, 0x1p40), sealed(3, 0x1p40));

    assertThatThrownBy(() -> new SealedQueries(context, FORM, rows(5, second)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "cannot predict: the sealed rows lie otherwise, expected 4 rows a block, got 5");
  }

  private static Stream<Arguments> wrong() {
    String form = "2 polynomials of 3 limbs at the questions' scale, got Ciphertext[";
    byte[] good = sealed(3, 0x1p40);
    return Stream.of(
        Arguments.of(List.of(good), "2 ciphertexts a block, got 1"),
        Arguments.of(List.of(good, good, good), "2 ciphertexts a block, got 3"),
        Arguments.of(
            List.of(good, sealed(2, 0x1p40)), form + "2 polynomials, 2 limbs, scale 2^40.000]"),
        Arguments.of(
            List.of(sealed(4, 0x1p40), good), form + "2 polynomials, 4 limbs, scale 2^40.000]"),
        Arguments.of(
            List.of(good, sealed(3, 0x1p41)), form + "2 polynomials, 3 limbs, scale 2^41.000]"),
        Arguments.of(List.of(good, square()), form + "3 polynomials, 3 limbs, scale 2^40.000]"));
  }

  /** What a product leaves that nobody has relinearised. */
  private static byte[] square() {
    try (Scope scope = Scope.open()) {
      Ciphertext zero = keys.publicKey().encryptZero(3, 0x1p20, Seed.fresh());
      return new Evaluator(context).multiplyNoRelin(zero, zero).toBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void block_anotherForm_throws(List<byte[]> block, String message) {
    SealedQueries queries = new SealedQueries(context, FORM, rows(4, new ArrayList<>(block)));

    queries.block(0).forEach(Ciphertext::close);
    assertThatThrownBy(() -> queries.block(1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("cannot predict: the sealed rows do not fit the model, expected " + message);
  }
}
