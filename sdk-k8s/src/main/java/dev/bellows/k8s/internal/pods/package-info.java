/**
 * What a pod says of the container in which Spark runs. Known to all that judge pods.
 */
@NullMarked
package dev.bellows.k8s.internal.pods;

import org.jspecify.annotations.NullMarked;
