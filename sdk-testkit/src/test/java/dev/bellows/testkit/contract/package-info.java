/**
 * What the runtime relies on of any {@link dev.bellows.k8s.port.ClusterPort}, as tests that are held against the simulated port, against
 * HTTP to a local cluster, and against a real Kubernetes, which is the judge of the other two.
 */
@NullMarked
package dev.bellows.testkit.contract;

import org.jspecify.annotations.NullMarked;
