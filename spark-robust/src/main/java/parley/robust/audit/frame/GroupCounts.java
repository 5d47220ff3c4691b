package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is counted of each group: all that the metrics are made of. Counts of several data providers
 * are added up by {@link #plus}, or as vectors of whole numbers whose places were agreed on
 * beforehand, so that only the sum need be seen. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class GroupCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Places of a group in a vector: its confusion counts, and of each bin. */
  static final int CONFUSION = 4;

  static final int OF_A_BIN = 3;

  private final TreeMap<String, CellCounts> groups;
  private final CellCounts others;
  private final long groupsLeftOut;
  private final TreeMap<String, GroupCounts> controls;

  GroupCounts(
      SortedMap<String, CellCounts> groups,
      CellCounts others,
      long groupsLeftOut,
      SortedMap<String, GroupCounts> controls) {
    this.groups = new TreeMap<>(groups);
    this.others = others;
    this.groupsLeftOut = groupsLeftOut;
    this.controls = new TreeMap<>(controls);
  }

  /**
   * Counts that came by another way than out of a DataFrame.
   *
   * @param groups by name, one or more
   * @throws IllegalArgumentException if there is none, or they have different numbers of bins
   */
  public static GroupCounts of(SortedMap<String, CellCounts> groups) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot note counts: there are no groups, expected one or more");
    }
    int bins = groups.values().iterator().next().scores().bins().size();
    GroupCounts counts = new GroupCounts(groups, CellCounts.none(bins), 0, new TreeMap<>());
    counts.overall(); // fails where the bins differ
    return counts;
  }

  private static CellCounts sum(Collection<CellCounts> cells, int bins) {
    return cells.stream().reduce(CellCounts.none(bins), CellCounts::plus);
  }

  /** By the groups' names; those of several sensitive columns are joined by ", ". */
  public SortedMap<String, CellCounts> groups() {
    return Collections.unmodifiableSortedMap(groups);
  }

  /** All rows, those of groups that were left out included. */
  public CellCounts overall() {
    return sum(groups.values(), bins()).plus(others);
  }

  /** All rows but those of a group. */
  public CellCounts allBut(String group) {
    TreeMap<String, CellCounts> rest = new TreeMap<>(groups);
    rest.remove(nameOf(group));
    return sum(rest.values(), bins()).plus(others);
  }

  /**
   * The name of a group that is written as given, letter by letter.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String nameOf(String group) {
    if (!groups.containsKey(group)) {
      throw new IllegalArgumentException(
          "cannot find group %s: expected one of %s"
              .formatted(group, String.join(", ", groups.keySet())));
    }
    return group;
  }

  /** How many groups are not among {@link #groups}, because they are smaller than 100 others. */
  public long groupsLeftOut() {
    return groupsLeftOut;
  }

  /** Within each value of the control columns; empty without those. */
  public SortedMap<String, GroupCounts> controls() {
    return Collections.unmodifiableSortedMap(controls);
  }

  /** Number of bins of scores; 0 where none were counted. */
  public int bins() {
    return others.scores().bins().size();
  }

  /** What the reader should know before trusting the figures. */
  public List<String> warnings() {
    return groupsLeftOut == 0
        ? List.of()
        : List.of(
            "there are %d groups: the %d largest are reported, %d with %d rows together are left out"
                .formatted(
                    groups.size() + groupsLeftOut,
                    groups.size(),
                    groupsLeftOut,
                    others.confusion().rows()));
  }

  /**
   * The counts of both; groups and control values that only one has are taken over.
   *
   * @throws IllegalArgumentException if one of them left out groups, or the numbers of bins differ
   */
  public GroupCounts plus(GroupCounts other) {
    for (GroupCounts each : List.of(this, other)) {
      if (each.groupsLeftOut > 0) {
        throw new IllegalArgumentException(
            "cannot add up counts: "
                + each.groupsLeftOut
                + " groups were left out, expected all of them (name those wanted by setGroups)");
      }
    }
    TreeMap<String, CellCounts> sums = new TreeMap<>(groups);
    other.groups.forEach((name, cell) -> sums.merge(name, cell, CellCounts::plus));
    TreeMap<String, GroupCounts> within = new TreeMap<>(controls);
    other.controls.forEach((name, counts) -> within.merge(name, counts, GroupCounts::plus));
    return new GroupCounts(sums, others.plus(other.others), 0, within);
  }

  /** The places of a vector for so many groups and bins. */
  public static int vectorLength(int groups, int bins) {
    return groups * (CONFUSION + OF_A_BIN * bins);
  }

  /**
   * The counts as whole numbers, for a sum over data providers: of each group, in the given order,
   * true positives, false positives, false negatives, true negatives, and of each bin the rows, the
   * favourable labels and the sum of scores in units of 2^-30. Groups that do not occur are zeros.
   * Control values have vectors of their own, see {@link #controls}.
   *
   * @param agreed the groups that everyone counts
   * @return {@link #vectorLength} numbers of 0 or more
   * @throws IllegalArgumentException if a group has rows here and is not among them, one is named
   *     twice, or rows have weights
   */
  public long[] toVector(List<String> agreed) {
    checkAgreed(agreed);
    List<Long> vector = new ArrayList<>();
    for (String name : agreed) {
      CellCounts cell = groups.getOrDefault(name, CellCounts.none(bins()));
      ConfusionCounts c = cell.confusion();
      if (c.weighted()) {
        throw new IllegalArgumentException(
            "cannot make a vector of counts: the rows have weights, expected rows without");
      }
      Stream.of(c.truePositives(), c.falsePositives(), c.falseNegatives(), c.trueNegatives())
          .forEach(count -> vector.add(count.longValue()));
      for (ScoreBins.Bin bin : cell.scores().bins()) {
        vector.addAll(List.of(bin.rows(), bin.favorable(), bin.scoreUnits()));
      }
    }
    return vector.stream().mapToLong(Long::longValue).toArray();
  }

  private void checkAgreed(List<String> agreed) {
    Set<String> known = new HashSet<>(agreed);
    if (known.size() < agreed.size()) {
      throw new IllegalArgumentException(
          "cannot make a vector of counts: expected each group once, got "
              + String.join(", ", agreed));
    }
    for (String name : groups.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "cannot make a vector of counts: group %s was not agreed on, expected one of %s"
                .formatted(name, String.join(", ", agreed)));
      }
    }
    if (groupsLeftOut > 0) {
      throw new IllegalArgumentException(
          "cannot make a vector of counts: %d groups were left out, expected all of them"
              .formatted(groupsLeftOut));
    }
  }

  /**
   * The counts of {@link #toVector}, or of a sum of such vectors.
   *
   * @param vector as long as {@link #vectorLength} says
   * @param agreed the groups, in the order of the vector
   * @param bins number of bins of scores; 0 if none were counted
   * @throws IllegalArgumentException if the length does not fit, or a number is negative
   */
  public static GroupCounts fromVector(long[] vector, List<String> agreed, int bins) {
    int length = vectorLength(agreed.size(), bins);
    if (vector.length != length || agreed.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot read a vector of counts: expected %d numbers for %d groups and %d bins, got %d"
              .formatted(length, agreed.size(), bins, vector.length));
    }
    TreeMap<String, CellCounts> groups = new TreeMap<>();
    int at = 0;
    for (String name : agreed) {
      ConfusionCounts confusion =
          ConfusionCounts.of(vector[at], vector[at + 1], vector[at + 2], vector[at + 3]);
      at += CONFUSION;
      List<ScoreBins.Bin> scores = new ArrayList<>();
      for (int b = 0; b < bins; b++, at += OF_A_BIN) {
        scores.add(new ScoreBins.Bin(vector[at], vector[at + 1], vector[at + 2]));
      }
      groups.put(name, new CellCounts(confusion, new ScoreBins(scores)));
    }
    return of(groups);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupCounts counts
        && groups.equals(counts.groups)
        && others.equals(counts.others)
        && groupsLeftOut == counts.groupsLeftOut
        && controls.equals(counts.controls);
  }

  @Override
  public int hashCode() {
    return groups.hashCode();
  }

  @Override
  public String toString() {
    return groups + (controls.isEmpty() ? "" : " within " + controls);
  }
}
