package io.hsicflow.operators.ml;

import io.hsicflow.schemas.record.GateResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Hands on the images of a bounded table, and after its end all of them again, in the same order,
 * until there were enough. It keeps them in the heap, decoded: the gate then works once. They are
 * no part of a checkpoint, so that such a training does not go on from one.
 */
final class RepeatedImages extends AbstractStreamOperator<GateResult>
    implements OneInputStreamOperator<GateResult, GateResult>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  /** The part of the heap that the images may take, as its divisor. */
  private static final int HEAP_PARTS = 2;

  private final int passes;
  private final long images;
  private transient List<GateResult> kept;
  private transient long keptBytes;
  private transient long emitted;

  /**
   * @param passes how often the table is handed on at most
   * @param images how many images are handed on at most
   */
  RepeatedImages(int passes, long images) {
    this.passes = passes;
    this.images = images;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    FromTheBeginning.check(context, "A training in several passes over a table");
    kept = new ArrayList<>();
  }

  @Override
  public void processElement(StreamRecord<GateResult> element) {
    if (emitted >= images) {
      return;
    }
    GateResult image = element.getValue();
    keptBytes += image.accepted().rgb().length;
    if (keptBytes > Runtime.getRuntime().maxMemory() / HEAP_PARTS) {
      throw new IllegalStateException(
          "The images of the table take more than half of the heap, which is "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB, to be trained on in several passes: raise taskmanager.memory.process.size, or set passes = 1.");
    }
    kept.add(image);
    emit(image);
  }

  @Override
  public void endInput() {
    for (int pass = 1; pass < passes && emitted < images && !kept.isEmpty(); pass++) {
      for (int i = 0; i < kept.size() && emitted < images; i++) {
        emit(kept.get(i));
      }
    }
    kept.clear();
  }

  private void emit(GateResult image) {
    output.collect(new StreamRecord<>(image));
    emitted++;
  }
}
