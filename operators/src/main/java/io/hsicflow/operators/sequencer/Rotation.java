package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * The fixed turn over partitions, in ascending order of topic and partition (docs/architecture.md,
 * Order). Each record takes one turn of its partition; a rejected one takes it without an image. A
 * partition whose last record came is out of the turn. What comes early waits. The order of the
 * images handed out is a function of the records of each partition alone, however they interleave
 * on arrival.
 */
final class Rotation {

  private final List<PartitionSpan> spans;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final long[] lastOffset;
  private final long[] stopOffset;
  private final long[] head;
  private final long[] tail;
  private final WaitingTurns waiting;
  private final WaitingBounds bounds;
  private int turn;
  private boolean inputEnded;
  private long waitingImages;
  private long waitingBytes;

  /**
   * @param spans the partitions known at the start, at least one, no two alike
   * @throws IllegalArgumentException when there is none, or one is named twice
   */
  Rotation(List<PartitionSpan> spans, WaitingTurns waiting, WaitingBounds bounds) {
    if (spans.isEmpty()) {
      throw new IllegalArgumentException(
          "Rotation order needs the partitions at the start, and none was found: check that the topic exists, or set"
              + " sequence.order = arrival.");
    }
    this.spans = spans.stream().sorted().toList();
    this.waiting = waiting;
    this.bounds = bounds;
    int count = this.spans.size();
    lastOffset = new long[count];
    stopOffset = new long[count];
    head = new long[count];
    tail = new long[count];
    for (int i = 0; i < count; i++) {
      if (indexes.put(this.spans.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "Partition "
                + this.spans.get(i).name()
                + " is named twice in the rotation: name it once.");
      }
      lastOffset[i] = this.spans.get(i).startOffset() - 1;
      stopOffset[i] = this.spans.get(i).stopOffset();
    }
  }

  /** Takes one record and hands out every image whose turn has come by it. */
  void take(GateResult result, ThrowingConsumer<SourceImage, Exception> places) throws Exception {
    int partition = arrived(result);
    waitingBytes += bytesOf(result);
    waitingImages += result.isAccepted() ? 1 : 0;
    if (tail[partition] == head[partition] && isTurnOf(partition)) {
      tail[partition]++;
      handOut(result, places);
    } else {
      waiting.put(partition, tail[partition]++, result);
    }
    drain(places);
    refuseOverflow();
  }

  /**
   * No record will come any more: hands out what still waits, missing partitions left out of the
   * turn.
   */
  void endInput(ThrowingConsumer<SourceImage, Exception> places) throws Exception {
    inputEnded = true;
    drain(places);
  }

