package io.hsicflow.model.onednn;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.primitive_attr;

/** The library's engine, its one CPU, and what all primitives are made with. */
final class OneDnn {
  static final engine CPU = new engine(engine.kind.cpu, 0);

  /** The same for the C interface, by which primitives are executed. */
  static final dnnl_engine ENGINE = CPU.get();

  private OneDnn() {}

  /**
   * Attributes by which a primitive takes its scratch memory from its caller: one primitive then
   * runs on any thread, and on two at once.
   */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    return attributes;
  }
}
