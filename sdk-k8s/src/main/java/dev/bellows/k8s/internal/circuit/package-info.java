/**
 * Between the runtime and the API server: a circuit breaker for each connection, and how far apart requests are sent while the API server
 * is in trouble and after it. Knows the port and time, and nothing of runs.
 */
@NullMarked
package dev.bellows.k8s.internal.circuit;

import org.jspecify.annotations.NullMarked;