  private int arrived(GateResult result) {
    String name;
    long offset;
    if (result.isAccepted()) {
      SourceImage image = result.accepted();
      name = PartitionSpan.nameOf(image.topic(), image.partition());
      offset = image.offset();
    } else {
      RejectedRecord record = result.rejected();
      name = PartitionSpan.nameOf(record.topic(), record.partition());
      offset = record.offset();
    }
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalStateException(
          "A record of partition "
              + name
              + " came, which is not one of the "
              + spans.size()
              + " partitions known at the start: rotation order needs a fixed set, so start anew to take it in, or set"
              + " sequence.order = arrival.");
    }
    if (offset <= lastOffset[index]) {
      throw new IllegalStateException(
          "Offset "
              + offset
              + " of partition "
              + name
              + " came after offset "
              + lastOffset[index]
              + ": rotation order needs the records of a partition in their order, so restore with the source's"
              + " parallelism unchanged.");
    }
    lastOffset[index] = offset;
    return index;
  }

  private void drain(ThrowingConsumer<SourceImage, Exception> places) throws Exception {
    for (int passed = 0; passed < spans.size(); ) {
      if (head[turn] < tail[turn]) {
        passed = 0;
        GateResult next = waiting.get(turn, head[turn]);
        waiting.remove(turn, head[turn]);
        handOut(next, places);
      } else if (isOver(turn)) {
        passed++;
        turn = (turn + 1) % spans.size();
      } else {
        return;
      }
    }
  }

  /**
   * Whether {@code partition} is next, when those before it that are out of the turn are passed
   * over.
   */
  private boolean isTurnOf(int partition) {
    for (int i = turn; ; i = (i + 1) % spans.size()) {
      if (i == partition) {
        turn = partition;
        return true;
      }
      if (head[i] < tail[i] || !isOver(i)) {
        return false;
      }
    }
  }

  private void handOut(GateResult result, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    head[turn]++;
    turn = (turn + 1) % spans.size();
    waitingBytes -= bytesOf(result);
    if (result.isAccepted()) {
      waitingImages--;
      places.accept(result.accepted());
    }
  }

  private boolean isOver(int partition) {
    return inputEnded || lastOffset[partition] + 1 >= stopOffset[partition];
  }

  private void refuseOverflow() {
    if (waitingImages > bounds.images() || waitingBytes > bounds.bytes()) {
      throw late(
          ", more than sequence.max-waiting-images = "
              + bounds.images()
              + " or sequence.max-waiting-bytes = "
              + bounds.bytes()
              + " allow");
    }
  }

  /** What to fail with once images have waited for sequence.max-waiting-time. */
  IllegalStateException waitedTooLong() {
    return late(
        ", and have so for sequence.max-waiting-time = " + bounds.time().toSeconds() + " s");
  }

  private IllegalStateException late(String bound) {
    return new IllegalStateException(
        "Partition "
            + spans.get(turn).name()
            + " is late: its record after offset "
            + lastOffset[turn]
            + " has the next turn, and "
            + waitingImages
            + " images ("
            + waitingBytes
            + " bytes) of other partitions wait for it"
            + bound
            + ". Send to that partition, raise the bound, or set sequence.order = arrival.");
  }

  private static long bytesOf(GateResult result) {
    return result.isAccepted() ? result.accepted().bytes() : 0;
  }

  long waitingImages() {
    return waitingImages;
  }

  long waitingBytes() {
    return waitingBytes;
  }

  /** The name of the partition whose turn is next. */
  String turn() {
    return spans.get(turn).name();
  }

  /** How far every partition has come, by name. */
  Map<String, PartitionProgress> progress() {
    Map<String, PartitionProgress> progress = new HashMap<>();
    for (int i = 0; i < spans.size(); i++) {
      progress.put(
          spans.get(i).name(),
          new PartitionProgress(lastOffset[i], head[i], tail[i], stopOffset[i]));
    }
    return progress;
  }

  /**
   * Goes on from {@code progress}; the turns that wait are already in {@link WaitingTurns}.
   *
   * @throws IllegalStateException when the partitions are not those of the state
   */
  void restore(String next, Map<String, PartitionProgress> progress) throws Exception {
    if (!progress.keySet().equals(indexes.keySet())) {
      throw new IllegalStateException(
          "The state was written with partitions "
              + progress.keySet().stream().sorted().toList()
              + ", and the job reads "
              + spans.stream().map(PartitionSpan::name).toList()
              + ": rotation order needs the same set, so read those partitions, or start without the state.");
    }
    progress.forEach(
        (name, at) -> {
          int i = indexes.get(name);
          lastOffset[i] = at.lastOffset();
          head[i] = at.head();
          tail[i] = at.tail();
          // The source, too, stops where it was told to when the state began, if it was told so.
          if (at.stopOffset() != null && at.stopOffset() != PartitionSpan.UNBOUNDED) {
            stopOffset[i] = at.stopOffset();
          }
        });
    turn = indexes.get(next);
    for (int i = 0; i < spans.size(); i++) {
      for (long number = head[i]; number < tail[i]; number++) {
        GateResult result = waiting.get(i, number);
        waitingBytes += bytesOf(result);
        waitingImages += result.isAccepted() ? 1 : 0;
      }
    }
  }
}
