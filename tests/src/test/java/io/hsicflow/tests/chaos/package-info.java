/** Processes killed at random times: what comes out is what an undisturbed run gives. */
package io.hsicflow.tests.chaos;
