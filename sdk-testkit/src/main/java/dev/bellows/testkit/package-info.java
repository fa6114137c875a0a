/**
 * What applications test with. {@link dev.bellows.testkit.SimulatedCluster} is a Kubernetes in virtual time, whose pods live as scripts
 * tell: what happens to a job in hours is seen in milliseconds. {@link dev.bellows.testkit.LocalCluster} is a Kubernetes of this machine
 * whose pods are real Spark processes, without any container runtime.
 */
@NullMarked
package dev.bellows.testkit;

import org.jspecify.annotations.NullMarked;
