/** Storage that fails, fills up or hangs when a test says so. */
package io.hsicflow.operators.storage;
