/**
 * The networks of docs/method.md section 2 over the tensor backend: layers with their hand-derived
 * gradients, ResNet, projector and predictor, and where their parameters and running statistics lie
 * in flat buffers.
 *
 * <p>A {@link io.hsicflow.model.network.NetworkPass} carries one batch forward and, where wanted,
 * back.
 */
package io.hsicflow.model.network;
