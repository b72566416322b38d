package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Head;
import io.hsicflow.model.network.Linear;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;

/**
 * The shape of online and target network (docs/method.md section 2). The target's layout, encoder
 * and projector, is the beginning of the online one, so that its parameters follow those of a view.
 */
final class Networks {
  static final String ENCODER = "encoder.";
  static final String PROJECTOR = "projector";
  static final String PREDICTOR = "predictor";

  /**
   * What an online forward pass leaves.
   *
   * @param embedding [B, dimension]
   * @param prediction [B, output]
   */
  record Online(Tensor embedding, Tensor prediction) {}

  private final ArchitectureSettings settings;
  private final ParameterLayout online;
  private final ParameterLayout target;
  private final ResNet encoder;
  private final Head projector;
  private final Head predictor;
  private final Linear probe;

  /**
   * Declares the networks.
   *
   * @param probeClasses classes of the online probe; 0 for none
   */
  Networks(ArchitectureSettings settings, int probeClasses) {
    this.settings = settings;
    ParameterLayout.Builder layout = ParameterLayout.builder();
    encoder = new ResNet(layout, ENCODER, settings.depth(), settings.stem(), settings.width());
    projector =
        new Head(layout, PROJECTOR, encoder.embedding(), settings.hidden(), settings.output());
    target = layout.build();
    predictor =
        new Head(layout, PREDICTOR, settings.output(), settings.hidden(), settings.output());
    if (probeClasses > 0) {
      probe = new Linear("probe", encoder.embedding(), probeClasses, true);
      probe.declare(layout);
    } else {
      probe = null;
    }
    online = layout.build();
  }

  /** Encoder, projector, predictor and probe. */
  ParameterLayout online() {
    return online;
  }

  /** Encoder and projector. */
  ParameterLayout target() {
    return target;
  }

  /** The classifier on the embedding, or null. */
  Linear probe() {
    return probe;
  }

  /** Both outputs of the online network for one view. */
  Online forward(NetworkPass pass, byte[] view, int images) {
    Tensor embedding = encoder.forward(pass, input(pass, view, images));
    Tensor projection = projector.forward(pass, embedding);
    return new Online(embedding, predictor.forward(pass, projection));
  }

  /** Adds to the gradients of the online network from that of a prediction. */
  void backward(NetworkPass pass, Tensor predictionGradient) {
    Tensor ofProjection = predictor.backward(pass, predictionGradient);
    Tensor ofEmbedding = projector.backward(pass, ofProjection);
    encoder.backward(pass, ofEmbedding, false);
  }

  /** The target's projection of one view, [B, output]. */
  Tensor project(NetworkPass pass, byte[] view, int images) {
    return projector.forward(pass, encoder.forward(pass, input(pass, view, images)));
  }

  private Tensor input(NetworkPass pass, byte[] view, int images) {
    return pass.backend()
        .images(
            view,
            images,
            settings.inputSize(),
            settings.normalisation().means(),
            settings.normalisation().deviations());
  }
}
