/**
 * What the runtime needs of the world: a cluster and time. Public for the testkit, not for applications.
 */
@NullMarked
package dev.bellows.k8s.port;

import org.jspecify.annotations.NullMarked;
