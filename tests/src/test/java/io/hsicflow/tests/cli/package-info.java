/** The command line as users start it: in a process of its own, stopped by signals. */
package io.hsicflow.tests.cli;
