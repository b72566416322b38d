package io.hsicflow.pipeline.bench;

import io.hsicflow.operators.replay.HeldForm;
import io.hsicflow.operators.replay.ReplayKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What {@link ReplayBenchmark} has measured, for people and for programs. */
public final class ReplayTimes {
  private static final double MEGABYTE = 1e6;
  private static final double MIB = 1 << 20;

  private final ReplayWork work;
  private final String backend;
  private final ReplayKind policy;
  private final HeldForm held;
  private final double places;
  private final Filling filling;
  private final Filling full;
  private final List<ReplayBenchmark.Taken> checkpoints;
  private final double restoreSeconds;
  private final long disk;
  private final long heap;
  private final OptionalLong resident;

  /** A part of the stream, from one count to another. */
  record Filling(PlaceWatch.Count from, PlaceWatch.Count to) {

    double in() {
      return (to.fresh() - from.fresh()) / to.secondsSince(from);
    }

    double out() {
      return (to.places() - from.places()) / to.secondsSince(from);
    }
  }

  /**
   * @param filling until the buffer is full
   * @param full behind the first checkpoint
   * @param checkpoints two: when the buffer has become full, and when {@code full} is over
   * @param restoreSeconds from the submission of the job to its first place
   * @param disk bytes of the state backend's files
   * @param heap bytes of the heap that are reachable
   * @param resident the most MiB of this process that were resident at once, where Linux tells
   */
  ReplayTimes(
      ReplayWork work,
      String backend,
      ReplayKind policy,
      HeldForm held,
      double places,
      Filling filling,
      Filling full,
      List<ReplayBenchmark.Taken> checkpoints,
      double restoreSeconds,
      long disk,
      long heap,
      OptionalLong resident) {
    this.work = work;
    this.backend = backend;
    this.policy = policy;
    this.held = held;
    this.places = places;
    this.filling = filling;
    this.full = full;
    this.checkpoints = checkpoints;
    this.restoreSeconds = restoreSeconds;
    this.disk = disk;
    this.heap = heap;
    this.resident = resident;
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images", work.images());
    json.put("size", work.size());
    json.put("policy", policy.toString());
    json.put("held", held.toString());
    json.put("places", places);
    json.put("backend", backend);
    json.put("pixel_bytes", work.images() * work.imageBytes());
    json.put("filling_images_s", filling.in());
    json.put("full_in_images_s", full.in());
    json.put("full_out_images_s", full.out());
    json.put("disk_bytes", disk);
    json.put("heap_bytes", heap);
    resident.ifPresent(mib -> json.put("peak_resident_mib", mib));
    for (int i = 0; i < checkpoints.size(); i++) {
      ReplayBenchmark.Taken taken = checkpoints.get(i);
      String name = "checkpoint" + (i + 1);
      json.put(name + "_state_bytes", taken.task().bytes());
      json.put(name + "_written_bytes", taken.task().written());
      json.put(name + "_pause_ms", taken.task().pauseMillis());
      json.put(name + "_ms", taken.millis());
    }
    json.put("restore_s", restoreSeconds);
    return json;
  }

  /** Some lines for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "Replay %s of %,d images, %s, of %d x %d, %.1f MB of pixels, in %s%n"
            .formatted(
                policy,
                work.images(),
                held,
                work.size(),
                work.size(),
                work.images() * work.imageBytes() / MEGABYTE,
                backend));
    text.append("Filling: %,.0f images/s%n".formatted(filling.in()));
    text.append(
        "Full: %,.0f fresh images/s in, %,.0f places/s out (%.4g for each fresh one)%n"
            .formatted(full.in(), full.out(), full.out() / full.in()));
    text.append(
        "Memory: %.0f MiB of heap in use%s; files of the backend: %.1f MB%n"
            .formatted(
                heap / MIB,
                resident.isPresent()
                    ? ", at most %,d MiB of the process resident".formatted(resident.getAsLong())
                    : "",
                disk / MEGABYTE));
    for (ReplayBenchmark.Taken taken : checkpoints) {
      text.append(
          "Checkpoint: state %.1f MB, of which %.1f MB written; pause %d ms, whole %.1f s%n"
              .formatted(
                  taken.task().bytes() / MEGABYTE,
                  taken.task().written() / MEGABYTE,
                  taken.task().pauseMillis(),
                  taken.millis() / 1000));
    }
    text.append(
        "Restore: %.1f s to the first place, start of the job in it%n".formatted(restoreSeconds));
    return text.toString();
  }
}
