package io.hsicflow.model.learner;

import io.hsicflow.model.guard.GuardReport;

/**
 * What one step did. Loss, HSIC terms, objective and norms are of the state before its updates.
 * Those of a step that was left out are as they were found, finite or not.
 *
 * @param step the step's number, from 0
 * @param images images learned from, with those of this step
 * @param loss {@code gamma sqrt(hsicZz) - hsicZy}, without the probe
 * @param hsicZy dependence of hiddens and image identity
 * @param hsicZz dependence of the hiddens on themselves
 * @param kernelScale the kernel scale after this step
 * @param scaleObjective mean {@code log |dk/dq|} over the sampled distances; 0 where the kernel has
 *     no scale; NaN where the step was left out
 * @param learningRate the rate of this step
 * @param tau the target's momentum of this step
 * @param gradientNorm Euclidean norm of the whole gradient, the probe's included, before weight
 *     decay
 * @param embeddingStd spread of view 1's online predictions: mean over dimensions of the normalised
 *     rows' population standard deviation, times sqrt of the dimension; 1 = isotropic, 0 =
 *     collapsed
 * @param probeLoss the probe's mean cross-entropy over the labelled images; 0 where there is none
 * @param probeAccuracy fraction of the labelled images that the probe gets right; 0 where there is
 *     none
 * @param guard what the guards did
 */
public record StepReport(
    long step,
    long images,
    double loss,
    double hsicZy,
    double hsicZz,
    double kernelScale,
    double scaleObjective,
    double learningRate,
    double tau,
    double gradientNorm,
    double embeddingStd,
    double probeLoss,
    double probeAccuracy,
    GuardReport guard) {

  /** Whether some of the images were labelled, so that the probe's numbers say something. */
  public boolean isLabelled() {
    // Cross-entropy over labelled images is above 0.
    return probeLoss != 0;
  }
}
