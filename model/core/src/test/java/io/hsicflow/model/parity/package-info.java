/** The checkers of golden files, checked themselves. */
package io.hsicflow.model.parity;
