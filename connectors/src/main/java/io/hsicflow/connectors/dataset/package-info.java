/**
 * Images from files, one after the other and never all in memory: a folder of image files, a tar or
 * tar.gz of one, CIFAR-10 in its binary form, IDX as MNIST has it. Raw pixels come out as PNG
 * files, so that all else sees image files.
 */
package io.hsicflow.connectors.dataset;
