package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * What a thread runs primitives with: its stream, its list of arguments, its scratch memory.
 *
 * <pre>{@code
 * execution.with(DNNL_ARG_SRC, x).with(DNNL_ARG_DST, y).run(operation);
 * }</pre>
 */
final class Execution {
  private static final int MOST_ARGUMENTS = 16;

  private final OneDnnMemory backend;

  /** Holds the native object that {@link #stream} names. */
  private final stream owner = new stream(OneDnn.CPU);

  private final dnnl_stream stream = owner.get();
  private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(MOST_ARGUMENTS);

  /**
   * A native object for each layout in each role, which is pointed at one operand after another.
   */
  private final Map<Role, memory> memories = new HashMap<>();

  private int count;
  private OneDnnBlock scratch;

  /** The calling thread's own; its primitives use that many threads from now on. */
  Execution(OneDnnMemory backend, int threads) {
    this.backend = backend;
    OpenMp.useThreads(threads);
  }

  /**
   * Forgets arguments that were given for a primitive that never ran, for the next one was refused:
   * they are not the next primitive's.
   */
  Execution cleared() {
    count = 0;
    return this;
  }

  /** Adds an argument of the next primitive. */
  Execution with(int role, Operand operand) {
    dnnl_memory memory =
        memories
            .computeIfAbsent(
                new Role(role, operand.layout()),
                r -> new memory(r.layout.descriptor(), OneDnn.CPU, operand.at()))
            .get();
    dnnl_memory_set_data_handle(memory, operand.at());
    arguments.position(count++).arg(role).memory(memory);
    return this;
  }

  /** Runs a primitive on the arguments given, and returns when it is done. */
  void run(Operation operation) {
    Layout scratchpad = operation.scratchpad();
    if (scratchpad != null) {
      with(DNNL_ARG_SCRATCHPAD, scratch(scratchpad));
    }
    int given = count;
    count = 0;
    arguments.position(0);
    int status = dnnl_primitive_execute(operation.handle(), stream, given, arguments);
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN did not run a primitive and gave the status "
              + status
              + "; set ONEDNN_VERBOSE=all to see which and why.");
    }
  }

  private Operand scratch(Layout layout) {
    if (scratch == null || scratch.capacity() * Float.BYTES < layout.bytes()) {
      if (scratch != null) {
        backend.release(scratch);
      }
      scratch = backend.take(layout);
    }
    return scratch.as(layout, 0);
  }

  private record Role(int role, Layout layout) {}
}
