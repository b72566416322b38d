/**
 * Rules of the house as tests: which module may use which, where randomness and time come from,
 * what every package must have. They read the compiled classes and the sources of all modules.
 */
package io.hsicflow.tests.rules;
