/**
 * The door of the runtime: {@link dev.bellows.k8s.SparkKubernetes} connects to a cluster and submits jobs.
 */
@NullMarked
package dev.bellows.k8s;

import org.jspecify.annotations.NullMarked;
