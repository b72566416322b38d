package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** One flat buffer of a layout in a backend's memory, zero at first, with a view for every name. */
public final class ParameterBuffer implements AutoCloseable {
  private final ParameterLayout layout;
  private final Tensor flat;
  private final Map<String, Tensor> views = new LinkedHashMap<>();

  /** Takes the memory, outside all scopes. */
  public ParameterBuffer(Backend backend, ParameterLayout layout) {
    this.layout = layout;
    if (layout.size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The network has "
              + layout.size()
              + " parameters; at most "
              + Integer.MAX_VALUE
              + " fit one buffer: take a narrower one.");
    }
    flat = backend.persistentZeros((int) layout.size());
    for (Parameter p : layout.parameters()) {
      views.put(p.name(), backend.view(flat, p.offset(), p.shape()));
    }
  }

  /** The layout. */
  public ParameterLayout layout() {
    return layout;
  }

  /** All numbers, [size]. */
  public Tensor flat() {
    return flat;
  }

  /**
   * One parameter as a view.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public Tensor view(String name) {
    Tensor view = views.get(name);
    return view != null ? view : views.get(layout.parameter(name).name());
  }

  @Override
  public void close() {
    flat.close();
  }
}
