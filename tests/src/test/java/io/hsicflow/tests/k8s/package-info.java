/**
 * The manifests of {@code k8s/}: rendered files against the schemas that a cluster would hold them
 * to, and against what the job, Flink and the operator make of them. No cluster takes part.
 */
package io.hsicflow.tests.k8s;
