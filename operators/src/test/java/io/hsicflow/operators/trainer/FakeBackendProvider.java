package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.operators.clock.ManualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A backend of any name, device and precisions that computes as the one on the class path does, and
 * takes as long for a batch of pictures as it is told, by the manual clock.
 *
 * @param opened the devices that it was opened on, one after the other
 */
record FakeBackendProvider(
    String name,
    int preference,
    String device,
    Map<Precision, Integer> millis,
    Optional<String> unavailable,
    List<String> opened)
    implements BackendProvider {

  static FakeBackendProvider onCpu(String name, int preference, Map<Precision, Integer> millis) {
    return new FakeBackendProvider(
        name, preference, "cpu", millis, Optional.empty(), new ArrayList<>());
  }

  FakeBackendProvider onCuda() {
    return new FakeBackendProvider(name, preference, "cuda", millis, unavailable, opened);
  }

  FakeBackendProvider gone(String reason) {
    return new FakeBackendProvider(name, preference, device, millis, Optional.of(reason), opened);
  }

  @Override
  public Set<Precision> precisions() {
    return millis.keySet();
  }

  @Override
  public Optional<String> unavailable(String asked) {
    return device.equals("cuda") && asked.startsWith("cuda")
        ? Optional.empty()
        : BackendProvider.super.unavailable(asked);
  }

  @Override
  public Backend open(Precision precision, int threads) {
    return open(precision, threads, device);
  }

  @Override
  public Backend open(Precision precision, int threads, String asked) {
    opened.add(asked);
    Backend real =
        Backends.open(
            Backends.AUTO,
            precision == Precision.BFLOAT16 ? Precision.FLOAT32 : precision,
            threads);
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "name":
                  return name;
                case "device":
                  return device;
                case "precision":
                  return precision;
                case "images":
                  new ManualClock().advanceMillis(millis.get(precision));
                  break;
                default:
                  break;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
