/**
 * A run described: what its record holds, its pods, and what the cluster said about its driver, put together for people.
 */
@NullMarked
package dev.bellows.k8s.internal.describe;

import org.jspecify.annotations.NullMarked;
