package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.FixedStatistics;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.ParameterBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * Kind {@code network}: an encoder's embeddings in both modes and all gradients.
 *
 * <p>In float a rectifier whose input lies within rounding of zero can turn, and moves all
 * gradients behind it by up to a percent: the network is then in another linear piece, where
 * another gradient is right. So where float misses the bar of the gradients, it runs once more with
 * those rectifiers decided as a run in double decides them ({@link GuidedRectifiers}), and is held
 * to the same bar.
 */
final class NetworkCheck implements BackendCheck {
  @Override
  public void check(GoldenFile file, Bench bench, Measures measures) {
    GoldenNetwork network = new GoldenNetwork(file);
    Backend backend = bench.backend();
    Bars bars = Bars.of(backend.precision(), network.depth());
    try (ParameterBuffer parameters = network.parameters(backend)) {
      try (FixedStatistics fixed = network.statistics(backend)) {
        NetworkPass still = NetworkPass.evaluation(backend, parameters, fixed);
        Tensor embedding = network.net().forward(still, network.input(backend));
        close(file, "embedding_evaluation", backend.read(embedding), bars.evaluation(), measures);
      }
      Measures plain = new Measures();
      Measures gradients = new Measures();
      train(file, network, backend, parameters, plain, gradients);
      measures.addAll(plain);
      if (backend.precision() == Precision.FLOAT32 && !gradients.pass()) {
        gradients = guided(file, network, bench, parameters, gradients);
      }
      measures.addAll(gradients);
    }
  }

  private static Measures guided(
      GoldenFile file,
      GoldenNetwork network,
      Bench bench,
      ParameterBuffer parameters,
      Measures plain) {
    if (bench.inDouble().isEmpty()) {
      plain.note(
          "No backend here computes in double, which could tell whether rounding turned a rectifier.");
      return plain;
    }
    GuidedRectifiers guide = new GuidedRectifiers(inDouble(network, bench.inDouble().get()));
    Measures decided = new Measures();
    train(file, network, guide.guided(bench.backend()), parameters, decided, decided);
    Measures kept = guide.fewAndNearZero() ? decided : plain;
    kept.note(guide.sentence());
    return kept;
  }

  /** What the rectifiers do in double. */
  private static DoubleRectifiers inDouble(GoldenNetwork network, Supplier<Backend> opener) {
    try (Backend backend = opener.get()) {
      DoubleRectifiers rectifiers = new DoubleRectifiers();
      backend.scoped(
          () -> {
            Backend watched = rectifiers.watched(backend);
            try (ParameterBuffer parameters = network.parameters(backend)) {
              NetworkPass pass = NetworkPass.forwardOnly(watched, parameters, Collective.single());
              network.net().forward(pass, network.input(backend));
            }
          });
      return rectifiers;
    }
  }

  private static void train(
      GoldenFile file,
      GoldenNetwork network,
      Backend backend,
      ParameterBuffer parameters,
      Measures forward,
      Measures backward) {
    Bars bars = Bars.of(backend.precision(), network.depth());
    try (ParameterBuffer gradients = new ParameterBuffer(backend, network.layout())) {
      NetworkPass pass = NetworkPass.training(backend, parameters, gradients, Collective.single());
      Tensor embedding = network.net().forward(pass, network.input(backend));
      close(file, "embedding_training", backend.read(embedding), bars.training(), forward);
      Tensor dx = network.net().backward(pass, network.upstream(backend), true);
      gradient(file, "gradient_input", backend.read(dx), bars, backward);
      double[] norms = file.values("gradient_norms");
      if (!(file.metadata("gradient_order") instanceof List<?> order)
          || order.size() != norms.length) {
        throw file.wrong("has not one name in gradient_order for each of its gradient_norms");
      }
      for (int i = 0; i < norms.length; i++) {
        String name = "gradient." + order.get(i);
        double[] ours = backend.read(gradients.view((String) order.get(i)));
        double norm = RelativeError.norm(ours);
        backward.number("norm of " + name, norm, norms[i], bars.gradient());
        if (file.has(name)) {
          gradient(file, name, ours, bars, backward);
        }
      }
    }
  }

  private static void gradient(
      GoldenFile file, String name, double[] ours, Bars bars, Measures measures) {
    close(file, name, ours, bars.gradient(), measures);
    if (bars.gradient() > Bars.COSINE && bars.gradient() < Bars.FINITE) {
      double cosine = RelativeError.cosine(ours, file.values(name));
      measures.add("cosine of " + name, 1 - cosine, Bars.COSINE);
    }
  }

  private static void close(
      GoldenFile file, String name, double[] ours, double bar, Measures measures) {
    measures.tensor(name, ours, file.values(name), bar);
  }
}
