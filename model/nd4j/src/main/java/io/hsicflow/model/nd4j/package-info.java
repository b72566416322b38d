/**
 * The tensor backend on ND4J (CPU). Convolutions run in ND4J, in float on oneDNN with channels
 * last; products in OpenBLAS; element-wise work in Java loops over the same native memory, which
 * the compiler vectorises and which cost less than ND4J's eager calls.
 *
 * <p>Every primitive runs on the thread that calls it; two threads are used by two tasks side by
 * side.
 */
package io.hsicflow.model.nd4j;
