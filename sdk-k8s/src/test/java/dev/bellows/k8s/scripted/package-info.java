/** A cluster and a time that tests script: single-threaded, deterministic, only as much of Kubernetes as the runtime's own tests need. */
@NullMarked
package dev.bellows.k8s.scripted;

import org.jspecify.annotations.NullMarked;
