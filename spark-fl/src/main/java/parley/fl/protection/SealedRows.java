package parley.fl.protection;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A querier's rows under the collective key of a sealed model's session: whoever predicts with them
 * sees how many there are and no value. Immutable but for the arrays, which nobody may change; then
 * safe for use by several threads.
 *
 * @param model {@link SealedModel#digest} of the model that they are sealed for, in hex
 * @param rowsPerBlock rows that one block has room for; all but the last have as many
 * @param rows where each row stood in its table, from 0
 * @param blocks the ciphertexts of each block, in the library's wire format
 */
public record SealedRows(
    String model, int rowsPerBlock, List<Long> rows, List<List<byte[]>> blocks) {
  private static final String MAGIC = "parley/sealed-rows/1";
  private static final String REQUEST = "parley/prediction-request/1";
  private static final int MOST = 1 << 26;

  /** Takes copies of the lists. */
  public SealedRows {
    rows = List.copyOf(rows);
    blocks = blocks.stream().map(List::copyOf).toList();
  }

  /** Names the request for these rows' answers: SHA-256 over model and ciphertexts, in hex. */
  public String request() {
    return request(
        model,
        rows.size(),
        blocks.stream().flatMap(List::stream).map(WireWriter.sha256Digest()::digest).toList());
  }

  /**
   * The name of a request.
   *
   * @param queries SHA-256 of each encrypted query, in order
   */
  public static String request(String model, int count, List<byte[]> queries) {
    WireWriter out = new WireWriter().add(REQUEST).add(model).add(count);
    queries.forEach(out::add);
    return HexFormat.of().formatHex(out.sha256());
  }

  /** The file's content. */
  public byte[] toBytes() {
    WireWriter out = CheckedFile.start(MAGIC).add(model).add(rowsPerBlock);
    out.add(rows.stream().mapToLong(Long::longValue).toArray()).add(blocks.size());
    for (List<byte[]> block : blocks) {
      out.add(block.size());
      block.forEach(out::add);
    }
    return CheckedFile.end(out);
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is something else, cut short or altered
   */
  public static SealedRows fromBytes(byte[] bytes) {
    WireReader in = CheckedFile.open(MAGIC, "sealed rows", bytes);
    String model = in.text("model");
    int rowsPerBlock = in.integer("rows of a block", 1, MOST);
    List<Long> rows = numbers(in);
    List<List<byte[]>> blocks = new ArrayList<>();
    for (int i = in.integer("blocks", 1, MOST); i > 0; i--) {
      List<byte[]> block = new ArrayList<>();
      for (int k = in.integer("ciphertexts", 1, MOST); k > 0; k--) {
        block.add(in.bytes("ciphertext"));
      }
      blocks.add(block);
    }
    in.end();
    if (rows.isEmpty() || blocks.size() != (rows.size() + rowsPerBlock - 1) / rowsPerBlock) {
      throw in.refuse(
          "it contradicts itself, expected "
              + rows.size()
              + " rows in blocks of "
              + rowsPerBlock
              + ", got "
              + blocks.size()
              + " blocks");
    }
    return new SealedRows(model, rowsPerBlock, rows, blocks);
  }

  static List<Long> numbers(WireReader in) {
    List<Long> numbers = new ArrayList<>();
    for (long number : in.longs("rows")) {
      numbers.add(number);
    }
    return numbers;
  }
}
