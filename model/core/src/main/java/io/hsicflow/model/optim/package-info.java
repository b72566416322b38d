/**
 * What moves parameters: LARS, the target network's and the evaluation average, and the schedules
 * (METHOD.md section 6).
 */
package io.hsicflow.model.optim;
