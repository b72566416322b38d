package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.RunningStatistics;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * One step's passes of both views through the target and the online network, each view on a lane of
 * its own: forward, the hiddens for the loss, backward from their gradient (docs/method.md section
 * 6).
 */
final class ViewPasses {
  private static final int VIEWS = 2;

  private final Backend backend;
  private final LearnerSettings settings;
  private final Collective collective;
  private final Networks networks;
  private final LearnerBuffers buffers;
  private final NetworkPass[] online = new NetworkPass[VIEWS];
  private final NetworkPass[] target;
  private final Networks.Online[] outputs = new Networks.Online[VIEWS];
  private final Tensor[] projections = new Tensor[VIEWS];
  private final AtomicInteger projected = new AtomicInteger();

  ViewPasses(
      Backend backend,
      LearnerSettings settings,
      Collective collective,
      Networks networks,
      LearnerBuffers buffers) {
    this.backend = backend;
    this.settings = settings;
    this.collective = collective;
    this.networks = networks;
    this.buffers = buffers;
    target = new NetworkPass[settings.architecture().target() ? VIEWS : 0];
    for (int v = 0; v < VIEWS; v++) {
      online[v] = NetworkPass.training(backend, buffers.online(), buffers.gradient(), collective);
    }
    for (int v = 0; v < target.length; v++) {
      target[v] = NetworkPass.forwardOnly(backend, buffers.target(), collective);
    }
  }

  /** Both views through both networks. */
  void forward(Batch batch) {
    both(v -> forward(v, v == 0 ? batch.view1() : batch.view2(), batch.size()));
  }

  /**
   * The target goes first: what it needs on the way, and what was made of its weights, is free
   * again for what the online network keeps.
   */
  private void forward(int v, byte[] view, int images) {
    if (target.length > 0) {
      projections[v] = networks.project(target[v], view, images);
      if (projected.incrementAndGet() == VIEWS) {
        backend.dropCopies(buffers.target().flat());
      }
    }
    outputs[v] = networks.forward(online[v], view, images);
  }

  /** The online network's embedding of view 1, [local batch, dimension]. */
  Tensor embedding() {
    return outputs[0].embedding();
  }

  /**
   * All hiddens of the global batch under one another, [M * B, output], in the order of
   * docs/method.md section 3: the predictions of view 1 and 2, then the target's projections of
   * view 2 and 1.
   */
  Tensor hiddens() {
    int output = settings.architecture().output();
    Tensor raw = backend.zeros(settings.hiddens() * settings.batch(), output);
    for (int m = 0; m < settings.hiddens(); m++) {
      Tensor hidden = m < VIEWS ? outputs[m].prediction() : projections[2 * VIEWS - 1 - m];
      long offset = (long) m * settings.batch() * output;
      backend.copy(collective.gather(hidden), backend.view(raw, offset, settings.batch(), output));
    }
    return raw;
  }

  /** Adds to the gradient of the online parameters. */
  void backward(Tensor ofHiddens) {
    both(v -> networks.backward(online[v], ownRows(ofHiddens, v)));
  }

  /**
   * Takes the batch into the running statistics of both networks, or leaves them bit for bit as
   * they were where one would not be finite.
   *
   * @return whether the batch was taken
   */
  boolean takeStatistics() {
    boolean finite = take(buffers.onlineStatistics(), online);
    if (target.length > 0) {
      // Both are taken before either is undone, so that undoing is one thing.
      finite &= take(buffers.targetStatistics(), target);
    }
    if (!finite) {
      buffers.onlineStatistics().undo();
      if (target.length > 0) {
        buffers.targetStatistics().undo();
      }
    }
    return finite;
  }

  private static boolean take(RunningStatistics statistics, NetworkPass[] passes) {
    statistics.keep();
    for (NetworkPass pass : passes) {
      statistics.update(pass);
    }
    return statistics.isFinite();
  }

  /** This trainer's rows of the gradient of hidden m. */
  private Tensor ownRows(Tensor gradient, int m) {
    int local = settings.batch() / collective.ranks();
    long row = (long) m * settings.batch() + (long) collective.rank() * local;
    int output = settings.architecture().output();
    return backend.view(gradient, row * output, local, output);
  }

  /**
   * Two views share a collective of several ranks in one order only; alone they may run at the same
   * time.
   */
  private void both(IntConsumer work) {
    if (collective.ranks() == 1) {
      backend.sideBySide(() -> work.accept(0), () -> work.accept(1));
    } else {
      work.accept(0);
      work.accept(1);
    }
  }
}
