/**
 * Whether this machine computes what it should: files of golden values (golden/README.md), a
 * checker for each kind of them, the one table of bars, and what came out. Tests of the learner and
 * of every backend use these checkers, and so does {@code hsicflow parity}.
 */
package io.hsicflow.model.parity;
