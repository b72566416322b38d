package io.hsicflow.operators.sources;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.SourceImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts images by their source, with metrics for each ({@link CountedSource}); counts go on where
 * the state left them. So many sources are counted apart; those that come when there are so many
 * are counted together, as {@link SourceLabels#OTHER}, until some have been silent for {@link
 * #SILENCE} and make room. What those had counted goes to the others, so that the sum over all
 * sources is every image that came.
 */
public final class SourceCounts {

  /** Longer than a night or a shift, so that a source that comes every day keeps its metrics. */
  static final Duration SILENCE = Duration.ofDays(1);

  private final MapState<String, SourceCount> state;
  private final MetricGroup operator;
  private final int most;
  private final Clock clock;
  private final SourceLabels labels = new SourceLabels();
  private final Map<String, CountedSource> bySource = new HashMap<>();
  private CountedSource others;
  private long nextLook = Long.MIN_VALUE;

  /**
   * Goes on from what is in the state.
   *
   * @param store keyed state, with its one key set
   * @param operator where the metrics are
   * @param most sources that are counted apart, 0 or more
   */
  public SourceCounts(KeyedStateStore store, MetricGroup operator, int most, Clock clock)
      throws Exception {
    this.operator = operator;
    this.most = most;
    this.clock = clock;
    state =
        store.getMapState(
            new MapStateDescriptor<>(
                "sources", Types.STRING, TypeInformation.of(SourceCount.class)));
    List<Map.Entry<String, SourceCount>> kept = new ArrayList<>();
    state.entries().forEach(kept::add);
    // The bound may be narrower than that of the state: the latest ones stay.
    kept.sort(Comparator.comparingLong(entry -> -entry.getValue().seenAt()));
    for (Map.Entry<String, SourceCount> entry : kept) {
      String label = entry.getKey();
      SourceCount count = entry.getValue();
      if (!label.equals(SourceLabels.OTHER) && bySource.size() < most && labels.take(label)) {
        add(label, count);
      } else {
        others().inherit(count);
      }
    }
  }

  /** An image came; allocates nothing where its source is known. */
  public void take(SourceImage image) {
    long now = clock.millis();
    CountedSource known = bySource.get(image.source());
    (known == null ? meet(image.source(), now) : known).saw(now, image.capturedAt());
  }

  private CountedSource meet(String source, long now) {
    if (bySource.size() >= most && now >= nextLook) {
      letSilentOnesGo(now);
    }
    String label = bySource.size() < most ? labels.give(source) : null;
    return label == null ? others() : add(label, new SourceCount(source, 0, now, now));
  }

  private CountedSource add(String label, SourceCount count) {
    CountedSource source = new CountedSource(count, label, operator, clock);
    bySource.put(count.source(), source);
    return source;
  }

  private CountedSource others() {
    if (others == null) {
      SourceCount none = new SourceCount("", 0, Long.MIN_VALUE, Long.MIN_VALUE);
      others = new CountedSource(none, SourceLabels.OTHER, operator, clock);
    }
    return others;
  }

  /**
   * Names of strangers may come with every image: nobody is looked at before it can be worth it.
   */
  private void letSilentOnesGo(long now) {
    long longestSilent = now;
    Iterator<CountedSource> sources = bySource.values().iterator();
    while (sources.hasNext()) {
      CountedSource source = sources.next();
      if (now - source.seenAt() < SILENCE.toMillis()) {
        longestSilent = Math.min(longestSilent, source.seenAt());
        continue;
      }
      SourceCount count = source.count();
      sources.remove();
      labels.giveBack(source.label());
      source.close();
      others().inherit(count);
    }
    nextLook = longestSilent + SILENCE.toMillis();
  }

  /** Writes to keyed state what was counted. */
  public void snapshot() throws Exception {
    state.clear();
    for (CountedSource source : bySource.values()) {
      state.put(source.label(), source.count());
    }
    if (others != null) {
      state.put(others.label(), others.count());
    }
  }
}
