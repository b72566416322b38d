package io.hsicflow.model.backend;

/**
 * What the kernel scale's objective needs of many squared distances q.
 *
 * @param counted how many are not above the limit; the sums are over them
 * @param distances sum of q
 * @param logarithms sum of log(q + square)
 * @param inverses sum of 1 / (q + square)
 */
public record DistanceSums(long counted, double distances, double logarithms, double inverses) {}
