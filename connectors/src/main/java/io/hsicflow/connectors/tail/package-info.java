/**
 * Prints any of our records readably: told apart by their schema's fingerprint, or by what an image
 * file begins with.
 */
package io.hsicflow.connectors.tail;
