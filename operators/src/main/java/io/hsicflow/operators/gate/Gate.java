package io.hsicflow.operators.gate;

import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Puts a gate into a job graph, chained to its source, so that the order of a partition holds. */
public final class Gate {

  /** Ends the uid of a gate, after its role; changing it breaks savepoints. */
  public static final String UID = "gate";

  /** Ends the uid of the stage that parts accepted from rejected. */
  public static final String SPLIT_UID = "gate-split";

  private Gate() {}

  /**
   * A decoder as the gate uses it, for what shows or measures pictures without a job; one for a
   * thread.
   *
   * @param inputSize the side of the network's input in pixels
   * @throws IllegalArgumentException with a sentence when a limit is out of its range
   */
  public static ImageDecoder decoder(ReadableConfig config, int inputSize) {
    return GateSettings.of(config, inputSize).decoder();
  }

  /**
   * A gate at work without a job, for trials of it.
   *
   * @param inputSize the side of the network's input in pixels
   * @throws IllegalArgumentException with a sentence when a limit is out of its range
   */
  public static StandaloneGate standalone(
      ReadableConfig config, ImageRecordFormat format, int inputSize, Clock clock) {
    return new StandaloneGate(
        new ImageGate(
            GateSettings.of(config, inputSize), format, clock, new ThreadProcessorTime(clock)));
  }

  /**
   * Lets in what {@code format} and the limits in {@code config} allow.
   *
   * @param records the source's records; the gate takes its parallelism
   * @param role the role that it is part of, {@code train} for example: it starts names and uids
   * @param inputSize the side of the network's input in pixels
   */
  public static GateStreams open(
      DataStream<RawRecord> records,
      ReadableConfig config,
      ImageRecordFormat format,
      String role,
      int inputSize,
      Clock clock) {
    return open(records, config, format, role, inputSize, false, clock);
  }

  /**
   * The same.
   *
   * @param withFiles whether the images that are let in come with their files beside the pixels
   */
  public static GateStreams open(
      DataStream<RawRecord> records,
      ReadableConfig config,
      ImageRecordFormat format,
      String role,
      int inputSize,
      boolean withFiles,
      Clock clock) {
    GateSettings settings = GateSettings.of(config, inputSize);
    OutputTag<RejectedRecord> rejected =
        new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));
    OutputTag<GateResult> turns = new OutputTag<>("turns", TypeInformation.of(GateResult.class));
    // No time-out of Flink's: it would count the wait for records before this one. DecodingThreads
    // has the limit.
    SingleOutputStreamOperator<GateResult> results =
        AsyncDataStream.orderedWait(
                records,
                new ImageGate(
                    settings,
                    () -> new RecordInspector(format, settings.decoder(), withFiles),
                    clock,
                    new ThreadProcessorTime(clock)),
                0,
                TimeUnit.MILLISECONDS,
                settings.capacity())
            .returns(TypeInformation.of(GateResult.class))
            .name(role + " " + UID)
            .uid(role + "-" + UID)
            .setParallelism(records.getParallelism());
    SingleOutputStreamOperator<SourceImage> images =
        results
            .process(
                new VerdictSplit(rejected, turns, settings.rememberedIds()),
                TypeInformation.of(SourceImage.class))
            .name(role + " gate split")
            .uid(role + "-" + SPLIT_UID)
            .setParallelism(records.getParallelism());
    return new GateStreams(images, images.getSideOutput(turns), images.getSideOutput(rejected));
  }
}
