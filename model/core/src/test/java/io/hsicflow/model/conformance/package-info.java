/**
 * What every backend must compute, as tests for its module to extend: the primitives against plain
 * arithmetic, layers against finite differences, networks against golden files.
 */
package io.hsicflow.model.conformance;
