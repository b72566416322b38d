/**
 * Running the job: in this process on a cluster of one with its dashboard, or on a cluster
 * elsewhere; the job's state folder; and the stop with a savepoint that Ctrl-C asks for.
 */
package io.hsicflow.pipeline.run;
