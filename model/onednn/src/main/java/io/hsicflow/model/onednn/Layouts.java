package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.dnnl.memory;

/** All layouts in use, each once. Thread-safe. */
final class Layouts {
  private static final Map<List<Long>, List<Layout>> ALL = new HashMap<>();

  /** By shape: asked for with every vector of a batch norm, and descriptors are native objects. */
  private static final Map<LongBuffer, Layout> ROW_MAJOR = new ConcurrentHashMap<>();

  private Layouts() {}

  /** The layout of a descriptor. */
  static synchronized Layout of(memory.desc descriptor) {
    long[] dimensions = new long[descriptor.get_ndims()];
    List<Long> key = new ArrayList<>();
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = descriptor.get_dims().get(i);
      key.add(dimensions[i]);
    }
    List<Layout> alike = ALL.computeIfAbsent(key, shape -> new ArrayList<>());
    for (Layout layout : alike) {
      if (dnnl_memory_desc_equal(layout.descriptor().get(), descriptor.get()) != 0) {
        return layout;
      }
    }
    Layout layout = new Layout(dimensions, new memory.desc(descriptor), descriptor.get_size());
    alike.add(layout);
    return layout;
  }

  /** Row-major numbers, as all but activations lie. */
  static Layout rowMajor(long... shape) {
    Layout known = ROW_MAJOR.get(LongBuffer.wrap(shape));
    if (known == null) {
      known = of(rowMajorDescriptor(shape));
      ROW_MAJOR.put(LongBuffer.wrap(shape.clone()), known);
    }
    return known;
  }

  private static memory.desc rowMajorDescriptor(long... shape) {
    memory.format_tag tag =
        switch (shape.length) {
          case 1 -> memory.format_tag.a;
          case 2 -> memory.format_tag.ab;
          case 4 -> memory.format_tag.abcd;
          default ->
              throw new IllegalArgumentException(
                  "There are vectors, matrices and activations, not tensors of rank "
                      + shape.length
                      + ".");
        };
    return new memory.desc(shape, memory.data_type.f32, tag);
  }

  /** A descriptor whose layout is the library's to choose. */
  static memory.desc any(memory.data_type type, long... shape) {
    return new memory.desc(shape, type, memory.format_tag.any);
  }
}
