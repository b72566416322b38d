/**
 * The SSL-HSIC loss with its hand-derived gradient: kernels, random Fourier features and their
 * draws, the exact estimator, and the learned kernel scale (docs/method.md sections 3 to 5).
 */
package io.hsicflow.model.loss;
