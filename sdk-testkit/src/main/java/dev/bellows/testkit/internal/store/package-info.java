/**
 * The state of the cluster on this machine: objects, versions, watches, deletion and owner garbage collection, as
 * the Kubernetes API defines them. The store keeps no thread and reads time from one clock, so that the same code
 * serves real processes and virtual time.
 *
 * <p>Used by the other internal packages of the testkit; applications never import it.
 */
@NullMarked
package dev.bellows.testkit.internal.store;

import org.jspecify.annotations.NullMarked;
