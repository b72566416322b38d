package io.hsicflow.model.onednn;

import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;

/** A primitive for fixed shapes and layouts, made once; any number of threads may run it. */
final class Operation {
  /** Holds the native object that {@link #handle} names. */
  private final primitive owner;

  private final dnnl_primitive handle;
  private final Layout scratchpad;

  /**
   * @param description made with {@link OneDnn#attributes}
   */
  Operation(primitive owner, primitive_desc_base description) {
    this.owner = owner;
    handle = owner.get();
    Layout wanted = Layouts.of(description.scratchpad_desc());
    scratchpad = wanted.bytes() == 0 ? null : wanted;
  }

  dnnl_primitive handle() {
    if (owner.isNull()) {
      throw new IllegalStateException("A primitive was freed while it is in use.");
    }
    return handle;
  }

  /** The scratch memory that it needs, or null. */
  Layout scratchpad() {
    return scratchpad;
  }
}
