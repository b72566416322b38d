package io.hsicflow.operators.ml;

import io.hsicflow.model.image.ImageFormat;
import io.hsicflow.operators.gate.GateOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** Params of which images are let in; see {@link GateOptions}. */
public interface GateParams<T> extends WithParams<T> {

  /** Decoding threads of each source task. Option {@link GateOptions#THREADS}. */
  Param<Integer> GATE_THREADS = OptionParam.of(() -> GateOptions.THREADS);

  /** Records that are being decoded or wait for it. Option {@link GateOptions#CAPACITY}. */
  Param<Integer> GATE_CAPACITY = OptionParam.of(() -> GateOptions.CAPACITY);

  /**
   * How much processor time decoding one picture may take. Option {@link GateOptions#TIME_LIMIT}.
   */
  Param<Duration> GATE_TIME_LIMIT = OptionParam.of(() -> GateOptions.TIME_LIMIT);

  /** The largest image file. Option {@link GateOptions#MAX_BYTES}. */
  Param<MemorySize> GATE_MAX_BYTES = OptionParam.of(() -> GateOptions.MAX_BYTES);

  /** The most pixels. Option {@link GateOptions#MAX_PIXELS}. */
  Param<Long> GATE_MAX_PIXELS = OptionParam.of(() -> GateOptions.MAX_PIXELS);

  /** The longest side. Option {@link GateOptions#MAX_SIDE}. */
  Param<Integer> GATE_MAX_SIDE = OptionParam.of(() -> GateOptions.MAX_SIDE);

  /** The most scans of a JPEG. Option {@link GateOptions#MAX_SCANS}. */
  Param<Integer> GATE_MAX_SCANS = OptionParam.of(() -> GateOptions.MAX_SCANS);

  /** The formats let in. Option {@link GateOptions#FORMATS}. */
  Param<List<ImageFormat>> GATE_FORMATS = OptionParam.of(() -> GateOptions.FORMATS);

  /** How large a picture is passed on. Option {@link GateOptions#SHRINK_TO_TIMES}. */
  Param<Integer> GATE_SHRINK_TO_TIMES = OptionParam.of(() -> GateOptions.SHRINK_TO_TIMES);

  /**
   * How many ids are remembered to count repeated ones. Option {@link GateOptions#REMEMBERED_IDS}.
   */
  Param<Integer> GATE_REMEMBERED_IDS = OptionParam.of(() -> GateOptions.REMEMBERED_IDS);
}
