package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.host.HostTensor;
import org.bytedeco.dnnl.memory;

/** All primitives on oneDNN, here convolutions, pooling and products; see the package. */
final class OneDnnBackend extends OneDnnNorms {
  /**
   * @param type of activations; everything else is float
   */
  OneDnnBackend(memory.data_type type, int threads) {
    super(type, threads);
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
    Activation given = ours(x);
    Execution run = execution();
    ConvolutionPlan plan =
        primitives().convolution(given.layout(), kernel(given, weights).shape(), stride, padding);
    Activation input = in(plan.input(), given);
    Activation y = newActivation(plan.output());
    Operand kernel = weights(own(weights), plan.weights());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_WEIGHTS, kernel)
        .with(DNNL_ARG_DST, y.memory())
        .run(plan.forward());
    closeCopy(input, x);
    return y;
  }

  /** The weights in a layout; brought into it once, until they change. */
  private Operand weights(HostTensor tensor, Layout layout) {
    OneDnnBlock block = (OneDnnBlock) tensor.block();
    OneDnnBlock.Copy copy = block.copy(layout, tensor.offset());
    synchronized (copy) {
      if (copy.block() == null) {
        OneDnnBlock taken = take(layout);
        Layout plain = Layouts.rowMajor(layout.dimensions());
        reorder(block.as(plain, tensor.offset()), taken.as(layout, 0));
        copy.hold(taken, () -> release(taken));
      }
      return copy.block().as(layout, 0);
    }
  }

  @Override
  public Tensor convolutionGradient(
      Tensor x,
      Tensor weights,
      Tensor outputGradient,
      int stride,
      int padding,
      Tensor weightGradient,
      boolean inputGradient) {
    Activation input = ours(x);
    Activation gradient = ours(outputGradient);
    Execution run = execution();
    ConvolutionPlan plan =
        primitives().convolution(input.layout(), kernel(input, weights).shape(), stride, padding);
    addWeightGradient(run, plan.weightGradient(), input, gradient, own(weightGradient));
    if (!inputGradient) {
      return null;
    }
    ConvolutionPlan.InputGradient toInput = plan.inputGradient();
    Activation dy = in(toInput.output(), gradient);
    Activation dx = newActivation(toInput.input());
    Operand kernel = weights(own(weights), toInput.weights());
    run.with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_WEIGHTS, kernel)
        .with(DNNL_ARG_DIFF_SRC, dx.memory())
        .run(toInput.operation());
    closeCopy(dy, gradient);
    return dx;
  }

  private void addWeightGradient(
      Execution run,
      ConvolutionPlan.WeightGradient plan,
      Activation x,
      Activation gradient,
      HostTensor sum) {
    Activation input = in(plan.input(), x);
    Activation dy = in(plan.output(), gradient);
    OneDnnBlock block = take(plan.weights());
    Operand dw = block.as(plan.weights(), 0);
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_DIFF_WEIGHTS, dw)
        .run(plan.operation());
    Layout plain = Layouts.rowMajor(plan.weights().dimensions());
    synchronized (sum) { // the other lane may add, too
      run.with(DNNL_ARG_SRC, dw)
          .with(DNNL_ARG_DST, memory(sum, plain.dimensions()))
          .run(primitives().reorderAdd(plan.weights(), plain));
    }
    release(block);
    closeCopy(input, x);
    closeCopy(dy, gradient);
  }

  @Override
  public Tensor maxPool(Tensor x) {
    Activation input = ours(x);
    Execution run = execution();
    PoolPlan plan = primitives().maximum(input.layout());
    Activation y = newActivation(plan.output());
    y.keep(take(plan.workspace()), plan.workspace());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_WORKSPACE, y.workspace())
        .run(plan.forward());
    return y;
  }

  @Override
  public Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient) {
    Activation input = ours(x);
    Execution run = execution();
    Activation output = ours(y).hasWorkspace() ? ours(y) : ours(maxPool(x));
    Activation dy = like(output, outputGradient);
    Activation dx = newActivation(input.layout());
    run.with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_WORKSPACE, output.workspace())
        .with(DNNL_ARG_DIFF_SRC, dx.memory())
        .run(primitives().maximum(input.layout()).backward());
    closeCopy(output, y);
    closeCopy(dy, outputGradient);
    return dx;
  }

  /** Means are embeddings and stay in float: they are taken of an activation in float. */
  @Override
  public Tensor averagePool(Tensor x) {
    Activation input = inFloat(ours(x));
    Execution run = execution();
    PoolPlan plan = primitives().mean(input.layout());
    HostTensor means = newTensor(x.dimension(0), x.dimension(1));
    try (Activation y = newActivation(plan.output())) {
      run.with(DNNL_ARG_SRC, input.memory()).with(DNNL_ARG_DST, y.memory()).run(plan.forward());
      reorder(y.memory(), memory(means, plan.output().dimensions()));
    }
    closeCopy(input, x);
    return means;
  }

  @Override
  public Tensor averagePoolGradient(Tensor outputGradient, int height, int width) {
    HostTensor gradient = own(outputGradient);
    Layout input = usualInFloat(gradient.dimension(0), gradient.dimension(1), height, width);
    PoolPlan plan = primitives().mean(input);
    Activation dx = newActivation(input);
    try (Activation dy = newActivation(plan.output())) {
      reorder(memory(gradient, plan.output().dimensions()), dy.memory());
      execution()
          .with(DNNL_ARG_DIFF_DST, dy.memory())
          .with(DNNL_ARG_DIFF_SRC, dx.memory())
          .run(plan.backward());
    }
    Activation narrow = asTheOthers(dx);
    if (narrow != dx) {
      dx.close();
    }
    return narrow;
  }

  @Override
  protected void multiply(
      double alpha,
      HostTensor a,
      boolean transposeA,
      HostTensor b,
      boolean transposeB,
      double beta,
      HostTensor c) {
    execution();
    int status =
        dnnl_sgemm(
            letter(transposeA),
            letter(transposeB),
            c.dimension(0),
            c.dimension(1),
            a.dimension(transposeA ? 0 : 1),
            (float) alpha,
            ((OneDnnBlock) a.block()).floats(a.offset()),
            a.dimension(1),
            ((OneDnnBlock) b.block()).floats(b.offset()),
            b.dimension(1),
            (float) beta,
            ((OneDnnBlock) c.block()).floats(c.offset()),
            c.dimension(1));
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN did not multiply " + a + " by " + b + " and gave the status " + status + ".");
    }
  }

  private static byte letter(boolean transpose) {
    return (byte) (transpose ? 'T' : 'N');
  }
}
