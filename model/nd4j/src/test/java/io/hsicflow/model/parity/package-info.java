/** Checkers of golden files that need a backend to be checked themselves. */
package io.hsicflow.model.parity;
