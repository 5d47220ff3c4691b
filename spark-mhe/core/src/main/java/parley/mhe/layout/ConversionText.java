package parley.mhe.layout;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.error.ParleyException;

/**
 * The canonical text of a conversion map: {@code conversion/1 n=16384 coefficients*4 slots*8
 * factor=3/2^40 0>0[4:16384>2048][64:256>1]}, a loop as count, source step and target step.
 * Stateless.
 */
final class ConversionText {
  private static final int MOST_LENGTH = 1 << 20;
  private static final String NUMBER = "(0|[1-9][0-9]{0,9})";
  private static final Pattern HEAD =
      Pattern.compile(
          "conversion/1 n="
              + NUMBER
              + " (coefficients|slots)\\*"
              + NUMBER
              + " (coefficients|slots)\\*"
              + NUMBER
              + " factor=(0|-?[1-9][0-9]{0,309})/2\\^"
              + NUMBER);
  private static final Pattern LOOPS =
      Pattern.compile(NUMBER + ">" + NUMBER + "((?:\\[[0-9:>]+\\])*)");
  private static final Pattern LOOP =
      Pattern.compile("\\[" + NUMBER + ":" + NUMBER + ">" + NUMBER + "\\]");

  private ConversionText() {}

  static String write(ConversionMap map) {
    StringBuilder text = new StringBuilder("conversion/1 n=").append(map.ringDimension());
    text.append(' ').append(name(map.from())).append('*').append(map.inputs());
    text.append(' ').append(name(map.to())).append('*').append(map.outputs());
    text.append(" factor=").append(map.factor().numerator());
    text.append("/2^").append(map.factor().shift());
    for (Moves loops : map.moves()) {
      text.append(' ').append(loops.source()).append('>').append(loops.target());
      for (Axis axis : loops.axes()) {
        text.append('[').append(axis.count()).append(':').append(axis.sourceStep());
        text.append('>').append(axis.targetStep()).append(']');
      }
    }
    return text.toString();
  }

  static ConversionMap read(String text) {
    if (text.length() > MOST_LENGTH) {
      throw refuse("it is too long, expected at most " + MOST_LENGTH + " characters", text);
    }
    String[] words = text.split(" ", -1);
    int head = 5;
    Matcher start =
        HEAD.matcher(String.join(" ", List.of(words).subList(0, Math.min(head, words.length))));
    if (words.length <= head || !start.matches()) {
      throw refuse("it begins otherwise, expected what the map wrote", text);
    }
    List<Moves> moves = new ArrayList<>();
    for (String word : List.of(words).subList(head, words.length)) {
      moves.add(loops(word));
    }
    return ConversionMap.of(
        number(start.group(1)),
        side(start.group(2)),
        number(start.group(3)),
        side(start.group(4)),
        number(start.group(5)),
        new Factor(new BigInteger(start.group(6)), number(start.group(7))),
        moves);
  }

  private static Moves loops(String word) {
    Matcher loops = LOOPS.matcher(word);
    if (!loops.matches()) {
      throw refuse("a loop reads otherwise, expected what the map wrote", word);
    }
    List<Axis> axes = new ArrayList<>();
    Matcher loop = LOOP.matcher(loops.group(3));
    int end = 0;
    while (loop.find() && loop.start() == end) {
      axes.add(new Axis(number(loop.group(1)), number(loop.group(2)), number(loop.group(3))));
      end = loop.end();
    }
    if (end != loops.group(3).length()) {
      throw refuse("a loop reads otherwise, expected what the map wrote", word);
    }
    return new Moves(number(loops.group(1)), number(loops.group(2)), axes);
  }

  private static String name(ConversionMap.Side side) {
    return side == ConversionMap.Side.SLOTS ? "slots" : "coefficients";
  }

  private static ConversionMap.Side side(String name) {
    return name.equals("slots") ? ConversionMap.Side.SLOTS : ConversionMap.Side.COEFFICIENTS;
  }

  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new ParleyException(
          "cannot read a conversion map: a number is too large, expected at most "
              + Integer.MAX_VALUE
              + ", got "
              + digits,
          e);
    }
  }

  private static ParleyException refuse(String reason, String got) {
    String shown = got.length() <= 60 ? got : got.substring(0, 60) + "..";
    return new ParleyException("cannot read a conversion map: " + reason + ", got " + shown);
  }
}
