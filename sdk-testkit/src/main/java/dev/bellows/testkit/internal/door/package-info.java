/**
 * The HTTP door of the cluster on this machine: the part of the Kubernetes REST API that Spark drivers, the SDK and
 * ordinary clients use, served from a {@link dev.bellows.testkit.internal.store.ClusterStore}.
 *
 * <p>Opened by {@code LocalCluster}; applications never import it.
 */
@NullMarked
package dev.bellows.testkit.internal.door;

import org.jspecify.annotations.NullMarked;
