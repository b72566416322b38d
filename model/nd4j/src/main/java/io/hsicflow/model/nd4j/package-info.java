/**
 * The tensor backend on ND4J (CPU). Convolutions run in ND4J, in float on oneDNN with channels
 * last; products in OpenBLAS; the rest in the Java loops of {@link io.hsicflow.model.host} over the
 * same native memory.
 *
 * <p>Every primitive runs on the thread that calls it; two threads are used by two tasks side by
 * side.
 */
package io.hsicflow.model.nd4j;
