package io.hsicflow.model.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every parameter of a network lies in one flat buffer, without gaps, and which batch norms
 * keep running statistics. Parameters, gradients, momentum, target and average all have this
 * layout.
 */
public final class ParameterLayout {
  private final Map<String, Parameter> parameters;
  private final List<Norm> norms;
  private final long size;

  private ParameterLayout(Builder builder) {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
    norms = List.copyOf(builder.norms);
    size = builder.size;
  }

  /** An empty layout to add to. */
  public static Builder builder() {
    return new Builder();
  }

  /** All parameters in the order of the buffer. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Parameter parameter(String name) {
    Parameter p = parameters.get(name);
    if (p == null) {
      throw new IllegalArgumentException(
          "There is no parameter '"
              + name
              + "' among the "
              + parameters.size()
              + " of this network.");
    }
    return p;
  }

  /** Whether there is a parameter of that name. */
  public boolean has(String name) {
    return parameters.containsKey(name);
  }

  /** Batch norms in the order of declaration. */
  public List<Norm> norms() {
    return norms;
  }

  /** Channels of all batch norms together. */
  public long normChannels() {
    return norms.stream().mapToLong(Norm::channels).sum();
  }

  /** Numbers in the buffer. */
  public long size() {
    return size;
  }

  /** Collects parameters in order. */
  public static final class Builder {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<Norm> norms = new ArrayList<>();
    private long size;
    private long normChannels;

    private Builder() {}

    /** Adds a parameter behind those that are there. */
    public Builder add(String name, ParameterKind kind, int... shape) {
      Parameter p = new Parameter(name, shape, size, kind);
      if (parameters.putIfAbsent(name, p) != null) {
        throw new IllegalArgumentException("There are two parameters of the name '" + name + "'.");
      }
      size += p.size();
      return this;
    }

    /** Adds scale and offset of a batch norm and its running statistics. */
    Norm norm(String name, int channels, boolean zeroScale) {
      add(name + ".weight", zeroScale ? ParameterKind.LAST_SCALE : ParameterKind.SCALE, channels);
      add(name + ".bias", ParameterKind.SHIFT, channels);
      Norm norm = new Norm(name, channels, norms.size(), normChannels);
      norms.add(norm);
      normChannels += channels;
      return norm;
    }

    /** The layout as it stands. */
    public ParameterLayout build() {
      return new ParameterLayout(this);
    }
  }
}
