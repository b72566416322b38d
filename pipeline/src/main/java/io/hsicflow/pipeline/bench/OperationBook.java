package io.hsicflow.pipeline.bench;

import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterLayout;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The times of some steps' operations, added up from both lanes. */
final class OperationBook {
  /**
   * Where time went: a layer, or an operation that belongs to none.
   *
   * @param place the name of the weights without their ending, or the operation's
   * @param kind what the operation is
   */
  private record Place(String place, OperationKind kind) {}

  /**
   * One place's part of a step.
   *
   * @param place the name of the weights without their ending, or the operation's
   * @param kind what the operation is
   * @param milliseconds lane time
   * @param calls operations
   * @param gflop floating-point operations in 1e9
   */
  record Line(String place, OperationKind kind, double milliseconds, double calls, double gflop) {}

  private static final class Sum {
    private long nanoseconds;
    private long calls;
    private double operations;
  }

  private final Map<Long, String> layers = new HashMap<>();
  private final Map<OperationKind, Long> laneTime = new EnumMap<>(OperationKind.class);
  private final Map<Place, Sum> places = new HashMap<>();
  private long networks;
  private double operations;

  /** An empty book of a network whose parameters lie so. */
  OperationBook(ParameterLayout layout) {
    for (Parameter parameter : layout.parameters()) {
      layers.put(parameter.offset(), parameter.name().replaceFirst("\\.(weight|bias)$", ""));
    }
  }

  /** The layer of the parameter at that offset of the flat buffer. */
  String layer(long offset) {
    return layers.getOrDefault(offset, "unnamed");
  }

  synchronized void addLaneTime(OperationKind kind, long nanoseconds) {
    laneTime.merge(kind, nanoseconds, Long::sum);
  }

  synchronized void addPlace(String place, OperationKind kind, long nanoseconds, double flop) {
    Sum sum = places.computeIfAbsent(new Place(place, kind), key -> new Sum());
    sum.nanoseconds += nanoseconds;
    sum.calls++;
    sum.operations += flop;
    operations += flop;
  }

  /** Adds wall time of both lanes' passes through the networks. */
  synchronized void addNetworks(long nanoseconds) {
    networks += nanoseconds;
  }

  /** Wall time of all passes through the networks, forward and backward, in nanoseconds. */
  synchronized long networks() {
    return networks;
  }

  /** Floating-point operations of all convolutions and products. */
  synchronized double operations() {
    return operations;
  }

  /**
   * Each kind's part of the lanes' time; they add up to 1.
   *
   * @param wall nanoseconds that the steps took
   * @param lanes how many lanes there were
   */
  synchronized Map<OperationKind, Double> shares(long wall, int lanes) {
    Map<OperationKind, Double> shares = new EnumMap<>(OperationKind.class);
    double all = (double) wall * lanes;
    double rest = 1;
    for (OperationKind kind : OperationKind.values()) {
      double share = laneTime.getOrDefault(kind, 0L) / all;
      shares.put(kind, share);
      rest -= share;
    }
    shares.put(OperationKind.OTHER, rest);
    return shares;
  }

  /** Every place's part of a step, the longest first. */
  synchronized List<Line> lines(int steps) {
    return places.entrySet().stream()
        .map(
            e ->
                new Line(
                    e.getKey().place(),
                    e.getKey().kind(),
                    e.getValue().nanoseconds / 1e6 / steps,
                    (double) e.getValue().calls / steps,
                    e.getValue().operations / 1e9 / steps))
        .sorted(Comparator.comparingDouble(Line::milliseconds).reversed())
        .toList();
  }
}
