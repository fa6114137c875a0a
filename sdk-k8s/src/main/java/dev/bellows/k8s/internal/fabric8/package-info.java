/**
 * The cluster port over fabric8's asynchronous HTTP client; the only package that knows the client.
 */
@NullMarked
package dev.bellows.k8s.internal.fabric8;

import org.jspecify.annotations.NullMarked;
