package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The GPUs that Flink has granted to the TaskManager of a task, by their numbers, and what comes of
 * them for {@code learner.device}. Flink lets every task of a TaskManager see all of its GPUs.
 *
 * @param resource the external resource's name; empty where Flink is not asked
 * @param gpus numbers of the GPUs, ascending; empty where Flink knows of none
 */
public record GpuGrant(String resource, List<Integer> gpus) {
  /** The property in which Flink's driver for GPUs tells the number. */
  static final String INDEX = "index";

  /** Flink's own driver, for the sentence that says what to set. */
  private static final String DRIVER = "org.apache.flink.externalresource.gpu.GPUDriverFactory";

  private static final String PROCESSOR = Device.CPU.kindName();
  private static final String CUDA = Device.CUDA.kindName();
  private static final String NUMBERED = CUDA + ":";

  /** A copy. */
  public GpuGrant {
    gpus = List.copyOf(gpus);
  }

  /**
   * Asks Flink for the GPUs of {@code learner.gpu-resource}.
   *
   * @throws IllegalArgumentException with a sentence where a GPU has no number
   */
  public static GpuGrant ask(RuntimeContext context, ReadableConfig config) {
    String resource = config.get(LearnerOptions.GPU_RESOURCE).strip();
    List<Integer> gpus = new ArrayList<>();
    if (!resource.isEmpty()) {
      for (ExternalResourceInfo info : context.getExternalResourceInfos(resource)) {
        gpus.add(number(resource, info));
      }
    }
    Collections.sort(gpus);
    return new GpuGrant(resource, gpus);
  }

  private static int number(String resource, ExternalResourceInfo info) {
    String index = info.getProperty(INDEX).orElse("");
    if (!index.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException(
          "Flink granted the resource '%s' with %s = '%s', which is no GPU's number: set %s to %s, or %s to the name of a resource of GPUs, or to nothing, so that Flink is not asked."
              .formatted(
                  resource,
                  INDEX,
                  index,
                  driverKey(resource),
                  DRIVER,
                  LearnerOptions.GPU_RESOURCE.key()));
    }
    return Integer.parseInt(index);
  }

  /** Whether Flink granted a GPU. */
  public boolean isGiven() {
    return !gpus.isEmpty();
  }

  /**
   * The device to open where {@code device} is set: the number of a {@code cuda} without one is
   * Flink's to give.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IllegalArgumentException with a sentence where it is a GPU that Flink did not grant,
   *     but others: somebody else may have that one
   */
  public String deviceFor(String device) {
    if (!isGiven() || device.equals(Backends.AUTO) || !device.startsWith(CUDA)) {
      return device;
    }
    if (device.equals(CUDA)) {
      return NUMBERED + gpus.get(0);
    }
    if (gpus.stream().noneMatch(gpu -> device.equals(NUMBERED + gpu))) {
      throw new IllegalArgumentException(
          "%s = %s, and Flink granted %s: set it to cuda or auto to compute there, or %s to nothing, so that Flink is not asked."
              .formatted(
                  LearnerOptions.DEVICE.key(), device, this, LearnerOptions.GPU_RESOURCE.key()));
    }
    return device;
  }

  /**
   * Opens a backend on the device that is set, by {@code auto} on the first GPU that Flink granted
   * or, where that cannot be used, on the processor: somebody else may have any other GPU.
   *
   * @param device as {@code learner.device}
   * @param opening opens it on a device; throws IllegalArgumentException with a sentence where it
   *     cannot
   * @param remark takes what a person should know, as a sentence
   */
  public Backend open(String device, Function<String, Backend> opening, Consumer<String> remark) {
    if (!isGiven() || !device.equals(Backends.AUTO)) {
      Backend backend = opening.apply(deviceFor(device));
      remark(backend.device(), LearnerOptions.DEVICE.key() + " is " + device + ".")
          .ifPresent(remark);
      return backend;
    }
    try {
      Backend backend = opening.apply(deviceFor(CUDA));
      remark(backend.device(), "").ifPresent(remark);
      return backend;
    } catch (IllegalArgumentException e) {
      remark(PROCESSOR, e.getMessage()).ifPresent(remark);
      return opening.apply(PROCESSOR);
    }
  }

  /**
   * What a person should know of the grant, as a sentence: that it is not used, that it has more
   * GPUs than are used, or that a GPU computes that Flink does not know of.
   *
   * @param kind the kind of device that computes, {@code cpu} or {@code cuda}
   * @param why the reason for the processor, as a sentence
   */
  Optional<String> remark(String kind, String why) {
    boolean onProcessor = kind.equals(PROCESSOR);
    if (isGiven() && onProcessor) {
      return Optional.of("Flink granted " + this + ", and it is not used: " + why);
    }
    if (gpus.size() > 1) {
      return Optional.of(
          "Flink granted %s, of which one is used, the first unless %s names another: set external-resource.%s.amount to 1 for TaskManagers that are to use one each."
              .formatted(this, LearnerOptions.DEVICE.key(), resource));
    }
    if (isGiven() || onProcessor || resource.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "A GPU computes that Flink does not know of, so that it can neither place the task where there is one nor keep two tasks apart: for TaskManagers with GPUs set external-resources: %s, %s: %s and external-resource.%s.amount: 1, or %s to nothing, so that Flink is not asked."
            .formatted(
                resource,
                driverKey(resource),
                DRIVER,
                resource,
                LearnerOptions.GPU_RESOURCE.key()));
  }

  private static String driverKey(String resource) {
    return "external-resource." + resource + ".driver-factory.class";
  }

  /** For people. */
  @Override
  public String toString() {
    String numbers = gpus.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return isGiven()
        ? "the %s %s (external resource '%s')"
            .formatted(gpus.size() == 1 ? "GPU" : "GPUs", numbers, resource)
        : "no GPU";
  }
}
