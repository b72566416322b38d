/**
 * What a build leaves for clusters: the job jar, the distribution and the container images, and a
 * standalone Flink made of Maven's jars to try them on.
 */
package io.hsicflow.tests.dist;
