/**
 * From a decoded picture to what the network takes in: the two random views of training
 * (docs/method.md section 7), the one picture of an embedding, and the area filter that brings
 * large pictures down. Pictures are uint8 RGB, rows of pixels of three bytes; in between they are
 * three planes of floats in [0, 1] in buffers that are used again. Everything random is drawn
 * before a pixel is touched.
 */
package io.hsicflow.model.augment;
