/**
 * Random numbers as a pure function of where they are used: seed, purpose and place. Nothing here
 * keeps a global state, so a replay after a failure, another parallelism or another machine draws
 * the same numbers.
 */
package io.hsicflow.model.random;
