package io.hsicflow.operators.replay;

import io.hsicflow.schemas.record.SourceImage;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keyed state of replay: images by slot, what is known of each, and where replay stands. */
final class ReplayState {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayState.class);

  private final MapState<Integer, SourceImage> images;
  private final MapState<Integer, HeldImage> held;
  private final ValueState<ReplayPosition> position;
  private final ValueState<BufferOrder> order;

  ReplayState(KeyedStateStore store) {
    images =
        store.getMapState(
            new MapStateDescriptor<>(
                "replay-images", IntSerializer.INSTANCE, SharedSerializer.of(SourceImage.class)));
    held =
        store.getMapState(
            new MapStateDescriptor<>(
                "replay-held", IntSerializer.INSTANCE, SharedSerializer.of(HeldImage.class)));
    position =
        store.getState(
            new ValueStateDescriptor<>(
                "replay-position", TypeInformation.of(ReplayPosition.class)));
    order =
        store.getState(
            new ValueStateDescriptor<>("replay-order", TypeInformation.of(BufferOrder.class)));
  }

  /**
   * Where the replay stands. Images of another policy are let go: what that one chose is no sample
   * as this one takes it.
   */
  ReplayPosition position(ReplayKind kind) throws Exception {
    ReplayPosition at = position.value();
    if (at == null) {
      return new ReplayPosition(kind.toString(), 0);
    }
    if (!at.policy().equals(kind.toString())) {
      LOG.warn(
          "The state was written with replay.policy = {}, and the job asks for {}: replay begins with no images.",
          at.policy(),
          kind);
      images.clear();
      held.clear();
      order.clear();
    }
    return at;
  }

  void put(int slot, HeldImage facts, SourceImage image) throws Exception {
    held.put(slot, facts);
    images.put(slot, image);
  }

  void remove(int slot) throws Exception {
    held.remove(slot);
    images.remove(slot);
  }

  /** The image in a slot, null where there is none. */
  SourceImage image(int slot) throws Exception {
    return images.get(slot);
  }

  Iterable<Map.Entry<Integer, HeldImage>> held() throws Exception {
    return held.entries();
  }

  /** The order of the buffer, null where none was written. */
  BufferOrder order() throws Exception {
    return order.value();
  }

  void write(ReplayPosition at) throws Exception {
    position.update(at);
  }

  void write(BufferOrder of) throws Exception {
    order.update(of);
  }
}
