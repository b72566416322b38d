/**
 * The topic by which a running job is asked to change its learner: its option, the job's source of
 * it, and the publisher behind the command.
 */
package io.hsicflow.connectors.control;
