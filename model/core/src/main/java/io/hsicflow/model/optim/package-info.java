/**
 * What moves parameters: LARS, the target network's and the evaluation average, and the schedules
 * (docs/method.md section 6).
 */
package io.hsicflow.model.optim;
