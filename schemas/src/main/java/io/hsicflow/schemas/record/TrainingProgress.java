package io.hsicflow.schemas.record;

/**
 * What one training step reported; docs/method.md sections 4 to 6 define the numbers.
 *
 * @param step the steps done, this one counted
 * @param images the images learned from up to here
 * @param embeddingStd standard deviation of the normalised online predictions of view 1
 * @param probeLoss the online probe's cross-entropy, NaN without labels
 * @param probeAccuracy the online probe's top-1 share, NaN without labels
 * @param skippedSteps steps that were not finite and were left out, in all
 * @param collapsedSteps collapsed steps in a row, up to this one
 * @param held whether snapshots are held back
 * @param rollbacks rollbacks done, in all
 * @param waitMillis from the end of the step before, or the start, to the beginning of this one:
 *     waiting for views, and everything else that is done between steps
 * @param stepMillis from its beginning to its end
 * @param endMillis when the step was done, by the trainer's clock, in milliseconds since 1970
 */
public record TrainingProgress(
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
    long skippedSteps,
    long collapsedSteps,
    boolean held,
    long rollbacks,
    double waitMillis,
    double stepMillis,
    long endMillis) {}
